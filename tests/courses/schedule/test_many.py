"""Many sessions put on a timetable at once: each as far as it fits, and told what it lacks."""

from datetime import time, timedelta

import pytest

from courses.activities import rules as activity_rules
from courses.activities.models import State
from courses.schedule import many, queries, rules
from courses.schedule.many import Gap, Lost
from courses.schedule.operations import Facts
from courses.schedule.rules import Slot
from tests.factories import activities, people, schedule
from turin import clock
from turin.db import transaction
from turin.db.types import Text
from turin.people.models import Role


@pytest.fixture
def activity(app):
    with transaction():
        return activities.activity()


def facts(activity, day=0, starts=9, **over):
    day = activity.starts.first + timedelta(days=day)
    known = {
        "slot": Slot(day, time(starts), time(starts + 2), activity.zone),
        "title": Text(en="Opening"),
        "module": None,
        "room": None,
        "online": False,
        "trainers": [],
    }
    return Facts(**{**known, **over})


def add(activity, *described):
    with transaction():
        return many.add(activity, described, by=people.person(Role.COORDINATOR), at=clock.now())


def test_all_are_made_and_hold_what_is_free(activity):
    with transaction():
        room, trainer = schedule.room(name="Africa"), people.person(Role.TRAINER)
        other = activities.activity(starts=activity.starts, ends=activity.ends)
        schedule.session(other, day=1, room_id=room.id, trainers=[trainer])
    wanted = {"room": room, "trainers": [trainer]}

    made = add(activity, facts(activity, **wanted), facts(activity, 1, **wanted))

    taken = [Lost(Gap.ROOM, "Africa"), Lost(Gap.TRAINER, str(trainer.id), 1)]
    assert [gaps for _session, gaps in made] == [[], taken]
    assert [(one.room, one.trainers) for one, _ in made] == [(room, [trainer]), (None, [])]
    assert len(queries.bookings_of([one for one, _ in made])) == 2


def test_of_two_that_want_the_same_the_first_has_it(activity):
    with transaction():
        room = schedule.room(name="Africa")
    made = add(activity, facts(activity, room=room), facts(activity, starts=10, room=room))

    assert [one.room for one, _gaps in made] == [room, None]


def test_what_nobody_named_is_refused_and_nothing_is_made(activity):
    with pytest.raises(rules.Untitled):
        add(activity, facts(activity), facts(activity, 1, title=Text()))
    assert queries.of_activity(activity) == []


def test_nothing_is_put_into_what_is_over(activity):
    with transaction():
        activity.state = State.CLOSED
    with pytest.raises(activity_rules.Over):
        add(activity, facts(activity))
