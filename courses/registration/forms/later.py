"""What is asked once the application is sent: of her, and of the coordinator."""

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField, TextAreaField

from courses.registration import rules
from courses.registration.forms.answers import LONG, SHORT, Drawable
from turin.web.forms import Form, Needed


class NameForm(Form):
    """The name for the certificate."""

    refused_at: ClassVar = {rules.NameNeeded: "certificate_name"}
    certificate_name = StringField(
        _l("Your name on the certificate"),
        [Needed(_l("Type the name that your certificate should carry.")), SHORT, Drawable()],
        description=_l("In your own script if you like."),
    )


class ReasonForm(Form):
    """Why she goes, if she wants to say it."""

    reason = TextAreaField(
        _l("Why?"), [LONG], description=_l("Only those who run this activity read it.")
    )


class DecisionForm(Form):
    """What a coordinator adds to a decision."""

    refused_at: ClassVar = {rules.AnswerInPast: "answer_by", rules.AnswerAfterEnd: "answer_by"}
    answer_by = DateField(
        _l("Answer by"),
        [Needed(_l("Choose the last day on which the offer can be answered."))],
        description=_l("The last day, as it is at the venue."),
    )
    reason = TextAreaField(
        _l("Reason"),
        [LONG],
        description=_l("For the record. Those who applied do not read it."),
    )
