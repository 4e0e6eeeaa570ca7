"""The letters about applications: in her language, with our reference, and without her group."""

import email
import re
from datetime import timedelta
from email import policy

import pytest

from courses.registration import operations
from courses.registration.models import State
from tests.factories import activities, people, registration
from turin import clock
from turin.db import db, transaction
from turin.mail import Withheld
from turin.mail.models import Outgoing
from turin.mail.rendering import render
from turin.people.models import Role

REVEALING = ("union", "workers", "نقاب", "عمال")


def last_letter():
    """The newest letter, as its reader gets it."""
    outgoing = db.session.query(Outgoing).order_by(Outgoing.id.desc()).first()
    return email.message_from_bytes(render(outgoing.id, clock.now()).message, policy=policy.default)


def parts(message):
    return [message.get_body((form,)).get_content() for form in ("plain", "html")]


def written(what, language):
    """Do something to an application of a reader of ``language``; return what she is written."""
    with transaction():
        person = people.person(language=language, certificate_name="")
        coordinator = people.person(Role.COORDINATOR)
        activity = activities.activity(seats=5)
        one = registration.application(activity, person, language=language)
        what(one, person, coordinator, clock.now())
        reference = one.reference
    return last_letter(), reference


def offered(one, _person, coordinator, at):
    operations.offer(one, at + timedelta(days=5), by=coordinator, at=at)


def reserved(one, _person, coordinator, at):
    operations.reserve(one, by=coordinator, at=at)


def declined(one, _person, coordinator, at):
    operations.decline(one, by=coordinator, at=at)


def withdrawn(one, person, _coordinator, at):
    operations.withdraw(one, by=person, at=at)


def confirmed(one, person, _coordinator, at):
    one.state = State.OFFERED
    operations.confirm(one, by=person, at=at)


def expired(one, _person, _coordinator, at):
    one.state = State.OFFERED
    operations.expire(one, at=at)


def received(one, person, _coordinator, at):
    one.state, one.person, one.verified_at = State.DRAFT, None, None
    operations.submit(one, by=person, at=at)


def claimed(one, _person, _coordinator, at):
    one.state, one.person, one.verified_at = State.DRAFT, None, None
    operations.submit(one, by=None, at=at)


def saved(one, _person, _coordinator, at):
    one.state, one.person, one.verified_at = State.DRAFT, None, None
    operations.send_link(one, at=at)


DEEDS = [offered, reserved, declined, withdrawn, confirmed, expired, received, claimed, saved]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("what", DEEDS)
def test_every_letter_says_what_it_is_about(app, what, language):
    message, reference = written(what, language)
    title = {"en": "Fair recruitment", "ar": "الاستقدام العادل"}[language]

    for part in parts(message):
        assert title in part
        assert reference in part
    assert not any(word in message["Subject"].lower() for word in REVEALING)


@pytest.mark.parametrize(
    ("language", "place"),
    [("en", "Turin campus, Turin, Italy"), ("ar", "حرم تورينو، تورينو، إيطاليا")],
)
def test_an_offer_says_where_it_is(app, language, place):
    message, _reference = written(offered, language)
    assert all(place in part for part in parts(message))


@pytest.mark.parametrize("what", DEEDS)
def test_no_letter_names_her_group_or_organization(app, what):
    message, _reference = written(what, "en")
    for part in parts(message):
        assert "General Union" not in part
        assert "orkers" not in part


@pytest.mark.parametrize("what", [claimed, saved])
def test_what_a_stranger_typed_reaches_no_mailbox_through_us(app, what):
    message, _reference = written(what, "en")
    assert "Haddad" not in message.as_string()
    assert all("/en/r/" in part for part in parts(message))


def test_who_has_applied_before_reads_it_in_her_mail_alone(app):
    with transaction():
        person, activity = people.person(), activities.activity()
        first = registration.application(activity, person)
        again = registration.draft(activity, name=person.name, email=person.email)
        operations.submit(again, by=None, at=clock.now())

    for part in parts(last_letter()):
        assert "You have already applied" in part
        assert first.reference in part


def test_a_letter_that_came_too_late_is_not_written(app):
    with transaction():
        person, coordinator = people.person(), people.person(Role.COORDINATOR)
        one = registration.application(activities.activity(), person)
        operations.offer(one, clock.now() + timedelta(days=5), by=coordinator, at=clock.now())
        operations.refuse(one, by=person, at=clock.now())

    offer = db.session.query(Outgoing).order_by(Outgoing.id).first()
    with pytest.raises(Withheld):
        render(offer.id, clock.now())


def test_who_has_a_seat_is_led_to_the_timetable_for_her_calendar(app, client):
    message, _ = written(confirmed, "ar")
    for part in parts(message):
        (found,) = re.findall(r"http://localhost(/ar/courses/\w+/timetable\.ics)", part)
        assert client.get(found).mimetype == "text/calendar"
