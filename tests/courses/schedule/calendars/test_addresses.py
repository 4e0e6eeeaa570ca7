"""The secret addresses: made, copied, read by a program without signing in, and revoked."""

import pytest

from courses.registration.models import State
from courses.schedule.calendars.models import CalendarAddress
from tests.courses.schedule.calendars.reading import events, read
from tests.factories import activities, people, registration, schedule
from tests.forms import send, typed
from turin import clock
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.db.types import Text
from turin.people.models import Role, RoleGrant


@pytest.fixture
def amina(app):
    with transaction():
        return people.person()


@pytest.fixture
def seat(amina):
    with transaction():
        activity = activities.activity(key="A1")
        schedule.session(activity)
        return registration.application(activity, amina, state=State.CONFIRMED)


def address_on(page) -> str:
    (shown,) = page.page.findall(".//input[@readonly]")
    return shown.get("value").removeprefix("http://localhost")


def made(client, language="en") -> str:
    """Have an address made on the page for it, and return it as the next page shows it."""
    answer = send(client, f"/{language}/me/calendars/mine/me")
    assert answer.status_code == 303
    return address_on(client.get(answer.location))


def summaries(client, address) -> list[str]:
    return [event.text("SUMMARY") for event in events(read(client.get(address).data))]


def test_a_participant_reads_her_activities_without_signing_in(client, amina, seat):
    client.enter(amina)
    address = made(client, "ar")
    client.leave()
    answer = client.get(address)

    assert answer.headers["Cache-Control"] == "no-store"
    assert summaries(client, address) == ["الاستقدام العادل", "الافتتاح"]
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("state", [State.OFFERED, State.WITHDRAWN, State.SUBMITTED])
def test_only_a_confirmed_seat_stands_in_her_calendar(client, amina, seat, state):
    with transaction():
        seat.state = state
    client.enter(amina)

    assert summaries(client, made(client)) == []


def test_her_calendar_does_not_betray_a_union_course(client, amina, seat):
    with transaction():
        seat.activity.title = Text(en="Trade unions and migration")
        seat.activity.certificate_title = Text(en="Labour migration")
    client.enter(amina)
    body = client.get(made(client)).text

    assert "Labour migration" in body
    assert "unions" not in body
    assert "A1" not in body


def test_who_asks_twice_has_one_address(client, amina):
    client.enter(amina)

    assert made(client) == made(client)


def test_a_revoked_address_opens_nothing_and_the_next_is_another(client, amina, seat):
    client.enter(amina)
    address = made(client)
    number = db.session.query(CalendarAddress).one().id
    token = typed(client.get("/en/me/calendars"))["csrf_token"]
    revoke = client.post(f"/en/me/calendars/{number}/revoke", data={"csrf_token": token})

    assert revoke.status_code == 303

    assert client.get(address).status_code == 404
    assert made(client) != address
    deeds = [one.deed for one in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert deeds == ["calendars.made", "calendars.revoked", "calendars.made"]


def test_the_database_does_not_hold_the_token(client, amina):
    client.enter(amina)
    token = made(client).removeprefix("/calendars/").removesuffix(".ics")
    row = db.session.query(CalendarAddress).one()

    assert token not in repr(vars(row))
    assert token not in repr([one.facts for one in db.session.query(AuditEntry)])


def test_a_closed_account_has_no_calendar(client, amina):
    client.enter(amina)
    address = made(client)
    with transaction():
        amina.disabled_at = clock.now()

    assert client.get(address).status_code == 404


def test_who_no_longer_teaches_or_runs_it_reads_no_more(client, app):
    with transaction():
        sara = people.person(Role.TRAINER, Role.COORDINATOR)
        activity = activities.activity([sara, people.person(Role.COORDINATOR)], key="A2")
        room = schedule.room()
        schedule.session(activity, trainers=[sara], room=room)
    client.enter(sara)
    with transaction():
        people.with_codes(sara)
    addresses = []
    for kind, of in (("teaching", "me"), ("activity", "A2"), ("room", room.id)):
        send(client, f"/en/me/calendars/{kind}/{of}")
    page = client.get("/en/me/calendars").page
    addresses = [
        one.get("value").removeprefix("http://localhost")
        for one in page.findall(".//input[@readonly]")
    ]
    assert [client.get(one).status_code for one in addresses] == [200, 200, 200]

    with transaction():
        activity.coordinators = activity.coordinators[1:]
        db.session.query(RoleGrant).filter_by(person_id=sara.id, role=Role.TRAINER).delete()
    assert [client.get(one).status_code for one in addresses] == [404, 404, 200]


@pytest.mark.parametrize(
    "path",
    ["teaching/me", "activity/A1", "room/1", "mine/you", "room/x", "room/99999999999", "all/me"],
)
def test_what_is_not_hers_to_see_has_no_address(client, amina, seat, path):
    client.enter(amina)

    assert client.get(f"/en/me/calendars/{path}").status_code == 404


def test_nobody_revokes_what_is_anothers(client, amina):
    client.enter(amina)
    made(client)
    number = db.session.query(CalendarAddress).one().id
    with transaction():
        other = people.person()
    client.enter(other)

    assert client.post(f"/en/me/calendars/{number}/revoke").status_code == 404
    assert client.get("/en/me/calendars").page.findall(".//input[@readonly]") == []


def test_a_wrong_token_opens_nothing(client):
    assert client.get("/calendars/not-a-token.ics").status_code == 404


def test_her_calendar_takes_as_many_statements_for_many_sessions(client, statements, amina):
    with transaction():
        for _ in range(3):
            activity = activities.activity()
            registration.application(activity, amina, state=State.CONFIRMED)
            for number in range(15):
                schedule.session(activity, day=number // 3, room=schedule.room())
    client.enter(amina)
    address = made(client)
    client.leave()

    assert statements(lambda: client.get(address)) <= 10
