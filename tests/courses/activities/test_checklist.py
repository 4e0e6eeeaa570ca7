"""Each activity has a checklist: dated from its dates, ticked off with who and when."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from courses.activities import operations, queries, rules
from courses.activities.models import USUAL, ActivityCheck, Anchor, State, Usual, Who
from courses.activities.operations import LineFacts
from courses.activities.operations.checklist import begin_checklist
from tests.factories import activities, people
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.errors import Vanished
from turin.people.models import Role


def words(answer):
    return " ".join("".join(answer.page.itertext()).split())


@pytest.fixture
def coordinator(app, client):
    with transaction():
        made = people.person(Role.COORDINATOR, name="Sara Bianchi")
    client.enter(made)
    return made


@pytest.fixture
def activity(coordinator):
    with transaction():
        made = activities.activity((coordinator,), course_id=activities.course(key="lm").id)
        begin_checklist(made)
    return made


def press(client, address, to):
    token = client.get(address).page.find(".//input[@name='csrf_token']").get("value")
    return client.post(to, data={"csrf_token": token})


def due(activity):
    return {line.usual: rules.due_day(line, activity) for line in queries.lines([activity])}


def test_an_activity_begins_with_the_usual_lines_dated_from_its_dates(activity):
    first, last = activity.starts.day, activity.ends.day

    assert due(activity) == {
        usual: (first if anchor is Anchor.START else last) + timedelta(days=days)
        for usual, (anchor, days, _who) in USUAL.items()
    }


def test_open_lines_move_with_the_dates_and_done_ones_stay(activity, coordinator):
    before = due(activity)
    call = next(one for one in queries.lines([activity]) if one.usual is Usual.CALL)
    with transaction():
        operations.tick(call, by=coordinator, at=clock.now())
        days = [
            PartialDate(str(one.day + timedelta(days=70)))
            for one in (activity.starts, activity.ends)
        ]
        operations.move(activity, *days, None, None, by=coordinator, at=clock.now())

    after = due(activity)
    assert after[Usual.CALL] == before[Usual.CALL]
    assert {usual for usual in before if after[usual] - before[usual] == timedelta(days=70)} == (
        set(before) - {Usual.CALL}
    )


def test_nothing_is_due_on_a_day_while_only_the_month_is_known():
    line = ActivityCheck(anchor=Anchor.END, days=30)
    known = activities.Activity(starts=PartialDate("2027-02-01"), ends=PartialDate("2027-02-28"))

    assert str(rules.due_day(line, known)) == "2027-03-30"
    known.ends = PartialDate("2028-02")
    assert rules.due_day(line, known) is None
    known.ends = PartialDate("2028-02-29")
    assert str(rules.due_day(line, known)) == "2028-03-30"


def test_a_line_is_ticked_off_with_who_and_when_and_the_tick_taken_back(client, activity):
    page = f"/staff/activities/{activity.key}/checklist"
    line = queries.lines([activity])[0]

    assert press(client, page, f"{page}/{line.id}/tick").location == page
    assert "Done Sara Bianchi" in words(client.get(page))
    press(client, page, f"{page}/{line.id}/untick")
    assert "Sara Bianchi," not in words(client.get(page))
    db.session.expire_all()
    assert (line.done_at, line.done_by, line.was_due) == (None, None, None)


def test_a_tick_from_her_day_leads_back_to_her_day(client, coordinator, activity):
    with transaction():
        operations.add_line(
            activity,
            LineFacts(Text(en="Book the bus"), Anchor.START, -60, Who.ASSISTANT),
            by=coordinator,
            at=clock.now(),
        )
    page = client.get("/staff").page
    form = next(one for one in page.iter("form") if one.get("action", "").endswith("/tick"))
    sent = {one.get("name"): one.get("value") for one in form.iter("input")}

    assert "Book the bus" in "".join(page.itertext())
    assert client.post(form.get("action"), data=sent).location == "/staff"


def test_own_lines_are_added_and_removed(client, activity):
    page = f"/staff/activities/{activity.key}/checklist"
    form = client.get(page).page
    token = form.find(".//input[@name='csrf_token']").get("value")
    sent = {"csrf_token": token, "words": "Book the bus", "days": "3", "who": "assistant"}
    empty = client.post(page, data={**sent, "words": "", "when": "before-end"})
    assert empty.status_code == 422
    assert "Say what is to be done." in words(empty)

    assert client.post(page, data={**sent, "when": "before-end"}).status_code == 303
    (line,) = [one for one in queries.lines([activity]) if one.usual is None]
    assert (line.words, line.anchor, line.days, line.who) == (
        {"en": "Book the bus"},
        Anchor.END,
        -3,
        Who.ASSISTANT,
    )
    press(client, page, f"{page}/{line.id}/remove")
    assert "Book the bus" not in words(client.get(page))


def test_a_line_of_another_activity_is_not_there(client, coordinator, activity):
    with transaction():
        foreign = activities.activity((people.person(Role.COORDINATOR),))
        line = ActivityCheck(activity=foreign, usual=Usual.CALL, days=-90)
        db.session.add(line)
    page = f"/staff/activities/{activity.key}/checklist"

    assert press(client, page, f"{page}/{line.id}/tick").status_code == 404


def test_a_cancelled_activity_takes_no_more_lines(client, coordinator):
    with transaction():
        made = activities.activity((coordinator,), state=State.CANCELLED)
    facts = LineFacts(Text(en="Late"), Anchor.START, 0, Who.FINANCE)
    with transaction(), pytest.raises(rules.Over):
        operations.add_line(made, facts, by=coordinator, at=clock.now())


def test_the_next_run_of_the_course_begins_with_the_list_of_this_one(client, activity, coordinator):
    page = f"/staff/activities/{activity.key}/checklist"
    with transaction():
        for line in queries.lines([activity])[1:]:
            operations.remove_line(line, by=coordinator, at=clock.now())
        operations.add_line(
            activity,
            LineFacts(Text(en="Book the bus"), Anchor.START, -3, Who.ASSISTANT),
            by=coordinator,
            at=clock.now(),
        )
    press(client, page, f"{page}/keep")

    with transaction():
        second = activities.activity((coordinator,), course_id=activity.course_id)
        begin_checklist(second)
    assert [(one.usual, one.words) for one in queries.lines([second])] == [
        (Usual.CALL, {}),
        (None, {"en": "Book the bus"}),
    ]


def test_the_list_takes_few_statements_however_long_it_is(client, activity, statements):
    page = f"/staff/activities/{activity.key}/checklist"
    counts = [statements(lambda: client.get(page))]
    with transaction():
        db.session.add_all(
            ActivityCheck(activity_id=activity.id, words=Text(en="More"), days=day)
            for day in range(30)
        )
    counts.append(statements(lambda: client.get(page)))
    assert counts[0] == counts[1] <= 10


@pytest.mark.parametrize("deed", [operations.tick, operations.untick, operations.remove_line])
def test_a_line_that_somebody_deleted_meanwhile_is_refused(coordinator, deed):
    with transaction():
        activity = activities.activity((coordinator,))
        begin_checklist(activity)
    with transaction():
        line = queries.lines([activity])[0]
        db.session.execute(delete(ActivityCheck), execution_options={"synchronize_session": False})
        with pytest.raises(Vanished):
            deed(line, by=coordinator, at=clock.now())
