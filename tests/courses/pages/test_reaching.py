"""Whom letters do not reach is told to those who run the activity, and is reached after all."""

import pytest
from sqlalchemy import select

from courses.registration import operations as registration
from courses.registration.models import State as Applied
from tests.factories import activities, people
from tests.factories import registration as applying
from tests.forms import send, words
from turin import clock, mail
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.mail import delivery
from turin.mail.models import AddressHealth, Intent, Outgoing, State
from turin.mail.operations import address_hash
from turin.people.models import Person, Role

WRONG, RIGHT = "amina@union.exmaple", "amina@union.example"
LIST = "/staff/unreached"


@pytest.fixture
def coordinator(client):
    with transaction():
        made = people.person(Role.COORDINATOR)
    client.enter(made)
    return made


@pytest.fixture
def activity(coordinator):
    with transaction():
        return activities.activity([coordinator])


@pytest.fixture
def amina(app):
    with transaction():
        return people.person(name="Amina Haddad", email=WRONG)


def undelivered(subject, to, *, occurrence="1", state=State.SUPPRESSED, **over) -> Outgoing:
    """Return a letter to ``to`` that was written and did not arrive."""
    with transaction():
        mail.post(
            "registration.received",
            subject=subject,
            person=to,
            occurrence=occurrence,
            at=clock.now(),
        )
        letter = db.session.scalars(select(Outgoing).order_by(Outgoing.id.desc())).first()
        said = {"state": state, "to_addr": WRONG, "message": b"To: the wrong one", "attempts": 1}
        for name, value in (said | over).items():
            setattr(letter, name, value)
        db.session.merge(
            AddressHealth(addr_hash=address_hash(WRONG), hard_bounces=1, quarantined_at=clock.now())
        )
    return letter


@pytest.fixture
def letter(activity, amina):
    with transaction():
        application = applying.application(activity, amina)
    return undelivered(("application", application.id), amina)


def stored(letter) -> Outgoing:
    db.session.rollback()
    return db.session.get_one(Outgoing, letter.id, populate_existing=True)


def deeds() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)))


def test_a_coordinator_reads_on_her_day_whom_letters_do_not_reach(client, letter):
    assert "We cannot reach 1 person" in words(client.get("/staff"))

    page = words(client.get(LIST))
    assert f"Amina Haddad {WRONG}" in page
    assert "refused before, so nothing more was sent to it" in page
    assert "Fair recruitment" in page


def test_two_letters_to_one_person_are_one_person(client, letter, amina):
    undelivered(("application", letter.intent.subject_id), amina, occurrence="2")

    assert "We cannot reach 1 person" in words(client.get("/staff"))


def test_only_those_who_run_the_activity_and_administrators_see_it(client, letter):
    with transaction():
        other = people.person(Role.COORDINATOR)
        administrator = people.person(Role.ADMINISTRATOR)

    client.enter(other)
    assert "cannot reach" not in words(client.get("/staff"))
    assert WRONG not in words(client.get(LIST))
    assert client.get(f"{LIST}/{letter.id}").status_code == 404
    client.enter(administrator)
    assert "We cannot reach 1 person" in words(client.get("/staff"))
    assert client.get(f"{LIST}/{letter.id}").status_code == 200


def test_a_corrected_address_gets_the_same_letter_and_the_audit_says_who(client, letter, amina):
    before = letter.message_id

    answer = send(client, f"{LIST}/{letter.id}", email=RIGHT)
    delivery.drain()

    assert answer.status_code == 303
    sent = stored(letter)
    assert (sent.state, sent.to_addr, sent.message_id) == (State.SENT, RIGHT, before)
    assert b"Message-ID: " + before.encode() in sent.message
    assert db.session.get_one(Person, amina.id).email == RIGHT
    assert {"people.correct_address", "registration.correct_address", "mail.send_again"} <= set(
        deeds()
    )
    assert "All letters have arrived" in words(client.get(LIST))


def test_a_letter_sent_again_to_the_same_address_keeps_its_bytes(client, letter):
    send(client, f"{LIST}/{letter.id}", email=WRONG)
    delivery.drain()

    assert (stored(letter).state, stored(letter).message) == (State.SENT, b"To: the wrong one")
    assert db.session.get_one(AddressHealth, address_hash(WRONG)).quarantined_at is None
    assert "people.correct_address" not in deeds()


def test_what_is_no_address_comes_back_with_what_was_typed(client, letter):
    answer = send(client, f"{LIST}/{letter.id}", email="amina at union")

    assert answer.status_code == 422
    assert answer.page.find(".//input[@id='email']").get("value") == "amina at union"
    assert stored(letter).state == State.SUPPRESSED


def test_a_coordinator_does_not_change_the_address_of_a_colleague(client, activity):
    """Who reads her mail can sign in as her: her rights would go with the address."""
    with transaction():
        colleague = people.person(Role.TRAINER, name="Amina Haddad", email=WRONG)
        administrator = people.person(Role.ADMINISTRATOR)
        application = applying.application(activity, colleague)
    letter = undelivered(("application", application.id), colleague)

    refused = send(client, f"{LIST}/{letter.id}", email=RIGHT)
    assert "only an administrator corrects her address" in words(refused)
    assert db.session.get_one(Person, colleague.id).email == WRONG
    client.enter(administrator)
    assert send(client, f"{LIST}/{letter.id}", email=RIGHT).status_code == 303


def test_a_claim_gets_a_fresh_link_at_the_corrected_address(client, activity):
    with transaction():
        claim = applying.claim(activity, email=WRONG)
        registration.send_link(claim, at=clock.now())
        intent = db.session.scalars(select(Intent)).one()
        letter = db.session.scalars(select(Outgoing)).one()
        letter.state, letter.smtp_code, letter.last_error = State.DEAD, 550, "5.1.1 no such user"
    assert "There is no such mailbox" in words(client.get(LIST))

    send(client, f"{LIST}/{letter.id}", email=RIGHT)
    delivery.drain()

    assert (stored(letter).state, stored(letter).to_addr) == (State.SENT, RIGHT)
    assert db.session.get_one(Intent, intent.id).email == claim.email == RIGHT


def test_a_letter_about_a_draft_is_its_writers_own_affair(client, activity):
    with transaction():
        draft = applying.draft(activity, email=WRONG)
        registration.send_link(draft, at=clock.now())
        db.session.scalars(select(Outgoing)).one().state = State.DEAD
    assert draft.state == Applied.DRAFT
    assert "All letters have arrived" in words(client.get(LIST))


def test_what_has_been_sent_meanwhile_is_not_there_any_more(client, letter):
    address = f"{LIST}/{letter.id}"
    send(client, address, email=WRONG)

    assert client.get(address).status_code == 404


def test_the_list_takes_as_many_statements_for_many_as_for_one(
    client, activity, letter, statements
):
    client.get(LIST)
    one = statements(lambda: client.get(LIST))
    for _ in range(4):
        with transaction():
            person = people.person()
            application = applying.application(activity, person)
        undelivered(("application", application.id), person)

    assert statements(lambda: client.get(LIST)) == one
