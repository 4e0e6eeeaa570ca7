"""What a field may hold. Each reads a node, and notes a problem where it cannot."""

import re
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from zoneinfo import available_timezones

from turin.countries import all_countries
from turin.db.types import PartialDate, Text
from turin.language.known import DOCUMENTS
from turin.rows.reading import Node, Place, Reference

KEY = re.compile("[A-Za-z0-9_]+")  # what stands in an address as it is, before a dash and a title
LONGEST_KEY = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(ABC):
    """A field of a row. ``default`` is what a row has that does not tell."""

    required: bool = False

    @property
    def default(self) -> Any:
        return None

    @abstractmethod
    def read(self, node: Node, place: Place) -> Any:
        """Return the value, or None and a problem noted in ``place``."""


@dataclass(frozen=True, slots=True)
class Words(Field):
    """Plain words, ``most`` letters at most."""

    most: int = 400

    @property
    def default(self) -> str:
        return ""

    def read(self, node: Node, place: Place) -> str | None:
        if isinstance(node.value, bool):
            return wrong(place, node, _as_boolean(node))
        if not isinstance(node.value, str):
            return wrong(place, node, f"{_shown(node)} is not in words; put it in quotes")
        if len(node.value) > self.most:
            return wrong(place, node, f"at most {self.most} letters fit, not {len(node.value)}")
        if any(_is_no_letter(letter) for letter in node.value):
            return wrong(place, node, "there is a sign in it that cannot be stored; type it anew")
        return node.value.strip()


@dataclass(frozen=True, slots=True)
class Key(Field):
    """What a row is called by other rows, and in addresses."""

    def read(self, node: Node, place: Place) -> str | None:
        if not KEY.fullmatch(node.written) or len(node.written) > LONGEST_KEY:
            most = f"at most {LONGEST_KEY} letters a to z, digits and _"
            return wrong(place, node, f"{_shown(node)} is no key; write {most}")
        return node.written


@dataclass(frozen=True, slots=True)
class Whole(Field):
    """A whole number from ``least`` to ``most``."""

    least: int = 1
    most: int = 100_000

    def read(self, node: Node, place: Place) -> int | None:
        plain = isinstance(node.value, int) and not isinstance(node.value, bool)
        if not plain or not self.least <= node.value <= self.most:
            return wrong(
                place,
                node,
                f"{_shown(node)} is not a whole number from {self.least} to {self.most}",
            )
        return int(node.value)


@dataclass(frozen=True, slots=True)
class YesNo(Field):
    """True or false."""

    @property
    def default(self) -> bool:
        return False

    def read(self, node: Node, place: Place) -> bool | None:
        if not isinstance(node.value, bool):
            return wrong(place, node, f"{_shown(node)} is neither true nor false")
        return node.value


@dataclass(frozen=True, slots=True)
class OneOf(Field):
    """A member of an enumeration."""

    kind: type[StrEnum]
    otherwise: StrEnum | None = None

    @property
    def default(self) -> StrEnum | None:
        return self.otherwise

    def read(self, node: Node, place: Place) -> StrEnum | None:
        known = [member.value for member in self.kind]
        if node.value not in known:
            return wrong(place, node, f"{_shown(node)} is none of {', '.join(known)}")
        return self.kind(node.value)


@dataclass(frozen=True, slots=True)
class When(Field):
    """A date as far as it is known."""

    def read(self, node: Node, place: Place) -> PartialDate | None:
        try:
            return PartialDate(node.written or str(node.value))
        except ValueError:
            return wrong(
                place,
                node,
                f"{_shown(node)} is no date; write 2007, 2007-04 or 2007-04-12, as far as known",
            )


@dataclass(frozen=True, slots=True)
class Day(Field):
    """A date whose day is known."""

    def read(self, node: Node, place: Place) -> date | None:
        try:
            return date.fromisoformat(node.written)
        except ValueError:
            return wrong(place, node, f"{_shown(node)} is no day; write it like 2007-04-12")


@dataclass(frozen=True, slots=True)
class Country(Field):
    """A country by its two letters."""

    def read(self, node: Node, place: Place) -> str | None:
        if isinstance(node.value, bool):
            return wrong(place, node, _as_boolean(node))
        if _word(node) not in all_countries():
            return wrong(
                place, node, f"{_shown(node)} is no country; write its two ISO letters like “NP”"
            )
        return str(node.value)


@dataclass(frozen=True, slots=True)
class Zone(Field):
    """A time zone by its IANA name."""

    @property
    def default(self) -> str:
        return "Europe/Rome"

    def read(self, node: Node, place: Place) -> str | None:
        if _word(node) not in available_timezones():
            return wrong(place, node, f"{_shown(node)} is no time zone; write it like Europe/Rome")
        return str(node.value)


@dataclass(frozen=True, slots=True)
class Language(Field):
    """A language by its code."""

    def read(self, node: Node, place: Place) -> str | None:
        if isinstance(node.value, bool):
            return wrong(place, node, _as_boolean(node))
        if _word(node) not in DOCUMENTS:
            return wrong(place, node, _no_language(_shown(node)))
        return str(node.value)


@dataclass(frozen=True, slots=True)
class Translated(Field):
    """A text in many languages, English among them: ``{en: ..., ar: ...}``."""

    @property
    def default(self) -> Text:
        return Text()

    def read(self, node: Node, place: Place) -> Text | None:
        if not isinstance(node.value, dict):
            return wrong(place, node, "give the words by language, like {en: ..., ar: ...}")
        text = Text()
        for code, words in node.value.items():
            inner = place.inside(code)
            if code not in DOCUMENTS:
                inner.wrong(words.line, _no_language(f"“{code}”"))
            elif said := Words(20_000).read(words, inner):
                text[code] = said
            elif said == "":
                inner.wrong(words.line, "these words are empty; leave the language out")
        if "en" not in node.value:
            place.wrong(node.line, "the English is missing; every other language falls back to it")
        return text


@dataclass(frozen=True, slots=True)
class Listed(Field):
    """A list of values, each of them once."""

    of: Field

    @property
    def default(self) -> list[Any]:
        return []

    def read(self, node: Node, place: Place) -> list[Any] | None:
        if not isinstance(node.value, list):
            return wrong(place, node, "give a list, like [one, two]")
        found: list[Any] = []
        for number, item in enumerate(node.value, 1):
            inner = place.inside(str(number))
            value = self.of.read(item, inner)
            if value is not None and value in found:
                inner.wrong(item.line, f"{_shown(item)} stands in the list twice")
            found.append(value)
        return found


def Languages() -> Listed:  # noqa: N802 - reads as the other fields do
    """Return the field of a list of language codes."""
    return Listed(Language())


@dataclass(frozen=True, slots=True)
class Refers(Field):
    """The key of a row of ``section``, in a file or in the database."""

    section: str

    def read(self, node: Node, place: Place) -> str | None:
        if not KEY.fullmatch(node.written):
            return wrong(place, node, f"{_shown(node)} is no key of {self.section}")
        place.references.append(Reference(place, node.line, self.section, node.written))
        return node.written


def _word(node: Node) -> str:
    """Return a plain word as it is meant; "" for anything else, a list above all."""
    return node.value if isinstance(node.value, str) else ""


def _is_no_letter(letter: str) -> bool:
    """Whether no database stores ``letter``: a control sign, or half of one."""
    return unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\t"


def _no_language(shown: str) -> str:
    return f"{shown} is no language that we know; write its code, like en, ar or fr"


def _as_boolean(node: Node) -> str:
    said = str(node.value).lower()
    return f"{node.written} without quotes means {said} in YAML; write “{node.written}” in quotes"


def _shown(node: Node) -> str:
    if isinstance(node.value, list | dict):
        return "this"
    return f"“{node.written}”"


def wrong(place: Place, node: Node, sentence: str) -> Any:
    """Note the problem, and return what stands for a value until all problems are told."""
    place.wrong(node.line, sentence)
    return None
