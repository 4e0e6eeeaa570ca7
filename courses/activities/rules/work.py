"""Who does what in an activity: the one table. The README shows it, and a test holds it to this."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class Work(StrEnum):
    """A part of the work on one activity."""

    LOOK = "look"
    CHECKLIST = "checklist"
    TIMETABLE = "timetable"
    PAPERS = "papers"
    ATTENDANCE = "attendance"
    READ = "read"
    CHANGE = "change"
    LEAD = "lead"
    CALL = "call"
    CHOOSE = "choose"
    CERTIFY = "certify"
    CONCLUDE = "conclude"
    COPY = "copy"
    ASSIGN = "assign"

    @property
    def label(self) -> str:
        """What it is, in the reader's language."""
        return str(_LABELS[self])


_LABELS = {
    Work.LOOK: _l("See where the activity stands, and its country briefing"),
    Work.CHECKLIST: _l("Keep the checklist"),
    Work.TIMETABLE: _l("Plan the timetable"),
    Work.PAPERS: _l("Print its papers"),
    Work.ATTENDANCE: _l("Mark who was there"),
    Work.READ: _l("Read the applications"),
    Work.CHANGE: _l("Change what is said of the activity, its money and its modules"),
    Work.LEAD: _l("Open, confirm, move, postpone or cancel the activity"),
    Work.CALL: _l("Send the call for candidates"),
    Work.CHOOSE: _l("Offer seats, keep a reserve list, decline"),
    Work.CERTIFY: _l("Issue, correct and revoke certificates"),
    Work.CONCLUDE: _l("Record outcomes and commitments"),
    Work.COPY: _l("Plan the next run like this one"),
    Work.ASSIGN: _l("Say who works on the activity"),
}

# A coordinator of an activity, and who stands in for her, does all of it; an administrator too.
OF_ASSISTANTS = frozenset(
    {
        Work.LOOK,
        Work.CHECKLIST,
        Work.TIMETABLE,
        Work.PAPERS,
        Work.ATTENDANCE,
        Work.READ,
    }
)
