"""A coordinator plans with few clicks: they are counted, and bench tells them too."""

from datetime import timedelta

from courses.activities import queries
from courses.activities.models import State
from courses.exchange.demonstration.people import DOMAIN
from courses.schedule import queries as schedule
from tests.browser import effort
from turin.db import transaction
from turin.people import queries as people


def test_a_run_of_two_weeks_is_copied_in_a_dozen_things_to_do(demonstration, visit):
    with demonstration.inside(), transaction():
        (by,) = people.of_mailbox(f"coordinator@{DOMAIN}")
        key = effort.last_year(by)
        first = queries.find(key).starts.first + timedelta(days=2 * 364)
    page = visit(demonstration.signed_in("coordinator", "en")).page

    hand = effort.copy(page, key, first)

    with demonstration.inside():
        made = queries.find(page.url.rpartition("/")[2])
        sessions = schedule.of_activity(made)
        assert len(sessions) == effort.SESSIONS
        assert all(one.room and one.trainers for one in sessions)
        assert (sessions[0].local_starts.date(), made.starts.first) == (first, first)
    assert hand.all <= effort.COPY, hand


def test_a_run_is_planned_from_a_course_and_opened_in_forty(demonstration, visit):
    page = visit(demonstration.signed_in("coordinator", "en")).page

    hand = effort.plan(page, demonstration.names["course"])

    with demonstration.inside():
        assert queries.find(page.url.rpartition("/")[2]).state == State.OPEN
    assert hand.all <= effort.NEW, hand
