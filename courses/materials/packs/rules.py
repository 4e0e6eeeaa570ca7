"""What goes into a pack: pure functions over works, the languages chosen, and a budget in octets.

The rule, in words. Of each work one copy is taken, in the first of the chosen languages in which we
hold it (or one copy in each of them, where that is asked). A copy is a format, or what was made of
its files in fewer octets. The works come in their order: each gets its lightest copy if that still
fits. What room is left then goes, in the same order, to those whose first format is heavier than
that: they get the first. A work is never taken in another language to save room: which language it
comes in is told, and is not for the budget to decide.

So among all choices that fit, it is the one in which an earlier work goes before all later ones,
and after that an earlier work's first format.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from courses.materials import rules
from courses.materials.derived.models import DerivedFile
from courses.materials.models import MaterialFile, Translation, Work
from turin.errors import Refused

MOST_DOCUMENTS = 300
A_PAGE = 32_000  # octets that the index page and the lists take of each part's room
A_LINE = 1_000  # and what each document takes there besides itself


class Empty(Refused):
    """Nothing that was chosen fits, or may be had."""


class TooMany(Refused):
    """More documents than a pack holds."""


class NoRoom(Refused):
    """All packs together have as much as we keep of them."""


class Allowance(NamedTuple):
    """How many octets a pack may have, and all packs together once it is one of them."""

    pack: int
    in_all: int


# Usual are some packs of 10 MB for an activity. A day old, each may go for a new one; the disk has
# it back a week later (`turin.storage.unused`). So whoever tries to fill it without an account gets
# eight times 5 GB at the worst, and leaves room to those who have one. The largest pack is sent to
# a store over 100 Mbit/s before its worker counts as gone, and PostgreSQL's INTEGER takes its size.
ANYBODY = Allowance(200_000_000, 5_000_000_000)
SIGNED_IN = Allowance(200_000_000, 10_000_000_000)
RUNS_ACTIVITIES = Allowance(1_000_000_000, 10_000_000_000)


class Why(StrEnum):
    """Why something is left out."""

    NOT_HERS = "not_hers"
    NOT_HELD = "not_held"
    OTHER_LANGUAGES = "other_languages"
    TOO_LARGE = "too_large"


class Document(NamedTuple):
    """A file as it goes in: itself, or what was made from it in fewer octets."""

    file: MaterialFile
    name: str
    format: str
    sha256: str
    size: int

    @property
    def lighter(self) -> bool:
        """Whether it is not the file itself."""
        return self.sha256 != self.file.sha256


Copy = tuple[Document, ...]  # all files of a translation in one format
Lighter = Mapping[str, DerivedFile]  # by the hash of what they were made from


@dataclass(frozen=True, slots=True)
class Taken:
    """What goes in of a work. ``fallback``: it is not in her first language."""

    work: Work
    translation: Translation
    documents: Copy
    fallback: bool

    @property
    def size(self) -> int:
        """How many octets it has."""
        return sum(one.size for one in self.documents)


@dataclass(frozen=True, slots=True)
class Left:
    """What is left out, and why: too large in ``language`` with ``size``, or held in ``held``."""

    work: Work
    why: Why
    language: str = ""
    size: int = 0
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What goes into a pack, and what does not."""

    taken: list[Taken]
    left: list[Left]

    @property
    def size(self) -> int:
        """How many octets its documents have."""
        return sum(one.size for one in self.taken)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants: languages, best first; whether each of them; how many octets."""

    languages: Sequence[str]
    every: bool = False
    budget: int = ANYBODY.pack


def choose(works: Iterable[Work], hers: Collection[int], wish: Wish, lighter: Lighter) -> Choice:
    """Return what of ``works`` goes into the pack; ``hers`` are the ids of what she may have."""
    taken, left = [], []
    room = wish.budget - A_PAGE
    for work in works:
        by_language = held(work)
        wanted = [by_language[code] for code in wish.languages if code in by_language]
        if why := _missing(work, hers, by_language, wanted):
            left.append(why)
            continue
        for translation in wanted if wish.every else wanted[:1]:
            lightest = min(copies(translation, lighter), key=weight)
            if weight(lightest) > room:
                size = sum(one.size for one in lightest)
                left.append(Left(work, Why.TOO_LARGE, translation.language, size))
                continue
            room -= weight(lightest)
            fallback = not wish.every and translation.language != wish.languages[0]
            taken.append(Taken(work, translation, lightest, fallback))
    return Choice(_with_first_formats(taken, room, lighter), left)


def _missing(
    work: Work,
    hers: Collection[int],
    by_language: dict[str, Translation],
    wanted: list[Translation],
) -> Left | None:
    if not by_language:
        return Left(work, Why.NOT_HELD)
    if work.id not in hers:
        return Left(work, Why.NOT_HERS)
    if not wanted:
        return Left(work, Why.OTHER_LANGUAGES, held=tuple(sorted(by_language)))
    return None


def held(work: Work) -> dict[str, Translation]:
    """Return by language what has come out and is held, of the newest edition that has it."""
    found: dict[str, Translation] = {}
    for translation in rules.published(work):
        if translation.files:
            found.setdefault(translation.language, translation)
    return found


def _with_first_formats(taken: list[Taken], room: int, lighter: Lighter) -> list[Taken]:
    chosen = []
    for one in taken:
        first = copies(one.translation, lighter)[0]
        more = weight(first) - weight(one.documents)
        if more <= room:
            room -= more
            chosen.append(replace(one, documents=first))
        else:
            chosen.append(one)
    return chosen


def copies(translation: Translation, lighter: Lighter) -> list[Copy]:
    """Return the newest version in each of its formats, in order, then the lighter of these."""
    newest = max(file.version for file in translation.files)
    formats: dict[str, list[Document]] = {}
    for file in sorted(translation.files, key=lambda file: (file.position, file.name)):
        if file.version == newest:
            itself = Document(file, file.name, file.format, file.sha256, file.size)
            formats.setdefault(file.format, []).append(itself)
    whole = [tuple(documents) for documents in formats.values()]
    light = [tuple(_lighter(one, lighter) for one in documents) for documents in whole]
    return whole + [one for one in light if any(document.lighter for document in one)]


def _lighter(document: Document, lighter: Lighter) -> Document:
    """Return what was made from a document in fewer octets, if anything was."""
    made = lighter.get(document.sha256)
    if made is None or made.sha256 is None or made.size is None:
        return document
    return Document(document.file, *made.called(document.name), made.sha256, made.size)


def weight(documents: Iterable[Document]) -> int:
    """Return how many octets of a pack's room documents take."""
    return sum(one.size + A_LINE for one in documents)


def check_filled(number: int) -> None:
    """Raise Empty or TooMany unless so many documents make a pack."""
    if not number:
        raise Empty
    if number > MOST_DOCUMENTS:
        raise TooMany(most=MOST_DOCUMENTS, number=number)


def check_room(size: int, room: int) -> None:
    """Raise NoRoom unless a pack of ``size`` goes into the ``room`` that the others leave."""
    if size > room:
        raise NoRoom


def parts(sizes: Sequence[int], most: int | None) -> list[range]:
    """Divide documents of these sizes, in their order, into parts of ``most`` octets at most.

    One that is larger by itself is a part of its own.
    """
    if most is None:
        return [range(len(sizes))]
    found: list[range] = []
    start, room = 0, most - A_PAGE
    for place, size in enumerate(sizes):
        if size + A_LINE > room and place > start:
            found.append(range(start, place))
            start, room = place, most - A_PAGE
        room -= size + A_LINE
    return [*found, range(start, len(sizes))]
