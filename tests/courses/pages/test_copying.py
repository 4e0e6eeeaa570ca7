"""A coordinator plans the next run as the last one was, and is told beforehand what that means."""

from datetime import timedelta

import pytest

from courses.activities import queries
from courses.activities.models import State
from courses.schedule import queries as schedule_queries
from tests.factories import activities, people, schedule
from tests.factories.activities import TODAY
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Role

MONDAY = TODAY + timedelta(days=400 - (TODAY + timedelta(days=400)).weekday())


def words(answer):
    return " ".join("".join(answer.page.itertext()).split())


@pytest.fixture
def coordinator(app, client):
    with transaction():
        made = people.person(Role.COORDINATOR)
    client.enter(made)
    return made


@pytest.fixture
def source(coordinator):
    """A run of one week, a year and more before, with a session on Monday and on Tuesday."""
    first = MONDAY - timedelta(days=54 * 7)
    with transaction():
        room, trainer = schedule.room(name="Africa 10"), people.person(Role.TRAINER, name="Grace")
        made = activities.activity(
            (coordinator,),
            ("en", "ar"),
            [activities.module()],
            state=State.CLOSED,
            course_id=activities.course(title=Text(en="Fair recruitment")).id,
            starts=PartialDate(str(first)),
            ends=PartialDate(str(first + timedelta(days=4))),
            deadline=first - timedelta(days=40),
            country=None,
        )
        for day in (0, 1):
            schedule.session(made, day=day, room_id=room.id, trainers=[trainer])
    return made


def look(client, source, **asked):
    taken = ("modules", "sessions", "rooms", "trainers", "texts", "checklist", "coordinators")
    known = {"starts": str(MONDAY), "ends": "", "taken": taken, "code": "", "venue": "Turin campus"}
    known |= {"city": "Turin", "country": "", "zone": "Europe/Rome"}
    return client.get(f"/staff/activities/{source.key}/copy", query_string={**known, **asked})


def sent(client, answer):
    """Press the button under what the copy will have."""
    form = next(
        one
        for one in answer.page.iter("form")
        if "/copy" in one.get("action", "") and one.get("method") == "post"
    )
    fields = {}
    for one in form.iter("input"):
        fields.setdefault(one.get("name"), []).append(one.get("value"))
    return client.post(form.get("action"), data=fields)


def test_it_is_found_where_an_activity_is_planned_and_on_its_own_page(client, source):
    for page in ("/staff/activities/plan", f"/staff/activities/{source.key}"):
        links = [one.get("href") for one in client.get(page).page.iter("a")]
        assert f"/staff/activities/{source.key}/copy" in links


def test_the_page_says_beforehand_what_will_be_taken_and_then_takes_it(client, source):
    shown = look(client, source)

    assert "2 as they were" in words(shown)
    assert "What to look at afterwards" not in words(shown)
    made = queries.find(sent(client, shown).location.rpartition("/")[2])
    assert (made.state, made.starts, made.ends) == (
        State.DRAFT,
        PartialDate(str(MONDAY)),
        PartialDate(str(MONDAY + timedelta(days=4))),
    )
    assert made.deadline == MONDAY - timedelta(days=40)
    assert (made.city, made.course_id) == (source.city, source.course_id)
    assert [one.language for one in made.languages] == ["en", "ar"]
    sessions = schedule_queries.of_activity(made)
    assert [one.local_starts.date() for one in sessions] == [MONDAY, MONDAY + timedelta(days=1)]
    assert [one.room.name for one in sessions] == ["Africa 10"] * 2
    assert len(queries.lines([made])) == 8


def test_what_could_not_be_kept_is_told_before_and_after_in_one_list_with_links(client, source):
    with transaction():
        (busy, _) = schedule_queries.of_activity(queries.find(source.key))
        other = activities.activity(starts=PartialDate(str(MONDAY)), state=State.OPEN)
        schedule.session(other, room_id=busy.room_id, trainers=busy.trainers)
    shown = look(client, source)

    for sentence in ("Africa 10 is taken at that time", "Grace is not free at that time"):
        assert sentence in words(shown)
    address = sent(client, shown).location
    assert address.endswith("/copied")
    after = client.get(address)
    assert "Africa 10 is taken at that time" in words(after)
    (first, _) = schedule_queries.of_activity(queries.find(address.split("/")[-2]))
    assert f"/staff/sessions/{first.id}" in [one.get("href") for one in after.page.iter("a")]
    with transaction():
        first = db.session.merge(first)
        first.room, first.trainers = schedule.room(), [people.person(Role.TRAINER)]
    assert "Nothing is left to look at" in words(client.get(address))


def test_another_city_is_not_said_in_the_languages_of_the_old_one(client, source):
    answer = sent(client, look(client, source, city="Amman", country="JO", zone="Asia/Amman"))

    made = queries.find(answer.location.split("/")[3])
    assert (made.city, made.country, made.zone) == ({"en": "Amman"}, "JO", "Asia/Amman")
    assert made.venue == source.venue


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"starts": ""}, "Give the first day"),
        ({"starts": "soon"}, "Write a date like 2027-03-08"),
        ({"starts": "2028-03"}, "Give the very day"),
        ({"ends": "2001-01-01"}, "The last day is before the first"),
        ({"zone": "Rome"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(client, source, asked, sentence):
    answer = look(client, source, city="Amman", **asked)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert answer.page.find(".//input[@name='city']").get("value") == "Amman"


def test_a_code_that_somebody_took_meanwhile_brings_the_form_back(client, source):
    shown = look(client, source, code="A9077777")
    with transaction():
        activities.activity(code="A9077777")

    answer = sent(client, shown)
    assert answer.status_code == 422
    assert "Another activity has the code A9077777" in words(answer)
    assert answer.page.find(".//input[@name='starts']").get("value") == str(MONDAY)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-12", "9999"])
def test_a_day_from_which_none_can_be_counted_is_asked_for_again(client, source, day):
    for name in ("starts", "ends"):
        shown = look(client, source, **{name: day})
        assert "Write a date like 2027-03-08" in words(shown)
        assert shown.page.find(f".//input[@name='{name}']").get("value") == day


def test_what_is_not_hers_is_not_copied(client, coordinator):
    with transaction():
        foreign = activities.activity((people.person(Role.COORDINATOR),))

    assert client.get(f"/staff/activities/{foreign.key}/copy").status_code == 404
    assert client.get(f"/staff/activities/{foreign.key}/copied").status_code == 404


def test_looking_takes_as_many_statements_for_thirty_sessions_as_for_two(
    client, source, statements
):
    key = source.key
    asked = f"/staff/activities/{key}/copy?starts={MONDAY}&zone=Europe/Rome&country=IT"
    asked += "&taken=sessions&taken=rooms&taken=trainers&taken=modules&taken=coordinators"
    counts = [statements(lambda: client.get(asked))]
    with transaction():
        activity = queries.find(key)
        room, trainer = schedule.room(), people.person(Role.TRAINER)
        for day in range(5):
            for hour in range(8, 14):
                at = f"{hour:02}:00"
                schedule.session(
                    activity, day=day, at=at, minutes=60, room_id=room.id, trainers=[trainer]
                )
    counts.append(statements(lambda: client.get(asked)))
    assert counts[0] == counts[1] <= 10
