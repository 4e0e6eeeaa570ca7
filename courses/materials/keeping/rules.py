"""What may be said of a work, a translation and a file: pure rules."""

from collections.abc import Collection

from courses.materials.models import MaterialFile, Translation, TranslationState, Work
from courses.materials.rules import is_stale, newest
from turin.errors import Refused

# Somebody has a text before her and turns it into another language.
UNDER_WAY = (TranslationState.IN_TRANSLATION, TranslationState.IN_REVIEW)
OPEN = (TranslationState.PLANNED, *UNDER_WAY)


class KeyTaken(Refused):
    """Another work is called so in addresses."""


class LanguageTaken(Refused):
    """The edition has a translation into that language already."""


class SourceNeeded(Refused):
    """A translation is under way and nobody says of what it is made."""


class OfItself(Refused):
    """A translation would be made from itself, or from one that is made from it."""


class VersionUnknown(Refused):
    """A translation would be made from a version that its source never had; ``newest`` is."""


class NothingToCatchUp(Refused):
    """What a translation was made from has not moved on."""


class FileNeeded(Refused):
    """A file is the only one of a text that others translate from, or that is handed out."""


class FileThere(Refused):
    """The same file is there already."""


def stale(work: Work) -> list[Translation]:
    """Return the translations of ``work`` that are older than what they were made from."""
    return [
        one
        for edition in work.editions
        for one in edition.translations
        if one.state != TranslationState.SUPERSEDED and is_stale(one)
    ]


def check_source(translation: Translation | None, source: Translation | None) -> None:
    """Raise OfItself if ``source`` is ``translation``, or was made from it, however indirectly."""
    seen: set[int] = set()
    while source is not None and translation is not None:
        if source is translation or source.id == translation.id:
            raise OfItself
        if source.id in seen:
            return
        seen.add(source.id)
        source = source.derived_from


def check_version(source: Translation | None, version: int | None) -> None:
    """Raise VersionUnknown if ``source`` has not come so far yet."""
    if source is not None and version is not None and version > source.version:
        raise VersionUnknown(newest=source.version)


def check_says_source(
    state: TranslationState, source: Translation | None, others: Collection[Translation]
) -> None:
    """Raise SourceNeeded if it is under way, its source is not said, and there are ``others``."""
    if state in UNDER_WAY and source is None and others:
        raise SourceNeeded


def check_removable(
    file: MaterialFile, made_from_it: Collection[Translation], *, handed_out: bool
) -> None:
    """Raise FileNeeded if it is the only file of a version that somebody works with.

    ``made_from_it`` are the translations that are made from its own; ``handed_out``: an activity
    that is not over hands out its work.
    """
    translation = file.translation
    if any(one.version == file.version and one is not file for one in translation.files):
        return
    at_work = any(
        one.state in OPEN and (one.derived_version or 1) == file.version for one in made_from_it
    )
    shown = translation.state == TranslationState.PUBLISHED and newest(translation) is file
    if at_work or (handed_out and shown):
        raise FileNeeded


def check_new(translation: Translation, sha256: str) -> None:
    """Raise FileThere if ``translation`` has that file in its version of now."""
    if any(
        one.sha256 == sha256 and one.version == translation.version for one in translation.files
    ):
        raise FileThere
