"""What a reader sends to the library: the languages she reads, and where to write to her."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectField
from wtforms.validators import InputRequired

from courses.materials.models import Work
from courses.materials.rules import can_be_read
from turin.language import reader
from turin.language.formats import autonym, language_name
from turin.language.known import DOCUMENTS
from turin.web.fields import MailAddress
from turin.web.forms import Form, Needed


def in_words(code: str) -> str:
    """Return a language's name in itself and, as a phone may lack the script, in the reader's."""
    own, hers = autonym(code), language_name(code)
    return own if own == hers else f"{own} – {hers}"


def by_name() -> list[tuple[str, str]]:
    """Return every language of documents, in the order of their names in the reader's."""
    return [(code, in_words(code)) for code in sorted(DOCUMENTS, key=language_name)]


class LanguagesForm(Form):
    """The languages that somebody reads, best first."""

    first = SelectField(_l("The language you read best"))
    second = SelectField(_l("Second language"))
    third = SelectField(_l("Third language"))
    fourth = SelectField(_l("Fourth language"))
    fifth = SelectField(_l("Fifth language"))

    def __init__(self, **options: Any) -> None:
        hers = dict(zip(self.places(), reader.chosen(), strict=False))
        super().__init__(data=hers, **options)
        for name in self.places():
            self[name].choices = [("", _l("None")), *by_name()]

    @staticmethod
    def places() -> tuple[str, ...]:
        """Return the names of the fields, in order."""
        return ("first", "second", "third", "fourth", "fifth")

    @property
    def codes(self) -> list[str]:
        """The languages chosen, each once."""
        chosen = (self[name].data for name in self.places())
        return list(dict.fromkeys(code for code in chosen if code))


class TellMeForm(Form):
    """Where to write when a work is there in a language."""

    wanted = SelectField(
        _l("In which language do you want to read it?"),
        validators=[InputRequired(_l("Choose a language."))],
    )
    email = EmailField(
        _l("Your email address"),
        description=_l(
            "We write to you once, when it can be read here in that language, and for nothing else."
        ),
        validators=[
            Needed(_l("Type your email address, so that we can answer you.")),
            MailAddress(_l("Type your email address, like amina@example.org.")),
        ],
        render_kw={"autocomplete": "email"},
    )

    def __init__(self, work: Work, wanted: str, **options: Any) -> None:
        super().__init__(data={"wanted": wanted}, **options)
        there = {
            one.language
            for edition in work.editions
            for one in edition.translations
            if can_be_read(one)
        }
        offered = [choice for choice in by_name() if choice[0] not in there]
        self.wanted.choices = [("", _l("Choose a language")), *offered]
