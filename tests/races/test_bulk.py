"""Several activities are changed by two windows at the same moment."""

from datetime import timedelta
from functools import partial

from courses.activities.bulk import changes, doing
from courses.activities.bulk.changes import How
from courses.activities.models import Activity
from tests.factories import activities, people
from tests.races.threads import at_once
from turin import clock
from turin.db import db, transaction
from turin.people.models import Person, Role

LATER = changes.Day("deadline", How.LATER, days=7)


def test_each_day_is_moved_once_whichever_order_the_activities_were_chosen_in(app):
    with transaction():
        coordinator = people.person(Role.COORDINATOR)
        made = [activities.activity((coordinator,)) for _number in range(6)]
        by, keys, before = coordinator.id, [one.key for one in made], made[0].deadline

    def press(keys, seen):
        with transaction():
            person = db.session.get_one(Person, by)
            results = doing.done(keys, LATER, by=person, at=clock.now())
            doing.check_seen(results, seen)

    with transaction():
        shown = doing.done(keys, LATER, by=db.session.get_one(Person, by), at=clock.now())
        db.session.rollback()
    seen = doing.told(shown)
    ended = at_once(app, partial(press, keys, seen), partial(press, keys[::-1], seen))
    assert ended == {"done": 1, "Otherwise": 1}
    db.session.expire_all()
    assert {one.deadline for one in db.session.query(Activity)} == {before + timedelta(days=7)}
