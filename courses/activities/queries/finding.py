"""Reading single activities, and those of a course or a person. Every list has a full order."""

from collections.abc import Collection
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    Select,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.orm import (
    contains_eager,
    joinedload,
    lazyload,
    selectinload,
)

from courses.activities.models import (
    PUBLISHED,
    Activity,
    ActivityCoordinator,
    ActivityOrganiser,
    Delivery,
    State,
)
from courses.activities.queries.hands import Charge, assisted, coordinated, hers
from courses.activities.queries.listing import BRIEF
from courses.catalogue.models import Course
from turin.access import Permission
from turin.db import db
from turin.people import deputies
from turin.people.models import Person, RoleGrant, who_may

Row = TypeVar("Row", bound=Any)


def _backed(query: Select[Row]) -> Select[Row]:
    """Let ``query`` bring who is behind each activity.

    Not by joinedload(), which would be done again when the row is locked: PostgreSQL locks no outer
    join.
    """
    return query.outerjoin(Activity.backing).options(contains_eager(Activity.backing))


def find(key: str) -> Activity | None:
    """Return an activity by the key that its addresses have, in whatever state."""
    return db.session.scalars(_backed(select(Activity).where(Activity.key == key))).one_or_none()


def published(key: str) -> Activity | None:
    """Return an activity that anybody may see."""
    return db.session.scalars(_published(), {"key": key}).one_or_none()


def shown(key: str) -> Activity | None:
    """Return a published activity with all that its page shows.

    Who coordinates it is not public; whether anybody does is.
    """
    return db.session.scalars(_shown(), {"key": key}).unique().one_or_none()


@cache
def _published() -> Select[Activity]:
    return select(Activity).where(Activity.key == bindparam("key"), Activity.state.in_(PUBLISHED))


@cache
def _shown() -> Select[Activity]:
    """Return the query of a page; what an activity has few of comes in the same statement."""
    return _backed(_published()).options(
        joinedload(Activity.languages),
        joinedload(Activity.organisers).joinedload(ActivityOrganiser.organisation),
        joinedload(Activity.coordinators).lazyload(ActivityCoordinator.person),
        selectinload(Activity.modules),
        selectinload(Activity.terms),
    )


def of_course(course: Course) -> list[Activity]:
    """Return the published runs of a course, the latest first."""
    return list(
        db.session.scalars(
            select(Activity)
            .where(Activity.course_id == course.id, Activity.state.in_(PUBLISHED))
            .order_by(Activity.starts.desc(), Activity.id.desc())
        )
    )


def held_in(country: str, most: int = 20) -> list[Activity]:
    """Return the latest published activities that were or are held in ``country``, Turin's aside.

    Those at the campus say nothing about the country in which it happens to be.
    """
    away = Activity.delivery.in_((Delivery.FIELD, Delivery.BLENDED))
    query = select(Activity).where(away, Activity.country == country)
    query = query.where(Activity.state.in_(PUBLISHED))
    return list(
        db.session.scalars(query.order_by(Activity.starts.desc(), Activity.id.desc()).limit(most))
    )


def run_by(person: Person) -> list[Charge]:
    """Return what ``person`` works on, by start, with who is behind each activity."""
    whose = deputies.whose_work(person)
    asked = {"person": person.id, "whose": whose, "own": whose[:1], "away": whose[1:]}
    return [Charge(one, own > 0, away) for one, own, away in db.session.execute(_run_by(), asked)]


@cache
def _run_by() -> Select[Activity, int, int | None]:
    her_own = coordinated(_numbers("whose")).union(assisted(bindparam("person")))
    of_it = ActivityCoordinator.activity_id == Activity.id
    own, away = (
        select(which(ActivityCoordinator.person_id))
        .where(of_it, ActivityCoordinator.person_id.in_(_numbers(name)))
        .scalar_subquery()
        for which, name in ((func.count, "own"), (func.min, "away"))
    )
    return (
        _backed(select(Activity, own, away))
        .options(*BRIEF, lazyload(Activity.languages))
        .where(Activity.id.in_(her_own))
        .order_by(Activity.starts, Activity.id)
    )


def _numbers(name: str) -> BindParameter[Collection[int]]:
    return bindparam(name, expanding=True)


def latest_runs(person: Person) -> dict[int, Activity]:
    """Return the run of each course that ``person`` ran last, by the number of the course.

    Neither a draft nor what was cancelled: nobody has seen how that works.
    """
    order = func.row_number().over(
        partition_by=Activity.course_id, order_by=(Activity.starts.desc(), Activity.id.desc())
    )
    held = Activity.state.not_in((State.DRAFT, State.CANCELLED))
    runs = select(Activity.id, order.label("place"))
    ranked = runs.where(hers(person), Activity.course_id.is_not(None), held).subquery()
    found = select(Activity).join(ranked, ranked.c.id == Activity.id).where(ranked.c.place == 1)
    return {one.course_id: one for one in db.session.scalars(found) if one.course_id}


def next_code(delivery: Delivery) -> str:
    """Return a free code: A90 for Turin, A95 for the field, A97 at a distance, and five digits."""
    start = {Delivery.TURIN: "A90", Delivery.FIELD: "A95"}.get(delivery, "A97")
    greatest = db.session.scalar(
        select(func.max(Activity.code)).where(
            Activity.code.between(f"{start}00000", f"{start}99999"),
            func.length(Activity.code) == len(start) + 5,
        )
    )
    return f"{start}{int((greatest or start + '0')[3:]) + 1:05}"


def code_taken(code: str, *, besides: int | None = None) -> bool:
    """Whether another activity than the one numbered ``besides`` has this code or address."""
    query = select(Activity.id).where(
        or_(Activity.code == code, Activity.key == code), Activity.id.is_distinct_from(besides)
    )
    return db.session.scalar(query.limit(1)) is not None


def coordinators(permission: Permission = Permission.RUN_ACTIVITIES) -> list[Person]:
    """Return everybody who may run activities, or has another permission, by name."""
    return list(
        db.session.scalars(
            select(Person)
            .where(
                Person.roles.any(RoleGrant.role.in_(who_may(permission))),
                Person.disabled_at.is_(None),
            )
            .order_by(Person.name, Person.id)
        )
    )
