"""The pages of outcomes: from the record to the ledger, in any language."""

import pytest
from sqlalchemy import select

from courses.outcomes.models import Commitment, Outcome, State
from tests.factories import activities, outcomes, people
from tests.forms import send, words
from turin.db import db, transaction
from turin.db.types import Text
from turin.people.models import Role

ADD = "/staff/activities/A1/outcomes/add"
TYPED = {"kind": "road_map", "title": "Road map", "words": "", "adopted": "2027-03"}


@pytest.fixture
def coordinator(client):
    """She is signed in."""
    with transaction():
        made = people.person(Role.COORDINATOR, name="Maria Rossi")
    client.enter(made)
    return made


@pytest.fixture
def activity(coordinator):
    with transaction():
        return activities.activity([coordinator], key="A1")


@pytest.fixture
def declared(activity):
    with transaction():
        return outcomes.outcome(activity)


@pytest.fixture
def undertaken(declared, coordinator):
    with transaction():
        return outcomes.commitment(declared, coordinator, owner="Some union")


def test_an_activity_without_outcomes_says_what_to_do(client, activity):
    shown = client.get("/staff/activities/A1/outcomes")
    assert "Nothing is recorded yet" in words(shown)
    assert shown.page.find(f".//a[@href='{ADD}']") is not None


def test_an_outcome_is_recorded_in_the_language_one_chooses(client, activity):
    assert send(client, f"{ADD}?written=lo", **TYPED).status_code == 303
    made = db.session.scalars(select(Outcome)).one()
    assert (made.title, made.words, made.published) == (Text(lo="Road map"), Text(), False)


def test_another_language_is_added_and_the_others_stay(client, declared):
    path = f"/staff/outcomes/{declared.id}?written=fr"
    answers = {"kind": "declaration", "title": "Déclaration", "words": "Nous déclarons."}
    assert send(client, path, **answers, published="y").status_code == 303
    assert dict(db.session.get_one(Outcome, declared.id).words) == {
        "en": "We, the participants, declare.",
        "ar": "نحن المشاركين نعلن.",
        "fr": "Nous déclarons.",
    }


def test_nothing_typed_is_lost_when_it_is_refused(client, declared):
    path = f"/staff/outcomes/{declared.id}/commitments/add"
    refused = send(client, path, words="Open a service", owner="A union", due="2026-01-01")
    assert refused.status_code == 422
    assert "Choose a date that is not before its adoption (March 2027)" in words(refused)
    assert refused.page.findtext(".//textarea[@id='words']").strip() == "Open a service"
    assert refused.page.find(".//input[@id='due']").get("value") == "2026-01-01"


def test_commitments_are_added_one_after_the_other(client, declared):
    path = f"/staff/outcomes/{declared.id}/commitments/add"
    again = send(client, path, words="Open a service", owner="A union", due="", another="1")
    assert again.headers["Location"].endswith(path)
    assert [one.owner for one in db.session.scalars(select(Commitment))] == ["A union"]


def test_how_far_it_is_stands_in_the_ledger_with_who_noted_it(client, undertaken):
    path = f"/staff/commitments/{undertaken.id}/progress"
    send(client, path, state="under_way", words="They found a room.")
    assert undertaken.state == State.UNDER_WAY
    went_on = words(client.get(path))
    assert "They found a room." in went_on
    assert "Maria Rossi" in went_on
    assert "Under way" in words(client.get("/staff/commitments?owner=union&state=under_way"))
    assert "No commitment fits" in words(client.get("/staff/commitments?state=done"))


def test_what_was_noted_by_mistake_is_taken_away(client, undertaken, declared):
    token = send(client, f"/staff/commitments/{undertaken.id}", words="", owner="", due="")
    assert token.status_code == 422
    form = {
        "csrf_token": token.page.find(".//input[@name='csrf_token']").get("value"),
    }
    gone = client.post(f"/staff/commitments/{undertaken.id}/remove", data=form)
    assert gone.status_code == 303
    assert send(client, f"/staff/outcomes/{declared.id}/remove").status_code == 303
    assert db.session.scalars(select(Outcome)).all() == []


def test_everybody_reads_a_published_outcome_and_not_how_far_it_is(client, undertaken, declared):
    with transaction():
        undertaken.state = State.DROPPED
    client.leave()
    shown = words(client.get(f"/fr/outcomes/{declared.id}"))
    assert "We, the participants, declare." in shown
    assert "Open an advice service" in shown
    assert "Some union" in shown
    assert "Abandonné" not in shown
    page = client.get(f"/en/courses/{declared.activity.key}", follow_redirects=True).page
    assert page.find(f".//a[@href='/en/outcomes/{declared.id}']") is not None


@pytest.mark.parametrize("hidden", ["published", "activity"])
def test_nobody_reads_what_is_not_published(client, declared, hidden):
    with transaction():
        if hidden == "published":
            declared.published = False
        else:
            declared.activity.state = "draft"
    assert client.get(f"/en/outcomes/{declared.id}").status_code == 404


def test_the_ledger_needs_no_statement_a_row(client, undertaken, declared, coordinator, statements):
    few = statements(lambda: client.get("/staff/commitments"))
    assert few <= 10
    with transaction():
        for _ in range(20):
            outcomes.commitment(declared, coordinator, owner="Some union")
    assert statements(lambda: client.get("/staff/commitments")) == few
