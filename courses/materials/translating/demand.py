"""How many of a year's participants read a language, and read it of a work."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import String, literal, select, type_coerce, union_all

from courses.activities.models import Activity
from courses.activities.models import State as ActivityState
from courses.materials.models import ActivityMaterial, CourseMaterial
from courses.registration.models import HOLDS_SEAT, Application
from turin.db import db
from turin.language.known import DOCUMENTS
from turin.people.models import Person


class Seat(NamedTuple):
    """Somebody with a seat in an activity of the year, and the languages that she reads."""

    who: tuple[str, int]
    activity: int
    course: int | None
    reads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Demand:
    """``of_work`` counts the persons by work and language, ``in_all`` by language alone."""

    of_work: Counter[tuple[int, str]] = field(default_factory=Counter)
    in_all: Counter[str] = field(default_factory=Counter)

    @property
    def works(self) -> set[int]:
        """The works that anybody is handed."""
        return {work for work, _language in self.of_work}


def demand(year: int) -> Demand:
    """Return who reads what in the activities that start in ``year`` and are not cancelled.

    She reads the language in which she takes part, the others that she named, and that of her
    account; who takes part twice is one reader.
    """
    seats = _seats(year)
    handed = _handed_out(seats)
    readers: dict[tuple[int, str], set[tuple[str, int]]] = defaultdict(set)
    everybody: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for seat in seats:
        own, used = handed.get(("activity", seat.activity)), ("course", seat.course or 0)
        for language in seat.reads:
            everybody[language].add(seat.who)
            for work in own or handed.get(used, []):
                readers[work, language].add(seat.who)
    return Demand(_counted(readers), _counted(everybody))


def _counted(found: dict) -> Counter:  # type: ignore[type-arg] # of whatever it counts
    return Counter({key: len(who) for key, who in found.items()})


def _seats(year: int) -> list[Seat]:
    starts = type_coerce(Activity.starts, String)
    query = (
        select(
            Application.id,
            Application.person_id,
            Activity.id,
            Activity.course_id,
            Application.course_language,
            Application.languages,
            Person.language,
        )
        .join(Activity, Activity.id == Application.activity_id)
        .outerjoin(Person, Person.id == Application.person_id)
        .where(Application.state.in_(HOLDS_SEAT), Activity.state != ActivityState.CANCELLED)
        .where(starts >= str(year), starts < str(year + 1))
        .order_by(Application.id)
    )
    return [
        Seat(
            ("person", person) if person else ("application", number),
            activity,
            course,
            frozenset({spoken, hers or "", *others}) & DOCUMENTS.keys(),
        )
        for number, person, activity, course, spoken, others, hers in db.session.execute(query)
    ]


def _handed_out(seats: Iterable[Seat]) -> dict[tuple[str, int], list[int]]:
    """Return the works by activity with a list of its own, and by course."""
    own = select(literal("activity"), ActivityMaterial.activity_id, ActivityMaterial.work_id)
    used = select(literal("course"), CourseMaterial.course_id, CourseMaterial.work_id)
    activities = {seat.activity for seat in seats}
    courses = {seat.course for seat in seats if seat.course}
    query = union_all(
        own.where(ActivityMaterial.activity_id.in_(activities)),
        used.where(CourseMaterial.course_id.in_(courses)),
    )
    handed = defaultdict(list)
    for kind, number, work in db.session.execute(query):
        handed[kind, number].append(work)
    return handed
