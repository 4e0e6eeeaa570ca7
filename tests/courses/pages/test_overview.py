"""The first page of who works here."""

from courses.registration.models import State as Applied
from tests.factories import activities, attendance, people, registration, schedule
from turin.db import transaction
from turin.people.models import Role


def test_it_needs_few_statements_and_no_more_for_many_activities(client, app, statements):
    with transaction():
        coordinator = people.person(Role.COORDINATOR)
    client.enter(coordinator)
    counts = []
    for number in (1, 6):
        with transaction():
            for _ in range(number):
                made = activities.running((coordinator,))
                schedule.session(made, day=-1)
                attendance.participant(made)
                registration.application(made, state=Applied.SUBMITTED)
        counts.append(statements(lambda: client.get("/staff")))
    assert counts[0] == counts[1] <= 10


def test_a_deputy_needs_no_more_for_it_than_who_is_away(client, app, statements):
    with transaction():
        away, coordinator = people.person(Role.COORDINATOR), people.person(Role.COORDINATOR)
        people.deputy(away, coordinator)
    client.enter(coordinator)
    counts = []
    for number in (1, 6):
        with transaction():
            for _ in range(number):
                activities.running((away,))
        counts.append(statements(lambda: client.get("/staff")))
        counts.append(statements(lambda: client.get("/staff/activities")))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 10
