"""Marking who was there: what is stored, what is refused, what follows."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from courses.attendance import operations, queries, rules
from courses.attendance.models import Attendance, Mark
from courses.registration.models import State
from tests.factories import activities, attendance, people, schedule
from turin import clock
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.people.models import Role


@pytest.fixture
def trainer(app):
    with transaction():
        return people.person(Role.TRAINER, name="Tariq Aziz")


@pytest.fixture
def activity(app):
    with transaction():
        return activities.running()


def session(activity, **over):
    with transaction():
        return schedule.session(activity, **over)


def seat(activity, **over):
    with transaction():
        return attendance.participant(activity, **over)


def mark(session, marks, by):
    with transaction():
        return operations.mark(
            session, {one.id: said for one, said in marks.items()}, by=by, at=clock.now()
        )


def test_a_mark_says_who_gave_it_and_when(activity, trainer):
    amina, opening = seat(activity), session(activity)
    assert mark(opening, {amina: Mark.PRESENT}, trainer) == 1
    row = db.session.scalars(select(Attendance)).one()
    assert (row.mark, row.marked_by) == (Mark.PRESENT, trainer)
    assert clock.now() - row.marked_at < timedelta(minutes=1)


def test_the_same_mark_again_stays_whose_it_was(activity, trainer):
    amina, opening = seat(activity), session(activity)
    mark(opening, {amina: Mark.PRESENT}, trainer)
    with transaction():
        other = people.person(Role.TRAINER)
    assert mark(opening, {amina: Mark.PRESENT}, other) == 0
    assert db.session.scalars(select(Attendance)).one().marked_by == trainer


def test_the_audit_keeps_what_stood_there_before(activity, trainer):
    amina, opening = seat(activity), session(activity)
    mark(opening, {amina: Mark.ABSENT}, trainer)
    mark(opening, {amina: Mark.EXCUSED}, trainer)
    kept = db.session.scalars(
        select(AuditEntry).where(AuditEntry.deed == "attendance.marked").order_by(AuditEntry.id)
    ).all()
    assert [entry.facts["marks"] for entry in kept] == [
        {str(amina.id): [None, "absent"]},
        {str(amina.id): ["absent", "excused"]},
    ]
    assert {(entry.person_id, entry.subject_id) for entry in kept} == {(trainer.id, opening.id)}


def test_nobody_is_marked_before_the_session_begins(activity, trainer):
    amina, later = seat(activity), session(activity, day=3)
    with pytest.raises(rules.NotBegun):
        mark(later, {amina: Mark.PRESENT}, trainer)
    assert not db.session.scalars(select(Attendance)).all()


def test_a_session_can_be_marked_from_the_moment_it_begins(activity):
    opening = session(activity)
    rules.check_begun(opening, opening.starts_at)
    with pytest.raises(rules.NotBegun):
        rules.check_begun(opening, opening.starts_at - timedelta(seconds=1))


def test_who_has_no_confirmed_seat_here_is_not_marked(activity, trainer):
    gone = seat(activity, state=State.WITHDRAWN)
    with transaction():
        elsewhere = attendance.participant(activities.running())
    assert mark(session(activity), {gone: Mark.PRESENT, elsewhere: Mark.PRESENT}, trainer) == 0


def test_only_presence_counts_and_in_minutes(activity, trainer):
    amina, boris = seat(activity, name="Amina"), seat(activity, name="boris")
    long, short = session(activity, minutes=120), session(activity, at="14:00", minutes=30)
    mark(long, {amina: Mark.PRESENT, boris: Mark.EXCUSED}, trainer)
    mark(short, {amina: Mark.ABSENT, boris: Mark.PRESENT}, trainer)
    sheet = queries.sheet(activity)
    assert (sheet.sessions, sheet.minutes) == ([long, short], 150)
    assert [
        (one.application, one.minutes, one.per_cent, one.reaches) for one in sheet.participants
    ] == [
        (amina, 120, 80, True),
        (boris, 30, 20, False),
    ]
    assert sheet.participants[0].marks == {long.id: Mark.PRESENT, short.id: Mark.ABSENT}
    assert queries.minutes_attended(activity) == {amina.id: 120, boris.id: 30}


def test_an_activity_without_sessions_has_nobody_who_attended_enough(activity):
    seat(activity)
    (only,) = queries.sheet(activity).participants
    assert (only.minutes, only.per_cent, only.reaches) == (0, 0, False)


def test_a_session_is_unmarked_until_every_participant_has_a_mark(activity, trainer):
    amina, boris = seat(activity), seat(activity)
    with transaction():
        other, empty = activities.running(), activities.running()
        attendance.participant(other)
        schedule.session(empty)  # nobody takes part: there is nobody to mark
    opening, later = session(activity), session(activity, day=3)
    theirs = session(other)

    def unmarked(at=None):
        return queries.unmarked([activity, other, empty], at or clock.now())

    assert unmarked() == {activity.id: [opening], other.id: [theirs], empty.id: []}
    mark(opening, {amina: Mark.PRESENT}, trainer)
    assert unmarked()[activity.id] == [opening]
    mark(opening, {boris: Mark.ABSENT}, trainer)
    assert unmarked()[activity.id] == []
    assert unmarked(later.ends_at)[activity.id] == [later]
    assert unmarked(opening.ends_at - timedelta(seconds=1))[activity.id] == []
