"""What can be done to an activity and to what belongs to it, in words, by what it concerns."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l


class Part(StrEnum):
    """What of an activity a deed concerns."""

    PLAN = "plan"
    PEOPLE = "people"
    BACKING = "backing"
    CHECKLIST = "checklist"
    MODULES = "modules"
    MATERIALS = "materials"
    TIMETABLE = "timetable"
    CALL = "call"
    PAPERS = "papers"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_PARTS[self])


_PARTS = {
    Part.PLAN: _l("What is said of it"),
    Part.PEOPLE: _l("Who runs it"),
    Part.BACKING: _l("Programme, money and targets"),
    Part.CHECKLIST: _l("Checklist"),
    Part.MODULES: _l("Modules"),
    Part.MATERIALS: _l("Materials"),
    Part.TIMETABLE: _l("Timetable"),
    Part.CALL: _l("Call"),
    Part.PAPERS: _l("Papers"),
}
ENDED = "activities.discarded"  # its number may be given to another plan
ADDED = {"activities.line_added", "schedule.added"}
DEEDS: dict[str, tuple[Part, Any]] = {
    "activities.planned": (Part.PLAN, _l("Planned from a course")),
    "activities.copied": (Part.PLAN, _l("Planned as an earlier run was")),
    "activities.edited": (Part.PLAN, _l("Edited")),
    "activities.moved": (Part.PLAN, _l("Dates moved")),
    "activities.state": (Part.PLAN, _l("Taken a step further")),
    "reminders.chosen": (Part.PLAN, _l("Reminders chosen")),
    "activities.assigned": (Part.PEOPLE, _l("Coordinator added")),
    "activities.unassigned": (Part.PEOPLE, _l("Coordinator removed")),
    "activities.assisted": (Part.PEOPLE, _l("Assistant added")),
    "activities.released": (Part.PEOPLE, _l("Assistant removed")),
    "activities.backed": (Part.BACKING, _l("Programme, money or targets changed")),
    "activities.classified": (Part.BACKING, _l("Themes or components chosen")),
    "activities.line_added": (Part.CHECKLIST, _l("Line added")),
    "activities.line_removed": (Part.CHECKLIST, _l("Line deleted")),
    "activities.ticked": (Part.CHECKLIST, _l("Marked as done")),
    "activities.unticked": (Part.CHECKLIST, _l("Marked as not done yet")),
    "activities.renewed": (Part.MODULES, _l("Module taken as it reads today")),
    "materials.added": (Part.MATERIALS, _l("Work handed out")),
    "materials.removed": (Part.MATERIALS, _l("Work handed out no longer")),
    "materials.reordered": (Part.MATERIALS, _l("Work moved up in the list")),
    "materials.noted": (Part.MATERIALS, _l("Noted from now on who fetches it")),
    "materials.not_noted": (Part.MATERIALS, _l("Who fetched it is forgotten, and noted no longer")),
    "schedule.filled": (Part.TIMETABLE, _l("Several sessions added")),
    "schedule.added": (Part.TIMETABLE, _l("Session added")),
    "schedule.changed": (Part.TIMETABLE, _l("Session changed")),
    "schedule.moved": (Part.TIMETABLE, _l("Session moved")),
    "schedule.removed": (Part.TIMETABLE, _l("Session deleted")),
    "invitations.sent": (Part.TIMETABLE, _l("Trainer invited")),
    "invitations.answered": (Part.TIMETABLE, _l("Invitation answered")),
    "invitations.revoked": (Part.TIMETABLE, _l("Invitation taken back")),
    "calls.listed": (Part.CALL, _l("Organizations put on the list of the call")),
    "calls.removed": (Part.CALL, _l("Somebody taken off the list of the call")),
    "calls.sent": (Part.CALL, _l("Call sent")),
    "calls.replied": (Part.CALL, _l("Call answered")),
    "papers.exported": (Part.PAPERS, _l("Paper with persons downloaded")),
    "certificates.issued": (Part.PAPERS, _l("Certificates issued")),
}


def of_part(part: str) -> list[str]:
    """Return the deeds that concern ``part``; all of them if it is none."""
    wanted = [deed for deed, (kind, _words) in DEEDS.items() if kind == part]
    return wanted or list(DEEDS)
