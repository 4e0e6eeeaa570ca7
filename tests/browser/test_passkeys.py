"""Passkeys in a real browser, with a device that it pretends to have."""

import pytest

from courses.exchange.demonstration.people import DOMAIN, PASSWORD
from tests.browser.visitors import Visitor, press
from turin.db import transaction
from turin.people import factors, queries

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
MINE = "/en/me/second-step"


@pytest.fixture
def trainer(demonstration):
    """She has no second step, before and after."""
    address = f"trainer@{DOMAIN}"
    yield address
    with demonstration.inside(), transaction():
        factors.drop(queries.of_mailbox(address)[0])


def with_device(visitor: Visitor, **over):
    """Give her browser a device that keeps passkeys; return how to change it."""
    spoken = visitor.context.new_cdp_session(visitor.page)
    spoken.send("WebAuthn.enable")
    made = spoken.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | over})
    return lambda what, **told: spoken.send(f"WebAuthn.{what}", made | told)


def test_a_passkey_is_made_and_signs_in_with_one_press(trainer, demonstration, visit):
    visitor = visit(demonstration.signed_in("trainer", "en"))
    page, device = visitor.page, with_device(visitor)
    page.goto(MINE)
    assert page.input_value("[data-passkey] [name=name]") == "Chrome, Linux"
    page.fill("[data-passkey] [name=name]", "My telephone")
    press(page, "[data-passkey] button")
    assert page.locator("main ol li").count() == 10
    page.goto(MINE)
    assert "My telephone" in page.inner_text("main table")
    visitor.context.clear_cookies()
    page.goto("/en/sign-in?next=/en/me/sign-ins")
    press(page, "[data-passkey] button")
    page.wait_for_url("**/en/me/sign-ins")
    visitor.context.clear_cookies()
    page.goto("/en/sign-in")
    page.fill("#email", trainer)
    page.fill("#password", PASSWORD)
    press(page, "main .actions button >> nth=0")
    page.wait_for_url("**/sign-in/code")
    device("setUserVerified", isUserVerified=False)
    page.click("[data-passkey] button")
    page.wait_for_selector("[data-passkey] [role=alert]")
    device("setUserVerified", isUserVerified=True)
    press(page, "[data-passkey] button")
    page.wait_for_url("**/staff**")


def test_a_device_that_gives_none_says_so_and_leaves_the_other_ways(visit):
    visitor = visit()
    page = visitor.page
    with_device(visitor)
    page.goto("/en/sign-in")
    page.click("[data-passkey] button")
    page.wait_for_selector("[data-passkey] [role=alert]")
    assert "another way" in page.inner_text("[data-passkey]")
    assert page.locator("#password").is_visible()


def test_without_scripts_nothing_is_offered_that_needs_them(demonstration, visit):
    page = visit(demonstration.signed_in("trainer", "en"), scripts=False).page
    page.goto("/en/sign-in")
    assert page.locator("[data-passkey]").is_hidden()
    page.goto(MINE)
    assert page.locator("[data-passkey]").is_hidden()
    assert page.locator("[data-without-passkeys]").is_visible()
    assert page.locator("form[action$=begin] button").is_visible()
