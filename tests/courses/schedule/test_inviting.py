"""A coordinator asks somebody to teach; she answers by the link of her letter."""

import email
from datetime import timedelta
from email import policy

import pytest
from sqlalchemy import func, select

from courses.activities.models import State
from courses.schedule import operations as timetable
from courses.schedule import queries as schedule_queries
from courses.schedule.inviting import operations, queries, rules
from courses.schedule.inviting.models import Invitation, Teaches
from courses.schedule.inviting.operations import Asked, Said
from tests.factories import activities, people, schedule
from tests.forms import words
from turin import clock, mail
from turin.db import db, transaction
from turin.db.types import Text
from turin.mail import delivery
from turin.mail.models import Intent, Outgoing
from turin.mail.models import State as Sent
from turin.mail.rendering import render
from turin.people import links
from turin.people.models import Person, Role

TRAINERS = "/staff/activities/A1/trainers"
NADIA = Asked("Nadia Rahmani", "nadia@union.example", "fr")


@pytest.fixture
def sara(app, client):
    app.config["WTF_CSRF_ENABLED"] = False
    with transaction():
        made = people.person(Role.COORDINATOR, name="Sara Bianchi")
    client.enter(made)
    return made


@pytest.fixture
def activity(sara):
    with transaction():
        return activities.activity([sara], key="A1", code="A1", zone="Asia/Kathmandu")


@pytest.fixture
def two(activity):
    with transaction():
        titles = Text(en="Opening"), Text(en="Standards")
        return [schedule.session(activity, day=n, title=title) for n, title in enumerate(titles)]


def asked(activity, sessions, by, whom=NADIA):
    with transaction():
        return operations.ask(activity, whom, sessions, by=by, at=clock.now())


def answered(invitation, answer=Teaches.YES, **over):
    with transaction():
        return operations.answer(invitation, Said(answer, **over), at=clock.now())


def page_of(invitation):
    return f"/en/invitation/{links.token(queries.latest_link(invitation))}"


def letters(kind):
    return db.session.scalars(
        select(Outgoing).join(Intent).where(Intent.kind == kind).order_by(Outgoing.id)
    ).all()


def written(outgoing):
    message = render(outgoing.id, clock.now()).message
    parsed = email.message_from_bytes(message, policy=policy.default)
    return parsed, parsed.get_body(("plain",)).get_content()


def trainers_of(sessions):
    db.session.expire_all()
    return [[one.name for one in session.trainers] for session in sessions]


def test_somebody_without_an_account_is_asked_and_teaches_when_she_says_yes(client, two, activity):
    typed = {
        "trainer": "",
        "name": "Nadia Rahmani",
        "email": "nadia@union.example",
        "language": "fr",
        "sessions": [str(one.id) for one in two],
    }
    assert client.post(TRAINERS, data=typed).status_code == 303
    assert "No answer yet" in words(client.get(TRAINERS))
    assert "Waiting for an answer of Nadia Rahmani" in words(client.get("/staff"))
    (letter,) = letters("schedule.invitation")
    message, text = written(letter)
    assert message["To"].addresses[0].addr_spec == "nadia@union.example"
    assert message["Content-Language"] == "fr"
    invitation = db.session.scalars(select(Invitation)).one()
    assert page_of(invitation).removeprefix("/en") in text

    client.leave()
    page = page_of(invitation)
    assert "Opening" in words(client.get(page))
    assert client.post(page, data={"answer": "yes", "words": "With pleasure"}).status_code == 303

    assert trainers_of(two) == [["Nadia Rahmani"], ["Nadia Rahmani"]]
    person = db.session.scalars(select(Person).where(Person.name == "Nadia Rahmani")).one()
    assert person.has(Role.TRAINER)
    assert "You are on the timetable." in words(client.get(page))
    (news,) = letters("schedule.answered")
    assert "With pleasure" in written(news)[1]


def test_the_page_tells_the_times_of_the_venue_and_hers(client, two, activity, sara):
    invitation = asked(activity, two[:1], sara)
    told = words(client.get(f"{page_of(invitation)}?zone=America/Lima"))

    assert "09:00–10:30 (Kathmandu)" in told
    assert "22:15 (Lima)" in told


def test_who_cannot_leaves_the_sessions_open_and_the_coordinators_know(two, activity, sara):
    invitation = asked(activity, two, sara)
    answered(invitation)
    answered(invitation, Teaches.NO, words="I am ill")

    assert trainers_of(two) == [[], []]
    *_, last = letters("schedule.answered")
    assert "they are open again" in written(last)[1]


def test_who_says_no_without_an_account_gets_none(two, activity, sara):
    answered(asked(activity, two, sara), Teaches.NO)
    assert db.session.scalar(select(func.count(Person.id))) == 1


def test_a_session_for_which_she_is_taken_by_now_stays_open(client, two, activity, sara):
    with transaction():
        trainer = people.person(Role.TRAINER, name="Ada Obi")
    ada = Asked(trainer.name, trainer.email, "en", trainer)
    invitation = asked(activity, two, sara, ada)
    with transaction():
        elsewhere = activities.activity(starts=activity.starts, zone="Asia/Kathmandu")
        schedule.session(elsewhere, trainers=[trainer])

    answer = client.post(page_of(invitation), data={"answer": "yes"})

    assert "could not be given to you" in words(client.get(answer.location))
    assert trainers_of(two) == [[], ["Ada Obi"]]
    assert "Still open" in words(client.get(TRAINERS))
    (news,) = letters("schedule.answered")
    assert "Opening" in written(news)[1]


def test_she_says_when_she_is_not_free(client, two, activity, sara):
    invitation = asked(activity, two, sara)
    client.post(page_of(invitation), data={"answer": "no", "first": "2031-03-03"})

    person = db.session.scalars(select(Person).where(Person.name == "Nadia Rahmani")).one()
    (absence,) = schedule_queries.absences([person.id], clock.now().date())
    assert (str(absence.first), str(absence.last)) == ("2031-03-03", "2031-03-03")
    assert not person.has(Role.TRAINER)


def test_days_that_are_turned_round_come_back_with_all_that_was_typed(client, two, activity, sara):
    page = page_of(asked(activity, two, sara))
    typed = {"answer": "yes", "words": "Gladly", "first": "2031-03-03", "last": "2031-03-01"}
    answer = client.post(page, data=typed)

    assert answer.status_code == 422
    assert "Gladly" in answer.text
    assert trainers_of(two) == [[], []]


def test_a_second_press_tells_nobody_anew(two, activity, sara):
    invitation = asked(activity, two, sara)
    for _press in range(2):
        answered(invitation)
    assert len(letters("schedule.answered")) == 1


def cancelled(invitation, _by):
    invitation.activity.state = State.CANCELLED


def begun(invitation, _by):
    for session in list(invitation.sessions):
        session.starts_at -= timedelta(days=365)
        session.ends_at -= timedelta(days=365)


def revoked(invitation, by):
    operations.revoke(invitation, by=by, at=clock.now())


def removed(invitation, by):
    for session in list(invitation.sessions):
        timetable.remove(session, by=by, at=clock.now())


def disabled(invitation, _by):
    invitation.person = people.person(disabled_at=clock.now())


@pytest.mark.parametrize("what", [cancelled, begun, revoked, removed, disabled])
def test_what_is_no_longer_asked_is_not_answered(client, two, activity, sara, what):
    invitation = asked(activity, two, sara)
    page = page_of(invitation)
    with transaction():
        what(invitation, sara)

    assert client.get(page).status_code == 410
    assert client.post(page, data={"answer": "yes"}).status_code == 410
    with pytest.raises(rules.NotAsked):
        answered(db.session.get(Invitation, invitation.id))
    assert db.session.get(Invitation, invitation.id).answer is None


def test_an_invitation_sent_anew_asks_once_more(client, two, activity, sara):
    invitation = asked(activity, two[:1], sara)
    with pytest.raises(rules.AlreadyAsked):
        asked(activity, two[:1], sara)
    answered(invitation, Teaches.NO)
    again = asked(activity, two, sara)

    assert (again.id, again.answer, len(again.sessions)) == (invitation.id, None, 2)
    assert len(letters("schedule.invitation")) == 2


def test_two_of_one_mailbox_are_asked_each_for_herself(two, activity, sara):
    office = "office@union.example"
    first = asked(activity, two, sara, Asked("Nadia Rahmani", office, "fr"))
    second = asked(activity, two, sara, Asked("Ada Obi", office, "en"))
    answered(second, Teaches.NO)

    assert second.id != first.id
    assert db.session.get(Invitation, first.id).answer is None


def test_a_yes_is_not_taken_back_behind_her_back(client, two, activity, sara):
    invitation = asked(activity, two, sara)
    answered(invitation)
    answer = client.post(f"{TRAINERS}/{invitation.id}/revoke")
    assert answer.status_code == 422
    assert "Nadia Rahmani has said yes." in words(answer)


def test_a_letter_that_was_taken_back_is_not_written(client, two, activity, sara):
    invitation = asked(activity, two, sara)
    assert client.post(f"{TRAINERS}/{invitation.id}/revoke").status_code == 303
    (letter,) = letters("schedule.invitation")
    with pytest.raises(mail.Withheld, match="cancelled"):
        render(letter.id, clock.now())
    assert letters("schedule.revoked") == []


def test_who_has_the_letter_is_told_that_it_was_taken_back(client, two, activity, sara):
    invitation = asked(activity, two, sara)
    delivery.drain()
    assert client.post(f"{TRAINERS}/{invitation.id}/revoke").status_code == 303
    (letter,) = letters("schedule.revoked")
    message, text = written(letter)
    assert message["To"].addresses[0].addr_spec == "nadia@union.example"
    assert "nous n’avons plus besoin de votre réponse" in " ".join(text.split())

    asked(activity, two, sara)  # before that has left
    assert db.session.get(Outgoing, letter.id, populate_existing=True).state == Sent.WITHHELD


@pytest.mark.parametrize(
    ("over", "told"),
    [
        ({"name": ""}, "Enter the name."),
        ({"email": "nobody"}, "Enter an address like name@example.org."),
        ({"sessions": []}, "Choose at least one session."),
    ],
)
def test_a_form_that_lacks_something_says_what(client, two, over, told):
    typed = {
        "trainer": "",
        "name": "Nadia",
        "email": "nadia@union.example",
        "language": "fr",
        "sessions": [str(two[0].id)],
    }
    answer = client.post(TRAINERS, data={**typed, **over})
    assert answer.status_code == 422
    assert told in words(answer)


def test_old_invitations_are_forgotten(two, activity, sara):
    asked(activity, two, sara)
    with transaction():
        operations.forget(clock.now() + timedelta(days=364))
    assert db.session.scalar(select(func.count(Invitation.id))) == 1
    with transaction():
        operations.forget(clock.now() + timedelta(days=366))
    assert db.session.scalar(select(func.count(Invitation.id))) == 0


def test_the_list_sends_no_statement_for_each_of_them(client, two, activity, sara, statements):
    asked(activity, two, sara)
    few = statements(lambda: client.get(TRAINERS))
    for number in range(3):
        whom = Asked(f"Expert {number}", f"expert.{number}@union.example", "en")
        asked(activity, two, sara, whom)
    assert statements(lambda: client.get(TRAINERS)) == few <= 10
