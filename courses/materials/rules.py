"""What a reader is offered of a work: pure functions over its editions and translations."""

from collections.abc import Sequence
from dataclasses import dataclass

from courses.materials.models import (
    Edition,
    MaterialFile,
    Translation,
    TranslationChange,
    TranslationState,
    Work,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a reader is offered first, and whether it is in the language she reads.

    ``translation`` is None if the work has come out in none of her languages; ``fallback`` is true
    if it is in another of her chain than the first. ``not_held`` is the language of hers before it
    in which it has come out too, and we do not hold it; ``""`` if there is none.
    """

    translation: Translation | None
    fallback: bool
    not_held: str = ""

    @property
    def file(self) -> MaterialFile | None:
        """The newest file of it, if we hold one."""
        return newest(self.translation) if self.translation else None


def newest(translation: Translation) -> MaterialFile | None:
    """Return the first format of the newest version."""
    by_version = sorted(translation.files, key=lambda file: (-file.version, file.position))
    return by_version[0] if by_version else None


def can_be_read(translation: Translation) -> bool:
    """Whether it has come out and we hold it."""
    return translation.state == TranslationState.PUBLISHED and bool(translation.files)


def files_of(translation: Translation) -> tuple[list[MaterialFile], list[MaterialFile]]:
    """Return the files of its newest version that we hold, and those of earlier ones."""
    files = sorted(translation.files, key=lambda file: (-file.version, file.position, file.id))
    newest = [file for file in files if file.version == files[0].version]
    return newest, files[len(newest) :]


def is_stale(translation: Translation) -> bool:
    """Whether what ``translation`` was made of has moved on since."""
    source = translation.derived_from
    return source is not None and source.version > (translation.derived_version or 1)


def missed(translation: Translation) -> list[TranslationChange]:
    """Return what has changed in its source since ``translation`` was made, oldest first."""
    if not is_stale(translation) or translation.derived_from is None:
        return []
    made_of = translation.derived_version or 1
    return [one for one in translation.derived_from.changes if one.version > made_of]


def published(work: Work) -> list[Translation]:
    """Return all translations of ``work`` that have come out, newest edition first."""
    return [
        translation
        for edition in reversed(work.editions)
        for translation in edition.translations
        if translation.state == TranslationState.PUBLISHED
    ]


def offered(work: Work, chain: Sequence[str]) -> Offer:
    """Choose what to offer a reader of the languages in ``chain``, best first.

    What we hold in any of them goes before what we only know of.
    """
    out = published(work)
    hers = [one for language in chain for one in out if one.language == language]
    if not hers:
        return Offer(None, fallback=False)
    best = next((one for one in hers if one.files), hers[0])
    known = hers[0].language
    not_held = "" if known == best.language else known
    return Offer(best, fallback=best.language != chain[0], not_held=not_held)


def languages(work: Work, chain: Sequence[str]) -> list[str]:
    """Return the languages that ``work`` has come out in, those of the reader first."""
    out = {translation.language for translation in published(work)}
    return [code for code in chain if code in out] + sorted(out - set(chain))


def sorted_for(edition: Edition, chain: Sequence[str]) -> list[Translation]:
    """Return an edition's translations, those of the reader's languages first."""
    places = {language: place for place, language in enumerate(chain)}
    return sorted(
        edition.translations,
        key=lambda one: (places.get(one.language, len(places)), one.language),
    )


def in_languages(work: Work, chain: Sequence[str] = ()) -> list[tuple[Translation, MaterialFile]]:
    """Return what we hold of ``work``: the newest file of each language, first by ``chain``."""
    held = {}
    for translation in published(work):
        file = newest(translation)
        if file and translation.language not in held:
            held[translation.language] = (translation, file)
    hers = [held.pop(language) for language in chain if language in held]
    return [*hers, *held.values()]
