"""What is sent from the pages that show several capabilities."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, StringField, TextAreaField
from wtforms.validators import Length

from turin.web.fields import MailAddress
from turin.web.forms import Form, Needed

MAIL = (
    Needed(_l("Type your email address, so that we can answer you.")),
    MailAddress(_l("Type your email address, like amina@example.org.")),
)


class AskForm(Form):
    """A question about an activity."""

    name = StringField(
        _l("Your name"),
        validators=[
            Needed(_l("Type your name.")),
            Length(max=200, message=_l("Write your name in at most 200 letters.")),
        ],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _l("Your email address"), validators=MAIL, render_kw={"autocomplete": "email"}
    )
    words = TextAreaField(
        _l("Your question"),
        validators=[
            Needed(_l("Write your question.")),
            Length(max=4000, message=_l("Write your question in at most 4,000 letters.")),
        ],
    )


class TellMeForm(Form):
    """Where to write when a course has dates."""

    email = EmailField(
        _l("Your email address"),
        description=_l("We write to you once, when the course has dates, and for nothing else."),
        validators=MAIL,
        render_kw={"autocomplete": "email"},
    )


class AddressForm(Form):
    """Where to write to somebody whom our letters do not reach."""

    email = EmailField(
        _l("Email address"),
        [MailAddress(_l("Type an email address, like amina@example.org.")), Length(max=254)],
        description=_l("Correct it, or leave it as it is, and send the letter again."),
    )
