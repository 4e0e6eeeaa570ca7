"""Applying in five steps: nothing typed is lost, nothing counts twice."""

from datetime import timedelta

import pytest

from courses.activities.models import Choice
from courses.activities.models import State as Stage
from courses.registration import operations, queries, rules
from courses.registration.models import State
from tests.courses.registration.form import STEPS, YOU, applications, at, fill, letters
from tests.factories import activities, people, registration
from turin import clock
from turin.db import transaction


def test_five_steps_lead_to_one_application(client, activity):
    for step, then in zip(STEPS, [*STEPS, "sent"][1:], strict=False):
        answer = client.post(at(step), data=STEPS[step])
        assert answer.status_code == 303
        assert answer.location.endswith(at(then))

    (sent,) = applications()
    page = client.get(at("sent")).text
    assert sent.state == State.SUBMITTED
    assert sent.is_claim
    assert sent.phone == "+213550123456"
    assert sent.course_language == "en"
    assert sent.reference in page
    assert "amina@union.example" in page
    assert letters() == ["registration.application"]


def test_looking_at_the_form_makes_no_draft(client, activity):
    for step in STEPS:
        client.get(at(step))
    assert applications() == []


def test_what_was_typed_comes_back_with_what_is_wrong(client, activity):
    answer = client.post(at("you"), data=YOU | {"email": "amina at union"})

    assert answer.status_code == 422
    assert "Error:" in answer.page.findtext("head/title")
    assert 'value="amina at union"' in answer.text
    assert "أمينة حداد" in answer.text
    assert answer.text.count("Type your email address, like amina@example.org.") == 2
    assert applications() == []


def test_a_page_that_was_open_too_long_comes_back_filled(app, client, activity):
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post(at("you"), data=YOU)

    assert answer.status_code == 422
    assert 'value="Amina Haddad"' in answer.text


def test_nothing_is_saved_for_later_without_a_token(app, client, activity):
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post(at("you"), data=YOU | {"later": "1"})

    assert (answer.status_code, applications()) == (422, [])


def test_a_step_typed_after_the_cookie_was_lost_is_kept(client, activity):
    client.post(at("you"), data=YOU)
    client.leave()
    answer = client.post(at("organization"), data=STEPS["organization"])

    assert answer.location.endswith(at("experience"))
    assert applications()[-1].organisation == "General Union of Workers"


def test_each_step_shows_what_was_answered_before(client, activity):
    client.post(at("you"), data=YOU)

    page = client.get(at("you")).text
    assert 'value="Amina Haddad"' in page
    assert 'value="f" checked' in page or 'checked id="sex-0"' in page


def test_the_last_page_shows_all_answers_and_the_name_in_her_script(client, activity):
    for step in list(STEPS)[:-1]:
        client.post(at(step), data=STEPS[step])
    page = client.get(at("check"))

    words = "".join(page.page.itertext())
    for answer in ("Amina Haddad", "General Union of Workers", "Algeria", "Adviser", "العربية"):
        assert answer in words
    assert page.text.count("أمينة حداد") == 2


@pytest.mark.parametrize("step", STEPS)
def test_only_the_long_texts_are_kept_on_a_device_that_may_be_shared(client, activity, step):
    for before in list(STEPS)[:-1]:
        client.post(at(before), data=STEPS[before])
    kept = [
        form.get("data-draft") for form in client.get(at(step)).page.find(".//main").iter("form")
    ]

    assert kept == (["apply-A9001234"] if step == "experience" else [None])


def test_an_application_with_gaps_is_not_sent(client, activity):
    client.post(at("you"), data=YOU)
    answer = client.post(at("check"), data=STEPS["check"])

    assert answer.status_code == 422
    assert "Some answers are missing." in answer.text
    assert applications()[0].state == State.DRAFT


@pytest.mark.parametrize("tick", ["name_right", "consent"])
def test_nothing_is_sent_without_consent_and_a_right_name(client, activity, tick):
    answer = fill(client, check={tick: ""})

    assert answer.status_code == 422
    assert letters() == []


def test_pressing_twice_sends_once(client, activity):
    fill(client)
    again = client.post(at("check"), data=STEPS["check"])

    assert again.location.endswith(at("sent"))
    assert len(applications()) == 1
    assert letters() == ["registration.application"]


def test_somebody_else_can_apply_from_the_same_phone(client, activity):
    fill(client)
    fill(client, you={"name": "Karim Said", "email": "karim@union.example"})

    assert [one.name for one in applications()] == ["Amina Haddad", "Karim Said"]


def test_letters_that_no_font_can_draw_are_named(client, activity):
    answer = client.post(at("you"), data=YOU | {"certificate_name": "ᠮᠣᠩᠭᠣᠯ"})

    assert answer.status_code == 422
    assert "Our certificates cannot show these letters: ᠮ ᠣ ᠩ ᠭ ᠯ." in answer.text


@pytest.mark.parametrize("phone", ["0550123456", "+12", "call me"])
def test_a_telephone_number_needs_its_country(client, activity, phone):
    answer = client.post(at("organization"), data=STEPS["organization"] | {"phone": phone})
    assert "Type the number with its country code" in answer.text


def test_arabic_digits_are_a_telephone_number_too(client, activity):
    client.post(at("organization"), data=STEPS["organization"] | {"phone": "+٢١٣٥٥٠١٢٣٤٥٦"})
    assert applications()[0].phone == "+213550123456"


def test_the_countries_of_the_browser_come_first(client, activity):
    page = client.get(at("organization"), headers={"Accept-Language": "ar-JO,en;q=0.5"}).page
    group = page.find(".//optgroup")
    assert group.get("label") == "Most likely"
    assert [option.get("value") for option in group] == ["JO"]


def test_only_the_questions_of_a_step_change_anything(client, activity):
    client.post(at("you"), data=YOU | {"state": "confirmed", "person_id": "1", "position": "x"})

    (draft,) = applications()
    assert (draft.state, draft.person_id, draft.position) == (State.DRAFT, None, "")


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({"choice": Choice.INVITATION}, "are invited by their organization"),
        ({"deadline": activities.TODAY - timedelta(days=2)}, "Applications could be sent until"),
        ({"state": Stage.POSTPONED}, "does not take applications now"),
    ],
)
def test_who_cannot_apply_reads_why(app, client, over, why):
    app.config["WTF_CSRF_ENABLED"] = False
    with transaction():
        activities.activity(code="A9001234", **over)

    assert why in client.get(at("you")).text
    answer = client.post(at("you"), data=YOU)
    assert (answer.status_code, why in answer.text) == (422, True)
    assert 'value="Amina Haddad"' in answer.text


def test_what_is_not_announced_is_not_there(app, client):
    with transaction():
        activities.activity(code="A9001234", state=Stage.DRAFT)
    for step in ("", "you", "check"):
        assert client.get(at(step)).status_code == 404


def test_somebody_signed_in_types_nothing_that_we_know(client, activity):
    with transaction():
        person = people.person(name="Amina Haddad", certificate_name="أمينة", sex="f")
        registration.application(activities.activity(), person, organisation="My Union")
    client.enter(person)

    page = client.get(at("you")).text
    assert 'value="أمينة"' in page
    assert f'value="{person.email}"' in page
    client.post(at("you"), data=YOU | {"email": person.email})
    assert 'value="My Union"' in client.get(at("organization")).text


def test_somebody_signed_in_needs_no_link_for_herself(client, activity):
    with transaction():
        person = people.person(name="Amina Haddad", email="amina@union.example")
    client.enter(person)
    fill(client)

    (sent,) = applications()
    assert sent.person_id == person.id
    assert letters() == ["registration.received"]
    assert "Your application has arrived" in client.get(at("sent")).text


def test_who_applies_again_while_signed_in_is_led_to_her_application(client, activity):
    with transaction():
        person = people.person(name="Amina Haddad", email="amina@union.example")
        first = registration.application(activity, person)
    client.enter(person)
    answer = fill(client)

    assert answer.location.endswith(f"/me/{first.reference}")
    assert "You have applied for this activity before" in client.get(answer.location).text
    assert [one.state for one in applications()] == [State.SUBMITTED, State.WITHDRAWN]
    assert letters() == []


def test_claims_of_others_in_her_name_do_not_keep_her_from_applying(client, activity):
    with transaction():
        person = people.person(name="Amina Haddad", email="amina@union.example")
        for _claim in range(rules.CLAIMS_A_DAY):
            registration.claim(activity, email=person.email)
    client.enter(person)

    assert fill(client).location.endswith(at("sent"))
    assert applications()[-1].person_id == person.id


def test_for_somebody_else_it_stays_a_claim(client, activity):
    with transaction():
        person = people.person(name="Karim Said", email="amina@union.example")
    client.enter(person)
    fill(client)

    assert applications()[0].is_claim


def test_drafts_that_nobody_comes_back_to_are_forgotten(app):
    with transaction():
        old = registration.draft(activities.activity(), started_at=clock.now() - timedelta(days=31))
        young = registration.draft(activities.activity())
        assert list(queries.unwanted(clock.now())) == [old]
        operations.forget(old)
    assert applications() == [young]


def test_an_address_starts_sixty_applications_an_hour(client, activity):
    for _time in range(60):
        assert client.post(at("you"), data=YOU).status_code == 303
        client.leave()
    assert client.post(at("you"), data=YOU).status_code == 429
    assert len(applications()) == 60


def test_going_on_with_a_draft_counts_as_no_start(client, activity):
    for _time in range(61):
        assert client.post(at("you"), data=YOU).status_code == 303
    assert len(applications()) == 1
