"""Reading what was done to an activity, a page at a time, and putting it into words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from courses.activities import telling
from courses.activities.models import Activity
from courses.activities.telling import Change, Field, Shown
from courses.pages.history.deeds import ADDED, DEEDS, ENDED, of_part
from courses.schedule.models import Kind, Room
from turin import audit
from turin.audit.models import AuditEntry
from turin.db.paging import Page, page
from turin.db.types import Text
from turin.language import formats
from turin.people.models import Person

SIZE = 50
WALL = "UTC"  # what a clock shows is written as it stands


def _wall_clock(value: str) -> str:
    return formats.moment(datetime.fromisoformat(value).replace(tzinfo=UTC), WALL)


FIELDS: dict[str, Field] = {
    **telling.FIELDS,
    "local_starts": Field(_l("Starts at"), _wall_clock),
    "local_ends": Field(_l("Ends at"), _wall_clock),
    "room_id": Field(_l("Room"), of=Room),
    "online": Field(_l("Online"), lambda _online: _("Yes")),
    "link": Field(_l("Address of the online room"), lambda _link: _("There is one")),
    "kind": Field(_l("Who takes part"), lambda value: Kind(value).label),
    "trainers": Field(_l("Trainers"), of=Person),
}
NAMED = {**telling.NAMED, Room: (Room.id, Room.name)}


@dataclass(frozen=True, slots=True)
class Told:
    """One deed as readers see it. ``by`` is empty where nobody signed in did it.

    Who did it as a deputy did it for somebody who was away: ``instead_of``.

    ``added``: what it was done to was not there before.
    """

    at: datetime
    by: str | Text | None
    instead_of: str | Text | None
    deed: str
    about: Shown | None
    changes: list[Change]
    added: bool


def told(activity: Activity, part: str, number: int) -> Page[Told]:
    """Return a page of what was done to ``activity``, newest first; of one part, if it is one."""
    found = page(audit.history(activity, of_part(part), since=ENDED), number, SIZE)
    changed = [_changes(entry) for entry in found.rows]
    who = {number for one in found.rows for number in (one.person_id, one.facts.get("for"))} - {
        None
    }
    known = telling.known(changed, FIELDS, NAMED, who)
    people = known.get(Person, {})
    rows = [
        Told(
            entry.at,
            people.get(entry.person_id or 0),
            people.get(entry.facts.get("for", 0)),
            str(DEEDS[entry.deed][1]),
            _about(entry.facts),
            telling.changes(changes, FIELDS, known),
            entry.deed in ADDED,
        )
        for entry, changes in zip(found.rows, changed, strict=True)
    ]
    return replace(found, rows=rows)


def _changes(entry: AuditEntry) -> audit.Changes:
    """Return what was changed; old entries say it of a state, a first day and a coordinator."""
    facts = entry.facts
    match entry.deed:
        case "activities.state" | "activities.moved" if "before" in facts:
            name = "state" if entry.deed.endswith("state") else "starts"
            return {name: [facts["before"], facts.get("after")]}
        case "activities.assigned":
            return {"coordinator": [None, facts.get("person")]}
        case "activities.unassigned":
            return {"coordinator": [facts.get("person"), None]}
        case "activities.assisted":
            return {"assistant": [None, facts.get("person")]}
        case "activities.released":
            return {"assistant": [facts.get("person"), None]}
    changes: audit.Changes = facts.get("changes") or {}
    return changes


def _about(facts: Mapping[str, Any]) -> Shown | None:
    """Return which line, session, module or earlier run it was done to."""
    if facts.get("usual") or facts.get("words"):
        return telling.line(facts)
    source: str | None = facts.get("source")
    return source
