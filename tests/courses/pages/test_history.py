"""The history of an activity: who changed what and when, as it was and as it is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete

from courses.activities import operations, queries
from courses.activities.models import Anchor, Vocabulary, Who
from courses.activities.operations import LineFacts
from courses.activities.operations.planning import facts_of
from courses.activities.rules import Step
from courses.schedule import operations as schedule
from courses.schedule import rules
from tests.factories import activities, people
from tests.factories import schedule as sessions
from turin import audit, clock
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.db.types import Text
from turin.people.deputies import operations as deputies
from turin.people.models import Person, Role


@pytest.fixture
def coordinator(app, client):
    with transaction():
        made = people.person(Role.COORDINATOR, name="Maria Rossi")
    client.enter(made)
    return made


@pytest.fixture
def activity(coordinator):
    with transaction():
        return activities.activity((coordinator,), code="A9001", modules=[activities.module()])


def told(client, activity, **asked):
    """Return each row of the page as its words."""
    page = client.get(f"/staff/activities/{activity.key}/history", query_string=asked).page
    return [" ".join("".join(row.itertext()).split()) for row in page.findall(".//tbody/tr")]


def done(deed, *args, by, at=None, **kwargs):
    with transaction():
        return deed(*args, by=by, at=at or clock.now(), **kwargs)


def test_what_a_deputy_did_says_for_whom(client, coordinator, activity):
    today = clock.now().date()
    with transaction():
        deputy = people.person(Role.COORDINATOR, name="Mateo Rojas")
        days = today, today + timedelta(days=1)
        deputies.name(coordinator, deputy, *days, by=coordinator, at=clock.now())
    done(operations.edit, activity, replace(facts_of(activity), seats=30), by=deputy)

    (row,) = told(client, activity)
    assert "Mateo Rojas for Maria Rossi" in row


def test_what_an_assistant_is_given_stands_there(client, coordinator, activity):
    with transaction():
        assistant = people.person(Role.ASSISTANT, name="Tendai Moyo")
    done(operations.assist, assistant, activity, by=coordinator)
    (row,) = told(client, activity)
    assert "Assistant added" in row
    assert "Tendai Moyo" in row


def test_each_field_stands_there_as_it_was_and_as_it_is(client, coordinator, activity):
    facts = replace(
        facts_of(activity),
        seats=1200,
        languages=["en", "fr"],
        interpreted=["ar"],
        audience=["workers"],
        country="JO",
        deadline=None,
    )
    day = activity.deadline
    done(operations.edit, activity, facts, by=coordinator)

    (row,) = told(client, activity)
    assert "Maria Rossi" in row
    assert "Seats Before: 25 After: 1,200" in row
    assert "Working languages Before: English After: English, French" in row
    assert "Interpretation into Before: nothing After: Arabic" in row
    assert "Country Before: Italy After: Jordan" in row
    assert f"Apply by Before: {day.day} {day:%B %Y} After: nothing" in row
    assert "Employers’ organizations" in row
    assert "Venue" not in row


def test_what_belongs_to_it_is_told_with_it_newest_first(client, coordinator, activity):
    other, now = people.person, clock.now()
    with transaction():
        other = people.person(Role.COORDINATOR, name="Aisha Diallo")
        donor = operations.add_term(Vocabulary.DONOR, Text(en="A donor"), by=coordinator, at=now)
    operations_in_order = [
        (operations.assign, other, activity),
        (operations.unassign, other, activity),
        (operations.take, Step.CONFIRM, activity),
        (operations.back, activity, backing(donor_id=donor.id, targets={"f": 12})),
        (operations.add_line, activity, LineFacts(Text(en="Flags"), Anchor.START, -7, Who.FINANCE)),
    ]
    for place, (deed, *args) in enumerate(operations_in_order):
        done(deed, *args, by=coordinator, at=now + timedelta(minutes=place))
    with transaction():
        (line,) = queries.lines([activity])
        operations.tick(line, by=coordinator, at=now + timedelta(hours=1))
        operations.remove_line(line, by=coordinator, at=now + timedelta(hours=2))

    rows = told(client, activity)
    for row, words in zip(
        rows,
        [
            "Line deleted Flags",
            "Marked as done Flags",
            "7 days before the first day",
            "Donor Before: nothing After: A donor",
            "Before: Open for applications After: Confirmed",
            "Coordinator Before: Aisha Diallo After: nothing",
            "Coordinator Before: nothing After: Aisha Diallo",
        ],
        strict=True,
    ):
        assert words in row
    assert "Targets Before: nothing After: Women 12" in rows[3]
    assert len(told(client, activity, part="checklist")) == 3
    assert len(told(client, activity, part="no-such-part")) == 7


def backing(**over):
    names = dict.fromkeys(operations.BackingFacts.__slots__)
    texts = {"cancellation": Text(), "expected": Text(), "countries": [], "targets": {}}
    return operations.BackingFacts(**{**names, **texts, "currency": "EUR", **over})


def test_sessions_and_modules_are_told_without_the_link_that_lets_one_in(
    client, coordinator, activity
):
    with transaction():
        trainer = people.person(Role.TRAINER, name="Kofi Mensah")
        room = sessions.room(name="Africa 11")
        session = sessions.session(activity, title=Text(en="Opening"))
        activity.modules[0].module.hours = 9
    facts = schedule.Facts(
        slot=rules.slot(session),
        title=Text(en="Opening"),
        module=None,
        room=room,
        online=True,
        trainers=[trainer],
        link="https://meet.example/secret",
    )
    done(schedule.change, session, facts, by=coordinator)
    with transaction():
        operations.renew(activity, activity.modules[0].id, by=coordinator, at=clock.now())
    done(schedule.remove, session, by=coordinator)

    removed, renewed, changed = told(client, activity)
    assert "Session changed Opening" in changed
    assert "Room Before: nothing After: Africa 11" in changed
    assert "Trainers Before: nothing After: Kofi Mensah" in changed
    assert "Hours Before: 6 After: 9" in renewed
    assert "Trainers Before: Kofi Mensah After: nothing" in removed
    kept = repr([one.facts for one in db.session.query(AuditEntry)])
    assert "secret" not in removed + changed + kept


def test_old_entries_show_what_they_know(client, coordinator, activity):
    with transaction():
        for deed, facts in (
            ("activities.edited", {}),
            ("activities.state", {"before": "draft", "after": "approved"}),
            ("activities.moved", {"before": "2027-03", "after": "2027-03-08"}),
            ("activities.edited", {"changes": {"choice": ["by_lot", "selection"]}}),
            ("activities.of_a_later_day", {}),
        ):
            audit.record(deed, activity, by=coordinator, at=clock.now(), **facts)

    assert [row.split("Maria Rossi ")[1] for row in told(client, activity)] == [
        "Edited How seats are given Before: by_lot After: Chosen after the deadline",
        "Dates moved First day Before: March 2027 After: 8 March 2027",
        "Taken a step further State Before: Draft After: Approved",
        "Edited",
    ]


def test_who_was_forgotten_is_named_no_more(client, coordinator, activity):
    with transaction():
        other = people.person(Role.COORDINATOR, name="Aisha Diallo")
    done(operations.assign, other, activity, by=other)
    with transaction():
        db.session.execute(delete(Person).where(Person.id == other.id))

    (row,) = told(client, activity)
    assert "Aisha" not in row
    assert "Nobody signed in" in row
    assert "After: no longer known" in row


def test_another_plan_of_the_same_number_has_no_history_yet(client, coordinator, activity):
    with transaction():
        audit.record("activities.edited", activity, by=coordinator, at=clock.now())
        audit.record("activities.discarded", activity, by=coordinator, at=clock.now())

    assert told(client, activity) == []


def test_a_long_history_has_pages_and_takes_few_statements(
    client, coordinator, activity, statements
):
    def path():
        return client.get(f"/staff/activities/{activity.key}/history")

    counts = []
    for times in (2, 60):
        with transaction():
            for number in range(times):
                audit.record(
                    "activities.assigned",
                    activity,
                    by=coordinator,
                    at=clock.now(),
                    person=coordinator.id + number,
                )
        counts.append(statements(path))
    assert counts[0] == counts[1] <= 10
    assert len(told(client, activity)) == 50
    assert len(told(client, activity, page=2)) == 12
