"""Naming a deputy, and ending it before its last day."""

from datetime import date, datetime

from sqlalchemy import select

from turin import audit, mail
from turin.access import Permission
from turin.db import db
from turin.people.deputies import queries, rules
from turin.people.models import Deputy, Person


def name(
    person: Person, chosen: Person, first: date, last: date, *, by: Person, at: datetime
) -> Deputy:
    """Let ``chosen`` run what ``person`` coordinates on the days from ``first`` to ``last``.

    Days are those of the clocks of ``person``. Raises NotHers, RunsNothing, or what
    `rules.check_days` and `rules.check_no_chain` do.
    """
    _lock(person, chosen)
    _check_hers(person, by)
    for one in (person, chosen):
        if not one.may(Permission.RUN_ACTIVITIES) or one.disabled_at:
            raise rules.RunsNothing(name=one.name)
    first = rules.check_days(first, last, rules.today_of(person.zone, at))
    starts_at, ends_at = rules.moments(first, last, person.zone)
    rules.check_no_chain(person, chosen, queries.overlapping((person, chosen), starts_at, ends_at))
    made = Deputy(
        person=person,
        deputy=chosen,
        first=first,
        last=last,
        zone=person.zone,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    db.session.add(made)
    db.session.flush()
    from_, until = first.isoformat(), last.isoformat()
    audit.record(
        "people.name_deputy", person, by=by, at=at, deputy=chosen.id, first=from_, last=until
    )
    _tell(made, by, at)
    return made


def end(deputy: Deputy, *, by: Person, at: datetime) -> None:
    """End it now, or call it off before it began. One that is over stays as it is.

    Raises NotHers.
    """
    person = deputy.person
    _lock(person, deputy.deputy)
    db.session.refresh(deputy)
    _check_hers(person, by)
    if deputy.ends_at <= at:
        return
    before = deputy.last.isoformat()
    deputy.starts_at, deputy.ends_at = min(deputy.starts_at, at), at
    deputy.last = max(deputy.first, rules.today_of(deputy.zone, at))
    db.session.flush()
    audit.record("people.end_deputy", person, by=by, at=at, deputy=deputy.deputy_id, last=before)
    _tell(deputy, by, at)


def _check_hers(person: Person, by: Person) -> None:
    if by.id != person.id and not by.may(Permission.ADMINISTER):
        raise rules.NotHers


def _lock(*people: Person) -> None:
    """Let nobody else name either of them, so that two at once make no chain."""
    numbers = sorted(one.id for one in people)
    rows = select(Person.id).where(Person.id.in_(numbers)).order_by(Person.id).with_for_update()
    db.session.execute(rows)


def _tell(deputy: Deputy, by: Person, at: datetime) -> None:
    """Write to the deputy, and to her who is away unless she did it herself."""
    people = [deputy.deputy] if by.id == deputy.person_id else [deputy.deputy, deputy.person]
    for one in people:
        mail.post(
            "people.deputy",
            subject=("deputy", deputy.id),
            person=one,
            occurrence=f"{deputy.starts_at:%Y-%m-%dT%H:%M:%S}/{deputy.ends_at:%Y-%m-%dT%H:%M:%S}",
            at=at,
        )
