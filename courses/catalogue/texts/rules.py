"""Where a text stands in a language: pure rules."""

from enum import StrEnum
from hashlib import sha256

from flask_babel import lazy_gettext as _l

from courses.catalogue.texts.models import TextState
from turin.db.types import Text
from turin.errors import Refused

ORIGINAL = "en"  # what is written first, and what every other language falls back to


class Standing(StrEnum):
    """Where a text stands in a language."""

    MISSING = "missing"
    STALE = "stale"
    DRAFT = "draft"
    REVIEWED = "reviewed"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_STANDINGS[self])


_STANDINGS = {
    Standing.MISSING: _l("Missing"),
    Standing.STALE: _l("Out of date"),
    Standing.DRAFT: _l("Draft"),
    Standing.REVIEWED: _l("Reviewed"),
}


class TitleNeeded(Refused):
    """The title in English was taken away, to which every other language falls back."""


class ChangedMeanwhile(Refused):
    """Somebody else has changed these words since the page was opened."""


def fingerprint(words: str) -> str:
    """Return what tells one text from another."""
    return sha256(words.encode()).hexdigest()


def standing(text: Text, language: str, state: TextState | None) -> Standing | None:
    """Return where ``text`` stands in ``language``; None where there is nothing to translate.

    The original has nothing to be older than: it is reviewed once it stands there. Any other words
    of which nobody said here from what they were translated are a draft.
    """
    if not text:
        return None
    if language not in text:
        return Standing.MISSING
    if state is None or not is_of(state, text[language]):
        return Standing.REVIEWED if language == ORIGINAL else Standing.DRAFT
    source = text.get(state.source, "")
    if language != ORIGINAL and fingerprint(source) != state.source_hash:
        return Standing.STALE
    return Standing.REVIEWED if state.reviewed else Standing.DRAFT


def is_of(state: TextState, words: str) -> bool:
    """Whether ``state`` is that of these words: a catalogue file or a form may have brought others.

    Of what was written before that was kept nobody knows; it is taken for the same.
    """
    return state.words_hash in {"", fingerprint(words)}


def check_title(field: str, language: str, words: str) -> None:
    """Raise TitleNeeded if it is the original title that would be without words."""
    if field == "title" and language == ORIGINAL and not words:
        raise TitleNeeded


def check_unchanged(seen: str, words: str) -> None:
    """Raise ChangedMeanwhile if ``words`` are not those whose fingerprint was ``seen``."""
    if seen != fingerprint(words):
        raise ChangedMeanwhile
