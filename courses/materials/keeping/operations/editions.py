"""Adding an edition to a work, and changing what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courses.materials.keeping import queries
from courses.materials.keeping.operations.works import reindex
from courses.materials.models import Edition, EditionOrganisation, Part, Work
from turin import audit
from turin.db import db, locks
from turin.db.types import PartialDate, Text
from turin.people.models import Person

SAID = ("name", "year", "isbn", "launched", "launch_place")


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """What is said of an edition; organisations by number, a publisher is no partner besides."""

    name: Text
    year: int | None
    isbn: str
    launched: PartialDate | None
    launch_place: Text
    publishers: Sequence[int]
    partners: Sequence[int]


def add_edition(work: Work, facts: EditionFacts, *, by: Person, at: datetime) -> Edition:
    """Add an edition after those that there are."""
    locks.locked(work)
    edition = Edition(position=max((one.position for one in work.editions), default=-1) + 1)
    work.editions.append(edition)
    _say(edition, facts)
    work.example = False
    reindex(work)
    changes = audit.differences({}, _told(edition))
    audit.record("materials.edition_added", edition, by=by, at=at, part_of=work, changes=changes)
    return edition


def change_edition(edition: Edition, facts: EditionFacts, *, by: Person, at: datetime) -> None:
    """Change what is said of an edition."""
    work = locks.locked(edition.work)
    before = _told(edition)
    _say(edition, facts)
    if changes := audit.differences(before, _told(edition)):
        work.example = False
        reindex(work)
        deed = "materials.edition_changed"
        audit.record(deed, edition, by=by, at=at, part_of=work, changes=changes)


def _say(edition: Edition, facts: EditionFacts) -> None:
    for name in SAID:
        setattr(edition, name, getattr(facts, name))
    partners = [one for one in facts.partners if one not in facts.publishers]
    wanted = [(Part.PUBLISHER, number) for number in facts.publishers]
    wanted += [(Part.PARTNER, number) for number in partners]
    if [(one.part, one.organisation_id) for one in edition.organisations] != wanted:
        edition.organisations.clear()
        db.session.flush()
        known = queries.by_number([number for _part, number in wanted])
        edition.organisations = [
            EditionOrganisation(part=part, organisation=known[number], position=place)
            for place, (part, number) in enumerate(wanted)
        ]
    db.session.flush()


def _told(edition: Edition) -> dict[str, Any]:
    told = audit.snapshot(edition, SAID)
    for name, part in (("publishers", Part.PUBLISHER), ("partners", Part.PARTNER)):
        told[name] = [one.organisation.id for one in edition.organisations if one.part == part]
    return told
