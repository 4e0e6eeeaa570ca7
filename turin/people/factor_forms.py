"""What is asked about second factors, and the refusals in words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from turin.people.factors.codes import WrongCode
from turin.people.factors.passkeys import PasskeyRefused
from turin.people.forms import TOO_LONG
from turin.web.forms import Form, Needed
from turin.web.refusals import sentence

LONGEST = 40
LONGEST_ANSWER = 20_000  # letters; with the certificates that some devices send


class CodeForm(Form):
    """A code of her app, or a recovery code."""

    code = StringField(
        _l("Your code"),
        [Needed(_l("Type a code.")), Length(max=LONGEST, message=TOO_LONG)],
        description=_l("Six digits from your app, or one of your recovery codes."),
    )


class ConfirmForm(Form):
    """The first code of her app."""

    code = StringField(
        _l("Your code"),
        [
            Needed(_l("Type the six digits that your app shows.")),
            Length(max=LONGEST, message=TOO_LONG),
        ],
        description=_l("The six digits that your app shows now."),
    )


class PasskeyForm(Form):
    """What a passkey has answered, put there by the page's script."""

    answer = HiddenField(
        default="", validators=[Length(max=LONGEST_ANSWER, message=_l("This is no passkey."))]
    )
    next = HiddenField(default="")


class NewPasskeyForm(PasskeyForm):
    """A new passkey, and how she calls the device that keeps it."""

    name = StringField(
        _l("Name of this passkey"),
        [
            Needed(_l("Give it a name by which you will know it again.")),
            Length(max=60, message=TOO_LONG),
        ],
        description=_l("For example the device that keeps it."),
    )


@sentence.register
def _passkey_refused(_refusal: PasskeyRefused) -> str:
    return _("This passkey was not taken. Try it once more, or sign in another way.")


@sentence.register
def _wrong_code(_refusal: WrongCode) -> str:
    return _(
        "This code is not right, or it was used before. Wait for the next one; and see whether the"
        " clock of your telephone is right."
    )
