"""A coordinator plans an activity from a course and leads it through its life."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from courses.activities import events, operations, queries, rules
from courses.activities.models import Activity, ActivityModule, Backing, State
from courses.schedule.models import Session
from tests.factories import activities, people, schedule
from tests.factories.activities import TODAY
from turin import clock
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.db.search import SearchTerm
from turin.db.types import PartialDate, Text
from turin.events import _listeners
from turin.people.models import Role


def words(answer):
    return " ".join("".join(answer.page.itertext()).split())


@pytest.fixture
def coordinator(app, client):
    with transaction():
        made = people.person(Role.COORDINATOR)
    client.enter(made)
    return made


@pytest.fixture
def course(app):
    with transaction():
        return activities.course(
            [activities.module(key="standards", title=Text(en="Standards"))],
            key="migration",
            title=Text(en="Labour migration", ar="هجرة اليد العاملة"),
            audience=["workers"],
            languages=["en", "ar"],
        )


def send(client, address, to=None, **values):
    """Send the form of the page at ``address``, with ``values`` over what it shows."""
    page = client.get(address).page
    token = page.find(".//input[@name='csrf_token']").get("value")
    return client.post(to or address, data={"csrf_token": token, **values})


def planned(client, **over):
    values = {
        "code": "A9012345",
        "starts": str(TODAY + timedelta(days=90)),
        "ends": str(TODAY + timedelta(days=101)),
        "deadline": str(TODAY + timedelta(days=40)),
        "delivery": "turin",
        "city": "Turin",
        "country": "IT",
        "zone": "Europe/Rome",
        "languages": ["en"],
        "interpreted": ["ar"],
        "seats": "25",
        "audience": ["workers", "employers"],
        "choice": "selection",
        "attendance_share": "80",
    }
    return send(client, "/staff/activities/plan/migration", **(values | over))


def test_a_venue_of_more_letters_than_anybody_reads_is_refused(client, coordinator, course):
    refused = planned(client, venue="x" * 301)
    assert refused.status_code == 422
    assert "300 letters at most" in words(refused)
    assert refused.page.find(".//input[@id='venue']").get("value") == "x" * 301


def test_a_course_is_chosen_first(client, coordinator, course):
    assert "Labour migration" in words(client.get("/staff/activities/plan"))


def test_an_activity_is_planned_from_a_course_with_its_modules_as_they_are_now(
    client, coordinator, course
):
    answer = planned(client)

    assert answer.headers["Location"] == "/staff/activities/A9012345"
    made = queries.find("A9012345")
    assert (made.state, made.seats, made.audience) == (State.DRAFT, 25, ["workers", "employers"])
    assert [(one.language, one.interpreted) for one in made.languages] == [
        ("en", False),
        ("ar", True),
    ]
    with transaction():
        db.session.get_one(type(course), course.id).modules[0].module.title = Text(en="Changed")
    assert db.session.scalars(select(ActivityModule.title)).one() == {"en": "Standards"}
    assert db.session.scalars(select(AuditEntry.deed)).all() == ["activities.planned"]


def test_a_language_that_is_sent_twice_is_one(client, coordinator, course):
    planned(client, languages=["en", "fr", "en"])

    made = queries.find("A9012345")
    assert [one.language for one in made.languages if not one.interpreted] == ["en", "fr"]


def test_what_is_not_wanted_of_the_course_is_left_out(client, coordinator, course):
    planned(client, without=["texts", "standards"])

    made = queries.find("A9012345")
    assert (made.title["en"], made.summary, made.modules) == ("Labour migration", {}, [])


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"starts": ""}, "Give the first day"),
        ({"starts": "31/02/2027"}, "Write a date like 2027-03-08"),
        ({"starts": "2027-02-31"}, "Write a date like 2027-03-08"),
        ({"seats": "many"}, "Write a whole number from 1 to 1000."),
        ({"seats": "9" * 5000}, "Write a whole number from 1 to 1000."),
        ({"languages": []}, "Choose at least one working language."),
        ({"code": "كود"}, "Latin letters and digits"),
        ({"code": "plan"}, "Latin letters and digits"),
        ({"ends": "2001-01-01"}, "The last day is before the first"),
        ({"minimum": "30"}, "The fewest participants (30)"),
    ],
)
def test_what_cannot_be_comes_back_with_a_sentence_and_all_that_was_typed(
    client, coordinator, course, over, sentence
):
    answer = planned(client, **over)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert answer.page.find(".//input[@name='deadline']").get("value")
    assert db.session.scalars(select(Activity)).all() == []


def test_a_code_is_given_once(client, coordinator, course):
    planned(client)

    assert "Another activity has the code A9012345" in words(planned(client))


def test_whoever_sends_a_code_a_moment_later_is_told(client, coordinator, course, monkeypatch):
    monkeypatch.setattr(queries, "code_taken", lambda *_code, **_besides: False)
    planned(client)

    answer = planned(client)
    assert answer.status_code == 422
    assert "Another activity has the code A9012345" in words(answer)


def test_a_code_is_proposed_where_none_is_typed(client, coordinator, course):
    planned(client, code="")
    planned(client, code="")

    codes = db.session.scalars(select(Activity.code)).all()
    assert len(set(codes)) == 2
    assert all(code.startswith("A90") for code in codes)


def test_it_is_led_through_its_life_by_one_button_each(client, coordinator, course):
    planned(client)
    address = "/staff/activities/A9012345"
    for step, state in [("approve", "Approved"), ("open", "Open for applications")]:
        answer = send(client, address, f"{address}/{step}")
        assert answer.status_code == 303
        assert state in words(client.get(address))


def test_a_step_that_is_not_possible_is_refused_in_words(client, coordinator, course):
    planned(client, seats="")
    address = "/staff/activities/A9012345"
    send(client, address, f"{address}/approve")

    answer = send(client, address, f"{address}/open")
    assert answer.status_code == 422
    assert "say how many seats there are" in words(answer)


def test_a_plan_is_discarded_and_leaves_nothing_to_be_seen(client, coordinator, course):
    planned(client)
    address = "/staff/activities/A9012345"
    with transaction():
        schedule.session(queries.find("A9012345"))
    assert client.get(f"{address}/discard").status_code == 200

    assert send(client, f"{address}/discard").location.endswith("/staff/activities")
    assert client.get(address).status_code == 404
    assert db.session.query(Session).count() == 0
    assert db.session.query(SearchTerm).count() == 0
    assert "A9012345" not in words(client.get("/en/courses?when=past", follow_redirects=True))


def test_what_is_announced_is_not_discarded(client, coordinator):
    with transaction():
        made = activities.activity((coordinator,))
    path = f"/staff/activities/{made.key}/discard"
    token = client.get(f"/staff/activities/{made.key}").page.find(".//input[@name='csrf_token']")
    answer = client.post(path, data={"csrf_token": token.get("value")})

    assert answer.status_code == 422
    assert "This can’t be done any more" in words(answer)
    assert "This can’t be done any more" in words(client.get(path))  # from a page of yesterday
    assert queries.find(made.key).state == State.OPEN


def test_moving_an_announced_activity_is_told_to_who_listens(client, coordinator, monkeypatch):
    heard = []
    note = lambda event: heard.append((event.started, event.activity.moves))  # noqa: E731
    monkeypatch.setitem(_listeners, events.Moved, [note])
    with transaction():
        made = activities.activity((coordinator,))
    starts = made.starts
    new = str(TODAY + timedelta(days=120))
    answer = send(client, f"/staff/activities/{made.key}/move", starts=new, ends=new, deadline="")

    assert answer.status_code == 303
    assert heard == [(starts, 1)]
    assert queries.find(made.key).starts == PartialDate(new)


def test_nobody_is_told_of_dates_that_are_past(client, coordinator):
    with transaction():
        made = activities.activity((coordinator,))
    address = f"/staff/activities/{made.key}/move"
    past = str(TODAY - timedelta(days=300))

    answer = send(client, address, starts=past, ends=past, deadline="")
    assert answer.status_code == 422
    assert "The first day is past" in words(answer)
    assert queries.find(made.key).moves == 0


def test_the_day_to_answer_by_moves_with_the_dates(client, coordinator):
    with transaction():
        made = activities.activity((coordinator,), answer_by=TODAY + timedelta(days=40))
    address = f"/staff/activities/{made.key}/move"
    new, deadline = str(TODAY + timedelta(days=200)), str(TODAY + timedelta(days=100))
    stale = send(client, address, starts=new, ends=new, deadline=deadline, answer_by=made.answer_by)
    assert "answers between the deadline and the first day" in words(stale)

    answer_by = TODAY + timedelta(days=120)
    send(client, address, starts=new, ends=new, deadline=deadline, answer_by=answer_by)
    assert queries.find(made.key).answer_by == answer_by


def test_only_who_runs_an_activity_sees_it(client, coordinator):
    with transaction():
        foreign = activities.activity((people.person(Role.COORDINATOR),))

    assert client.get(f"/staff/activities/{foreign.key}").status_code == 404
    assert foreign.code not in words(client.get("/staff/activities"))


def test_another_coordinator_may_run_it_too(client, coordinator):
    with transaction():
        made = activities.activity((coordinator,))
        second = people.person(Role.COORDINATOR, name="Bilal Noor")
    address = f"/staff/activities/{made.key}"
    send(client, address, f"{address}/coordinators", person=second.id)

    assert "Bilal Noor" in words(client.get(address))


def test_the_list_is_narrowed_by_state_and_words(client, coordinator):
    with transaction():
        activities.activity((coordinator,), state=State.DRAFT, code="A9000001")
        operations.index(activities.activity((coordinator,), code="A9000002"))

    shown = words(client.get("/staff/activities?state=draft&when="))
    assert "A9000001" in shown
    assert "A9000002" not in shown
    assert "A9000002" in words(client.get("/staff/activities?q=A9000002"))


def test_seats_and_dates_keep_to_what_is_said_of_money_and_targets(app):
    with transaction():
        coordinator = people.person(Role.COORDINATOR)
        activity = activities.activity((coordinator,), state=State.DRAFT)
        first = activity.starts.day
        activity.backing = Backing(
            targets={"workers": 20}, countries=[], decide_by=first - timedelta(days=20)
        )
    now = clock.now()
    fewer = replace(operations.facts_of(activity), seats=19)
    earlier = first - timedelta(days=20)
    sooner = replace(fewer, seats=25, starts=PartialDate(str(earlier)), deadline=None)
    with pytest.raises(rules.TargetsAboveSeats), transaction():
        operations.edit(activity, fewer, by=coordinator, at=now)
    with pytest.raises(rules.DecisionLate), transaction():
        operations.edit(activity, sooner, by=coordinator, at=now)
    with transaction():
        queries.find(activity.key).state = State.OPEN
    with pytest.raises(rules.DecisionLate), transaction():
        operations.move(activity, sooner.starts, activity.ends, None, None, by=coordinator, at=now)
