"""Reading where the catalogue's texts stand. All of it is some hundred rows: it is read whole."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select

from courses.catalogue.models import Course, Instrument, Module
from courses.catalogue.texts.models import TextState
from courses.catalogue.texts.rules import Standing, standing
from turin.db import db
from turin.db.paging import Page
from turin.db.types import Text

Row = Course | Module | Instrument
KINDS: Mapping[str, type[Row]] = {"course": Course, "module": Module, "instrument": Instrument}
KIND_NAMES = {"course": _l("Course"), "module": _l("Module"), "instrument": _l("Instrument")}
FIELDS = {
    "course": {"title": _l("Title"), "summary": _l("Summary"), "for_whom": _l("Who it is for")},
    "module": {"title": _l("Title"), "objectives": _l("Objectives")},
    "instrument": {"title": _l("Title")},
}
SIZE = 25  # rows of a page
State = tuple[int, str, str]  # the row's id, the field, the language


@dataclass(frozen=True, slots=True)
class Subject:
    """A row of the catalogue, and where its fields stand in one language."""

    kind: str
    row: Row
    standings: dict[str, Standing]

    @property
    def kind_name(self) -> str:
        """What sort of thing it is, in the reader's language."""
        return str(KIND_NAMES[self.kind])


def subject(kind: str, key: str) -> Row | None:
    """Return the course, module or instrument of that key."""
    return next((row for row in _rows(kind, KINDS[kind].key == key)), None)


def states_of(kind: str, row: Row, language: str) -> dict[str, TextState]:
    """Return what is known of each field of ``row`` in ``language``, by its name."""
    mine = select(TextState).where(
        TextState.kind == kind, TextState.row_id == row.id, TextState.language == language
    )
    return {state.field: state for state in db.session.scalars(mine)}


def counts(languages: list[str]) -> dict[str, Counter[Standing]]:
    """Return how many texts stand where in each of ``languages``."""
    found: dict[str, Counter[Standing]] = {language: Counter() for language in languages}
    for kind in KINDS:
        states = _states(kind)
        for row in _rows(kind):
            for language, counted in found.items():
                counted.update(_standings(kind, row, language, states).values())
    return found


def listed(language: str, only: str, number: int) -> Page[Subject]:
    """Return a page of what there is to translate into ``language``, by kind and key.

    ``only`` is a standing that one field at least must have; empty for all.
    """
    found = [one for one in _subjects(language) if not only or only in one.standings.values()]
    last = max(1, -(-len(found) // SIZE))
    number = min(max(1, number), last)
    return Page(found[(number - 1) * SIZE : number * SIZE], number, SIZE, len(found))


def _subjects(language: str) -> Iterator[Subject]:
    for kind in KINDS:
        states = _states(kind, language)
        for row in _rows(kind):
            if standings := _standings(kind, row, language, states):
                yield Subject(kind, row, standings)


def _standings(
    kind: str, row: Row, language: str, states: Mapping[State, TextState]
) -> dict[str, Standing]:
    found = {
        field: standing(text_of(row, field), language, states.get((row.id, field, language)))
        for field in FIELDS[kind]
    }
    return {field: where for field, where in found.items() if where}


def text_of(row: Row, field: str) -> Text:
    """Return one of the texts of ``row``."""
    text: Text = getattr(row, field)
    return text


def _rows(kind: str, *wanted: ColumnElement[bool]) -> list[Row]:
    table = KINDS[kind]
    return list(db.session.scalars(select(table).where(*wanted).order_by(table.key)))


def _states(kind: str, language: str | None = None) -> dict[State, TextState]:
    wanted = select(TextState).where(TextState.kind == kind)
    if language:
        wanted = wanted.where(TextState.language == language)
    return {(one.row_id, one.field, one.language): one for one in db.session.scalars(wanted)}
