"""Reading activities. Every list has a full order."""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    cast,
    column,
    func,
    literal,
    or_,
    select,
    type_coerce,
    values,
)
from sqlalchemy.orm import (
    InstrumentedAttribute,
    contains_eager,
    defer,
    joinedload,
    lazyload,
    selectinload,
)

from courses.activities.models import (
    PUBLISHED,
    Activity,
    ActivityCoordinator,
    ActivityLanguage,
    ActivityModule,
    ActivityOrganiser,
    Choice,
    Delivery,
    Kind,
    State,
)
from courses.activities.rules import OVER
from courses.catalogue.models import CITED, Course, Module
from turin import countries
from turin.access import Permission
from turin.db import db
from turin.db.kept import kept
from turin.db.paging import Page, page
from turin.db.search import best_first, matches
from turin.db.types import Text
from turin.language.known import DOCUMENTS
from turin.organisations.models import Group
from turin.people.models import MAY, Person, RoleGrant

COMING = (State.OPEN, State.CONFIRMED, State.RUNNING, State.POSTPONED)
# What no list shows of an activity; it is a third of the time that reading one takes.
BRIEF = tuple(
    defer(column)
    for column in (
        Activity.summary,
        Activity.for_whom,
        Activity.certificate_title,
        Activity.venue,
        Activity.audience_regions,
        Activity.fee,
        Activity.note,
        Activity.source,
    )
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asks of the list; empty values ask nothing.

    ``region`` is a region of the ILO, or ``turin`` or ``online``; ``theme`` a module's key.
    """

    q: str = ""
    theme: str = ""
    language: str = ""
    region: str = ""
    group: str = ""
    open: bool = False
    past: bool = False


def listed(filters: Filters, today: date, number: int) -> Page[Activity]:
    """Return a page of the published activities: coming ones by start, past ones latest first.

    With words to look for, those come first that have them in their title.
    """
    return page(_asked(filters, today), number, 20)


@lru_cache(maxsize=64)
def _asked(filters: Filters, today: date) -> Select[Activity]:
    """Return the query of the list, made once a day: making it takes longer than its answer."""
    over = and_(
        Activity.state.in_(PUBLISHED),
        or_(Activity.state.in_(OVER), _over(today)),
    )
    query = select(Activity).options(*BRIEF)
    if filters.past:
        query = query.where(over)
        order: list[ColumnElement[Any]] = [Activity.starts.desc(), Activity.id.desc()]
    else:
        coming = and_(Activity.state.in_(COMING), ~over)
        query = query.where(coming)
        order = [Activity.starts.asc(), Activity.id.asc()]
    query = best_first("activity", Activity.__table__.c.id, filters.q, query).order_by(*order)
    return _narrowed(query, filters, today)


def _over(today: date) -> ColumnElement[bool]:
    """Whether its last possible day is past: a month is over once the next has begun.

    Postponed ones are not: their dates mean nothing any more.
    """
    ends = type_coerce(func.coalesce(Activity.ends, Activity.starts), String)
    return and_(ends < _as_known(today, ends), Activity.state != State.POSTPONED)


def _as_known(day: date, dates: ColumnElement[str]) -> ColumnElement[str]:
    """Return ``day`` as precisely as each of the partial ``dates`` is, to compare it with."""
    return func.substr(literal(day.isoformat()), 1, func.length(dates))


def _narrowed(query: Select[Activity], filters: Filters, today: date) -> Select[Activity]:
    wanted: list[ColumnElement[bool]] = []
    if filters.q:
        wanted.append(matches("activity", Activity.__table__.c.id, filters.q))
    if filters.theme:
        wanted.append(Activity.modules.any(ActivityModule.module.has(Module.key == filters.theme)))
    if filters.language:
        wanted.append(Activity.languages.any(ActivityLanguage.language == filters.language))
    if filters.region:
        wanted.append(_in_region(filters.region))
    if filters.group in set(Group):
        wanted.append(_lists(Activity.audience, filters.group))
    if filters.open:
        still = or_(Activity.deadline.is_(None), Activity.deadline >= today)
        wanted.append(and_(Activity.state.in_((State.OPEN, State.CONFIRMED)), still))
        wanted.append(
            and_(Activity.starts > today.isoformat(), Activity.choice != Choice.INVITATION)
        )
    return query.where(*wanted)


def _in_region(region: str) -> ColumnElement[bool]:
    if region == Delivery.ONLINE:
        return Activity.delivery == Delivery.ONLINE
    if region == Delivery.TURIN:
        return Activity.delivery.in_((Delivery.TURIN, Delivery.BLENDED))
    if region not in set(countries.Region):
        return Activity.id.is_(None)
    inside = countries.in_region(countries.Region(region))
    return or_(Activity.country.in_(inside), _lists(Activity.audience_regions, region))


def _lists(column: InstrumentedAttribute[list[str]], word: str) -> ColumnElement[bool]:
    """Whether a JSON list of plain words holds ``word``: the same text on both databases."""
    return cast(column, String).contains(f'"{word}"', autoescape=True)


def _backed(query: Select[Activity]) -> Select[Activity]:
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


def without_dates(today: date, q: str = "") -> list[tuple[str, Text]]:
    """Return key and title of the courses of which no coming run is published, found by ``q``.

    By key, the best hits first. Those of others that we only cite are left out: nobody here will
    announce their dates.
    """
    starts = type_coerce(Activity.starts, String)
    coming = select(Activity.course_id).where(
        Activity.course_id.is_not(None),
        Activity.kind == Kind.COURSE,
        Activity.state.in_(COMING),
        starts >= _as_known(today, starts),
    )
    ours: Select[Any] = select(Course.key, Course.title)
    ours = ours.where(Course.id.not_in(coming), Course.kind != CITED)
    if q:
        ours = ours.where(matches("course", Course.__table__.c.id, q))
    ours = best_first("course", Course.__table__.c.id, q, ours)
    return [(key, title) for key, title in db.session.execute(ours.order_by(Course.key))]


def run_by(person: Person) -> list[Activity]:
    """Return the activities that ``person`` coordinates, by start, with who is behind them."""
    return list(db.session.scalars(_run_by(), {"person": person.id}))


@cache
def _run_by() -> Select[Activity]:
    hers = ActivityCoordinator.person_id == bindparam("person")
    return (
        _backed(select(Activity))
        .options(*BRIEF, lazyload(Activity.languages))
        .where(Activity.id.in_(select(ActivityCoordinator.activity_id).where(hers)))
        .order_by(Activity.starts, Activity.id)
    )


def latest_runs(person: Person) -> dict[int, Activity]:
    """Return the run of each course that ``person`` ran last, by the number of the course.

    Neither a draft nor what was cancelled: nobody has seen how that works.
    """
    order = func.row_number().over(
        partition_by=Activity.course_id, order_by=(Activity.starts.desc(), Activity.id.desc())
    )
    hers = select(Activity.id, order.label("place")).where(
        Activity.course_id.is_not(None), Activity.state.not_in((State.DRAFT, State.CANCELLED))
    )
    if not person.may(Permission.ADMINISTER):
        hers = hers.where(Activity.coordinators.any(ActivityCoordinator.person_id == person.id))
    ranked = hers.subquery()
    found = select(Activity).join(ranked, ranked.c.id == Activity.id).where(ranked.c.place == 1)
    return {one.course_id: one for one in db.session.scalars(found) if one.course_id}


@kept
def themes() -> list[tuple[str, Text]]:
    """Return key and title of the modules that any published activity teaches, by key."""
    taught = (
        select(ActivityModule.activity_id)
        .join(Activity, Activity.id == ActivityModule.activity_id)
        .where(ActivityModule.module_id == Module.id, Activity.state.in_(PUBLISHED))
        .order_by(ActivityModule.activity_id)
    )
    found = select(Module.key, Module.title).where(_any(taught)).order_by(Module.key)
    return [(key, title) for key, title in db.session.execute(found)]


@kept
def languages() -> list[str]:
    """Return the languages in which one can take part in any published activity, by code.

    Each language is looked for, which is soon done; to read all activities for it is not.
    """
    code = column("code", String)
    known = values(code, name="known").data([(code,) for code in DOCUMENTS]).cte()
    spoken = (
        select(ActivityLanguage.activity_id)
        .join(Activity, Activity.id == ActivityLanguage.activity_id)
        .where(ActivityLanguage.language == known.c.code, Activity.state.in_(PUBLISHED))
        .order_by(ActivityLanguage.activity_id)
    )
    found = select(known.c.code).where(_any(spoken)).order_by(known.c.code)
    return list(db.session.scalars(found))


def _any(rows: Select[int]) -> ColumnElement[bool]:
    """Whether there is any of ``rows``, which are in the order of an index.

    PostgreSQL would make a join of EXISTS, and read every activity there has ever been.
    """
    return rows.limit(1).scalar_subquery().is_not(None)


def mine(
    person: Person, *, q: str = "", state: State | None = None, past: bool | None, today: date
) -> Select[Activity]:
    """Return what ``person`` may run: an administrator everything, anybody else what is hers.

    ``past`` narrows to what is over (True) or not (False); what is not comes nearest first.
    """
    query = select(Activity)
    if not person.may(Permission.ADMINISTER):
        query = query.where(Activity.coordinators.any(ActivityCoordinator.person_id == person.id))
    query = _narrowed(query, Filters(q=q), today)
    if state:
        query = query.where(Activity.state == state)
    if past is not None:
        query = query.where(_over(today) if past else ~_over(today))
    first = Activity.starts if past is False else Activity.starts.desc()
    return query.order_by(first, Activity.id)


def between(activities: Select[Activity], first: date, last: date) -> Select[Activity]:
    """Narrow to what may take place on any day from ``first`` to ``last``, by start."""
    starts = type_coerce(Activity.starts, String)
    ends = type_coerce(func.coalesce(Activity.ends, Activity.starts), String)
    return (
        activities.where(starts <= last.isoformat(), ends >= _as_known(first, ends))
        .order_by(None)
        .order_by(Activity.starts, Activity.id)
    )


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


def coordinators() -> list[Person]:
    """Return everybody who may run activities, by name."""
    roles = [role for role, allowed in MAY.items() if Permission.RUN_ACTIVITIES in allowed]
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.roles.any(RoleGrant.role.in_(roles)), Person.disabled_at.is_(None))
            .order_by(Person.name, Person.id)
        )
    )
