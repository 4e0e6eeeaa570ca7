"""Lists of activities, and what can be chosen in their filters. Every list has a full order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
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
    defer,
    selectinload,
)

from courses.activities.models import (
    PUBLISHED,
    Activity,
    ActivityCoordinator,
    ActivityLanguage,
    ActivityTerm,
    Choice,
    Delivery,
    Kind,
    State,
)
from courses.activities.queries.hands import hers, seen_by
from courses.activities.rules import OVER
from courses.catalogue.models import CITED, Course, Term, Vocabulary
from turin import countries
from turin.db import db
from turin.db.among import is_any
from turin.db.kept import kept
from turin.db.paging import Page, page
from turin.db.search import MOST_FOUND, Sought, best_first, matches, often
from turin.db.types import Text
from turin.language.known import DOCUMENTS
from turin.organisations.models import Group
from turin.people import deputies
from turin.people.models import Person

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

    ``region`` is a region of the ILO, or ``turin`` or ``online``; ``theme`` a term's key.
    """

    q: str = ""
    theme: str = ""
    language: str = ""
    region: str = ""
    group: str = ""
    open: bool = False
    past: bool = False


def listed(filters: Filters, today: date, number: int, *, whole: bool = False) -> Page[Activity]:
    """Return a page of the published activities: coming ones by start, past ones latest first.

    With words to look for, those come first that have them in their title. ``whole``: with what
    lists on pages do not show of each.
    """
    words = often("activity", filters.q)
    most = MOST_FOUND if filters.q else None
    return page(_asked(filters, today, words, whole=whole), number, 20, most)


@lru_cache(maxsize=64)
def _asked(
    filters: Filters, today: date, words: frozenset[str], *, whole: bool
) -> Select[Activity]:
    """Return the query of the list, made once a day: making it takes longer than its answer.

    ``words``: those that are there often.
    """
    over = and_(
        Activity.state.in_(PUBLISHED),
        or_(Activity.state.in_(OVER), _over(today)),
    )
    rows = select(Activity).options(*(() if whole else BRIEF))
    if filters.past:
        when = over
        order: list[ColumnElement[Any]] = [Activity.starts.desc(), Activity.id.desc()]
    else:
        when = and_(Activity.state.in_(COMING), ~over)
        order = [Activity.starts.asc(), Activity.id.asc()]
    wanted = [when, *_narrowing(filters, today)]
    sought = Sought("activity", Activity.__table__.c.id, filters.q, words)
    return best_first(sought, rows, wanted, order)


def _over(today: date) -> ColumnElement[bool]:
    """Whether its last possible day is past: a month is over once the next has begun.

    Postponed ones are not: their dates mean nothing any more.
    """
    ends = type_coerce(func.coalesce(Activity.ends, Activity.starts), String)
    return and_(ends < as_known(today, ends), Activity.state != State.POSTPONED)


def as_known(day: date, dates: ColumnElement[str]) -> ColumnElement[str]:
    """Return ``day`` as precisely as each of the partial ``dates`` is, to compare it with."""
    return func.substr(literal(day.isoformat()), 1, func.length(dates))


def _narrowing(filters: Filters, today: date) -> list[ColumnElement[bool]]:
    """Return what the filters ask of an activity, but for the words and whether it is past."""
    wanted: list[ColumnElement[bool]] = []
    if filters.theme:
        wanted.append(Activity.terms.any(Term.key == filters.theme))
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
    return wanted


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


def without_dates(today: date, q: str = "", theme: str = "") -> list[tuple[str, Text]]:
    """Return key and title of the courses of which no coming run is published, found by ``q``.

    Only those of a ``theme``, if one is asked for.

    By key, the best hits first. Those of others that we only cite are left out: nobody here will
    announce their dates.
    """
    starts = type_coerce(Activity.starts, String)
    coming = select(Activity.course_id).where(
        Activity.course_id.is_not(None),
        Activity.kind == Kind.COURSE,
        Activity.state.in_(COMING),
        starts >= as_known(today, starts),
    )
    columns: tuple[Any, ...] = (Course.key, Course.title)
    wanted = [Course.id.not_in(coming), Course.kind != CITED]
    if theme:
        wanted.append(Course.terms.any(Term.key == theme))
    table = Course.__table__.c
    ours = best_first(Sought("course", table.id, q), select(*columns), wanted, [table.key])
    return [(key, title) for key, title in db.session.execute(ours)]


@kept
def themes() -> list[tuple[str, Text]]:
    """Return key and name of the themes of any published activity, in their order."""
    about = (
        select(ActivityTerm.activity_id)
        .join(Activity, Activity.id == ActivityTerm.activity_id)
        .where(ActivityTerm.term_id == Term.id, Activity.state.in_(PUBLISHED))
        .order_by(ActivityTerm.activity_id)
    )
    found = select(Term.key, Term.name).where(Term.vocabulary == Vocabulary.THEME, is_any(about))
    return [(key, name) for key, name in db.session.execute(found.order_by(Term.position, Term.id))]


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
    found = select(known.c.code).where(is_any(spoken)).order_by(known.c.code)
    return list(db.session.scalars(found))


def everything() -> Select[Activity]:
    """Return all activities, as who sees the whole Centre has them, latest first."""
    return select(Activity).order_by(Activity.starts.desc(), Activity.id)


def asked_of(
    person: Person, asked: Mapping[str, str], today: date, *, seen: bool = False
) -> Select[Activity]:
    """Return what `mine` does, as the address of her list asks for it."""
    state, when = asked.get("state", ""), asked.get("when", "coming")
    return mine(
        person,
        q=asked.get("q", "")[:200].strip(),
        theme=asked.get("theme", "")[:60],
        state=State(state) if state in list(State) else None,
        past={"coming": False, "past": True}.get(when),
        today=today,
        seen=seen,
    )


def mine(
    person: Person,
    *,
    q: str = "",
    theme: str = "",
    state: State | None = None,
    past: bool | None,
    today: date,
    seen: bool = False,
) -> Select[Activity]:
    """Return what ``person`` may run; if ``seen``, also what she may look at and not decide.

    ``past`` narrows to what is over (True) or not (False); what is not comes nearest first.
    """
    query = select(Activity).where(seen_by(person) if seen else hers(person))
    if deputies.standing_in(person):  # each row then says for whom
        query = query.options(
            selectinload(Activity.coordinators).lazyload(ActivityCoordinator.person)
        )
    query = query.where(*_narrowing(Filters(theme=theme), today))
    if q:
        query = query.where(matches("activity", Activity.__table__.c.id, q))
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
        activities.where(starts <= last.isoformat(), ends >= as_known(first, ends))
        .order_by(None)
        .order_by(Activity.starts, Activity.id)
    )
