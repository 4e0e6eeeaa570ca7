"""Who is behind an activity, what it costs, for whom it is meant, and the words for it."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from courses.activities import operations, queries, rules
from courses.activities.models import BEHIND, Backing, State, Term, Vocabulary
from courses.activities.routes.backing import DEEDS
from courses.registration import operations as registration
from tests.courses.registration.form import STEPS
from tests.factories import activities, people
from tests.factories import registration as factory
from tests.factories.activities import TODAY
from turin import clock
from turin.db import db, transaction
from turin.db.types import Text
from turin.errors import Vanished
from turin.people.models import Role

FUNDING = {"Regular budget", "Extra-budgetary resources"}


def words(answer):
    return " ".join("".join(answer.page.itertext()).split())


@pytest.fixture
def coordinator(app, client):
    with transaction():
        made = people.person(Role.COORDINATOR)
    client.enter(made)
    return made


@pytest.fixture
def activity(coordinator):
    with transaction():
        return activities.activity((coordinator,))


@pytest.fixture
def donor(coordinator):
    with transaction():
        return operations.add_term(
            Vocabulary.DONOR, Text(en="Donor of old"), by=coordinator, at=clock.now()
        )


def send(client, address, to=None, **values):
    token = client.get(address).page.find(".//input[@name='csrf_token']").get("value")
    return client.post(to or address, data={"csrf_token": token, **values})


def backed(client, activity, **over):
    known = {"currency": "EUR", "tuition": "2450", "subsistence": "1180", "workers": "8", "f": "12"}
    none = {f"{one}_id": "" for one in BEHIND}
    return send(client, f"/staff/activities/{activity.key}/backing", **{**none, **known, **over})


def test_it_is_said_and_stands_on_the_page_of_the_activity(client, activity, donor):
    funding = queries.terms()[Vocabulary.FUNDING][0]
    day = activity.starts.day - timedelta(days=20)
    answer = backed(
        client, activity, donor_id=donor.id, funding_id=funding.id, decide_by=day, expected="A plan"
    )

    assert answer.status_code == 303
    backing = queries.find(activity.key).backing
    assert (backing.donor_id, backing.tuition, backing.decide_by) == (donor.id, 2450, day)
    assert (backing.targets, backing.expected) == ({"workers": 8, "f": 12}, {"en": "A plan"})
    shown = words(client.get(f"/staff/activities/{activity.key}"))
    for said in ("Donor of old", "Regular budget", "Tuition EUR 2,450", "A plan"):
        assert said in shown
    again = client.get(f"/staff/activities/{activity.key}/backing").page
    assert again.find(".//input[@name='f']").get("value") == "12"


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"workers": "26"}, "Together the targets are more than the seats (25)"),
        ({"f": "20", "m": "6"}, "Together the targets are more than the seats (25)"),
        ({"decide_by": "2101-01-01"}, "change that day, or the day of go or no-go"),
        ({"tuition": "much"}, "Write a whole number"),
        ({"donor_id": "999"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_comes_back_with_all_that_was_typed(client, activity, over, sentence):
    answer = backed(client, activity, subsistence="77", **over)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert answer.page.find(".//input[@name='subsistence']").get("value") == "77"
    assert queries.find(activity.key).backing is None


def test_the_public_page_says_the_fee_and_the_usual_terms_and_not_who_pays(client, activity, donor):
    backed(client, activity, donor_id=donor.id)
    page = words(client.get(f"/en/courses/{activity.key}", follow_redirects=True))

    assert "Tuition EUR 2,450, Subsistence EUR 1,180" in page
    assert "14 days or more before the start" in page
    assert "Donor of old" not in page
    backed(client, activity, cancellation="Nobody pays.")
    page = words(client.get(f"/en/courses/{activity.key}", follow_redirects=True))
    assert "Nobody pays." in page
    assert "14 days or more" not in page


def test_where_a_project_pays_only_people_of_its_countries_may_apply(client, activity):
    backed(client, activity, countries=["JO", "LB"])
    page = words(client.get(f"/en/courses/{activity.key}", follow_redirects=True))
    assert "Jordan, Lebanon" in page

    with transaction():
        activity = queries.find(activity.key)
        drafts = [
            factory.draft(activity, email=f"{country}@union.example", country=country)
            for country in ("JO", "KE")
        ]
        registration.submit(drafts[0], by=None, at=clock.now())
        with pytest.raises(rules.CountryNotNamed):
            registration.submit(drafts[1], by=None, at=clock.now())


def test_who_applies_from_elsewhere_is_told_in_words(client, activity):
    backed(client, activity, countries=["JO"])
    client.leave()
    client.application.config["WTF_CSRF_ENABLED"] = False
    for step, typed in STEPS.items():
        answer = client.post(f"/en/apply/{activity.key}/{step}", data=typed)
    assert answer.status_code == 422
    assert "for people from these countries: Jordan" in words(answer)


def test_the_two_kinds_of_funding_are_there_from_the_beginning(app):
    assert {one.name["en"] for one in queries.terms()[Vocabulary.FUNDING]} == FUNDING


def test_a_word_is_added_in_the_languages_that_she_knows(client, coordinator):
    answer = send(client, "/staff/vocabularies/programme", en="Migration", ar="الهجرة")

    assert answer.status_code == 303
    (term,) = queries.terms()[Vocabulary.PROGRAMME]
    assert term.name == {"en": "Migration", "ar": "الهجرة"}
    empty = send(client, "/staff/vocabularies/programme", en=" ")
    assert empty.status_code == 422
    assert "Write it in one language at least." in words(empty)
    send(client, f"/staff/vocabularies/{term.id}", en="Labour migration", ar="الهجرة")
    assert "Labour migration" in words(client.get("/staff/vocabularies"))


def test_a_used_word_is_retired_and_stays_where_it_was_chosen(client, activity, donor):
    backed(client, activity, donor_id=donor.id)
    page = "/staff/vocabularies"
    refused = send(client, page, f"{page}/{donor.id}/remove")
    assert refused.status_code == 422
    assert "retire it" in words(refused)

    assert send(client, page, f"{page}/{donor.id}/retire").status_code == 303
    form = client.get(f"/staff/activities/{activity.key}/backing").page
    assert [one.text for one in form.iterfind(".//select[@name='donor_id']/option")] == [
        "None",
        "Donor of old",
    ]
    with transaction():
        other = activities.activity((db.session.merge(activity).coordinators[0].person,))
    form = client.get(f"/staff/activities/{other.key}/backing").page
    assert len(form.findall(".//select[@name='donor_id']/option")) == 1
    send(client, page, f"{page}/{donor.id}/restore")
    form = client.get(f"/staff/activities/{other.key}/backing").page
    assert len(form.findall(".//select[@name='donor_id']/option")) == 2


def test_an_unused_word_is_deleted_and_others_are_put_in_order(client, coordinator, donor):
    with transaction():
        second = operations.add_term(
            Vocabulary.DONOR, Text(en="Second"), by=coordinator, at=clock.now()
        )
    page = "/staff/vocabularies"
    send(client, page, f"{page}/{second.id}/raise")
    assert [one.id for one in queries.terms()[Vocabulary.DONOR]] == [second.id, donor.id]
    send(client, page, f"{page}/{donor.id}/remove")
    assert [one.id for one in queries.terms()[Vocabulary.DONOR]] == [second.id]


def test_planned_stands_beside_actual_where_the_group_is_looked_at(client, activity):
    backed(client, activity, workers="1", f="3")
    with transaction():
        factory.application(queries.find(activity.key), state="confirmed", sex="f", group="workers")

    shown = words(client.get(f"/staff/activities/{activity.key}/applicants"))
    assert "Workers 1 of 1" in shown
    assert "Women 1 of 3" in shown
    assert "Below target: Women" in shown
    assert "Women 1 of 3" in words(client.get("/staff"))


def test_a_copy_has_the_same_behind_it_and_is_decided_as_long_before(client, activity, coordinator):
    day = activity.starts.day - timedelta(days=20)
    backed(client, activity, decide_by=day)
    with transaction():
        source = queries.find(activity.key)
        later = TODAY + timedelta(days=500)
        places = {name: getattr(source, name) for name in ("venue", "city", "country", "zone")}
        starts = type(source.starts)(str(later))
        wish = operations.Wish(code="", starts=starts, ends=starts, taken=frozenset(), **places)
        made = operations.copy(source, wish, by=coordinator, at=clock.now())

    backing = db.session.get(Backing, made.id)
    assert (backing.tuition, backing.targets) == (2450, {"workers": 8, "f": 12})
    assert backing.decide_by == later - timedelta(days=20)
    assert made.state == State.DRAFT


@pytest.mark.parametrize("deed", ["raise", "retire", "restore", "remove"])
def test_a_term_that_somebody_deleted_meanwhile_is_refused(coordinator, donor, deed):
    with transaction():
        term = queries.term(donor.id)
        gone = delete(Term).where(Term.id == donor.id)
        db.session.execute(gone, execution_options={"synchronize_session": False})
        with pytest.raises(Vanished):
            DEEDS[deed](term, by=coordinator, at=clock.now())
