"""Two windows of one person change her views at the same moment."""

from functools import partial

from courses.activities.views import operations, queries, rules
from courses.activities.views.models import SavedView, Shown
from tests.factories import people
from tests.races.threads import at_once
from turin.db import db, transaction
from turin.people.models import Person, Role


def test_the_last_free_place_above_her_lists_is_taken_once_and_one_view_opens_first(app):
    with transaction():
        person = people.person(Role.COORDINATOR)
        by = person.id
        views = [
            operations.save(Shown.LIST, "", f"View {number}", by=person).id
            for number in range(rules.MOST - 1)
        ]

    def act(deed, *number):
        with transaction():
            person = db.session.get_one(Person, by)
            if number:
                deed(db.session.get_one(SavedView, *number), by=person)
            else:
                deed(Shown.LIST, "", "The last", by=person)

    calls = [partial(act, operations.start_with, number) for number in views[:2]]
    calls += [partial(act, operations.save)] * 2
    ended = at_once(app, *calls)
    assert ended == {"done": 3, "TooManyViews": 1}
    hers = queries.of(db.session.get_one(Person, by))
    assert sum(one.start for one in hers) == 1
