"""Adding a work, and changing what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courses.materials import queries as library
from courses.materials.keeping import queries, rules
from courses.materials.models import Audience, Work, WorkKind, WorkPublisher
from courses.materials.operations import index
from turin import audit
from turin.db import db, locks
from turin.db.types import PartialDate, Text
from turin.people.models import Person

SAID = ("title", "summary", "kind", "year", "isbn", "audience", "for_groups", "in_preparation")


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """What is said of a work; ``publishers`` are organisations by number, the first one first."""

    title: Text
    summary: Text
    kind: WorkKind
    year: int | None
    isbn: str
    audience: Audience
    for_groups: list[str]
    in_preparation: PartialDate | None
    publishers: Sequence[int]


def add(key: str, facts: WorkFacts, *, by: Person, at: datetime) -> Work:
    """Add a work without editions. Raises KeyTaken."""
    locks.lock_word(f"work {key}")
    if queries.is_taken(key):
        raise rules.KeyTaken
    work = Work(key=key, title=facts.title, kind=facts.kind)
    db.session.add(work)
    _say(work, facts)
    reindex(work)
    audit.record("materials.added", work, by=by, at=at, changes=audit.differences({}, _told(work)))
    return work


def change(work: Work, facts: WorkFacts, *, by: Person, at: datetime) -> None:
    """Change what is said of a work. It is the Centre's own then: the example leaves it alone."""
    locks.locked(work)
    before = _told(work)
    _say(work, facts)
    if changes := audit.differences(before, _told(work)):
        work.example = False
        reindex(work)
        audit.record("materials.changed", work, by=by, at=at, changes=changes)


def _say(work: Work, facts: WorkFacts) -> None:
    for name in SAID:
        setattr(work, name, getattr(facts, name))
    if [one.organisation_id for one in work.publishers] != list(facts.publishers):
        work.publishers.clear()
        db.session.flush()
        known = queries.by_number(facts.publishers)
        work.publishers = [
            WorkPublisher(organisation=known[number], position=place)
            for place, number in enumerate(facts.publishers)
        ]
    db.session.flush()


def _told(work: Work) -> dict[str, Any]:
    publishers = [one.organisation.id for one in work.publishers]
    return {**audit.snapshot(work, SAID), "publishers": publishers}


def reindex(work: Work) -> None:
    """Make a work found by what is said of it now."""
    db.session.flush()
    index(work, library.modules_using(work))
