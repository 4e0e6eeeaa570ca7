"""Mailed links: what nobody has proven does not count, and who comes back finds her answers."""

import re

import pytest

from courses.activities.models import Choice
from courses.activities.models import State as Stage
from courses.registration import operations
from courses.registration.models import Application, State
from tests.courses.registration.form import YOU, applications, at, fill, letters, link_of
from tests.factories import activities, people, registration
from turin import clock
from turin.db import db, transaction
from turin.people.models import Person, Role


def test_an_address_that_has_applied_gets_the_same_answer(client, activity):
    first = fill(client)
    page = client.get(at("sent")).text
    with transaction():
        operations.verify(applications()[0], at=clock.now())
    client.leave()
    second = fill(client)
    again = client.get(at("sent")).text

    assert (first.status_code, first.location) == (second.status_code, second.location)
    one, two = (re.sub(r"[0-9A-Z]{4}-[0-9A-Z]{4}|[\w.-]{60,}", "", text) for text in (page, again))
    assert one == two


def test_opening_the_link_proves_nothing_and_pressing_does(client, activity):
    fill(client)
    link = link_of(applications()[0])

    assert client.get(link).status_code == 200
    assert applications()[0].is_claim
    answer = client.post(link)

    (hers,) = applications()
    assert hers.verified_at
    assert hers.person.certificate_name == "أمينة حداد"
    assert answer.location.endswith(f"/me/{hers.reference}")
    assert client.get(answer.location).status_code == 200
    assert letters()[-1] == "registration.received"


def test_a_link_opened_after_the_activity_was_cancelled_says_so(client, activity):
    fill(client)
    with transaction():
        applications()[0].activity.state = Stage.CANCELLED
    answer = client.post(link_of(applications()[0]))

    assert answer.status_code == 422
    assert "This activity does not take applications now." in answer.text
    assert applications()[0].is_claim


def test_a_used_link_offers_a_new_one(client, activity):
    fill(client)
    link = link_of(applications()[0])
    client.post(link)

    assert client.get(link).status_code == 410
    assert client.post(f"{link}/again").status_code == 303
    assert client.post(link_of(applications()[0])).status_code == 303


def test_two_persons_may_share_a_mailbox(client, activity):
    for name in ("Amina Haddad", "Karim Said"):
        fill(client, you={"name": name})
        client.post(link_of(applications()[-1]))
        client.leave()

    assert [one.person.name for one in applications()] == ["Amina Haddad", "Karim Said"]


def test_who_applies_again_is_led_to_her_application(client, activity):
    for _time in range(2):
        fill(client)
        answer = client.post(link_of(applications()[-1]))
        client.leave()

    first, second = applications()
    assert answer.location.endswith(first.reference)
    assert (first.state, second.state) == (State.SUBMITTED, State.WITHDRAWN)
    assert db.session.query(Person).count() == 1


def test_who_withdrew_can_apply_again(client, activity):
    fill(client)
    client.post(link_of(applications()[0]))
    with transaction():
        first = applications()[0]
        operations.withdraw(first, by=first.person, at=clock.now())
    fill(client)

    assert [one.state for one in applications()] == [State.WITHDRAWN, State.SUBMITTED]


def test_a_mailed_link_opens_no_account_of_the_staff(client, activity):
    with transaction():
        people.person(Role.ADMINISTRATOR, name="Amina Haddad", email="amina@union.example")
    fill(client)
    answer = client.post(link_of(applications()[0]))

    assert applications()[0].verified_at
    assert "/sign-in" in client.get(answer.location).location


def test_a_saved_draft_opens_on_another_device(client, activity):
    client.post(at("you"), data=YOU)
    answer = client.post(at("organization"), data={"organisation": "My Union", "later": "1"})
    assert answer.location.endswith(at("saved"))
    assert "amina@union.example" in client.get(at("saved")).text
    assert letters() == ["registration.draft"]

    link = link_of(applications()[0])
    client.leave()
    assert client.get(link).status_code == 200
    assert client.post(link).status_code == 303
    assert 'value="My Union"' in client.get(at("organization")).text


def test_saving_for_later_asks_first_for_an_address(client, activity):
    answer = client.post(at("you"), data={"name": "Amina", "later": "1"})
    assert answer.status_code == 422

    answer = client.post(at("funding"), data={"funding": "own", "later": "1"})
    assert answer.location.endswith(at("you"))
    assert "Type your email address here first" in client.get(answer.location).text


def test_a_mailbox_is_not_flooded_through_us(client, activity):
    for _time in range(10):
        assert fill(client).status_code == 303
    answer = fill(client)

    assert answer.status_code == 422
    assert "Many applications were sent with this address today." in answer.text


def test_who_comes_first_has_her_seat_at_once(app, client):
    app.config["WTF_CSRF_ENABLED"] = False
    with transaction():
        activities.activity(code="A9001234", choice=Choice.FIRST_COME, seats=1)
    for name in ("Amina Haddad", "Karim Said"):
        fill(client, you={"name": name})
        client.post(link_of(applications()[-1]))
        client.leave()

    assert [one.state for one in applications()] == [State.CONFIRMED, State.RESERVED]
    assert letters()[1::2] == ["registration.confirmed", "registration.reserve"]


@pytest.mark.parametrize("site", ["postgresql"], indirect=True)  # SQLite has one each row
def test_to_send_an_application_and_to_give_it_a_seat_takes_few_statements(app, statements):
    """Most of them are sent while everybody else who applies for the activity waits."""
    with transaction():
        activity = activities.activity(choice=Choice.FIRST_COME, seats=1)
        amina = people.person()
        draft = registration.draft(activity, name=amina.name, email=amina.email)
    ids = draft.id, amina.id

    def send():
        with transaction():
            hers, by = db.session.get_one(Application, ids[0]), db.session.get_one(Person, ids[1])
            assert operations.submit(hers, by=by, at=clock.now()).state == State.CONFIRMED

    assert statements(send) <= 15


def test_a_link_sent_to_one_mailbox_does_not_prove_another(client, activity):
    """Else whoever knows a name and an address signs in as their owner."""
    with transaction():
        people.person(name="Amina Haddad", email="amina@union.example")
    client.post(at("you"), data=YOU | {"email": "mallory@elsewhere.example"})
    client.post(at("organization"), data={"organisation": "My Union", "later": "1"})
    to_mallory = link_of(applications()[0])
    fill(client)

    assert client.post(to_mallory).status_code == 410
    assert applications()[0].is_claim
    assert "/sign-in" in client.get("/en/me").location
