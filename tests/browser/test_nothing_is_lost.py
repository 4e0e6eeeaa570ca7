"""What somebody typed is still there after whatever went wrong, and there is a way on."""

import pytest

from courses.exchange.demonstration.people import DOMAIN, PASSWORD
from tests.browser.visitors import press

SEND = "main form[method=post] .actions button >> nth=0"
WORDS = "Line one\n“quotes” & <signs>, عربي"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_address_that_leads_nowhere_says_so_and_leads_on(language, visit):
    page = visit(language=language).page
    assert page.goto(f"/{language}/no-such-page").status == 404
    assert page.locator("html").get_attribute("lang") == language
    press(page, "main a")
    assert page.url.rstrip("/").rpartition("/")[2] in {language, "courses"}
    assert page.locator("main form.search").is_visible()


@pytest.mark.parametrize("scripts", [False, True], ids=["without-scripts", "with-scripts"])
def test_a_form_whose_token_is_gone_comes_back_filled_and_then_works(scripts, demonstration, visit):
    visitor = visit(scripts=scripts)
    page = visitor.page
    page.goto(f"/en/apply/{demonstration.names['coming']}/you")
    page.fill("#name", "Leila Haddad")
    page.fill("#certificate_name", "ليلى حداد")
    page.check("input[name=sex][value=f]")
    page.fill("#email", "leila@example.org")
    visitor.context.clear_cookies()
    press(page, SEND)
    assert "Nothing is lost" in page.inner_text(".errors")
    assert page.input_value("#name") == "Leila Haddad"
    assert page.input_value("#certificate_name") == "ليلى حداد"
    assert page.is_checked("input[name=sex][value=f]")
    assert page.input_value("#email") == "leila@example.org"
    press(page, SEND)
    page.wait_for_url("**/organization")


def test_a_question_whose_token_is_gone_is_still_there(demonstration, visit):
    visitor = visit()
    page = visitor.page
    page.goto(f"/en/courses/{demonstration.names['coming']}/ask")
    page.fill("main textarea", WORDS)
    visitor.context.clear_cookies()
    press(page, SEND)
    assert page.input_value("main textarea") == WORDS


def test_a_coordinator_who_was_signed_out_sends_what_she_typed_after_all(demonstration, visit):
    visitor = visit(demonstration.signed_in("coordinator", "en"))
    page = visitor.page
    page.goto("/staff/rooms")
    page.fill("#name", "Pavilion “Asia” & more")
    page.fill("#capacity", "24")
    visitor.context.clear_cookies()
    press(page, SEND)
    with visitor.context.expect_page() as opened:
        page.click("main a[target=_blank]")
    tab = opened.value
    tab.fill("#email", f"coordinator@{DOMAIN}")
    tab.fill("#password", PASSWORD)
    press(tab, SEND)
    tab.wait_for_url("**/staff")
    press(page, SEND)
    assert page.input_value("#name") == "Pavilion “Asia” & more"
    assert page.input_value("#capacity") == "24"
    press(page, SEND)
    assert "Pavilion “Asia” & more" in page.inner_text("main table")


def test_answers_that_were_not_sent_are_offered_again_on_this_device(demonstration, visit):
    page = visit().page
    address = f"/en/apply/{demonstration.names['coming']}/experience"
    page.goto(address)
    page.fill("#motivation", WORDS)
    page.check("input[name=level][value=working]")
    page.wait_for_function("() => Object.keys(localStorage).length > 0")
    page.goto("/en/courses")
    page.goto(address)
    page.click("[data-offer] button")
    assert page.input_value("#motivation") == WORDS
    assert page.is_checked("input[name=level][value=working]")
    assert page.locator("[data-offer]").is_hidden()


@pytest.mark.parametrize("scripts", [False, True], ids=["without-scripts", "with-scripts"])
def test_a_form_shown_in_another_language_has_what_was_typed(scripts, demonstration, visit):
    """Enter saves what is typed in both languages: it does not press the button beside them."""
    page = visit(demonstration.signed_in("coordinator", "en"), scripts=scripts).page
    work = f"/staff/library/works/{demonstration.names['work']}"
    page.goto(f"{work}/change?in=sw")
    page.fill("#title", "Kitabu cha mfano")
    page.fill("#year", "2001")
    for language, there in (("sq", ""), ("sw", "Kitabu cha mfano")):
        page.select_option("#in", language)
        page.click("button[name=show]")
        assert page.input_value("#title") == there
        assert page.input_value("#year") == "2001"
        assert page.locator("[data-offer]").is_hidden()
    page.press("#title", "Enter")
    page.wait_for_url(f"**{work}")
    assert "The changes are saved." in page.inner_text("main")
