"""Whole programmes from one sheet: activities planned from courses, with their sessions.

Each row is a session. The first row of a code says the activity; further rows of the same code need
not repeat it. A row without a day is an activity that has no session yet.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from courses.activities import access, rules
from courses.activities import operations as activities
from courses.activities.models import Activity, Delivery
from courses.catalogue.models import Course, CourseModule
from courses.exchange.imports.activities import AT, HEAD, Run, as_planned, facts_of
from courses.exchange.imports.plans import Deed, Does, Line, Plan
from courses.exchange.imports.sessions import HEADS, in_words, look_for_clashes
from courses.exchange.imports.slots import Drafted, Known, called, draft
from courses.schedule import operations
from courses.schedule import queries as schedule
from courses.schedule.models import Session
from turin.db import db
from turin.errors import Refused
from turin.language import formats, reader
from turin.people.models import Person
from turin.web.refusals import sentence
from turin.web.sheets import Reading, Row, cells


def plan(reading: Reading, by: Person) -> Plan:
    """Return what would be planned, and which sessions would be added to what there is."""
    heads = [_("Code"), *(str(head) for head in HEADS)]
    drawn, known, runs = Plan.of(reading, heads), Known(), _Runs(reading, by)
    planned: list[tuple[Line, Session]] = []
    for row in reading.rows:
        run = runs.of(row)
        if run is None:
            continue
        new = run.facts is not None and runs.first[row["code"]] is row
        if row["day"] is None and not row["title"] and not row["module"]:
            if new:
                says = [row["code"], *_about(run.activity)]
                drawn.lines.append(Line(row, Deed.MADE, says, runs.maker(run)))
            elif run.facts is None:
                reading.fault(row, "day", _("There is an activity of this code already."))
            continue
        if drafted := draft(reading, row, run.activity, known):
            line = _line(drafted, run, runs, first=new)
            drawn.lines.append(line)
            if line.deed is not Deed.LEFT:
                planned.append((line, drafted.planned(run.activity, -row.number)))
    look_for_clashes(reading, planned, {})
    drawn.sessions = [session for _line, session in planned]
    return drawn


def _about(activity: Activity) -> list[str]:
    when = formats.day_range(activity.starts, activity.ends)
    return [when, "", reader.said(activity.title).words, reader.said(activity.venue).words, ""]


def _line(drafted: Drafted, run: Run, runs: "_Runs", *, first: bool) -> Line:
    says = in_words(drafted, run.activity)
    slot = drafted.slot
    mark = (slot.local_starts, slot.local_ends, cells.folded(says[2]))
    left = run.facts is None and mark in runs.standing(run.activity)

    def does(by: Person, at: datetime) -> None:
        if first:
            runs.maker(run)(by, at)
        activity = runs.made.get(drafted.row["code"], run.activity)
        operations.add(activity, drafted.facts(activity), by=by, at=at)

    deed = Deed.LEFT if left else Deed.MADE
    return Line(drafted.row, deed, [drafted.row["code"], *says], does)


class _Runs:
    """The activities of the file by their codes: found, or drawn from the first row of each."""

    def __init__(self, reading: Reading, by: Person) -> None:
        self._reading, self._by = reading, by
        self._runs: dict[str, Run | None] = {}
        self.first: dict[str, Row] = {}
        self.made: dict[str, Activity] = {}
        self._standing: dict[int, set[tuple[Any, ...]]] = {}
        codes = {row["code"] for row in reading.rows if row["code"]}
        wanted = select(Activity).options(selectinload(Activity.modules))
        found = db.session.scalars(wanted.where(Activity.key.in_(codes) | Activity.code.in_(codes)))
        self._stored = {one.key: one for one in found}
        self._courses = _courses() if codes - self._stored.keys() else {}

    def of(self, row: Row) -> Run | None:
        """Return the activity of a row; None if it cannot be, which is noted at its first row."""
        code = row["code"] or ""
        if row.wrong:
            self.first.setdefault(code, row)
            self._runs.setdefault(code, None)
            return None
        if code not in self._runs:
            self.first[code] = row
            stored = self._stored.get(code)
            self._runs[code] = self._known(row, stored) if stored else self._drawn(row)
        elif any(row[key] for key in HEAD if row[key] != self.first[code][key]):
            says = _(
                "The first row of this code says it otherwise. Leave these columns empty here."
            )
            self._reading.fault(row, "code", says)
            return None
        return self._runs[code]

    def standing(self, activity: Activity) -> set[tuple[Any, ...]]:
        """Return what stands on the timetable of a stored activity."""
        if activity.id not in self._standing:
            there = schedule.of_activity(activity)
            self._standing[activity.id] = {mark for one in there for mark in called(one)}
        return self._standing[activity.id]

    def maker(self, run: Run) -> Does:
        """Return what plans an activity that is not there yet."""

        def make(by: Person, at: datetime) -> None:
            if run.course is None or run.facts is None:
                raise ValueError("it is there already")
            self.made[run.facts.code] = activities.plan(run.course, run.facts, by=by, at=at)

        return make

    def _known(self, row: Row, stored: Activity) -> Run | None:
        if not access.runs(self._by, stored):
            says = _("Another activity has the code %(code)s. Write another one.", code=row["code"])
            self._reading.fault(row, "code", says)
            return None
        if any(row[key] for key in HEAD):
            says = _(
                "There is an activity of this code already. To add sessions to it, leave the"
                " columns about the activity empty."
            )
            self._reading.fault(row, "code", says)
            return None
        return Run(stored)

    def _drawn(self, row: Row) -> Run | None:
        before = len(self._reading.faults)
        for key in ("course", "first", "delivery", "spoken"):
            if not row[key]:
                self._reading.fault(row, key, _("This cell is empty. Fill it in."))
        course = self._courses.get(cells.folded(row["course"] or ""))
        if row["course"] and course is None:
            says = _(
                "“%(word)s” is not on the list. Write it as it stands there.", word=row["course"]
            )
            self._reading.fault(row, "course", says)
        if row["delivery"] and row["delivery"] != Delivery.TURIN and not row["zone"]:
            says = _("Write a time zone like Europe/Rome or Asia/Kathmandu.")
            self._reading.fault(row, "zone", says)
        if course is None or len(self._reading.faults) > before:
            return None
        facts = facts_of(row, course)
        activity = as_planned(course, facts)
        try:
            rules.check_facts(activity)
        except Refused as refused:
            self._reading.fault(row, AT.get(type(refused), "first"), sentence(refused))
            return None
        return Run(activity, course, facts)


def _courses() -> Mapping[str, Course]:
    """Return the courses with their modules, by key and by title in any language."""
    modules = selectinload(Course.modules).joinedload(CourseModule.module)
    found: dict[str, Course] = {}
    for course in db.session.scalars(select(Course).options(modules).order_by(Course.key)):
        for name in (course.key, *course.title.values()):
            found.setdefault(cells.folded(name), course)
    return found
