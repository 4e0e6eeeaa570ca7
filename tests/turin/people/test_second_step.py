"""The second step of a sign-in: one-time codes, recovery codes, and who must have one."""

from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
import time_machine
from sqlalchemy import func, select

from tests.factories import people
from tests.forms import send, typed, words
from turin import clock
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.mail import delivery
from turin.mail.models import Outgoing
from turin.people import factors, links, operations, passwords, tries
from turin.people.factors import codes, recovery, sealing
from turin.people.factors.models import OneTimeCodes, RecoveryCode
from turin.people.models import MailLink, Person, Role

PAGE, CODES, STEP = "/en/me/second-step", "/en/me/second-step/codes", "/en/sign-in/code"


@pytest.fixture
def hand(app):
    with time_machine.travel(clock.now(), tick=False) as hand:
        yield hand


@pytest.fixture
def amina(hand) -> Person:
    with transaction():
        return people.person(email="amina@union.example", password=people.PASSWORD)


@pytest.fixture
def phone(amina, hand) -> pyotp.TOTP:
    """Her app, set up a minute ago."""
    with transaction():
        app = people.with_codes(amina)
    hand.shift(timedelta(minutes=1))
    return app


@pytest.fixture
def real(app, monkeypatch):
    """The site is no demonstration."""
    settings = replace(app.extensions["settings"], demo=False)
    monkeypatch.setitem(app.extensions, "settings", settings)


def first_step(client, **over):
    told = {"email": "amina@union.example", "password": people.PASSWORD} | over
    return send(client, "/en/sign-in", **told)


def press(client, address: str):
    return client.post(address, data={"csrf_token": typed(client.get(PAGE))["csrf_token"]})


def is_in(client) -> bool:
    return client.get("/en/me/profile").status_code == 200


def test_codes_are_set_up_with_a_picture_or_by_typing(client, amina):
    client.enter(amina)
    shown = client.get(press(client, f"{PAGE}/codes/begin").location)
    secret = codes.begun(amina)
    assert secret in words(shown).replace(" ", "")
    assert shown.page.find(".//figure/{*}svg") is not None
    link = next(a.get("href") for a in shown.page.iter("a") if "otpauth" in a.get("href"))
    assert pyotp.parse_uri(link).secret == secret
    assert not factors.has(amina), "it does not count before a code of the app is told"
    made = send(client, CODES, code=pyotp.TOTP(secret).at(clock.now()))
    assert made.status_code == 200
    assert factors.has(amina)
    assert len(made.page.findall(".//ol/li")) == 10


def test_a_wrong_first_code_sets_nothing_up(client, amina):
    client.enter(amina)
    press(client, f"{PAGE}/codes/begin")
    assert send(client, CODES, code="000000").status_code == 422
    assert not factors.has(amina)


def test_setting_up_signs_out_browsers_that_went_without(client, app, amina):
    other = app.test_client()
    for browser in (client, other):
        browser.enter(amina)
    press(client, f"{PAGE}/codes/begin")
    send(client, CODES, code=pyotp.TOTP(codes.begun(amina)).at(clock.now()))
    assert is_in(client)
    assert not is_in(other)


def test_after_the_password_the_code_is_asked_for(client, amina, phone):
    asked = first_step(client, next="/ar/me/profile")
    assert asked.location == STEP
    assert not is_in(client)
    let_in = send(client, STEP, code=phone.at(clock.now()))
    assert (let_in.status_code, let_in.location) == (303, "/ar/me/profile")
    assert is_in(client)


def test_after_a_mailed_link_it_is_asked_for_too(client, amina, phone):
    with transaction():
        operations.mail_link(amina.email, leads_to="", at=clock.now())
    link = db.session.scalars(select(MailLink)).one()
    assert send(client, f"/en/sign-in/{links.token(link)}").location == STEP
    assert not is_in(client)


def test_a_code_is_taken_once(client, app, amina, phone):
    code = phone.at(clock.now())
    first_step(client)
    assert send(client, STEP, code=code).status_code == 303
    thief = app.test_client()
    first_step(thief)
    assert "used before" in words(send(thief, STEP, code=code))
    assert not is_in(thief)


@pytest.mark.parametrize(
    ("off", "status"), [(-60, 422), (-30, 303), (0, 303), (30, 303), (60, 422)]
)
def test_a_clock_may_be_wrong_by_half_a_minute(client, hand, amina, off, status):
    with transaction():
        app = people.with_codes(amina)
    hand.shift(timedelta(minutes=5))
    first_step(client)
    code = app.at(clock.now() + timedelta(seconds=off))
    assert send(client, STEP, code=code).status_code == status


def test_a_code_may_be_typed_in_the_digits_of_her_keyboard(client, amina, phone):
    first_step(client)
    code = phone.at(clock.now()).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert send(client, STEP, code=f" {code[:3]} {code[3:]}").status_code == 303


def test_the_second_step_waits_fifteen_minutes(client, hand, amina, phone):
    first_step(client)
    hand.shift(timedelta(minutes=16))
    assert client.get(STEP).status_code == 410
    assert client.post(STEP, data={"code": phone.at(clock.now())}).status_code == 410


def test_the_database_alone_makes_no_codes(amina, phone):
    held = db.session.scalars(select(OneTimeCodes.sealed_secret)).one()
    assert phone.secret not in held
    assert phone.secret == sealing.opened(held, codes._name(amina.id))
    with pytest.raises(sealing.Unreadable):
        sealing.opened(held, "somebody else")


@pytest.mark.parametrize(("most", "pause"), [(5, 0), (20, 6), (50, 16)], ids=["5m", "1h", "1d"])
def test_codes_cannot_be_guessed(client, hand, amina, phone, most, pause):
    """Five in five minutes, twenty in an hour, fifty in a day; ``pause`` keeps to those below.

    She types the last five; those before are noted as they are when somebody types them.
    """
    for number in range(most - 5):
        if number % 5 == 0:
            hand.shift(timedelta(minutes=pause))
        with transaction():
            tries.code(amina, clock.now())
    hand.shift(timedelta(minutes=pause))
    first_step(client)
    for _ in range(5):
        assert "not right" in words(send(client, STEP, code="000000"))
    hand.shift(timedelta(minutes=pause))
    first_step(client)
    assert "too often" in words(send(client, STEP, code=phone.at(clock.now())))


def test_the_right_code_does_not_count(client, hand, amina, phone):
    for _ in range(7):
        first_step(client)
        assert send(client, STEP, code=phone.at(clock.now())).status_code == 303
        hand.shift(timedelta(seconds=30))
        client.leave()


@pytest.fixture
def paper(amina, phone) -> list[str]:
    with transaction():
        return recovery.renew(amina, at=clock.now())


def test_a_recovery_code_signs_in_once(client, app, amina, paper):
    first_step(client)
    assert send(client, STEP, code=paper[0].lower().replace("-", " ")).status_code == 303
    again = app.test_client()
    first_step(again)
    assert send(again, STEP, code=paper[0]).status_code == 422
    assert send(again, STEP, code=paper[1]).status_code == 303


def test_who_has_few_left_is_told(client, hand, amina, paper):
    for number, code in enumerate(paper[:8], 1):
        first_step(client)
        send(client, STEP, code=code)
        said = "recovery codes left" in words(client.get("/en/me"))
        assert said == (number >= 7)
        client.leave()


def test_new_recovery_codes_end_those_of_before(client, amina, paper):
    client.enter(amina)
    fresh = [
        item.text for item in press(client, f"{PAGE}/recovery").page.iterfind(".//ol/li/b/bdi")
    ]
    assert len(set(fresh)) == 10
    client.leave()
    first_step(client)
    assert send(client, STEP, code=paper[0]).status_code == 422
    assert send(client, STEP, code=fresh[0]).status_code == 303


def test_recovery_codes_are_hashed(amina, paper):
    held = " ".join(db.session.scalars(select(RecoveryCode.code_hash)))
    assert not [code for code in paper if code.replace("-", "") in held.upper()]


def test_whoever_finds_her_browser_open_changes_nothing(client, hand, amina, phone):
    client.enter(amina)
    hand.shift(timedelta(minutes=16))
    for deed in ("codes/begin", "codes/remove", "recovery"):
        assert press(client, f"{PAGE}/{deed}").location.startswith("/en/sign-in?next=")
    assert factors.has(amina)


def test_beside_a_second_step_a_password_may_be_shorter_and_goes_with_it(client, amina, phone):
    client.enter(amina)
    assert send(client, "/en/me/password", password="k7 vy wq").status_code == 303
    assert passwords.fits("k7 vy wq", amina.password_hash)
    press(client, f"{PAGE}/codes/remove")
    assert not factors.has(amina)
    assert amina.password_hash is None
    assert db.session.scalar(select(func.count(RecoveryCode.id))) == 0


def test_a_long_password_stays_when_the_second_step_goes(client, amina, phone):
    client.enter(amina)
    press(client, f"{PAGE}/codes/remove")
    assert passwords.fits(people.PASSWORD, amina.password_hash)


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("page", ["/staff", "/staff/rooms", "/admin/people"])
def test_no_staff_page_opens_before_a_coordinator_has_a_second_step(client, hand, role, page):
    with transaction():
        somebody = people.person(role)
    client.enter(somebody)
    if page.startswith("/admin") and role is Role.COORDINATOR:
        assert client.get(page).status_code == 404
        return
    assert client.get(page).location == PAGE
    assert "Set it up before you go on" in words(client.get(PAGE))
    with transaction():
        people.with_codes(somebody)
    assert client.get(page).status_code == 200


@pytest.mark.usefixtures("real")
def test_a_trainer_and_a_participant_may_go_without(client, app, amina):
    with transaction():
        trainer = people.person(Role.TRAINER)
    client.enter(trainer)
    assert client.get("/staff/teaching").status_code == 200
    client.enter(amina)
    assert client.get("/en/me").status_code == 200


def test_an_administrator_takes_a_lost_second_step_away_and_she_is_told(client, app, amina, phone):
    with transaction():
        boss = people.person(Role.ADMINISTRATOR)
    hers = app.test_client()
    hers.enter(amina)
    client.enter(boss)
    page = f"/admin/people/{amina.id}"
    token = typed(client.get(page))["csrf_token"]
    client.post(f"{page}/reset-second-step", data={"csrf_token": token})
    assert not factors.has(amina)
    assert not is_in(hers)
    assert "people.reset_second_factor" in db.session.scalars(select(AuditEntry.deed)).all()
    delivery.drain()
    letter = db.session.scalars(select(Outgoing)).one()
    assert letter.to_addr == amina.email
    assert letter.subject == "The second step of your sign-in was taken away"


def test_nobody_takes_away_her_own_so(client, hand):
    with transaction():
        boss = people.person(Role.ADMINISTRATOR)
        people.with_codes(boss)
    client.enter(boss)
    page = f"/admin/people/{boss.id}"
    token = typed(client.get(page))["csrf_token"]
    answer = client.post(f"{page}/reset-second-step", data={"csrf_token": token})
    assert answer.status_code == 422
    assert factors.has(boss)


def test_the_only_administrator_gets_in_again_from_the_command_line(app, amina, phone):
    def told(email):
        return app.test_cli_runner().invoke(args=["people", "reset-second-step", email])

    assert "signs in without a second step" in told(amina.email).output
    assert not factors.has(amina)
    assert told("nobody@union.example").exit_code == 1


def test_codes_that_a_new_secret_key_cannot_read_are_wrong_and_the_log_says_why(
    client, app, amina, phone, caplog
):
    first_step(client)
    with transaction():
        kept = db.session.scalars(select(OneTimeCodes)).one()
        kept.sealed_secret = sealing.sealed(phone.secret, "under another name, as another key")
    assert send(client, STEP, code=phone.at(clock.now())).status_code == 422
    assert "TURIN_SECRET_KEY" in caplog.text
