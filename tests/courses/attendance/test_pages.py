"""The pages of attendance: the grid of an activity and the sheet of a session."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import event, select

from courses.attendance.models import Attendance, Mark
from tests.factories import activities, attendance, people, schedule
from tests.forms import send, typed, words
from turin.db import db, transaction
from turin.people.models import Role


@pytest.fixture
def coordinator(client):
    """She is signed in."""
    with transaction():
        made = people.person(Role.COORDINATOR, name="Maria Rossi")
    client.enter(made)
    return made


@pytest.fixture
def trainer(client):
    with transaction():
        return people.person(Role.TRAINER, name="Tariq Aziz")


@pytest.fixture
def activity(coordinator):
    with transaction():
        return activities.running([coordinator], key="A1")


@pytest.fixture
def session(activity, trainer):
    with transaction():
        return schedule.session(activity, trainers=[trainer])


@pytest.fixture
def amina(activity):
    with transaction():
        return attendance.participant(activity, name="Amina Haddad", certificate_name="أمينة حداد")


@pytest.fixture
def boris(activity):
    with transaction():
        return attendance.participant(activity, name="Boris Ivanov")


def path(session):
    return f"/staff/sessions/{session.id}/attendance"


def marks():
    rows = db.session.scalars(select(Attendance).order_by(Attendance.application_id))
    return {row.application_id: row.mark for row in rows}


def chosen(response):
    """Which choices a page shows as made, by the name of the field."""
    return {
        field.get("name"): field.get("value")
        for field in response.page.iter("input")
        if field.get("type") == "radio" and field.get("checked") is not None
    }


def test_marks_are_saved_and_shown(client, session, amina, boris):
    answer = send(client, path(session), **{f"mark-{amina.id}": "present"})
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert "1 mark is stored." in words(page)
    assert "Marked by Maria Rossi" in words(page)
    assert chosen(page) == {f"mark-{amina.id}": "present"}
    assert marks() == {amina.id: Mark.PRESENT}


def test_all_others_are_marked_present_by_one_button(client, session, amina, boris):
    answer = send(client, path(session), **{f"mark-{boris.id}": "absent", "all_others": "1"})
    assert answer.status_code == 303
    assert marks() == {amina.id: Mark.PRESENT, boris.id: Mark.ABSENT}


def test_a_page_that_was_open_too_long_comes_back_as_it_was_filled(client, session, amina, boris):
    sent = {f"mark-{amina.id}": "excused", "csrf_token": "old"}
    answer = client.post(path(session), data=sent)
    assert answer.status_code == 422
    assert "This page was open for too long. Nothing is lost" in words(answer)
    assert chosen(answer) == {f"mark-{amina.id}": "excused"}
    assert marks() == {}


@pytest.mark.parametrize("mark", ["late", " "])
def test_a_mark_that_does_not_exist_is_refused_and_nothing_stored(
    client, session, amina, boris, mark
):
    choices = {f"mark-{amina.id}": mark, f"mark-{boris.id}": "absent"}
    answer = send(client, path(session), **choices)
    assert answer.status_code == 422
    assert chosen(answer) == {f"mark-{boris.id}": "absent"}
    assert marks() == {}


def test_before_it_begins_the_page_says_from_when_it_can_be_marked(client, session, amina):
    token = typed(client.get(path(session)))["csrf_token"]
    with time_machine.travel(session.starts_at - timedelta(minutes=20), tick=False):
        client.enter(session.activity.coordinators[0].person)
        page = client.get(path(session))
        assert "Attendance can be marked from then on." in words(page)
        assert not [one for one in page.page.iter("input") if one.get("type") == "radio"]
        answer = client.post(path(session), data={"csrf_token": token, "all_others": "1"})
    assert answer.status_code == 422
    assert marks() == {}


def test_a_trainer_marks_her_session_and_sees_names_only(client, session, amina, trainer):
    client.enter(trainer)
    page = client.get(path(session))
    said = words(page)
    assert "Amina Haddad" in said
    assert "أمينة حداد" in said
    for hidden in ("Union of Domestic Workers", "Workers", amina.email, amina.reference):
        assert hidden not in page.text
    assert send(client, path(session), all_others="1").status_code == 303
    assert marks() == {amina.id: Mark.PRESENT}
    assert client.get("/staff/activities/A1/attendance").status_code == 404


def test_a_trainer_finds_the_sheet_from_her_sessions_and_the_way_back(client, session, trainer):
    client.enter(trainer)
    hers = client.get("/staff/teaching")
    assert path(session) in [link.get("href") for link in hers.page.iter("a")]
    sheet = client.get(path(session))
    assert "/staff/teaching" in [link.get("href") for link in sheet.page.iter("a")]


def test_nobody_else_finds_the_sheet(client, session, amina):
    with transaction():
        strangers = [
            people.person(Role.TRAINER),
            people.person(Role.COORDINATOR),
            people.person(),
            amina.person,
        ]
    for stranger in strangers:
        client.enter(stranger)
        assert client.get(path(session)).status_code == 404
        assert client.post(path(session)).status_code == 404
    client.enter(strangers[1])
    assert client.get("/staff/activities/A1/attendance").status_code == 404
    assert client.get("/staff/sessions/999999/attendance").status_code == 404


def test_an_administrator_may_mark_everywhere(client, session, amina):
    with transaction():
        administrator = people.person(Role.ADMINISTRATOR)
    client.enter(administrator)
    assert send(client, path(session), all_others="1").status_code == 303
    assert client.get("/staff/activities/A1/attendance").status_code == 200


def test_who_taught_it_and_is_no_trainer_any_more_may_not_mark(client, session, trainer):
    with transaction():
        trainer.roles.clear()
    client.enter(trainer)
    assert client.get(path(session)).status_code == 404


def test_the_grid_shows_marks_minutes_and_who_reached_the_share(
    client, activity, session, coordinator, amina, boris
):
    with transaction():
        attendance.marked(session, amina, Mark.PRESENT, coordinator)
        attendance.marked(session, boris, Mark.EXCUSED, coordinator)
        schedule.session(activity, day=3, minutes=10)
    page = client.get("/staff/activities/A1/attendance")
    said = words(page)
    assert "at least 80 % of the time gets a certificate: 80 of 100 minutes" in said
    assert "Excused counts as not attended." in said
    assert "Sessions still to be marked 0" in said
    assert re.search(r"Amina Haddad أمينة حداد 90 90 % Enough ✓ ?Present · ?Not marked", said)
    assert re.search(r"Boris Ivanov 0 0 % Not yet ~ ?Excused · ?Not marked", said)
    assert path(session) in [link.get("href") for link in page.page.iter("a")]


def test_the_grid_lists_what_is_still_to_be_marked(client, activity, session, amina):
    said = words(client.get("/staff/activities/A1/attendance"))
    assert "Sessions still to be marked Opening" in said


def test_an_activity_without_sessions_says_so(client, activity):
    said = words(client.get("/staff/activities/A1/attendance"))
    assert "This activity has no sessions yet." in said


def test_the_number_of_statements_does_not_grow_with_the_group(client, session, amina):
    def statements():
        seen = []
        event.listen(db.engine, "before_cursor_execute", count := lambda *a: seen.append(a[2]))
        client.get("/staff/activities/A1/attendance")
        event.remove(db.engine, "before_cursor_execute", count)
        return len(seen)

    client.get("/staff/activities/A1/attendance")
    before = statements()
    with transaction():
        for _ in range(5):
            attendance.participant(session.activity)
        for day in range(3):
            schedule.session(session.activity, day=day, at="15:00")
    assert statements() == before
