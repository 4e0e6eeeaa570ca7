"""An announced activity is edited, moved, postponed and cancelled, and those above are told."""

from datetime import timedelta

import pytest

from courses.activities import events, operations, queries
from courses.activities.models import State
from courses.activities.rules import Step
from tests.factories import activities, people
from tests.factories.activities import TODAY
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.events import _listeners
from turin.people.models import Role


def words(answer):
    return " ".join("".join(answer.page.itertext()).split())


def send(client, address, to=None, **values):
    """Send the form of the page at ``address`` as it is shown, with ``values`` over it."""
    forms = client.get(address).page.find(".//main").iter("form")
    form = next(form for form in forms if form.get("method") == "post")
    shown = {}
    for field in form.iter("input"):
        if field.get("type") not in {"checkbox", "radio"} or field.get("checked") is not None:
            shown.setdefault(field.get("name"), []).append(field.get("value", ""))
    for field in form.iter("select"):
        chosen = field.find("option[@selected]")
        shown[field.get("name")] = [] if chosen is None else [chosen.get("value")]
    return client.post(to or address, data={**shown, **values})


@pytest.fixture
def coordinator(app, client):
    with transaction():
        made = people.person(Role.COORDINATOR)
    client.enter(made)
    return made


@pytest.fixture
def heard(monkeypatch):
    """The kinds of events that were published, in order."""
    found = []
    for kind in (events.Opened, events.Moved, events.Postponed, events.Cancelled):
        monkeypatch.setitem(_listeners, kind, [lambda event: found.append(type(event))])
    return found


def test_what_is_announced_is_edited_without_its_code_and_dates(client, coordinator):
    with transaction():
        made = activities.activity((coordinator,), ("en", "ar"), venue=Text(ar="حرم تورينو"))
    before = (made.code, made.starts, made.ends)

    answer = send(client, f"/staff/activities/{made.key}/edit", seats="30", venue="Pavilion")

    assert answer.status_code == 303
    made = queries.find(made.key)
    assert (made.code, made.starts, made.ends) == before
    assert made.seats == 30
    assert made.venue == {"ar": "حرم تورينو", "en": "Pavilion"}  # other languages are kept
    assert [one.language for one in made.languages] == ["en", "ar"]


def test_a_draft_may_be_renamed_and_only_its_month_known(client, coordinator):
    with transaction():
        made = activities.activity((coordinator,), state=State.DRAFT)

    send(
        client,
        f"/staff/activities/{made.key}/edit",
        code="A9555555",
        starts="2031-03",
        ends="",
        deadline="",
    )

    assert queries.find("A9555555").starts == PartialDate("2031-03")


def test_what_is_closed_is_not_changed_any_more(client, coordinator):
    with transaction():
        made = activities.activity((coordinator,), state=State.CLOSED)

    answer = send(client, f"/staff/activities/{made.key}/edit", seats="30")

    assert answer.status_code == 422
    assert "Nothing can be changed any more" in words(answer)


@pytest.mark.parametrize(
    ("step", "state", "event"),
    [
        ("postpone", State.POSTPONED, events.Postponed),
        ("cancel", State.CANCELLED, events.Cancelled),
    ],
)
def test_it_is_asked_once_more_before_everybody_is_told(
    client, coordinator, heard, step, state, event
):
    with transaction():
        made = activities.activity((coordinator,))
    address = f"/staff/activities/{made.key}/{step}"

    token = client.get(address).page.find(".//input[@name='csrf_token']").get("value")

    assert client.post(address, data={"csrf_token": token}).status_code == 303
    assert queries.find(made.key).state == state
    assert heard == [event]
    answer = client.post(address, data={"csrf_token": token})
    assert answer.status_code == 422
    assert "can’t be done any more" in words(answer)
    assert "can’t be done any more" in words(client.get(address))
    assert heard == [event]


def test_a_postponed_activity_is_moved_and_opened_again(app, coordinator, heard):
    with transaction():
        made = activities.activity((coordinator,))
    day = PartialDate(str(TODAY + timedelta(days=200)))
    deadline = TODAY + timedelta(days=100)
    with transaction():
        operations.take(Step.POSTPONE, made, by=coordinator, at=clock.now())
        operations.move(made, day, day, deadline, None, by=coordinator, at=clock.now())
        operations.take(Step.REOPEN, made, by=coordinator, at=clock.now())

    assert (made.state, made.moves, made.starts) == (State.OPEN, 1, day)
    assert heard == [events.Postponed, events.Moved, events.Opened]


def test_the_last_who_runs_it_stays(client, coordinator):
    with transaction():
        second = people.person(Role.COORDINATOR)
        made = activities.activity((coordinator, second))
    address = f"/staff/activities/{made.key}"

    assert send(client, address, f"{address}/coordinators/{second.id}/remove").status_code == 303
    answer = send(client, address, f"{address}/coordinators/{coordinator.id}/remove")

    assert answer.status_code == 422
    assert "Somebody must run the activity" in words(answer)


def test_nobody_may_run_it_who_is_no_coordinator(client, coordinator):
    with transaction():
        trainer = people.person(Role.TRAINER)
        made = activities.activity((coordinator,))
    address = f"/staff/activities/{made.key}"

    answer = send(client, address, f"{address}/coordinators", person=str(trainer.id))

    assert answer.status_code == 422
    assert len(queries.find(made.key).coordinators) == 1


@pytest.mark.parametrize("path", ["", "/edit", "/move", "/cancel"])
def test_a_strangers_activity_is_not_there(client, coordinator, path):
    with transaction():
        made = activities.activity((people.person(Role.COORDINATOR),))

    assert client.get(f"/staff/activities/{made.key}{path}").status_code == 404


def test_an_administrator_runs_every_activity(client):
    with transaction():
        administrator = people.person(Role.ADMINISTRATOR)
        made = activities.activity()
    client.enter(administrator)

    assert made.code in words(client.get("/staff/activities"))
    assert client.get(f"/staff/activities/{made.key}").status_code == 200


def test_a_month_is_not_over_before_its_last_day(app):
    with transaction():
        made = activities.activity(starts=PartialDate("2027-03"), ends=None)

    def shown(day, *, past):
        filters = queries.Filters(past=past)
        return made in queries.listed(filters, PartialDate(day).first, 1).rows

    assert shown("2027-03-31", past=False)
    assert not shown("2027-03-31", past=True)
    assert shown("2027-04-01", past=True)


def test_free_codes_follow_the_greatest_of_their_kind(app):
    with transaction():
        activities.activity(code="A9018204")
        activities.activity(code="A905016")  # an old one with a digit less

    assert queries.next_code(activities.Delivery.TURIN) == "A9018205"
    assert queries.next_code(activities.Delivery.ONLINE) == "A9700001"


def test_an_activity_is_found_by_its_code_its_city_and_arabic_words(app):
    with transaction():
        made = activities.activity(code="A9077777")
        operations.index(made)
    db.session.expire_all()

    for asked in ("a9077777", "turin", "الاستقدام"):
        filters = queries.Filters(q=asked)
        assert queries.listed(filters, TODAY, 1).rows == [made], asked
