"""Checklists: what each begins with, what is added, and what is ticked off."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courses.activities import queries, rules
from courses.activities.models import (
    USUAL,
    Activity,
    ActivityCheck,
    Anchor,
    CourseCheck,
    Usual,
    Who,
)
from courses.catalogue.models import Course
from turin import audit
from turin.db import db
from turin.db.locks import locked
from turin.db.types import Text
from turin.people.models import Person


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What a coordinator says of a line of her own; ``days`` after the anchor, before: negative."""

    words: Text
    anchor: Anchor
    days: int
    who: Who


def begin_checklist(activity: Activity) -> None:
    """Give ``activity`` the lines of its course, or else the usual ones."""
    own = queries.course_lines(activity.course_id) if activity.course_id else []
    db.session.add_all(
        [_copied(one, activity) for one in own]
        or [
            ActivityCheck(activity_id=activity.id, usual=usual, anchor=anchor, days=days, who=who)
            for usual, (anchor, days, who) in USUAL.items()
        ]
    )
    db.session.flush()


def copy_checklist(source: Activity, activity: Activity) -> None:
    """Give ``activity`` the lines of ``source``, none of them done; an old one may have none."""
    lines = [one for one in queries.lines([source]) if one.usual is not Usual.WHOLE]
    if not lines:
        begin_checklist(activity)
    db.session.add_all(_copied(one, activity) for one in lines)
    db.session.flush()


def note_gaps(activity: Activity, *, at: datetime) -> None:
    """Have somebody look, today, at what could not be copied as it was."""
    db.session.add(
        ActivityCheck(
            activity_id=activity.id,
            usual=Usual.WHOLE,
            anchor=Anchor.START,
            days=(rules.today(activity, at) - activity.starts.first).days,
            who=Who.COORDINATOR,
        )
    )
    db.session.flush()


def add_line(activity: Activity, facts: LineFacts, *, by: Person, at: datetime) -> ActivityCheck:
    """Put a line of her own on the checklist of ``activity``. Raises Over."""
    rules.check_checkable(activity)
    line = ActivityCheck(
        activity_id=activity.id,
        words=facts.words,
        anchor=facts.anchor,
        days=facts.days,
        who=facts.who,
    )
    db.session.add(line)
    db.session.flush()
    _record("activities.line_added", line, by, at, changes=audit.differences({}, _told(line)))
    return line


def remove_line(line: ActivityCheck, *, by: Person, at: datetime) -> None:
    """Take a line off a checklist. Raises Vanished."""
    line = locked(line)
    _record("activities.line_removed", line, by, at, changes=audit.differences(_told(line), {}))
    db.session.delete(line)
    db.session.flush()


def tick(line: ActivityCheck, *, by: Person, at: datetime) -> None:
    """Note that it is done, by whom and when; ticking twice is ticking once. Raises Vanished."""
    line = locked(line)
    if line.done_at is None:
        line.was_due = rules.due_day(line, line.activity)
        line.done_at, line.done_by = at, by
        db.session.flush()
        _record("activities.ticked", line, by, at)


def untick(line: ActivityCheck, *, by: Person, at: datetime) -> None:
    """Say that it is still to be done. Raises Vanished."""
    line = locked(line)
    if line.done_at is not None:
        line.was_due = line.done_at = line.done_by = None
        db.session.flush()
        _record("activities.unticked", line, by, at)


def keep_for_course(activity: Activity, course: Course, *, by: Person, at: datetime) -> None:
    """Let later runs of ``course`` begin with the checklist that ``activity`` has now."""
    for old in queries.course_lines(course.id):
        db.session.delete(old)
    db.session.add_all(
        CourseCheck(
            course_id=course.id,
            usual=one.usual,
            words=one.words,
            anchor=one.anchor,
            days=one.days,
            who=one.who,
        )
        for one in queries.lines([activity])
        if one.usual is not Usual.WHOLE
    )
    db.session.flush()
    audit.record("activities.checklist_kept", course, by=by, at=at, activity=activity.key)


def _copied(line: CourseCheck | ActivityCheck, activity: Activity) -> ActivityCheck:
    return ActivityCheck(
        activity_id=activity.id,
        usual=line.usual,
        words=line.words,
        anchor=line.anchor,
        days=line.days,
        who=line.who,
    )


def _told(line: ActivityCheck) -> dict[str, Any]:
    """Return what the audit keeps of a line, beside what is to be done."""
    return {**audit.snapshot(line, ["who"]), "counted": [line.anchor.value, line.days]}


def _record(deed: str, line: ActivityCheck, by: Person, at: datetime, **facts: object) -> None:
    about = {"usual": line.usual.value} if line.usual else {"words": dict(line.words)}
    audit.record(deed, line, by=by, at=at, part_of=line.activity, **about, **facts)
