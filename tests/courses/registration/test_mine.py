"""Where somebody stands, and what she decides herself."""

from datetime import timedelta

import pytest

from courses.activities.models import State as Stage
from courses.registration.models import Application, State
from tests.factories import activities, people, registration
from turin import clock
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.mail.models import Intent
from turin.people.models import Person


@pytest.fixture
def amina(app, client):
    app.config["WTF_CSRF_ENABLED"] = False
    with transaction():
        person = people.person(name="Amina Haddad")
    client.enter(person)
    return person


@pytest.fixture
def make(amina):
    def application(**over):
        with transaction():
            over = {"answer_by": clock.now() + timedelta(days=3)} | over
            stage = over.pop("stage", Stage.OPEN)
            return registration.application(activities.activity(state=stage), amina, **over)

    return application


def at(application, deed=""):
    return f"/en/me/{application.reference}/{deed}".rstrip("/")


def stands(application):
    db.session.rollback()
    return db.session.get_one(Application, application.id).state


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.SUBMITTED, "Participants are chosen after"),
        (State.RESERVED, "If a seat becomes free and it is your turn"),
        (State.OFFERED, "A seat is kept for you. Please answer by"),
        (State.CONFIRMED, "You take part."),
        (State.DECLINED, "yours could not be chosen"),
        (State.REFUSED, "Nothing more happens"),
        (State.WITHDRAWN, "Nothing more happens"),
        (State.EXPIRED, "The seat was kept until"),
    ],
)
def test_she_reads_where_she_stands_and_what_comes_next(client, make, state, words):
    mine = make(state=state)

    assert words in client.get(at(mine)).text
    assert mine.reference in client.get("/en/me").text


@pytest.mark.parametrize(
    ("stage", "words", "tag"),
    [
        (Stage.POSTPONED, "We write to you as soon as the new dates are known.", "Postponed"),
        (Stage.CANCELLED, "The activity does not take place.", "Cancelled"),
        (Stage.CLOSED, "This activity is over.", None),
    ],
)
def test_what_does_not_take_place_is_not_promised(client, make, stage, words, tag):
    mine = make(state=State.CONFIRMED, stage=stage)

    page = client.get(at(mine)).text
    assert words in page
    assert "You take part." not in page
    if tag:
        assert f">{tag}<" in page
        assert f">{tag}<" in client.get("/en/me").text


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.POSTPONED, "answer once you know the new dates"),
        (Stage.CANCELLED, "Nothing can be changed any more"),
    ],
)
def test_no_seat_is_taken_in_what_does_not_take_place(client, make, stage, words):
    mine = make(state=State.OFFERED, stage=stage)

    assert "Yes, I take part" not in client.get(at(mine)).text
    answer = client.post(at(mine, "confirm"))
    assert answer.status_code == 422
    assert words in answer.text
    assert stands(mine) == State.OFFERED


def test_who_took_part_cannot_undo_it(client, make):
    mine = make(state=State.CONFIRMED, stage=Stage.CLOSED)

    assert "Withdraw the application" not in client.get(at(mine)).text
    assert client.post(at(mine, "withdraw")).status_code == 422
    assert stands(mine) == State.CONFIRMED


def test_who_has_applied_for_nothing_is_led_to_what_is_coming(client, amina):
    assert "You have not applied for anything yet." in client.get("/en/me").text


def test_a_seat_is_confirmed_with_one_press(client, make):
    mine = make(state=State.OFFERED)

    assert client.post(at(mine, "confirm")).location.endswith(at(mine))
    assert stands(mine) == State.CONFIRMED
    assert "Your seat is confirmed." in client.get(at(mine)).text
    assert [one.kind for one in db.session.query(Intent)] == ["registration.confirmed"]
    assert [one.deed for one in db.session.query(AuditEntry)] == ["registration.confirm"]


def test_a_late_answer_is_told_what_to_do(client, make):
    mine = make(state=State.OFFERED, answer_by=clock.now() - timedelta(minutes=1))

    assert "Yes, I take part" not in client.get(at(mine)).text
    answer = client.post(at(mine, "confirm"))
    assert answer.status_code == 422
    assert "Write to us if you still want to come." in answer.text
    assert stands(mine) == State.OFFERED


@pytest.mark.parametrize(
    ("deed", "before", "after"),
    [
        ("refuse", State.OFFERED, State.REFUSED),
        ("withdraw", State.SUBMITTED, State.WITHDRAWN),
        ("withdraw", State.RESERVED, State.WITHDRAWN),
        ("withdraw", State.CONFIRMED, State.WITHDRAWN),
    ],
)
def test_giving_back_is_asked_once_more(client, make, deed, before, after):
    mine = make(state=before)
    assert client.get(at(mine, deed)).status_code == 200
    assert stands(mine) == before

    answer = client.post(at(mine, deed), data={"reason": "No visa"})
    assert answer.status_code == 303
    assert stands(mine) == after
    assert db.session.get_one(Application, mine.id).decisions[-1].reason == "No visa"


def test_what_cannot_be_given_back_is_not_offered(client, make):
    mine = make(state=State.DECLINED)

    assert client.get(at(mine, "withdraw")).location.endswith(at(mine))
    answer = client.post(at(mine, "withdraw"), data={"reason": "I wrote this"})
    assert answer.status_code == 422
    assert "I wrote this" in answer.text
    assert "now stands at “Not selected”" in answer.text


def test_the_name_on_the_certificate_is_corrected(client, make, amina):
    mine = make()
    client.post(at(mine, "name"), data={"certificate_name": "أمينة حدّاد"})

    assert "أمينة حدّاد" in client.get(at(mine)).text
    assert db.session.get_one(Person, amina.id).certificate_name == "أمينة حدّاد"


@pytest.mark.parametrize("wrong", ["", "ᠮᠣᠩ"])
def test_a_name_that_cannot_be_printed_is_asked_again(client, make, wrong):
    answer = client.post(at(make(), "name"), data={"certificate_name": wrong})
    assert answer.status_code == 422


@pytest.mark.parametrize("deed", ["", "confirm", "refuse", "withdraw", "name"])
def test_a_stranger_s_application_is_not_there(client, make, deed):
    mine = make(state=State.OFFERED)
    with transaction():
        stranger = people.person()
    client.enter(stranger)

    for call in (client.get, client.post):
        if (call, deed) not in {(client.get, "confirm"), (client.post, "")}:
            assert call(at(mine, deed)).status_code == 404
    assert stands(mine) == State.OFFERED


def test_who_is_not_signed_in_is_asked_to(client, make):
    mine = make()
    client.leave()
    assert "/sign-in" in client.get(at(mine)).location


def test_what_is_over_says_so_and_cannot_be_withdrawn(client, make):
    mine = make(state=State.CONFIRMED)
    with transaction():
        mine.activity.state = Stage.CLOSED

    page = client.get(at(mine)).text
    assert "This activity is over." in page
    assert at(mine, "withdraw") not in page
    answer = client.post(at(mine, "withdraw"))
    assert answer.status_code == 422
    assert "Nothing can be changed any more" in answer.text
    assert stands(mine) == State.CONFIRMED
