"""Adding a translation to an edition, changing what is said of it, and taking it out again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courses.materials.keeping import queries, rules
from courses.materials.keeping.operations.works import reindex
from courses.materials.library.waiting import tell_who_waits
from courses.materials.models import Edition, Translation, TranslationState, Work
from turin import audit
from turin.db import db, locks
from turin.people.models import Person

Told = dict[str, Any]
SAID = ("state", "isbn", "year", "translator", "derived_version")


@dataclass(frozen=True, slots=True)
class TranslationFacts:
    """What is said of a translation: ``derived_from`` is None for the original, or if unknown.

    Without ``derived_version`` it was made from the newest version of its source.
    """

    state: TranslationState
    derived_from: Translation | None
    derived_version: int | None
    translator: str
    isbn: str
    year: int | None


def add_translation(
    edition: Edition, language: str, facts: TranslationFacts, *, by: Person, at: datetime
) -> Translation:
    """Add an edition in one more language, the original among them.

    Raises LanguageTaken, SourceNeeded or VersionUnknown.
    """
    work = locks.locked(edition.work)
    if any(one.language == language for one in edition.translations):
        raise rules.LanguageTaken
    _check(None, facts, work)
    translation = Translation(language=language)
    edition.translations.append(translation)
    _say(translation, facts)
    _note("materials.translation_added", translation, {}, by=by, at=at)
    return translation


def change_translation(
    translation: Translation, facts: TranslationFacts, *, by: Person, at: datetime
) -> None:
    """Change what is said of a translation. Raises OfItself, SourceNeeded or VersionUnknown."""
    work = locks.locked(translation.edition.work)
    _check(translation, facts, work)
    before = _told(translation)
    _say(translation, facts)
    if _told(translation) != before:
        _note("materials.translation_changed", translation, before, by=by, at=at)
        tell_who_waits(translation, at=at)


def remove_translation(translation: Translation, *, by: Person, at: datetime) -> None:
    """Take out a translation that nothing hangs on.

    Raises FileNeeded if there is a file of it, or another was made from it.
    """
    work = locks.locked(translation.edition.work)
    if translation.files or queries.made_from(translation):
        raise rules.FileNeeded
    language = translation.language
    deed = "materials.translation_removed"
    audit.record(deed, translation, by=by, at=at, part_of=work, language=language)
    translation.edition.translations.remove(translation)
    work.example = False
    reindex(work)


def _check(translation: Translation | None, facts: TranslationFacts, work: Work) -> None:
    source = facts.derived_from
    others = [
        one
        for edition in work.editions
        for one in edition.translations
        if one is not translation and one.state == TranslationState.PUBLISHED
    ]
    rules.check_source(translation, source)
    rules.check_version(source, facts.derived_version)
    rules.check_says_source(facts.state, source, others)


def _say(translation: Translation, facts: TranslationFacts) -> None:
    for name in ("state", "isbn", "year", "translator", "derived_from"):
        setattr(translation, name, getattr(facts, name))
    source = facts.derived_from
    translation.derived_version = (facts.derived_version or source.version) if source else None
    db.session.flush()


def _told(translation: Translation) -> Told:
    source = translation.derived_from
    told = audit.snapshot(translation, SAID)
    return {**told, "made_from": source.language if source else None}


def _note(deed: str, translation: Translation, before: Told, *, by: Person, at: datetime) -> None:
    work = translation.edition.work
    work.example = False
    reindex(work)
    changes = audit.differences(before, _told(translation))
    facts = {"language": translation.language, "changes": changes}
    audit.record(deed, translation, by=by, at=at, part_of=work, **facts)
