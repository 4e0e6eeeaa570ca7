"""What is asked at the sign-in and about one's own account, and the refusals in words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import (
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
)
from wtforms.validators import Length

from turin.audit.models import AuditEntry
from turin.countries import zones
from turin.language.known import INTERFACE
from turin.people.credentials import WrongPassword
from turin.people.links import LinkSpent
from turin.people.models import Role
from turin.people.operations import OwnAccount, StaffAddress
from turin.people.passwords import (
    MOST_LETTERS,
    PasswordTooCommon,
    PasswordTooShort,
    PasswordTooSimple,
)
from turin.people.tries import PasswordClosed, TooManyTries
from turin.web.fields import MailAddress
from turin.web.forms import Form, Needed
from turin.web.refusals import sentence

TOO_LONG = _l("This is longer than we can keep: please shorten it.")


class SignInForm(Form):
    """An address and a password; without a password a link is mailed."""

    email = EmailField(
        _l("Your email address"),
        [MailAddress(_l("Type your email address, like amina@example.org.")), Length(max=254)],
    )
    password = PasswordField(
        _l("Password"),
        [Length(max=MOST_LETTERS, message=TOO_LONG)],
        description=_l("No password, or forgotten? Leave it empty: we mail you a link instead."),
    )
    next = HiddenField()
    link = SubmitField(_l("Mail me a link"))

    @property
    def wants_link(self) -> bool:
        """Whether she asks for a link rather than to be let in by a password."""
        return bool(self.link.data or not self.password.data)


class ChooseForm(Form):
    """Which of the persons of one mailbox somebody is."""

    person = RadioField(_l("Who are you?"), [Needed(_l("Choose your name."))], coerce=int)


class ProfileForm(Form):
    """How she is called and addressed."""

    name = StringField(
        _l("Your full name"),
        [Needed(_l("Type your name as in your passport.")), Length(max=200, message=TOO_LONG)],
        description=_l("As in your passport, in Latin letters."),
    )
    certificate_name = StringField(
        _l("Your name on certificates"),
        [Length(max=200, message=TOO_LONG)],
        description=_l("In your own script if you like. Leave it empty to use the name above."),
    )
    language = SelectField(
        _l("Language in which we write to you"),
        [Needed(_l("Choose a language."))],
        choices={language.code: language.autonym for language in INTERFACE.values()},
    )
    zone = SelectField(
        _l("Time zone"),
        [Needed(_l("Choose a time zone."))],
        choices=zones.choices,
        description=_l("Times are shown in it beside those of the venue."),
    )


class PasswordForm(Form):
    """A new password; the old one where it is needed."""

    current = PasswordField(_l("Current password"))
    password = PasswordField(
        _l("New password"),
        [Needed(_l("Type a new password.")), Length(max=MOST_LETTERS, message=TOO_LONG)],
        description=_l("Four or five words that do not belong together make a good one."),
    )


class RoleForm(Form):
    """A role to give."""

    role = SelectField(
        _l("Role"),
        [Needed(_l("Choose a role."))],
        choices=lambda: {role.value: role.label for role in Role},
        coerce=Role,
    )


_DEEDS = {
    "people.make": _l("Account made"),
    "people.change_profile": _l("Profile changed"),
    "people.set_password": _l("Password set"),
    "people.grant": _l("Role given"),
    "people.revoke_role": _l("Role taken away"),
    "people.name_deputy": _l("Deputy named"),
    "people.end_deputy": _l("Deputy ended"),
    "people.correct_address": _l("Address corrected"),
    "people.set_up_codes": _l("Codes of an app set up"),
    "people.remove_codes": _l("Codes of an app removed"),
    "people.add_passkey": _l("Passkey added"),
    "people.remove_passkey": _l("Passkey removed"),
    "people.renew_recovery_codes": _l("Recovery codes made"),
    "people.use_recovery_code": _l("Recovery code used"),
    "people.reset_second_factor": _l("Second step taken away"),
    "people.disable": _l("Account closed"),
    "people.enable": _l("Account opened again"),
}


def deed(entry: AuditEntry) -> str:
    """Say what was done to an account, as its administrators read it."""
    said = str(_DEEDS.get(entry.deed, entry.deed))
    if role := entry.facts.get("role"):
        return _("%(deed)s: %(role)s", deed=said, role=Role(role).label)
    return said


@sentence.register
def _wrong_password(_refusal: WrongPassword) -> str:
    return _(
        "The email address or the password is not right. Try again, or leave the password empty"
        " and we mail you a link."
    )


@sentence.register
def _too_many(refusal: TooManyTries) -> str:
    minutes = int(str(refusal.facts["minutes"]))
    return ngettext(
        "That was wrong too often. Try again in %(num)s minute.",
        "That was wrong too often. Try again in %(num)s minutes.",
        minutes,
    )


@sentence.register
def _closed(_refusal: PasswordClosed) -> str:
    return _(
        "The password for this address was wrong too often. Leave it empty and we mail you a link,"
        " which opens the way for your password again."
    )


@sentence.register
def _link_spent(_refusal: LinkSpent) -> str:
    return _("This link has been used or is too old. Ask for a new one.")


@sentence.register
def _too_short(refusal: PasswordTooShort) -> str:
    needed = int(str(refusal.facts["needed"]))
    return ngettext(
        "Choose a password of at least %(num)s letter.",
        "Choose a password of at least %(num)s letters.",
        needed,
    )


@sentence.register
def _too_simple(_refusal: PasswordTooSimple) -> str:
    return _("This password would soon be guessed. Choose several words that only you would join.")


@sentence.register
def _too_common(_refusal: PasswordTooCommon) -> str:
    return _(
        "This password is one of those that are tried first. Choose several words that only you"
        " would join."
    )


@sentence.register
def _own_account(_refusal: OwnAccount) -> str:
    return _("You cannot do this to your own account. Ask another administrator.")


@sentence.register
def _staff_address(_refusal: StaffAddress) -> str:
    return _("She works here: only an administrator corrects her address.")
