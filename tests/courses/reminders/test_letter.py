"""The letter that reminds of the start, as it leaves."""

from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from courses.activities.models import Delivery, State
from courses.materials.models import ActivityMaterial
from courses.reminders import operations
from tests.courses.reminders.steps import dispatch, seat, starting, withdraw
from tests.factories import materials, people, schedule
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.mail import Withheld
from turin.mail.models import Outgoing
from turin.mail.rendering import render
from turin.people.models import Role


@pytest.fixture
def activity(travel):
    """A union course in Kathmandu; its certificate has a neutral title."""
    with transaction():
        coordinator = people.person(Role.COORDINATOR, name="Maria Rossi")
    made = starting(
        "2027-03-08",
        run_by=[coordinator],
        key="A1",
        title=Text(en="Trade unions and migration"),
        certificate_title=Text(en="Labour migration", ar="هجرة اليد العاملة"),
        zone="Asia/Kathmandu",
        venue=Text(en="Hotel Himalaya"),
        city=Text(en="Kathmandu", ar="كاتماندو"),
        country="NP",
        ends=PartialDate("2027-03-12"),
    )
    with transaction():
        schedule.session(made, day=1, at="09:00")
        schedule.session(made, at="10:30")
    return made


def letter(travel, activity, moment="2027-03-01 04:00", **her):
    """Return the letter that she gets at ``moment``."""
    with transaction():
        person = people.person(**{"name": "Amina Haddad", "email": "a@union.example", **her})
    seat(activity, person=person, reference="TR-7")
    travel(moment)
    assert dispatch() == 1
    return read()


def read():
    outgoing = db.session.scalars(select(Outgoing.id)).one()
    return message_from_bytes(render(outgoing, clock.now()).message, policy=policy.default)


def bodies(message):
    return [message.get_body((form,)).get_content() for form in ("plain", "html")]


def test_it_says_when_where_what_to_read_whom_to_ask_and_how_to_withdraw(activity, travel):
    with transaction():
        db.session.add(ActivityMaterial(activity=activity, work=materials.work()))
    got = letter(travel, activity)
    assert got["Subject"] == "Reminder: we begin on 8 March 2027"
    assert got["Reply-To"] == "courses@turin.example"
    for words in bodies(got):
        assert "Labour migration" in words
        assert "8–12 March 2027" in words
        assert "The first session begins on 8 March 2027 at 10:30." in words
        assert "All times are local times in Kathmandu." in words
        assert "Hotel Himalaya, Kathmandu, Nepal" in words
        assert "http://localhost/en/courses/A1#timetable" in words
        assert "http://localhost/en/courses/A1#materials" in words
        assert "Maria Rossi" in words
        assert "http://localhost/en/me" in words
        assert "TR-7" in words


def test_she_gets_it_in_her_language(activity, travel):
    got = letter(travel, activity, language="ar")
    plain, page = bodies(got)
    assert "هجرة اليد العاملة" in plain
    assert "http://localhost/ar/courses/A1#timetable" in plain
    assert "كاتماندو" in plain
    assert '<html lang="ar" dir="rtl">' in page
    assert "Content-Language" not in got or got["Content-Language"] == "ar"


def test_neither_subject_nor_words_say_that_she_is_a_trade_unionist(activity, travel):
    got = letter(travel, activity, moment="2027-03-07 04:00")
    assert "union" not in got["Subject"].lower()
    for words in bodies(got):
        assert "Trade unions" not in words
        assert "Union of Domestic Workers" not in words


def test_without_sessions_materials_and_venue_it_says_what_is_known(travel):
    activity = starting("2027-03-08", delivery=Delivery.ONLINE, code=None, key="web")
    for words in bodies(letter(travel, activity, moment="2027-03-01 08:00")):
        assert "Where: Online" in words
        assert "first session" not in words
        assert "#materials" not in words
        assert "Do you have a question? Reply to this mail." in words


def test_nothing_leaves_for_who_withdrew_or_what_was_cancelled_meanwhile(activity, travel):
    with transaction():
        person = people.person()
    her = seat(activity, person=person)
    travel("2027-03-01 04:00")
    dispatch()
    with transaction():
        activity.state = State.CANCELLED
    with pytest.raises(Withheld, match="does not take place"):
        read()
    with transaction():
        activity.state = State.OPEN
        her.state = "withdrawn"
    with pytest.raises(Withheld, match="no part"):
        read()


def test_a_letter_that_was_taken_back_is_not_written(activity, travel):
    her = seat(activity)
    travel("2027-03-01 04:00")
    dispatch()
    withdraw(her)
    with pytest.raises(Withheld, match="cancelled"):
        read()


def test_a_letter_with_the_dates_of_before_the_move_is_not_written(activity, travel):
    seat(activity)
    travel("2027-03-01 04:00")
    dispatch()
    with transaction():
        activity.starts, activity.moves = PartialDate("2027-05-03"), 1
    with pytest.raises(Withheld, match="moved"):
        read()
    with transaction():
        operations.plan(activity, at=clock.now())
