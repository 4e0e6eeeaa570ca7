"""A new secret key: what was signed and sealed with the one before still counts, for a while."""

import pytest

from courses.schedule.calendars import operations as calendars
from courses.schedule.calendars.models import Kind
from tests.factories import people
from turin import clock
from turin.db import db, transaction
from turin.people import links
from turin.people.factors import codes, recovery
from turin.people.factors.models import OneTimeCodes

NEW = "the key that the site has from today on"


@pytest.fixture
def amina(app):
    with transaction():
        return people.person()


@pytest.fixture
def change(app):
    """Change the key, and keep the one before; called once more, forget that."""

    def changed() -> None:
        before = app.config["SECRET_KEY"]
        app.config["SECRET_KEY"] = NEW
        app.config["SECRET_KEY_FALLBACKS"] = [before] if before != NEW else []

    return changed


@pytest.fixture
def reseal(app):
    return lambda: app.test_cli_runner().invoke(args=["people", "reseal"])


def may_tell(phone, amina) -> bool:
    """Whether a code of her app is taken."""
    kept = db.session.get(OneTimeCodes, amina.id)
    kept.last_step = 0
    try:
        codes.use(amina, phone.at(clock.now()), at=clock.now())
    except codes.WrongCode:
        return False
    return True


def test_who_is_signed_in_stays_so_but_if_she_does_not_come_while_the_old_key_counts(
    client, app, amina, change
):
    away = app.test_client()
    client.enter(amina)
    away.enter(amina)
    change()
    assert client.get("/en/me/profile").status_code == 200
    change()
    assert client.get("/en/me/profile").status_code == 200
    assert away.get("/en/me/profile").status_code == 303


def test_codes_go_on_for_good_once_they_are_sealed_anew(amina, change, reseal):
    with transaction():
        phone = people.with_codes(amina)
        change()
        assert may_tell(phone, amina)
    assert reseal().output == "1 sealed anew.\n"
    change()
    with transaction():
        assert may_tell(phone, amina)


def test_codes_that_nobody_sealed_anew_end_with_their_key_and_their_owner_is_told(
    amina, change, reseal
):
    with transaction():
        phone = people.with_codes(amina)
        change()
        change()
        assert not may_tell(phone, amina)
    done = reseal()
    assert done.exit_code == 1
    assert f"no key opens those of the persons {amina.id}\n" in done.output


def test_recovery_codes_on_paper_count_as_long_as_their_key_does(amina, change):
    with transaction():
        first, second, *_ = recovery.renew(amina, at=clock.now())
        change()
        recovery.use(amina, first, at=clock.now())
        change()
        with pytest.raises(codes.WrongCode):
            recovery.use(amina, second, at=clock.now())


def test_a_letter_that_waited_says_the_link_that_was_made_for_it(app, change):
    with transaction():
        waiting = links.make(links.SIGN_IN, "amina@union.example", clock.now())
        before = links.token(waiting)
        change()
        assert links.token(waiting) == before
        assert links.usable(before, links.SIGN_IN, clock.now()) is waiting
        later = links.make(links.SIGN_IN, "amina@union.example", clock.now())
    told = links.token(later)
    change()
    assert links.token(later) == told


def test_the_address_of_a_calendar_goes_on_though_it_can_be_shown_no_more_without_its_key(
    amina, change, client
):
    with transaction():
        address = calendars.make(Kind.MINE, None, language="en", by=amina, at=clock.now())
    known = calendars.token(address)
    change()
    assert calendars.token(address) == known
    change()
    assert calendars.token(address) is None
    client.enter(amina)
    page = client.get("/en/me/calendars").text
    assert "webcal:" not in page
    assert "revoke it and make another" in page
    assert client.get(f"/calendars/{known}.ics").status_code == 200
