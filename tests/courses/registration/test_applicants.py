"""A coordinator chooses: she sees the effect first, and only what she runs."""

from datetime import timedelta

import pytest

from courses.activities.models import Choice
from courses.activities.models import State as Stage
from courses.registration import operations, queries
from courses.registration.models import Application, State
from courses.registration.queries import Because
from tests.factories import activities, people, registration
from turin import clock
from turin.db import db, transaction
from turin.mail.models import Intent
from turin.organisations.models import Group
from turin.people.models import Role, Sex

BOARD = "/staff/activities/A9001234/applicants"


@pytest.fixture
def sara(app, client):
    app.config["WTF_CSRF_ENABLED"] = False
    with transaction():
        person = people.person(Role.COORDINATOR, name="Sara Bianchi")
    client.enter(person)
    return person


@pytest.fixture
def activity(sara):
    with transaction():
        return activities.activity([sara], code="A9001234", seats=3)


@pytest.fixture
def apply(activity):
    def application(name="Amina Haddad", **over):
        with transaction():
            return registration.application(activity, people.person(name=name), **over)

    return application


def stands(application):
    db.session.rollback()
    return db.session.get_one(Application, application.id).state


def seated(count, apply, **over):
    return [apply(f"Seated {place}", state=State.CONFIRMED, **over) for place in range(count)]


def withdrawn(application):
    with transaction():
        operations.withdraw(application, by=application.person, at=clock.now())


def test_the_board_counts_those_who_hold_a_seat(client, apply):
    seated(2, apply)
    apply("Maria Silva", state=State.OFFERED, group=Group.EMPLOYERS, country="BR", sex=Sex.MALE)
    apply("Waiting Worker")

    page = client.get(BOARD).text
    for words in ("Workers\n            2", "3 of 3 seats taken"):
        assert " ".join(words.split()) in " ".join(page.split())


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        ("review", {"Reviewed"}),
        ("claims", {"Claimed"}),
        ("reserved", {"Reserved"}),
        ("gone", {"Withdrawn"}),
        ("all", {"Reviewed", "Claimed", "Reserved", "Withdrawn"}),
        ("nonsense", {"Reviewed"}),
    ],
)
def test_each_view_shows_its_applicants(client, activity, apply, view, shown):
    apply("Reviewed")
    apply("Reserved", state=State.RESERVED)
    apply("Withdrawn", state=State.WITHDRAWN)
    with transaction():
        registration.claim(activity, name="Claimed")
        registration.draft(activity, name="Drafted")

    page = client.get(f"{BOARD}?state={view}").page
    names = {cell.findtext("a/bdi") for cell in page.iterfind(".//tbody//th")}
    assert names == shown


def test_the_list_is_sorted_as_its_address_says(client, apply):
    for name in ("Érica", "amina", "Zoe"):
        apply(name)

    def names(sort):
        page = client.get(f"{BOARD}?state=review&sort={sort}").page
        return [cell.findtext("a/bdi") for cell in page.iterfind(".//tbody//th")]

    assert names("name") == ["amina", "Érica", "Zoe"]
    assert names("-name") == ["Zoe", "Érica", "amina"]
    assert names("applied") == ["Érica", "amina", "Zoe"]


def test_the_effect_is_shown_before_anything_is_done(client, apply):
    seated(1, apply)
    chosen = apply("Jean Petit", group=Group.EMPLOYERS, sex=Sex.MALE, country="FR")

    page = client.get(f"{BOARD}/offer?a={chosen.reference}").text
    assert "Workers 1, employers 1, governments 0, others 0; women 1 of 2." in page
    assert "1 seat is left." in page
    assert "0, then 1" in page
    assert stands(chosen) == State.SUBMITTED


def test_several_are_offered_a_seat_at_once(client, apply):
    chosen = [apply(f"Person {place}") for place in range(3)]
    references = [one.reference for one in chosen]
    day = str((clock.now() + timedelta(days=5)).date())
    answer = client.post(
        f"{BOARD}/offer", data={"a": references, "answer_by": day, "reason": "Balance"}
    )

    assert answer.location.endswith(BOARD)
    assert "Seats are offered to 3 people." in client.get(answer.location).text
    assert {stands(one) for one in chosen} == {State.OFFERED}
    assert [one.kind for one in db.session.query(Intent)] == ["registration.offer"] * 3
    assert db.session.get_one(Application, chosen[0].id).answer_by > clock.now()


def test_more_than_there_are_seats_are_offered_to_nobody(client, apply):
    seated(2, apply)
    chosen = [apply(f"Person {place}") for place in range(2)]
    references = [one.reference for one in chosen]

    assert (
        "That is 1 seat too many"
        in client.get(f"{BOARD}/offer", query_string={"a": references}).text
    )
    day = str((clock.now() + timedelta(days=5)).date())
    answer = client.post(f"{BOARD}/offer", data={"a": references, "answer_by": day})
    assert answer.status_code == 422
    assert "All 3 seats are held." in answer.text
    assert {stands(one) for one in chosen} == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("deed", "after", "letter"),
    [
        ("reserve", State.RESERVED, "registration.reserve"),
        ("decline", State.DECLINED, "registration.regret"),
    ],
)
def test_the_others_are_told_too(client, apply, deed, after, letter):
    chosen = apply()
    client.post(f"{BOARD}/{deed}", data={"a": chosen.reference, "reason": "Enough already"})

    assert stands(chosen) == after
    assert [one.kind for one in db.session.query(Intent)] == [letter]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2020-01-01", "Choose a day to come"),
        ("2999-01-01", "choose an earlier day to answer by"),
        ("9999-12-31", "choose an earlier day to answer by"),
    ],
)
def test_an_offer_asks_for_an_answer_in_time(client, apply, day, words):
    chosen = apply()
    answer = client.post(
        f"{BOARD}/offer", data={"a": chosen.reference, "answer_by": day, "reason": "Why"}
    )
    assert answer.status_code == 422
    assert words in answer.text
    assert "Why" in answer.text


def test_a_claim_is_left_out(client, activity, apply):
    with transaction():
        claim = registration.claim(activity, name="Somebody")
    page = client.get(f"{BOARD}/offer?a={claim.reference}").text

    assert "Nobody has confirmed this application by the mailed link yet." in page
    day = str((clock.now() + timedelta(days=5)).date())
    answer = client.post(f"{BOARD}/offer", data={"a": claim.reference, "answer_by": day})
    assert answer.status_code == 422
    assert stands(claim) == State.SUBMITTED


def test_a_reference_that_is_none_finds_nobody(client, activity):
    for wrong in ("\0", "a\0b", "TEST-9999", ""):
        answer = client.post(f"{BOARD}/decline", data={"a": wrong, "reason": "Why"})
        assert answer.status_code == 404


def test_nobody_selected_is_said(client, activity):
    answer = client.get(f"{BOARD}/offer")
    assert "Select at least one applicant first." in client.get(answer.location).text


def test_all_that_she_wrote_and_what_was_decided_is_on_one_page(client, apply, sara):
    chosen = apply(needs="Step-free access")
    client.post(f"{BOARD}/reserve", data={"a": chosen.reference, "reason": "Second choice"})

    page = client.get(f"/staff/applications/{chosen.reference}").text
    for words in ("General Union of Workers", "Step-free access", "Second choice", sara.name):
        assert words in page


def test_a_freed_seat_is_proposed_to_the_first_of_the_same_group(client, activity, apply):
    leaves, *_rest = seated(3, apply)
    now = clock.now()
    apply("Employer", state=State.RESERVED, group=Group.EMPLOYERS, reserved_at=now)
    worker = apply("Worker", state=State.RESERVED, reserved_at=now + timedelta(hours=1))
    assert queries.vacancies([activity]) == {}
    withdrawn(leaves)

    page = client.get(BOARD)
    assert "Next on the reserve list is Worker, the first there of the same group" in page.text
    (link,) = (a for a in page.page.iter("a") if (a.text or "").startswith("Offer the seat to"))
    day = str((clock.now() + timedelta(days=5)).date())
    client.post(link.get("href").partition("?")[0], data={"a": worker.reference, "answer_by": day})
    assert stands(worker) == State.OFFERED
    assert queries.vacancies([activity]) == {}


@pytest.mark.parametrize("gone", [operations.withdraw, operations.refuse, operations.expire])
def test_her_day_proposes_the_reserve_when_a_seat_is_freed(client, activity, apply, gone):
    state = State.CONFIRMED if gone is operations.withdraw else State.OFFERED
    leaves, *_rest = [apply(f"Seated {place}", state=state) for place in range(3)]
    apply("Waiting", state=State.RESERVED, reserved_at=clock.now())
    apply("Unread")
    with transaction():
        registration.claim(activity)  # nobody's, and nothing to review
    assert "to the reserve list" not in client.get("/staff").text
    with transaction():
        by = {} if gone is operations.expire else {"by": leaves.person}
        gone(leaves, at=clock.now(), **by)

    page = client.get("/staff").text
    assert "Offer 1 free seat to the reserve list" in page
    assert "Review 1 application" in page


def test_seats_given_from_the_reserve_before_make_up_for_none_that_is_freed(activity, apply, sara):
    now = clock.now()
    reserve = [apply(f"R {place}", state=State.RESERVED, reserved_at=now) for place in range(4)]
    with transaction():
        for one in reserve[:3]:
            operations.offer(one, now + timedelta(days=5), by=sara, at=now)
        operations.refuse(reserve[0], by=reserve[0].person, at=now)

    assert queries.vacancies([activity])[activity.id].next == reserve[3]


def test_a_freed_seat_that_somebody_else_was_given_is_no_vacancy(activity, apply, sara):
    leaves, *_rest = seated(2, apply)
    apply("Waiting", state=State.RESERVED, reserved_at=clock.now())
    other = apply("Unread")
    withdrawn(leaves)
    assert activity.id in queries.vacancies([activity])
    with transaction():
        operations.offer(other, clock.now() + timedelta(days=5), by=sara, at=clock.now())

    assert queries.vacancies([activity]) == {}  # a seat is left, but that one was never taken


@pytest.mark.parametrize("stage", [Stage.POSTPONED, Stage.CANCELLED, Stage.CLOSED])
def test_a_seat_in_what_does_not_take_place_is_no_vacancy(activity, apply, stage):
    leaves, *_rest = seated(3, apply)
    apply("Waiting", state=State.RESERVED, reserved_at=clock.now())
    withdrawn(leaves)
    with transaction():
        activity.state = stage

    assert queries.vacancies([activity]) == {}


def test_who_has_waited_longest_comes_first_where_nobody_is_chosen(client, activity, apply):
    with transaction():
        activity.choice = Choice.FIRST_COME
    leaves, *_rest = seated(3, apply)
    now = clock.now()
    first = apply("First", state=State.RESERVED, group=Group.EMPLOYERS, reserved_at=now)
    apply("Second", state=State.RESERVED, reserved_at=now + timedelta(hours=1))
    withdrawn(leaves)

    vacancy = queries.vacancies([activity])[activity.id]
    assert (vacancy.next, vacancy.because) == (first, Because.FIRST)


def test_an_offer_without_an_answer_is_taken_back(activity, apply):
    over = apply(state=State.OFFERED, answer_by=clock.now() - timedelta(minutes=1))
    apply("Later", state=State.OFFERED, answer_by=clock.now() + timedelta(days=1))

    with transaction():
        assert list(queries.overdue(clock.now())) == [over]
        operations.expire(over, at=clock.now())
    assert stands(over) == State.EXPIRED
    assert [one.kind for one in db.session.query(Intent)] == ["registration.expired"]


def test_an_administrator_sees_every_activity(client, apply):
    chosen = apply()
    with transaction():
        client.enter_as = people.person(Role.ADMINISTRATOR)
    client.enter(client.enter_as)
    assert client.get(BOARD).status_code == 200
    assert client.get(f"/staff/applications/{chosen.reference}").status_code == 200


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.TRAINER, None])
def test_whose_activity_it_is_not_finds_nothing(client, apply, role):
    chosen = apply()
    with transaction():
        other = people.person(*[role] if role else [])
    client.enter(other)

    for path in (BOARD, f"{BOARD}/offer?a={chosen.reference}"):
        assert client.get(path).status_code == 404
    assert client.get(f"/staff/applications/{chosen.reference}").status_code == 404
    assert client.post(f"{BOARD}/decline", data={"a": chosen.reference}).status_code == 404
    assert stands(chosen) == State.SUBMITTED


def test_an_applicant_of_another_activity_cannot_be_slipped_in(client, activity, sara):
    with transaction():
        elsewhere = registration.application(activities.activity())
    for call in (client.get, client.post):
        assert call(f"{BOARD}/decline", query_string={"a": elsewhere.reference}).status_code == 404
    assert stands(elsewhere) == State.SUBMITTED


def test_who_has_not_confirmed_by_mail_is_marked_so_in_the_list(client, activity):
    with transaction():
        registration.claim(activity)

    (row,) = client.get(f"{BOARD}?state=claims").page.findall(".//tbody/tr")

    assert row.findtext(".//span[@class='tag warn']") == "Not confirmed by mail"
