"""What a calendar says: read by a parser of our own, since what wrote it must not be its judge."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from courses.activities.models import Delivery, State
from courses.schedule.rules import instant as instant_of
from tests.courses.schedule.calendars.reading import day, events, instant, lines, read
from tests.factories import activities, people, schedule
from turin.db import transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Role

ICS = "/en/courses/A1/timetable.ics"
LONG = {
    "ar": "حماية حقوق العمال المهاجرين وأفراد أسرهم في بلدان المنشأ والعبور والمقصد" * 2,
    "zh": "移民工人及其家庭成员权利的保护、招聘与监管" * 5,
    "my": "ရွှေ့ပြောင်းအလုပ်သမားများ၏အခွင့်အရေးများကိုကာကွယ်ခြင်း" * 3,
    "en": "Protecting migrant workers: recruitment, skills; and \\ more\nin two lines" * 3,
}
CHANGES = {  # days around which clocks are changed, or are not
    "Europe/Rome": ("2027-03-27", "2027-03-28", "2027-03-29", "2027-10-30", "2027-10-31"),
    "Asia/Kathmandu": ("2027-03-28", "2027-10-31"),
    "Africa/Cairo": ("2027-04-29", "2027-04-30", "2027-10-28", "2027-10-29"),
    "Asia/Beirut": ("2027-03-27", "2027-03-28", "2027-10-30", "2027-10-31"),
}


def planned(starts="2027-03-08", ends="2027-03-19", **over):
    last = PartialDate(ends) if ends else None
    return activities.activity(key="A1", starts=PartialDate(starts), ends=last, **over)


@pytest.mark.parametrize("zone", CHANGES)
@pytest.mark.parametrize("at", ["00:30", "09:00", "23:00"])
def test_a_session_is_when_it_is_by_the_rules_that_come_with_it(client, zone, at):
    if (zone, at) in {("Asia/Beirut", "00:30"), ("Africa/Cairo", "00:30")}:
        at = "01:30"  # the clocks skip that half hour there
    with transaction():
        activity = planned("2027-01-01", "2027-12-31", zone=zone)
        made = [
            schedule.session(activity, day=(date.fromisoformat(one) - date(2027, 1, 1)).days, at=at)
            for one in CHANGES[zone]
        ]
    calendar = read(client.get(ICS).data)
    timed = [event for event in events(calendar) if "TZID" in event.properties["DTSTART"][0][0]]

    assert [instant(calendar, event) for event in timed] == [one.starts_at for one in made]
    assert [one.starts_at for one in made] == [instant_of(one.local_starts, zone) for one in made]


@pytest.mark.parametrize("zone", CHANGES)
def test_another_library_reads_the_same_moments(client, zone):
    with transaction():
        activity = planned("2027-03-29", "2027-04-02", zone=zone)
        made = schedule.session(activity)
    (timed,) = (
        one
        for one in icalendar.Calendar.from_ical(client.get(ICS).data).walk("VEVENT")
        if isinstance(one.start, datetime)
    )
    assert timed.start.astimezone(UTC) == made.starts_at
    assert timed.start.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) == made.starts_at


def test_days_alone_are_days_and_end_after_the_last(client):
    with transaction():
        planned()
    (event,) = events(read(client.get(ICS).data))

    assert (day(event, "DTSTART"), day(event, "DTEND")) == (date(2027, 3, 8), date(2027, 3, 20))
    assert event.value("TRANSP") == "TRANSPARENT"


def test_one_day_ends_on_the_next(client):
    with transaction():
        planned("2027-12-31", None)
    (event,) = events(read(client.get(ICS).data))

    assert (day(event, "DTSTART"), day(event, "DTEND")) == (date(2027, 12, 31), date(2028, 1, 1))


@pytest.mark.parametrize(
    ("starts", "ends"), [("2007-04", None), ("2007", None), ("2027-03-08", "2027-04")]
)
def test_no_day_is_invented(client, starts, ends):
    with transaction():
        planned(starts, ends)

    assert events(read(client.get(ICS).data)) == []


@pytest.mark.parametrize("language", LONG)
def test_long_lines_are_folded_between_letters(client, language):
    with transaction():
        activity = planned(title=Text(en="Fair recruitment"))
        schedule.session(activity, title=Text({language: LONG[language]}))
    body = client.get(ICS).data

    assert any(line.startswith(b" ") for line in body.split(b"\r\n"))
    assert LONG[language] in [event.text("SUMMARY") for event in events(read(body))]


def test_a_calendar_is_in_the_language_of_its_reader(client):
    with transaction():
        schedule.session(planned(), online=True)
    whole, session = events(read(client.get("/ar/courses/A1/timetable.ics").data))

    assert whole.text("SUMMARY") == "الاستقدام العادل"
    assert session.text("CATEGORIES") == "الاستقدام العادل"
    assert session.parameter("SUMMARY", "LANGUAGE") == "ar"
    assert session.text("LOCATION") == "عبر الإنترنت"
    assert session.text("DESCRIPTION").endswith("http://localhost/ar/courses/A1")


def test_a_session_says_where_it_is(client):
    with transaction():
        schedule.session(planned(), room=schedule.room(name="Africa; room 2"))
    _, session = events(read(client.get(ICS).data))

    assert session.text("LOCATION") == "Africa; room 2, Turin campus, Turin, Italy"


@pytest.mark.parametrize("state", [State.POSTPONED, State.CANCELLED])
def test_what_does_not_take_place_is_cancelled(client, state):
    with transaction():
        schedule.session(planned(state=state))

    assert {event.value("STATUS") for event in events(read(client.get(ICS).data))} == {"CANCELLED"}


def test_nobody_is_named(client):
    with transaction():
        trainer = people.person(Role.TRAINER, name="Ada Obi")
        runs = people.person(Role.COORDINATOR, name="Sara Bianchi")
        schedule.session(planned(run_by=[runs]), trainers=[trainer])
    read_out = "\n".join(lines(client.get(ICS).data))

    assert "Ada" not in read_out
    assert "Sara" not in read_out
    assert "example" not in read_out


def test_what_is_not_announced_has_no_public_calendar(client):
    with transaction():
        schedule.session(planned(state=State.APPROVED))

    assert client.get(ICS).status_code == 404


def test_anybody_may_keep_a_public_calendar(client):
    with transaction():
        planned(delivery=Delivery.ONLINE)
    answer = client.get(ICS)

    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="A1.ics"'
    assert answer.headers["Cache-Control"] == "public, max-age=300"


def test_a_calendar_takes_as_many_statements_for_many_sessions(client, statements):
    with transaction():
        activity = planned()
        for number in range(30):
            schedule.session(activity, day=number // 3, room=schedule.room())

    assert statements(lambda: client.get(ICS)) <= 10


@pytest.mark.parametrize(
    ("starts", "planned_yet", "offered"),
    [
        ("2099-03-08", True, 1),
        ("2099-03-08", False, 1),
        ("2099-03", True, 1),
        ("2099-03", False, 0),
    ],
)
def test_a_page_offers_the_calendar_where_a_day_is_known(client, starts, planned_yet, offered):
    with transaction():
        activity = planned(starts, None)
        if planned_yet:
            schedule.session(activity)
    page = client.get("/en/courses/A1", follow_redirects=True).page

    assert [one.get("href") for one in page.iter("a")].count(ICS) == offered
