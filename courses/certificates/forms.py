"""The forms about certificates, and what their refusals say."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from courses.certificates import rules
from turin.people.names import cleaned
from turin.web.forms import Form, Needed
from turin.web.refusals import sentence


class Revoke(Form):
    """Why a certificate is revoked; only those who run the activity read it."""

    reason = TextAreaField(
        _l("Why is it revoked?"),
        description=_l("Only those who run the activity can read this."),
        validators=[Needed(_l("Say why the certificate is revoked.")), Length(max=2000)],
    )


class Correct(Form):
    """The name as the corrected certificate carries it."""

    holder = StringField(
        _l("Name on the certificate"),
        description=_l("In her or his own script, as it is to be printed."),
        filters=[lambda typed: cleaned(typed or "")],
        validators=[Needed(_l("Give the name to be printed.")), Length(max=200)],
    )


@sentence.register
def _nothing_to_issue(_refusal: rules.NothingToIssue) -> str:
    return _("Everybody who has attended enough has a certificate already.")


@sentence.register
def _not_valid(refusal: rules.NotValid) -> str:
    return _(
        "Only a valid certificate can be revoked; the state of this one is: %(state)s.",
        state=refusal.facts["state"].label,
    )


@sentence.register
def _already_replaced(_refusal: rules.AlreadyReplaced) -> str:
    return _("This certificate cannot be replaced: please correct its latest successor instead.")


@sentence.register
def _not_waiting(_refusal: rules.NotWaiting) -> str:
    return _("This certificate has been made in the meantime. If it is wrong, replace it.")


@sentence.register
def _name_missing(_refusal: rules.NameMissing) -> str:
    return _("Give the name to be printed.")


@sentence.register
def _name_undrawable(refusal: rules.NameUndrawable) -> str:
    return _(
        "We have no font for these letters of the name: %(letters)s."
        " Please write it in another script.",
        letters=" ".join(refusal.facts["letters"]),
    )
