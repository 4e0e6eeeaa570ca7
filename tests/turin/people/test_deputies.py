"""Deputies: while a coordinator is away another runs what is hers, and not an hour longer."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from courses.activities import access, questions
from courses.activities import operations as activity_operations
from courses.activities.models import Activity
from tests.factories import activities, people
from tests.forms import typed, words
from turin import clock
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.mail.models import Intent
from turin.people import operations as accounts
from turin.people.deputies import operations, rules
from turin.people.models import Deputy, Role

NOON = datetime(2027, 4, 20, 12, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def maria(app):
    with transaction():
        return people.person(Role.COORDINATOR, name="Maria Rossi", zone="Asia/Kathmandu")


@pytest.fixture
def paul(app):
    with transaction():
        return people.person(Role.COORDINATOR, name="Paul Keller", zone="America/Lima")


@pytest.fixture
def anna(app):
    with transaction():
        return people.person(Role.COORDINATOR, name="Anna Silva")


@pytest.fixture
def activity(maria):
    with transaction():
        return activities.activity((maria,), key="A900001", code="A900001")


def name(person, chosen, first=TODAY, last=TODAY + timedelta(days=2), by=None):
    with transaction():
        return operations.name(person, chosen, first, last, by=by or person, at=clock.now())


def runs(person, activity) -> bool:
    db.session.rollback()
    return access.runs(person, activity)


def recipients(kind):
    asked = select(Intent.person_id).where(Intent.kind == kind).order_by(Intent.id)
    return db.session.scalars(asked).all()


def test_her_days_begin_and_end_at_midnight_on_her_own_clocks(maria, paul, activity):
    name(maria, paul, date(2027, 4, 21), date(2027, 5, 3))
    midnight = datetime(2027, 4, 20, 18, 15, tzinfo=UTC)  # 21 April in Kathmandu
    over = datetime(2027, 5, 3, 18, 15, tzinfo=UTC)
    for moment, expected in [
        (midnight - timedelta(seconds=1), False),
        (midnight, True),
        (over - timedelta(seconds=1), True),
        (over, False),
    ]:
        with time_machine.travel(moment, tick=False):
            assert runs(paul, activity) is expected, moment


def test_days_over_a_change_of_clocks_are_whole():
    begins, ends = rules.moments(date(2027, 3, 28), date(2027, 3, 28), "Europe/Rome")
    assert ends - begins == timedelta(hours=23)


def test_her_deputy_sees_it_in_her_day_and_lists_as_hers(client, maria, paul, activity):
    name(maria, paul, last=date(2027, 5, 3))
    client.enter(paul)
    for page in ("/staff", "/staff/activities?when=", "/staff/activities/A900001"):
        assert "for Maria Rossi until 3 May 2027" in words(client.get(page)), page


def test_what_a_deputy_does_is_noted_as_done_for_her(maria, paul, activity, anna):
    name(maria, paul)
    with transaction():
        found = db.session.get_one(Activity, activity.id)
        activity_operations.assign(anna, found, by=paul, at=clock.now())
        activity_operations.assign(anna, activities.activity((paul,)), by=paul, at=clock.now())
    wanted = select(AuditEntry).where(AuditEntry.deed == "activities.assigned")
    first, own = db.session.scalars(wanted.order_by(AuditEntry.id)).all()
    assert (first.person_id, first.facts["for"]) == (paul.id, maria.id)
    assert "for" not in own.facts


def test_letters_to_coordinators_go_to_the_deputy_too(maria, paul, activity):
    name(maria, paul)
    with transaction():
        questions.ask(
            db.session.get_one(Activity, activity.id),
            name="Sita",
            email="sita@union.example",
            words="When?",
            language="en",
            at=clock.now(),
        )
    assert recipients("activities.question") == [maria.id, paul.id]


def test_a_deputy_has_no_deputy(maria, paul, anna, activity):
    name(maria, paul)
    with pytest.raises(rules.StandsIn):
        name(paul, anna)
    with pytest.raises(rules.AwayHerself):
        name(anna, maria)
    with pytest.raises(rules.NamedAlready):
        name(maria, anna)
    later = TODAY + timedelta(days=3)
    name(paul, anna, later, later)
    assert not runs(anna, activity)
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        assert not runs(anna, activity)


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (2, 1, rules.Backwards),
        (-3, -1, rules.Over),
        (0, 367, rules.TooFar),
    ],
)
def test_days_that_cannot_be_are_refused(maria, paul, first, last, refusal):
    with pytest.raises(refusal):
        name(maria, paul, TODAY + timedelta(days=first), TODAY + timedelta(days=last))


def test_nothing_is_given_afterwards(maria, paul):
    assert name(maria, paul, TODAY - timedelta(days=9)).first == TODAY


def test_nobody_but_she_and_an_administrator_names_her_deputy(maria, paul, anna):
    with pytest.raises(rules.NotHers):
        name(maria, paul, by=anna)
    with transaction():
        boss = people.person(Role.ADMINISTRATOR)
        trainer = people.person(Role.TRAINER)
    with pytest.raises(rules.RunsNothing):
        name(maria, trainer)
    name(maria, paul, by=boss)
    assert recipients("people.deputy") == [paul.id, maria.id]


def test_she_names_and_ends_it_on_her_page(client, maria, paul, activity):
    client.enter(maria)
    page = client.get("/staff/deputy")
    sent = {**typed(page), "deputy": str(paul.id), "first": "2027-04-20", "last": "2027-04-19"}
    refused = client.post("/staff/deputy", data=sent)
    assert "The last day is before the first" in words(refused)
    assert typed(refused)["first"] == "2027-04-20"
    assert client.post("/staff/deputy", data={**sent, "last": "2027-04-22"}).status_code == 303
    assert runs(paul, activity)
    (made,) = db.session.scalars(select(Deputy))
    token = {"csrf_token": sent["csrf_token"]}
    assert client.post(f"/staff/deputy/{made.id}/end", data=token).status_code == 303
    assert not runs(paul, activity)
    assert "Nobody is named." in words(client.get("/staff/deputy"))
    assert recipients("people.deputy") == [paul.id, paul.id]


def test_one_called_off_before_it_began_never_holds(maria, paul, activity):
    made = name(maria, paul, TODAY + timedelta(days=5), TODAY + timedelta(days=6))
    with transaction():
        operations.end(made, by=maria, at=clock.now())
    with time_machine.travel(NOON + timedelta(days=5), tick=False):
        assert not runs(paul, activity)
    name(maria, paul, TODAY + timedelta(days=5), TODAY + timedelta(days=6))


@pytest.mark.parametrize("who", ["maria", "paul"])
def test_whoever_loses_the_role_or_the_account_ends_it(request, maria, paul, activity, anna, who):
    name(maria, paul)
    person = request.getfixturevalue(who)
    with transaction():
        accounts.disable(maria, by=anna, at=clock.now()) if who == "maria" else (
            accounts.revoke_role(person, Role.COORDINATOR, by=anna, at=clock.now())
        )
    assert not runs(paul, activity)


def test_a_page_of_a_deputy_that_was_ended_meanwhile_writes_nothing(client, maria, paul, activity):
    made = name(maria, paul)
    client.enter(paul)
    page = client.get("/staff/activities/A900001/edit")
    with transaction():
        operations.end(db.session.get_one(Deputy, made.id), by=maria, at=clock.now())
    sent = client.post("/staff/activities/A900001/edit", data={**typed(page), "seats": "7"})
    assert sent.status_code == 404
    assert db.session.get_one(Activity, activity.id).seats == 25
