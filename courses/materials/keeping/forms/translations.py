"""What is asked about a translation, and when its text has changed."""

from collections.abc import Iterable
from typing import ClassVar

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField

from courses.activities.fields import WholeField
from courses.materials.keeping import rules
from courses.materials.keeping.forms.fields import IsbnField, year_field
from courses.materials.keeping.operations import TranslationFacts
from courses.materials.models import Edition, Translation, TranslationState, Work
from turin.language import formats, reader
from turin.language.known import DOCUMENTS
from turin.web.fields import at_most
from turin.web.forms import Form, Needed


class TranslationForm(Form):
    """How far a translation is, and of what it is made by whom."""

    refused_at: ClassVar = {
        rules.OfItself: "made_from",
        rules.SourceNeeded: "made_from",
        rules.VersionUnknown: "made_of",
    }
    state = RadioField(
        _l("State"),
        [Needed(_l("Choose how far the translation is."))],
        choices=lambda: {one.value: one.label for one in TranslationState},
        coerce=TranslationState,
        default=TranslationState.PLANNED,
    )
    made_from = SelectField(_l("Made from"))
    made_of = WholeField(
        _l("Which version of that"),
        least=1,
        most=9999,
        description=_l("Empty: its newest. When that moves on, this translation is out of date."),
    )
    translator = StringField(
        _l("Translator"), [at_most(200)], description=_l("A person or an office; readers see it.")
    )
    isbn = IsbnField()
    year = year_field()
    _known: dict[str, Translation]

    def offer(self, work: Work, but: Translation | None = None) -> None:
        """Offer the other languages of ``work`` to have been made from."""
        self._known = {str(one.id): one for one in _translations(work) if one is not but}
        self.made_from.choices = {
            "": _("It is the original, or nobody knows"),
            **{number: _named(one) for number, one in self._known.items()},
        }

    def facts(self) -> TranslationFacts:
        """Return what was typed."""
        return TranslationFacts(
            state=self.state.data,
            derived_from=self._known.get(self.made_from.data),
            derived_version=self.made_of.data,
            translator=self.translator.data or "",
            isbn=self.isbn.data or "",
            year=self.year.data,
        )


class AddTranslationForm(TranslationForm):
    """The same of one that is added, and into which language."""

    refused_at: ClassVar = {**TranslationForm.refused_at, rules.LanguageTaken: "language"}
    language = SelectField(_l("Language"), [Needed(_l("Choose a language."))])


class MoveOnForm(Form):
    """What is new in a text."""

    what = TextAreaField(
        _l("What has changed"),
        [Needed(_l("Say what has changed: translators read it.")), at_most(4000)],
        description=_l(
            "Chapters, pages, figures: so that nobody has to translate all of it again."
        ),
    )


def add_translation_form(edition: Edition) -> AddTranslationForm:
    """Return the form for one more language of ``edition``."""
    there = {one.language for one in edition.translations}
    form = AddTranslationForm(data={"language": request.args.get("into", "")})
    form.language.choices = {
        "": _("Choose a language"),
        **{code: formats.language_name(code) for code in DOCUMENTS if code not in there},
    }
    form.offer(edition.work)
    return form


def translation_form(translation: Translation) -> TranslationForm:
    """Return the form with what is known of ``translation``."""
    source, made_of = translation.derived_from_id, translation.derived_version
    form = TranslationForm(
        obj=translation, made_from=str(source or ""), made_of=made_of if source else None
    )
    form.offer(translation.edition.work, translation)
    return form


def _translations(work: Work) -> Iterable[Translation]:
    return (one for edition in work.editions for one in edition.translations)


def _named(one: Translation) -> str:
    """Return a translation by its language and its edition, with its version."""
    edition = reader.said(one.edition.name).words
    language = formats.language_name(one.language)
    facts = {"language": language, "version": formats.number(one.version)}
    if edition:
        return _("%(language)s, %(edition)s, version %(version)s", edition=edition, **facts)
    return _("%(language)s, version %(version)s", **facts)
