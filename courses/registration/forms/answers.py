"""How answers are judged: how long, with which letters, which telephone number."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import Length, StopValidation

from turin.fonts import undrawable
from turin.web.forms import Form

TOO_LONG = _l("This is longer than we can keep: please shorten it.")
SHORT = Length(max=200, message=TOO_LONG)
LONG = Length(max=3000, message=_l("Please say it in 3,000 letters at most."))


class Drawable:
    """Takes what the certificate can be drawn with; beside ``instead`` only if that is empty."""

    def __init__(self, instead: str = "") -> None:
        self.instead = instead

    def __call__(self, form: Form, field: Field) -> None:
        if self.instead and form[self.instead].data:
            return
        if letters := undrawable(field.data or ""):
            raise StopValidation(
                _(
                    "Our certificates cannot show these letters: %(letters)s. Write the name"
                    " without them, or in another script.",
                    letters=" ".join(letters),
                )
            )


class PhoneNumber:
    """Takes a telephone number with the code of its country, or nothing."""

    def __call__(self, _form: Form, field: Field) -> None:
        typed = (field.data or "").strip()
        digits = "".join(str(int(letter)) for letter in typed if letter.isdecimal())
        if not typed:
            return
        if not typed.startswith(("+", "00")) or not 8 <= len(digits) <= 15 + 2:
            raise StopValidation(_("Type the number with its country code, like +855 12 345 678."))
        field.data = "+" + digits.removeprefix("00")
