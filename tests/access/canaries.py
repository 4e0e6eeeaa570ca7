"""A canary in every field that may tell of somebody: a word that stands nowhere else."""

import re
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, Enum, LargeBinary, String, Table, select, update

from turin.db import Base, db, transaction

TELLING = {"personal", "special", "secret"}
SHORTEST = 20  # a shorter text is the code of a country or a language
# What must keep its form, or the page that is to be looked at would not exist, is its own canary.
FORMED = {
    "application.reference",
    "certificate.number",
    "calendar_address.token_hash",
    "import_file.sealed",
}
CODES = {"zone"}  # a code like a country's, only longer
# By which key a row leads to the person of whom it tells, straight or by way of another row.
LEADS_TO_PERSON = ("person_id", "application_id", "intent_id", "outbox_id")
STRANGER = "stranger"
OTHER_CODES = {
    "country": "LA",
    "language": "ar",
    "locale": "ar",
    "zone": "Asia/Vientiane",
    "label": "D-1",
    "wanted": "lo",
}
WORD = re.compile(r"zq[a-j]{5}")  # none holds another


@dataclass(frozen=True)
class Canary:
    """What stands where: ``owner`` is the name of the actor of whom the row tells."""

    word: str
    field: str  # table.column
    sort: str
    owner: str

    @property
    def formed(self) -> bool:
        """Whether it is no word that we made."""
        return self.field in FORMED


def telling() -> Iterator[Column[Any]]:
    """Give every column that may tell of somebody. A key says which row it is, and no more."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if sort_of(column) in TELLING and not column.primary_key and not column.foreign_keys:
                yield column


def sort_of(column: Column[Any]) -> str:
    """Return the sort of personal data that a column declares, by itself or with its table."""
    said = column.info.get("personal_data") or column.table.info["personal_data"]
    return str(said["sort"])


def takes_words(column: Column[Any]) -> bool:
    """Whether a canary can stand in a column; others hold choices, codes, numbers, moments."""
    kind = column.type
    if isinstance(kind, JSON):
        return column.name in {"printed", "facts"}
    if isinstance(kind, LargeBinary):
        return True
    if not isinstance(kind, String) or isinstance(kind, Enum) or column.name in CODES:
        return False
    return kind.length is None or kind.length >= SHORTEST or str(column) in FORMED


@contextmanager
def varied(
    sorts: Container[str], names: dict[int, str], of: frozenset[str]
) -> Iterator[list[Canary]]:
    """Have other choices and codes of some sorts in the rows of some; give which, without words."""
    owners, changed, before = _owners(names), [], []
    for column in telling():
        if sort_of(column) in sorts and not takes_words(column):
            for row in db.session.execute(select(column.table)).mappings().all():
                owner = owners[column.table.name, _key(row, column.table)]
                other = _other(column, row[column.name]) if owner in of else None
                if other is not None:
                    changed.append(Canary("", str(column), sort_of(column), owner))
                    before.append((column, row, other))
    _write_all(before)
    yield changed
    _write_all([(column, row, row[column.name]) for column, row, _ in before])


def _write_all(values: list[tuple[Column[Any], Any, Any]]) -> None:
    with transaction():
        for column, row, value in values:
            _write(column, row, value)
    db.session.expire_all()


def plant(names: dict[int, str]) -> list[Canary]:
    """Put a canary of its own into every field of every row; ``names`` has persons by their id."""
    owners = _owners(names)
    planted = []
    for column in telling():
        if takes_words(column):
            for row in db.session.execute(select(column.table)).mappings().all():
                owner = owners[column.table.name, _key(row, column.table)]
                word = _put(column, row, len(planted))
                planted.append(Canary(word, str(column), sort_of(column), owner))
    db.session.expire_all()
    return planted


def _put(column: Column[Any], row: Any, number: int) -> str:
    """Write a canary into one field, in the form that the field has, and return its word."""
    if str(column) in FORMED:
        return str(row[column.name]).lower()
    word: str = _word(number)
    value: Any = word
    if "email" in column.name or column.name == "to_addr":
        value = f"{word}@union.example"
    elif isinstance(column.type, JSON):
        value = {**row[column.name], "holder": word}
    elif isinstance(column.type, LargeBinary):
        value = (row[column.name] or b"Trial").replace(b"Trial", word.encode())
    _write(column, row, value)
    return word


def _write(column: Column[Any], row: Any, value: Any) -> None:
    keys = [own == row[own.name] for own in column.table.primary_key]
    db.session.execute(update(column.table).where(*keys).values({column: value}))


def _other(column: Column[Any], value: Any) -> Any:
    """Return another choice or code than ``value``; None for what is neither.

    A state is no choice: it is what became of the row, and other columns go with it.
    """
    if isinstance(column.type, Enum):
        if column.type.enum_class.__name__ == "State":
            return None
        members = list(column.type.enum_class)
        return members[(members.index(value) + 1) % len(members)] if value else members[0]
    if isinstance(column.type, JSON):
        return ["lo"]
    if isinstance(column.type, String):
        return OTHER_CODES[column.name.removeprefix("course_")]
    return None


def _word(number: int) -> str:
    return "zq" + "".join("abcdefghij"[int(digit)] for digit in f"{number:05}")


def _key(row: Any, table: Table) -> tuple[Any, ...]:
    return tuple(row[own.name] for own in table.primary_key)


def _owners(names: dict[int, str]) -> dict[tuple[str, tuple[Any, ...]], str]:
    """Return of whom each row tells, by its table and key; of a stranger if it leads to nobody."""
    found = {("person", (number,)): name for number, name in names.items()}
    for table in Base.metadata.sorted_tables:  # what is led to comes before what leads
        leads = next((table.c[name] for name in LEADS_TO_PERSON if name in table.c), None)
        for row in db.session.execute(select(table)).mappings():
            place = (table.name, _key(row, table))
            if leads is not None and row[leads.name] is not None:
                (other,) = (key.column.table.name for key in leads.foreign_keys)
                found.setdefault(place, found[other, (row[leads.name],)])
            found.setdefault(place, STRANGER)
    return found
