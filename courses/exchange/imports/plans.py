"""What an import would do, row by row; and doing it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from courses.activities.models import Activity
from courses.schedule.clashes import Clash
from courses.schedule.models import Room, Session
from turin.db import db
from turin.errors import Refused
from turin.people.models import Person
from turin.web.refusals import sentence
from turin.web.sheets import Fault, Reading, Row

Does = Callable[[Person, datetime], object]


class Deed(StrEnum):
    """What becomes of a row."""

    MADE = "made"
    CHANGED = "changed"
    LEFT = "left"  # it is there already, as the row says

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_DEEDS[self])


_DEEDS = {
    Deed.MADE: _l("New"),
    Deed.CHANGED: _l("Changed"),
    Deed.LEFT: _l("There already"),
}


@dataclass
class Line:
    """A row: what becomes of it, what it is called, what to think of, and what does it."""

    row: Row
    deed: Deed
    says: Sequence[str]
    does: Does
    doubts: list[Clash] = field(default_factory=list)


@dataclass
class Plan:
    """What an import would do, or why it cannot be done.

    ``sessions`` are those that it plans, as they would be: what they need is held beforehand.
    """

    heads: Sequence[str]
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)

    @classmethod
    def of(cls, reading: Reading, heads: Sequence[str]) -> "Plan":
        """Return an empty plan with the faults that reading found; it takes in those to come."""
        return cls(heads, faults=reading.faults, unread=reading.unread)

    def count(self, deed: Deed) -> int:
        """Return of how many rows this becomes."""
        return sum(line.deed is deed for line in self.lines)

    @property
    def work(self) -> list[Line]:
        """The rows of which anything becomes."""
        return [line for line in self.lines if line.deed is not Deed.LEFT]

    @property
    def ready(self) -> bool:
        """Whether it can be done, and there is something to do."""
        return bool(self.work) and not self.faults


class Broken(Exception):
    """A row could not be done after all; nothing of the import is to be stored."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.says)
        self.fault = fault


def carry_out(plan: Plan, *, by: Person, at: datetime) -> int:
    """Do what is planned, in the order of the rows, and return of how many anything became.

    Raises Broken at the first that is refused: the caller's transaction has to be given up.
    """
    _hold(plan.sessions)
    for line in plan.work:
        try:
            line.does(by, at)
        except Refused as refused:
            raise Broken(Fault(line.row.number, "", "", sentence(refused))) from refused
    db.session.flush()
    return len(plan.work)


def _hold(sessions: Sequence[Session]) -> None:
    """Lock all that ``sessions`` need, always in the same order: activities, rooms, people.

    Row by row would be in the order of the sheet; two sheets would then wait for each other.
    """
    needed: dict[type[Activity | Room | Person], set[int]] = {
        Activity: {one.activity.id for one in sessions if one.activity.id},
        Room: {one.room.id for one in sessions if one.room},
        Person: {trainer.id for one in sessions for trainer in one.trainers},
    }
    for kind, ids in needed.items():
        db.session.scalars(
            select(kind.id)
            .where(kind.id.in_(ids))
            .order_by(kind.id)
            .with_for_update(key_share=kind is not Activity)
        ).all()
