"""Beat's minute for reminders, as the worker does it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from courses.activities.models import State
from tasks import beat
from tests.factories import activities, attendance
from turin.db import db, transaction
from turin.db.types import PartialDate
from turin.mail.models import Intent

DUE = datetime(2027, 3, 1, 8, tzinfo=UTC)  # 09:00 in Turin, seven days before


@pytest.fixture
def travel(app):
    with time_machine.travel(DUE - timedelta(days=1), tick=False) as traveller:
        yield traveller.move_to


@pytest.fixture
def activity(travel):
    with transaction():
        made = activities.activity(starts=PartialDate("2027-03-08"), ends=None, deadline=None)
        attendance.participant(made)
        attendance.participant(made)
    return made


def tick():
    beat.run.run("reminders.post")  # here, not in the context of the application made last


def occurrences():
    return list(db.session.scalars(select(Intent.occurrence).order_by(Intent.id)))


def test_beat_plans_what_nobody_announced_and_posts_it_in_time(activity, travel):
    tick()
    assert occurrences() == []
    travel(DUE)
    tick()
    assert occurrences() == ["D-7", "D-7"]


def test_two_beats_in_one_minute_and_a_beat_each_minute_remind_once(activity, travel):
    tick()
    for seconds in (0, 1, 59, 60, 61, 120):
        travel(DUE + timedelta(seconds=seconds))
        tick()
    assert occurrences() == ["D-7", "D-7"]


def test_a_beat_that_was_away_makes_good_what_it_missed(activity, travel):
    tick()
    travel(DUE + timedelta(days=2))
    tick()
    assert occurrences() == ["D-7", "D-7"]
    travel(DUE + timedelta(days=6))
    tick()
    assert occurrences() == ["D-7", "D-7", "D-1", "D-1"]


def test_an_activity_that_cannot_be_planned_holds_up_no_other(
    activity, travel, monkeypatch, caplog
):
    with transaction():
        broken = activities.activity(starts=PartialDate("2027-03-08"), ends=None, deadline=None)
        attendance.participant(broken)
        broken.zone = "Mars/Base"
    tick()
    travel(DUE)
    tick()
    assert occurrences() == ["D-7", "D-7"]
    assert f"planning the reminders of activity {broken.id} failed" in caplog.text


def test_what_was_cancelled_behind_its_back_is_not_reminded_of(activity, travel):
    tick()
    with transaction():
        activity.state = State.CANCELLED
    travel(DUE)
    tick()
    assert occurrences() == []
