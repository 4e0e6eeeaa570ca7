"""The kinds of answers that the library asks for."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import Field, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import TextArea

from courses.activities.fields import TextField, WholeField
from courses.materials.keeping import isbn
from courses.materials.keeping import queries as library
from turin.db.types import Text
from turin.language import reader
from turin.language.known import DOCUMENTS
from turin.organisations.models import Organisation
from turin.web.fields import SeveralField
from turin.web.forms import Form, tidy


def written_in() -> str:
    """Return the language in which texts are written: one that is asked for, or the reader's."""
    asked = request.args.get("in", "")
    return asked if asked in DOCUMENTS else reader.current().code


def shown_in() -> str:
    """Return the language in which texts are shown: another one, if its button was pressed."""
    asked = request.form.get("in", "") if "show" in request.form else ""
    return asked if asked in DOCUMENTS else written_in()


class WordsField(TextField):
    """A text in the language that the page is open for; what it says in others is kept.

    What was typed in another one and is not saved yet comes along in a hidden field.
    """

    @property
    def _typed(self) -> dict[str, str]:
        """What was typed, by language: in this one, and in those that came along."""
        sent, names = request.form.to_dict(), {code: f"{self.name}-{code}" for code in DOCUMENTS}
        typed = {code: sent[name] for code, name in names.items() if name in sent}
        return typed | {written_in(): words for words in self.raw_data or ()}

    @property
    def carried(self) -> dict[str, str]:
        """The hidden fields, by name: what was typed in languages that are not shown."""
        hidden = self._typed.items()
        return {f"{self.name}-{code}": words for code, words in hidden if code != shown_in()}

    @override
    def _value(self) -> str:
        code = shown_in()
        return self._typed.get(code, str((self.data or {}).get(code, "")))

    @override
    def process_formdata(self, valuelist: list[str]) -> None:
        text = Text(self.object_data or {})
        for code, words in self._typed.items():
            typed = tidy(words) or ""
            if len(typed) > self.most:
                raise ValueError(_("That is too long: %(max)d letters at most.", max=self.most))
            text = text.saying(code, typed)
        self.data = text


class LongWordsField(WordsField):
    """The same of some lines."""

    widget: Any = TextArea()
    most = 20_000  # as many as catalogue files take


class IsbnField(StringField):
    """An ISBN as it stands in the book; its check digit tells a slip of the hand."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("ISBN", [_right], **kwargs)


def _right(_form: Form, field: Field) -> None:
    typed = field.data or ""
    number = isbn.digits(typed)
    if not typed:
        return
    if not isbn.is_formed(number) or len(typed) > 20:
        raise ValidationError(
            _("An ISBN has 13 digits and begins with 978 or 979, or 10 digits in older books.")
        )
    if (right := isbn.check_digit(number)) != number[-1]:
        raise ValidationError(
            _(
                "A digit of this ISBN is wrong: the others would make the last one %(digit)s."
                " Compare it with the book.",
                digit=right,
            )
        )


def year_field() -> WholeField:
    """Return a field for the year in which something came out."""
    return WholeField(_l("Year"), least=1800, most=2199)


class OrganisationsField(SeveralField):
    """Some of the organisations that the catalogue knows, by number."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, coerce=int, **kwargs)

    def offer(self, organisations: list[Organisation]) -> None:
        """Offer them by name."""
        named = [(one.id, _called(one)) for one in organisations]
        self.choices = sorted(named, key=lambda one: one[1].casefold())


def _called(one: Organisation) -> str:
    name = reader.said(one.name).words
    return f"{one.acronym}, {name}" if one.acronym and one.acronym != name else name


def offer_organisations(*fields: OrganisationsField) -> None:
    """Offer in all of ``fields`` the organisations that there are."""
    known = library.organisations()
    for field in fields:
        field.offer(known)
