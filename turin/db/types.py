"""What the columns hold beyond plain values: UTC instants, partial dates, many-language texts."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import total_ordering
from typing import Any, NamedTuple

from sqlalchemy import JSON, DateTime, Dialect, String, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from typing_extensions import override


class Utc(TypeDecorator[datetime]):
    """An instant: goes in aware, is stored in UTC, comes out aware and in UTC on both databases.

    SQLite returns naive values, and PostgreSQL converts an aware one by the connection's zone, so
    the column is naive everywhere and only this type knows it.
    """

    impl = DateTime(timezone=False)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


@total_ordering
class PartialDate:
    """A date as far as it is known: ``2007``, ``2007-04`` or ``2007-04-12``. No day is invented."""

    __slots__ = ("iso",)
    _SHAPE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

    def __init__(self, iso: str) -> None:
        """Raise ValueError if ``iso`` is no such date."""
        if not self._SHAPE.fullmatch(iso):
            raise ValueError(f"{iso!r} is not a year, a month or a day like 2007-04-12")
        self.iso = iso
        _ = self.first

    @property
    def first(self) -> date:
        """The earliest day it can mean."""
        return date.fromisoformat((self.iso + "-01-01")[:10])

    @property
    def last(self) -> date:
        """The latest day it can mean."""
        if self.day:
            return self.day
        year, month = (self.first.year, self.first.month if len(self.iso) == 7 else 12)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)

    @property
    def day(self) -> date | None:
        """The day, if it is known."""
        return self.first if len(self.iso) == 10 else None

    @override
    def __str__(self) -> str:
        return self.iso

    @override
    def __repr__(self) -> str:
        return f"PartialDate({self.iso!r})"

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and self.iso == other.iso

    def __lt__(self, other: "PartialDate") -> bool:
        return self.iso < other.iso

    @override
    def __hash__(self) -> int:
        return hash(self.iso)


class PartialDateColumn(TypeDecorator[PartialDate]):
    """A partial date as its ISO text, which sorts and compares as the dates do."""

    impl = String(10)
    cache_ok = True

    @override
    def process_bind_param(self, value: PartialDate | str | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        return None if value is None else PartialDate(value)


class Said(NamedTuple):
    """A text as a reader gets it: the words and the language they are in."""

    words: str
    language: str


class Text(dict[str, str]):
    """A text in many languages: ``{"en": ..., "ar": ...}``, without empty entries."""

    def said(self, chain: Iterable[str]) -> Said:
        """Return it in the first language of ``chain`` that it has, else in any it has."""
        for language in chain:
            if words := self.get(language):
                return Said(words, language)
        return next((Said(words, language) for language, words in self.items()), Said("", "en"))

    def saying(self, language: str, words: str) -> "Text":
        """Return it with other words in one language, or none; the other languages stay."""
        return Text({code: one for code, one in {**self, language: words}.items() if one})


class TextColumn(TypeDecorator[Text]):
    """A `Text` as one JSON value. It is never searched or sorted by: see `turin.db.search`."""

    impl = JSON
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(JSONB() if dialect.name == "postgresql" else JSON())

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> dict[str, str] | None:
        if value is None:
            return None
        return {language: words for language, words in value.items() if words}

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> Text | None:
        return None if value is None else Text(value)
