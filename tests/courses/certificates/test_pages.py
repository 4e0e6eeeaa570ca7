"""The pages for those who run an activity, and the holder's own download."""

import pytest
from sqlalchemy import select

from courses.certificates import operations
from courses.certificates.models import Certificate, State
from tests.factories import activities, certificates, people, schedule
from turin import clock
from turin.db import db, transaction
from turin.people.models import Role


@pytest.fixture
def coordinator(client):
    """She is signed in."""
    with transaction():
        made = people.person(Role.COORDINATOR, name="Maria Rossi")
    client.enter(made)
    return made


@pytest.fixture
def activity(coordinator):
    """One of two participants has attended enough."""
    with transaction():
        made = activities.activity([coordinator], key="A1")
        sessions = [schedule.session(made, day=day, minutes=60) for day in range(2)]
        certificates.participant(made, sessions, name="Amina Haddad", person_id=people.person().id)
        certificates.participant(made, sessions[:1], name="Boris Ivanov")
    return made


@pytest.fixture
def certificate(activity, coordinator):
    """Amina's, made and valid."""
    with transaction():
        (only,) = certificates.issued(activity, by=coordinator)
    return only


def words(answer):
    return " ".join(" ".join(answer.page.find("body").itertext()).split())


def send(client, path, to=None, **typed):
    """Open the page at ``path`` and send its form."""
    page = client.get(path).page
    token = next(
        field.get("value") for field in page.iter("input") if field.get("name") == "csrf_token"
    )
    return client.post(to or path, data={"csrf_token": token, **typed})


def latest():
    return db.session.scalars(select(Certificate).order_by(Certificate.id.desc())).first()


def test_the_page_says_who_attended_enough_and_who_did_not(client, activity):
    said = words(client.get("/staff/activities/A1/certificates"))
    assert "at least 80 % of the sessions: 96 of 120 minutes" in said
    assert "Attended enough 1 Attended less 1" in said
    assert "Issue 1 certificate" in said
    assert "Boris Ivanov 60 50 % Attended less" in said


def test_the_button_issues_and_the_page_shows_how_far_it_is(client, activity):
    answer = send(client, "/staff/activities/A1/certificates")
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert "1 certificate is being made." in words(page)
    bar = page.page.find(".//progress")
    assert (bar.get("value"), bar.get("max")) == ("0", "1")
    assert "Issue" not in words(page)


def test_a_second_press_is_told_that_there_is_nothing_left(client, activity, coordinator):
    page = client.get("/staff/activities/A1/certificates").page
    token = next(one.get("value") for one in page.iter("input") if one.get("name") == "csrf_token")
    first, second = (
        client.post("/staff/activities/A1/certificates", data={"csrf_token": token})
        for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (303, 422)
    assert "Everybody who has attended enough has a certificate already." in words(second)


def test_a_press_without_a_token_issues_nothing(client, activity):
    answer = client.post("/staff/activities/A1/certificates")
    assert answer.status_code == 422
    assert latest() is None


def test_the_list_offers_the_file_and_what_can_be_done(client, certificate):
    page = client.get("/staff/activities/A1/certificates").page
    targets = [link.get("href") for link in page.iter("a")]
    for deed in (".pdf", "/revoke", "/correct"):
        assert f"/staff/certificates/{certificate.number}{deed}" in targets
    answer = client.get(f"/staff/certificates/{certificate.number}.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")


def test_a_certificate_is_revoked_for_a_reason(client, certificate):
    path = f"/staff/certificates/{certificate.number}/revoke"
    assert send(client, path, reason="").status_code == 422
    answer = send(client, path, reason="Attendance was marked by mistake.")
    assert answer.status_code == 303
    assert (latest().state, latest().ended_reason) == (
        State.REVOKED,
        "Attendance was marked by mistake.",
    )
    again = client.get(path)
    refused = send(client, path, reason="Twice")
    assert again.status_code == 200
    assert refused.status_code == 422
    assert "the state of this one is: Revoked" in words(refused)
    assert "Twice" in words(refused)


def test_a_corrected_name_makes_a_new_certificate(client, certificate):
    path = f"/staff/certificates/{certificate.number}/correct"
    field = next(one for one in client.get(path).page.iter("input") if one.get("id") == "holder")
    assert field.get("value") == "Amina Haddad"
    refused = send(client, path, holder="Amina 김")
    assert refused.status_code == 422
    assert "We have no font for these letters of the name: 김" in words(refused)
    answer = send(client, path, holder="Amina \u202eKouyaté ")
    assert answer.status_code == 303
    assert latest().printed["holder"] == "Amina Kouyaté"
    db.session.refresh(certificate)
    assert (certificate.state, certificate.replaced_by) == (State.REPLACED, latest())
    with transaction():
        number = certificates.made(latest()).number
    again = client.get(f"/staff/certificates/{number}/correct").page
    assert again.find(".//input[@id='holder']").get("value") == "Amina Kouyaté"


def test_a_certificate_that_could_not_be_made_is_made_again(client, activity, coordinator):
    with transaction():
        operations.issue(activity, address=certificates.ADDRESS, by=coordinator, at=clock.now())
        operations.set_aside(latest(), trouble="김", at=clock.now())
    assert "Needs attention" in words(client.get("/staff/activities/A1/certificates"))
    number = latest().number
    answer = send(client, f"/staff/certificates/{number}/correct", holder="Kim")
    assert answer.status_code == 303
    assert (latest().number, latest().state) == (number, State.DRAWING)
    assert client.get(f"/staff/certificates/{number}.pdf").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/staff/activities/A1/certificates",
        "/staff/certificates/{}.pdf",
        "/staff/certificates/{}/revoke",
        "/staff/certificates/{}/correct",
        "/en/me/certificates/{}.pdf",
    ],
)
def test_another_coordinator_finds_nothing_there(client, certificate, path):
    with transaction():
        other = people.person(Role.COORDINATOR)
    client.enter(other)
    assert client.get(path.format(certificate.number)).status_code == 404


def test_the_holder_downloads_hers_and_nobody_elses(client, certificate):
    path = f"/en/me/certificates/{certificate.number}.pdf"
    client.enter(certificate.application.person)
    answer = client.get(path)
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert certificate.number in answer.headers["Content-Disposition"]
    with transaction():
        stranger = people.person()
    client.enter(stranger)
    assert client.get(path).status_code == 404
    client.leave()
    assert client.get(path).status_code == 303


def test_the_holder_of_a_revoked_certificate_has_no_file(client, certificate, coordinator):
    with transaction():
        operations.revoke(certificate, reason="x", by=coordinator, at=clock.now())
    client.enter(certificate.application.person)
    assert client.get(f"/en/me/certificates/{certificate.number}.pdf").status_code == 404
