"""Assistants: the daily work on single activities, and nothing that decides."""

import pytest
from sqlalchemy import select

from courses.activities import access, operations, queries
from courses.activities.models import Activity
from courses.activities.rules.work import OF_ASSISTANTS, Work
from tests.architecture.conftest import ROOT
from tests.factories import activities, people, registration
from tests.forms import typed, words
from turin import clock
from turin.db import db, transaction
from turin.mail.models import Intent
from turin.people import operations as accounts
from turin.people.models import Role


@pytest.fixture
def tendai(client):
    """She assists, and is signed in."""
    with transaction():
        made = people.person(Role.ASSISTANT, name="Tendai Moyo")
    client.enter(made)
    return made


@pytest.fixture
def maria(app):
    with transaction():
        return people.person(Role.COORDINATOR, name="Maria Rossi")


@pytest.fixture
def activity(maria):
    with transaction():
        return activities.activity((maria,), key="A900001", code="A900001")


@pytest.fixture
def assisted(activity, tendai, maria):
    with transaction():
        operations.assist(tendai, activity, by=maria, at=clock.now())
    return activity


def letters(kind):
    return db.session.scalars(select(Intent.person_id).where(Intent.kind == kind)).all()


def test_the_readme_says_of_each_part_of_the_work_whether_an_assistant_does_it():
    text = (ROOT / "README.md").read_text()
    table = {
        one: f"| {one.label} | {'yes ' if one in OF_ASSISTANTS else ''}| yes |" for one in Work
    }
    assert [row for row in table.values() if row not in text] == []


def test_a_coordinator_names_an_assistant_who_is_told(client, maria, activity, app):
    with transaction():
        tendai = people.person(Role.ASSISTANT, name="Tendai Moyo")
    client.enter(maria)
    page = client.get("/staff/activities/A900001")
    token = typed(page)["csrf_token"]
    added = {"csrf_token": token, "assistant": str(tendai.id)}
    assert client.post("/staff/activities/A900001/assistants", data=added).status_code == 303
    assert "Tendai Moyo assists in the activity" in words(client.get("/staff/activities/A900001"))
    assert letters("activities.assistant") == [tendai.id]
    client.post(
        f"/staff/activities/A900001/assistants/{tendai.id}/remove", data={"csrf_token": token}
    )
    assert not access.runs(tendai, db.session.get_one(Activity, activity.id), Work.LOOK)


def test_who_has_not_the_role_is_not_taken(client, maria, activity, app):
    with transaction():
        somebody = people.person(name="Some Body")
    client.enter(maria)
    token = typed(client.get("/staff/activities/A900001"))["csrf_token"]
    refused = client.post(
        "/staff/activities/A900001/assistants",
        data={"csrf_token": token, "assistant": str(somebody.id)},
    )
    assert refused.status_code == 422


def test_what_she_may_not_do_has_no_button_and_says_whose_it_is(client, tendai, assisted):
    with transaction():
        amina = registration.application(assisted)
    page = client.get("/staff/activities/A900001")
    assert "What comes next" not in words(page)
    assert "Certificates" not in words(page)
    assert "Edit" not in words(page).split()
    applicants = client.get("/staff/activities/A900001/applicants")
    assert amina.name in words(applicants)
    assert "Offer a seat" not in words(applicants)
    assert "Offer a seat" not in words(client.get(f"/staff/applications/{amina.reference}"))
    for closed in ("edit", "cancel", "certificates", "call", "applicants/offer"):
        told = client.get(f"/staff/activities/A900001/{closed}")
        assert told.status_code == 403
        assert "this is done by Maria Rossi" in words(told)


def test_her_day_asks_for_her_work_and_not_for_decisions(client, tendai, assisted):
    with transaction():
        registration.application(assisted)
    said = words(client.get("/staff"))
    assert "You assist" in said
    assert "Review 1 application" in said
    assert "Plan an activity" not in said


def test_lists_show_what_she_assists_in_and_a_change_of_many_does_not_reach_it(
    client, tendai, assisted
):
    year = assisted.starts.first.year
    for page in ("/staff/activities", f"/staff/activities/calendar?when={year}"):
        assert "Fair recruitment" in words(client.get(page)), page
    with transaction():
        li = people.person(Role.COORDINATOR, name="Li Wei")
        operations.assist(li, db.session.get_one(Activity, assisted.id), by=li, at=clock.now())
    today = clock.now().date()
    seen = db.session.scalars(queries.mine(li, past=None, today=today, seen=True)).all()
    assert [one.id for one in seen] == [assisted.id]
    assert db.session.scalars(queries.mine(li, past=None, today=today)).all() == []


def test_what_she_does_not_assist_in_is_not_there(client, tendai, activity):
    assert client.get("/staff/activities/A900001").status_code == 404
    assert "Fair recruitment" not in words(client.get("/staff/activities"))


def test_a_coordinator_may_assist_a_colleague_and_decides_nothing_there(client, activity, maria):
    with transaction():
        li = people.person(Role.COORDINATOR, name="Li Wei")
        operations.assist(li, activity, by=maria, at=clock.now())
    client.enter(li)
    assert client.get("/staff/activities/A900001/timetable").status_code == 200
    told = client.get("/staff/activities/A900001/edit")
    assert told.status_code == 403
    assert "this is done by Maria Rossi" in words(told)


def test_the_role_taken_meanwhile_ends_it_within_the_transaction(tendai, assisted, maria):
    key = assisted.key
    assert access.activity(key, run_by=tendai, doing=Work.TIMETABLE)
    with transaction():
        accounts.revoke_role(tendai, Role.ASSISTANT, by=maria, at=clock.now())
    with transaction():
        assert not access.runs(tendai, db.session.get_one(Activity, assisted.id), Work.TIMETABLE)
    assert letters("people.roles") == [tendai.id]


@pytest.mark.parametrize(
    ("role", "needs"), [(Role.TRAINER, False), (Role.ASSISTANT, True), (Role.MANAGER, True)]
)
def test_who_sees_more_than_her_own_sessions_needs_a_second_step(app, role, needs):
    with transaction():
        assert people.person(role).needs_second_factor is needs


def test_who_is_released_twice_is_told_once(assisted, tendai, maria):
    with transaction():
        for _ in range(2):
            operations.release(tendai, assisted, by=maria, at=clock.now())
    assert letters("activities.assistant") == [tendai.id] * 2  # that she does, and no longer
