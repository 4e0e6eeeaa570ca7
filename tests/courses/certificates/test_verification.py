import random
from urllib.parse import quote

import pytest

from courses.certificates import operations
from courses.certificates.models import Certificate
from courses.certificates.numbers import ALPHABET, grouped
from tests.factories import activities, certificates, people, schedule
from turin import clock
from turin.db import db, transaction
from turin.db.types import Text
from turin.people.models import Role


@pytest.fixture
def number(app):
    """The number of a valid certificate."""
    with transaction():
        return one_certificate().number


def one_certificate(**over) -> Certificate:
    coordinator = people.person(Role.COORDINATOR, name="Maria Rossi")
    activity = activities.activity([coordinator])
    session = schedule.session(activity)
    certificates.participant(activity, [session], **{"certificate_name": "Amina Kouyaté", **over})
    (made,) = certificates.issued(activity, by=coordinator)
    return made


def ended(number, **how):
    with transaction():
        certificate = db.session.scalars(
            db.select(Certificate).where(Certificate.number == number)
        ).one()
        by = certificate.activity.coordinators[0].person
        if "reason" in how:
            operations.revoke(certificate, by=by, at=clock.now(), **how)
            return None
        replaced = operations.replace(
            certificate, by=by, at=clock.now(), address=certificates.ADDRESS, **how
        )
        return certificates.made(replaced).number


def test_the_page_shows_every_printed_field(client, number):
    answer = client.get(f"/v/{number}")
    assert answer.status_code == 200
    for said in (
        "This certificate is valid",
        "Certificate of participation",
        "Amina Kouyaté",
        "Fair recruitment",
        "Turin, Italy",
        "1 day, 2 hours",
        "Maria Rossi",
        grouped(number),
    ):
        assert said in answer.text


def test_the_page_names_neither_organisation_nor_group(client, number):
    answer = client.get(f"/v/{number}")
    assert "Union" not in answer.text
    assert "orkers" not in "".join(answer.page.find(".//main").itertext())
    kept = client.get(f"/v/{number}", headers={"Accept": "application/json"}).text
    assert "Union" not in kept
    assert "orkers" not in kept


def test_nobody_keeps_or_lists_the_page(client, number):
    answer = client.get(f"/v/{number}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]


@pytest.mark.parametrize("how", [str.lower, grouped, lambda typed: f"  {typed[:7]} {typed[7:]}"])
def test_the_box_understands_a_number_however_it_is_typed(client, number, how):
    answer = client.get("/v", query_string={"number": how(number)})
    assert answer.status_code == 303
    assert answer.location == f"/v/{number}"


def test_the_address_in_capitals_of_the_code_opens_the_page(client, number):
    assert client.get(f"/V/{number}").status_code == 200


def test_the_box_is_there(client):
    answer = client.get("/v")
    assert answer.status_code == 200
    assert answer.page.find(".//main//input[@name='number']") is not None


def test_an_unknown_number_is_not_valid_and_the_page_says_what_to_do(client):
    for answer in (client.get("/v/7K2M"), client.get("/v?number=<b>7K2M</b>/..")):
        assert answer.status_code == 404
        assert "This number is not valid" in answer.text
        assert "What to do next" in answer.text
        assert "<b>7K2M" not in answer.text


@pytest.mark.parametrize("typed", ["\x00", "7K2M\x00\x1b", "\u202e7K2M", "7" * 5000, "%", "ﷺ" * 20])
def test_whatever_is_typed_gets_an_answer(client, typed):
    assert client.get("/v", query_string={"number": typed}).status_code < 500
    assert client.get("/v/" + quote(typed)).status_code in {400, 404}


def test_numbers_that_differ_by_one_letter_are_not_valid(client, number):
    chance = random.Random(4)
    for place in range(len(number)):
        other = chance.choice(ALPHABET.replace(number[place], ""))
        wrong = number[:place] + other + number[place + 1 :]
        assert client.get(f"/v/{wrong}").status_code == 404


def test_a_revoked_certificate_is_shown_as_not_valid_without_the_reason(client, number):
    ended(number, reason="Forged attendance")
    answer = client.get(f"/v/{number}")
    assert answer.status_code == 200
    assert "This certificate is not valid: it was revoked" in answer.text
    assert "Amina Kouyaté" in answer.text
    assert "Forged" not in answer.text


def test_a_replaced_certificate_names_the_one_in_its_place(client, number):
    successor = ended(number, holder="Amina Kouyaté-Okafor")
    answer = client.get(f"/v/{number}")
    assert "This certificate was replaced" in answer.text
    assert f"/v/{successor}" in answer.text
    assert "Amina Kouyaté-Okafor" in client.get(f"/v/{successor}").text


def test_programs_get_the_same_as_json(client, number):
    ask = {"headers": {"Accept": "application/json"}}
    kept = client.get(f"/v/{number}", **ask)
    assert kept.json["state"] == "valid"
    assert kept.json["printed"]["holder"] == "Amina Kouyaté"
    assert kept.json["ended_at"] is None
    ended(number, reason="x")
    assert client.get(f"/v/{number}", **ask).json["state"] == "revoked"
    unknown = client.get("/v/7K2M", **ask)
    assert (unknown.status_code, unknown.json["state"]) == (404, "unknown")


def test_printed_fields_keep_the_language_of_the_certificate(client, app):
    with transaction():
        made = one_certificate(language="ar", certificate_name="Zahra (فاطمة)")
        made.activity.title = Text(en="Fair recruitment (first steps)")
        by = made.activity.coordinators[0].person
        now = {"address": certificates.ADDRESS, "by": by, "at": clock.now()}
        mended = certificates.made(operations.replace(made, holder="Zahra (فاطمة)", **now))
    answer = client.get(f"/v/{mended.number}", headers={"Accept-Language": "en"})
    assert answer.page.get("lang") == "en"
    fields = {one.text: (one.get("lang"), one.get("dir")) for one in answer.page.iter("bdi")}
    assert fields["Zahra (فاطمة)"] == (None, "auto")
    assert fields["Fair recruitment (first steps)"] == ("en", "ltr")
    assert fields[mended.printed["venue"]] == ("ar", "rtl")


def test_whoever_guesses_is_slowed_down(client):
    answers = [client.get(f"/v/{guess}").status_code for guess in range(61)]
    assert answers[:60] == [404] * 60
    assert answers[60] == 429
