"""The same change of several activities: shown first, done as it was shown, or not at all."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from courses.activities import operations, queries
from courses.activities.bulk import doing
from courses.activities.models import Activity, Anchor, State, Vocabulary, Who
from courses.activities.operations import LineFacts
from courses.catalogue.models import CourseInterest
from tests.factories import activities, people
from tests.factories.activities import TODAY
from turin import clock
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.mail.models import Intent
from turin.people.models import Role

LIST, CHANGE = "/staff/activities", "/staff/activities/change"
DEADLINE = TODAY + timedelta(days=30)


@pytest.fixture
def coordinator(app, client):
    with transaction():
        made = people.person(Role.COORDINATOR, name="Maria Rossi")
    client.enter(made)
    return made


@pytest.fixture
def three(coordinator):
    """Three of hers, of which the last is over."""
    with transaction():
        one, two = (activities.activity((coordinator,), code=f"A900{n}") for n in (1, 2))
        over = activities.activity((coordinator,), code="A9003", state=State.CLOSED)
    return one, two, over


@pytest.fixture
def keys(three):
    return [one.key for one in three]


def words(answer):
    return " ".join("".join(answer.page.itertext()).split())


def hidden(answer):
    found = answer.page.findall(".//main//form//input[@type='hidden']")
    return {one.get("name"): one.get("value") for one in found}


def asked(client, what, keys, **typed):
    """Fill in the form of a change, and return what it shows and what would be sent again."""
    form = client.get(f"{CHANGE}/{what}", query_string={"a": keys})
    shown = client.post(f"{CHANGE}/{what}", data={**hidden(form), **typed})
    return shown, {**hidden(shown), **typed}


def stored(name="deadline"):
    db.session.expire_all()
    return list(db.session.scalars(select(getattr(Activity, name)).order_by(Activity.key)))


def deeds():
    return list(db.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)))


LATER = {"name": "deadline", "how": "later", "days": "7"}


def test_it_shows_what_it_would_do_and_then_does_just_that(client, three, keys):
    shown, again = asked(client, "day", keys, **LATER)

    assert shown.status_code == 200
    assert "Change 2 activities" in words(shown)
    new = DEADLINE + timedelta(days=7)
    assert words(shown).count(f"After: {new.day} {new:%B %Y}") == 2
    assert "Stays as it is Nothing can be changed any more" in words(shown)
    assert stored() == [DEADLINE] * 3
    assert deeds() == []

    done = client.post(f"{CHANGE}/day", data=again)
    assert "2 activities are changed" in words(done)
    assert stored() == [new, new, DEADLINE]
    assert deeds() == ["activities.edited"] * 2


def test_a_second_press_does_not_do_it_twice(client, three, keys):
    _shown, again = asked(client, "day", keys, **LATER)
    client.post(f"{CHANGE}/day", data=again)
    second = client.post(f"{CHANGE}/day", data=again)

    assert "This is what would be done" in words(second)
    assert stored()[0] == DEADLINE + timedelta(days=7)


def test_what_changed_meanwhile_is_shown_before_anything_is_done(client, coordinator, three, keys):
    _shown, again = asked(client, "day", keys, **LATER)
    with transaction():
        three[1].deadline = DEADLINE + timedelta(days=1)
        queries.find(three[1].key).deadline = DEADLINE + timedelta(days=1)
    answer = client.post(f"{CHANGE}/day", data=again)

    assert "This is what would be done" in words(answer)
    assert stored() == [DEADLINE, DEADLINE + timedelta(days=1), DEADLINE]
    client.post(f"{CHANGE}/day", data={**again, **hidden(answer)})
    assert stored()[1] == DEADLINE + timedelta(days=8)


def test_nobody_changes_what_she_does_not_run(client, three):
    with transaction():
        other = activities.activity(code="A9009").key
    shown, again = asked(client, "day", [other, three[0].key], **LATER)

    assert "A9009" not in words(shown)
    client.post(f"{CHANGE}/day", data=again)
    assert stored() == [DEADLINE + timedelta(days=7), DEADLINE, DEADLINE, DEADLINE]


def test_a_coordinator_comes_and_goes_but_the_last_one_stays(client, coordinator, three, keys):
    with transaction():
        other = people.person(Role.COORDINATOR, name="Aisha Diallo")
    _shown, again = asked(client, "coordinator", keys[:2], person=other.id, added="y")
    client.post(f"{CHANGE}/coordinator", data=again)
    run = [{one.person_id for one in queries.find(key).coordinators} for key in keys]
    assert run == [{coordinator.id, other.id}] * 2 + [{coordinator.id}]

    shown, _again = asked(client, "coordinator", keys, person=coordinator.id, added="n")
    assert words(shown).count("Before: Maria Rossi, Aisha Diallo After: Aisha Diallo") == 2
    assert "Somebody must run the activity" in words(shown)


def test_a_term_is_chosen_and_taken_away_and_the_rest_of_the_backing_stays(
    client, coordinator, three, keys
):
    with transaction():
        donor = operations.add_term(
            Vocabulary.DONOR, Text(en="A donor"), by=coordinator, at=clock.now()
        )
    for term, left in ((f"donor:{donor.id}", donor.id), ("donor:", None)):
        shown, again = asked(client, "term", keys[:2], term=term)
        assert words(shown).count("A donor") == 3  # before or after, and among the choices
        client.post(f"{CHANGE}/term", data=again)
        db.session.expire_all()
        assert [queries.find(key).backing.donor_id for key in keys[:2]] == [left] * 2


@pytest.mark.parametrize(
    ("typed", "spoken"),
    [
        ({"how": "add", "languages": ["fr"], "interpreted": ["ar"]}, "en fr ar*"),
        ({"how": "exactly", "languages": ["es"]}, "es"),
    ],
)
def test_languages_are_added_or_replaced(client, three, keys, typed, spoken):
    _shown, again = asked(client, "languages", keys[:1], **typed)
    client.post(f"{CHANGE}/languages", data=again)

    found = queries.find(keys[0]).languages
    assert " ".join(one.language + "*" * one.interpreted for one in found) == spoken


def test_the_last_working_language_is_not_taken_away(client, three, keys):
    shown, _again = asked(client, "languages", keys[:1], how="remove", languages=["en"])
    assert "One working language at least must stay" in words(shown)


def test_a_line_is_added_once(client, coordinator, three, keys):
    typed = {"words": "Flags", "days": "7", "when": "before-start", "who": "finance"}
    line = LineFacts(Text(en="Flags"), Anchor.START, -7, Who.FINANCE)
    with transaction():
        operations.add_line(queries.find(keys[0]), line, by=coordinator, at=clock.now())
    shown, again = asked(client, "line", keys, **typed)

    assert "It is so already." in words(shown)
    client.post(f"{CHANGE}/line", data=again)
    found = [[one.words["en"] for one in queries.lines([queries.find(key)])] for key in keys]
    assert found == [["Flags"]] * 3


def test_a_step_is_taken_where_the_rules_allow_it_and_tells_whom_a_single_one_tells(
    client, coordinator
):
    with transaction():
        course = activities.course()
        known = {"state": State.APPROVED, "course_id": course.id}
        ready = activities.activity((coordinator,), code="A9001", **known)
        activities.activity((coordinator,), code="A9002", **known, seats=None)
        month = PartialDate("2031-03")
        activities.activity((coordinator,), code="A9003", starts=month, ends=None)
        db.session.add(
            CourseInterest(
                course_id=course.id,
                email="a@union.example",
                email_key="a@union.example",
                language="fr",
                asked_at=clock.now(),
            )
        )
    shown, again = asked(client, "step", ["A9001", "A9002", "A9003"], step="open")

    assert "Before: Approved After: Open for applications" in words(shown)
    assert "say how many seats there are" in words(shown)
    assert "It is so already." in words(shown)
    assert db.session.query(Intent).count() == 0
    client.post(f"{CHANGE}/step", data=again)
    assert stored("state") == [State.OPEN, State.APPROVED, State.OPEN]
    (letter,) = db.session.query(Intent)
    assert (letter.kind, letter.subject_id) == ("activities.has_dates", ready.id)


@pytest.mark.parametrize(
    ("what", "typed", "sentence"),
    [
        ("day", {**LATER, "days": ""}, "Say how many days."),
        ("day", {**LATER, "how": "exactly", "day": "soon"}, "Write a day like"),
        ("day", {**LATER, "how": "exactly"}, "Write a day like"),
        ("languages", {"how": "add"}, "Choose at least one language."),
        ("line", {"words": "", "days": "3", "when": "before-start"}, "Say what is to be done."),
        ("term", {"term": "donor:999"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_comes_back_with_all_that_was_typed(client, keys, what, typed, sentence):
    shown, again = asked(client, what, keys, **typed)

    assert shown.status_code == 422
    assert sentence in words(shown)
    assert again["chosen"] == " ".join(keys)
    assert deeds() == []


def test_from_the_list_one_ticks_some_or_takes_all_that_the_filter_finds(client, three, keys):
    page = client.get(f"{LIST}?when=&ticked=1").page
    boxes = page.findall(".//tbody//input[@type='checkbox']")
    assert {one.get("value") for one in boxes if one.get("checked") is not None} == set(keys)

    some = words(client.get(CHANGE, query_string={"a": keys[:2]}))
    assert "Change 2 activities" in some
    everything = words(client.get(f"{CHANGE}?all=1&when="))
    assert "Change 3 activities" in everything
    closed = words(client.get(f"{CHANGE}?all=1&when=&state=closed"))
    assert "Change 1 activity" in closed
    assert "tick them in the list" in words(client.get(CHANGE))


def test_too_many_at_once_are_refused(client, coordinator, three, monkeypatch):
    monkeypatch.setattr(doing, "MOST", 2)
    assert "at most 2 at once" in words(client.get(f"{CHANGE}?all=1&when="))


def test_a_day_is_set_or_taken_away(client, three, keys):
    day = DEADLINE - timedelta(days=3)
    for typed, left in (({"how": "exactly", "day": day}, day), ({"how": "none"}, None)):
        _shown, again = asked(client, "day", keys[:1], name="deadline", **typed)
        client.post(f"{CHANGE}/day", data=again)
        assert stored()[0] == left


def test_no_more_statements_to_show_for_many_than_for_few(client, coordinator, statements):
    with transaction():
        many = [activities.activity((coordinator,)).key for _number in range(20)]
    few = statements(lambda: client.get(CHANGE, query_string={"a": many[:2]}))
    assert statements(lambda: client.get(CHANGE, query_string={"a": many})) == few <= 10
