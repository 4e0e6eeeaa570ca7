"""Reading what came of activities. Every list has a full order."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, bindparam, func, select, type_coerce
from sqlalchemy import String as Characters
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from courses.activities.models import PUBLISHED, Activity
from courses.activities.queries import as_known, seen_by
from courses.outcomes.models import AWAITED, Commitment, Outcome, State
from turin.db import db
from turin.db.paging import Page, page
from turin.db.search import matches, normalised
from turin.organisations.models import Organisation
from turin.people.models import Person


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of the ledger; empty values ask nothing.

    ``owner`` is part of the name of who undertook it; ``late``: what is due and neither done nor
    given up.
    """

    q: str = ""
    owner: str = ""
    state: str = ""
    late: bool = False


def of_activity(activity: Activity) -> list[Outcome]:
    """Return what is known to have come of ``activity``, in the order it was recorded."""
    return list(
        db.session.scalars(
            select(Outcome)
            .options(selectinload(Outcome.commitments))
            .where(Outcome.activity_id == activity.id)
            .order_by(Outcome.id)
        )
    )


_PUBLISHED_OF = (
    select(Outcome)
    .where(Outcome.activity_id == bindparam("activity"), Outcome.published)
    .order_by(Outcome.id)
)


def published_of(activity: Activity) -> list[Outcome]:
    """Return what everybody may know to have come of ``activity``."""
    return list(db.session.scalars(_PUBLISHED_OF, {"activity": activity.id}))


def outcome(number: int) -> Outcome | None:
    """Return one outcome with its commitments."""
    whole = select(Outcome).options(joinedload(Outcome.activity), selectinload(Outcome.commitments))
    return db.session.scalars(whole.where(Outcome.id == number)).one_or_none()


def published(number: int) -> Outcome | None:
    """Return an outcome that everybody may read, with its commitments."""
    found = outcome(number)
    seen = found and found.published and found.activity.state in PUBLISHED
    return found if seen else None


def commitment(number: int) -> Commitment | None:
    """Return one commitment with its outcome and activity, and how it went on."""
    whole = select(Commitment).options(
        joinedload(Commitment.outcome).joinedload(Outcome.activity),
        selectinload(Commitment.progress),
    )
    return db.session.scalars(whole.where(Commitment.id == number)).one_or_none()


def ledger(person: Person, filters: Filters, today: date, number: int) -> Page[Commitment]:
    """Return a page of the commitments of all activities that ``person`` runs."""
    return page(undertaken(person, filters, today), number)


def undertaken(person: Person, filters: Filters, today: date) -> Select[Commitment]:
    """Return the query of the commitments of all activities that ``person`` runs, due first.

    An administrator sees all. Those without a date come last.
    """
    return (
        select(Commitment)
        .join(Commitment.outcome)
        .join(Outcome.activity)
        .options(contains_eager(Commitment.outcome).contains_eager(Outcome.activity))
        .where(seen_by(person), *_asked(filters, today))
        .order_by(Commitment.due.nulls_last(), Outcome.id, Commitment.number)
    )


def counts(person: Person) -> dict[State, int]:
    """Return how many commitments of the activities that ``person`` runs are in each state."""
    rows = (
        select(Commitment.state, func.count())
        .join(Commitment.outcome)
        .join(Outcome.activity)
        .where(seen_by(person))
        .group_by(Commitment.state)
    )
    found = {state: count for state, count in db.session.execute(rows)}  # noqa: C416 - rows
    return {state: found.get(state, 0) for state in State}


def _asked(filters: Filters, today: date) -> list[ColumnElement[bool]]:
    wanted = []
    if filters.q:
        wanted.append(matches("activity", Activity.__table__.c.id, filters.q))
    if filters.owner:
        wanted.append(Commitment.owner_key.contains(normalised(filters.owner), autoescape=True))
    if filters.state in list(State):
        wanted.append(Commitment.state == State(filters.state))
    if filters.late:
        due = type_coerce(Commitment.due, Characters)
        wanted += [due < as_known(today, due), Commitment.state.in_(AWAITED)]
    return wanted


def organisations() -> list[Organisation]:
    """Return those who may have undertaken something, by key."""
    return list(
        db.session.scalars(select(Organisation).order_by(Organisation.key, Organisation.id))
    )


def organisation_called(name: str) -> Organisation | None:
    """Return the organisation of that name in any language, acronym or alias; the first by id."""
    names = (Organisation.acronym, Organisation.aliases, Organisation.name)
    wanted, rows = normalised(name), select(Organisation.id, *names).order_by(Organisation.id)
    for number, acronym, aliases, said in db.session.execute(rows):
        if wanted in {normalised(one) for one in (acronym, *aliases, *said.values()) if one}:
            return db.session.get(Organisation, number)
    return None
