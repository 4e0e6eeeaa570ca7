"""Who stands in for whom. Never for more than one away at a time: a deputy has no deputy."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from turin import clock
from turin.access import Permission
from turin.db import db
from turin.people.models import Deputy, Person, RoleGrant, who_may


def standing_in(person: Person) -> list[Deputy]:
    """Return for whom ``person`` stands in at this moment, first begun first."""
    if not person.may(Permission.RUN_ACTIVITIES):
        return []
    now = clock.now()
    return [one for one in person.stands_in if one.holds(now)]


def whose_work(person: Person) -> list[int]:
    """Return the numbers of those whose activities she runs: her own, if she may, and theirs."""
    if not person.may(Permission.RUN_ACTIVITIES):
        return []
    return [person.id, *(one.person_id for one in standing_in(person))]


def deputies_of(people: Collection[Person], at: datetime) -> list[Person]:
    """Return who stands in for any of ``people`` at that moment, by number."""
    found = db.session.scalars(
        select(Deputy)
        .options(joinedload(Deputy.deputy), joinedload(Deputy.person))
        .where(Deputy.person_id.in_([one.id for one in people]))
        .where(Deputy.starts_at <= at, Deputy.ends_at > at)
        .order_by(Deputy.deputy_id, Deputy.id)
    )
    there = [one.deputy for one in found if one.holds(at)]
    able = [one for one in there if one.may(Permission.RUN_ACTIVITIES) and not one.disabled_at]
    return list(dict.fromkeys(able))


def named_by(person: Person, at: datetime) -> list[Deputy]:
    """Return who stands in for ``person``, now or later, the first first."""
    return list(
        db.session.scalars(
            select(Deputy)
            .options(joinedload(Deputy.deputy))
            .where(Deputy.person_id == person.id, Deputy.ends_at > at)
            .order_by(Deputy.starts_at, Deputy.id)
        )
    )


def overlapping(people: Collection[Person], starts_at: datetime, ends_at: datetime) -> list[Deputy]:
    """Return where any of ``people`` is away or stands in, at any time between the two."""
    numbers = [one.id for one in people]
    return list(
        db.session.scalars(
            select(Deputy)
            .options(joinedload(Deputy.person), joinedload(Deputy.deputy))
            .where(Deputy.person_id.in_(numbers) | Deputy.deputy_id.in_(numbers))
            .where(Deputy.starts_at < ends_at, Deputy.ends_at > starts_at)
            .order_by(Deputy.id)
        )
    )


def eligible(besides: Person) -> list[Person]:
    """Return everybody who may run activities but for one, by name."""
    roles = who_may(Permission.RUN_ACTIVITIES)
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.roles.any(RoleGrant.role.in_(roles)), Person.disabled_at.is_(None))
            .where(Person.id != besides.id)
            .order_by(Person.name, Person.id)
        )
    )
