"""Every type of page, in both scripts, on a phone and on a desk."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults

from tests.browser.page_types import PAGES, PageType
from tests.browser.visitors import DESKTOP, NARROWEST, PHONE, fits, press

FORMS = ["sign-in", "ask", "tell-me", "apply-you", "apply-check", "plan", "add-session", "rooms"]
UNFOLDED = "() => document.querySelectorAll('main details').forEach(one => { one.open = true; })"
AXE = f"{AXE_SCRIPT}; 0"  # which would otherwise send all of itself back
# Of a frame axe asks what it finds; that in which a letter is shown may run nothing.
VIOLATIONS = """rules => axe.run(
        {resultTypes: ["violations"], iframes: false, ...(rules && {runOnly: rules})})
    .then(found => ({violations: found.violations}))"""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", PAGES, ids=[kind.name for kind in PAGES])
def test_everybody_can_read_it_on_every_screen(kind: PageType, language, demonstration, visit):
    """What axe looks for is the same in both: on a phone in Arabic, on a desk in English."""
    session = demonstration.session(kind.who, language)
    visitor = visit(session, language=language, viewport=NARROWEST)
    page = visitor.page
    address = kind.address.format(language=language, **demonstration.names)
    assert visitor.go(address).status == kind.status
    _speaks(page, language)
    fits(page)
    page.set_viewport_size(PHONE)
    fits(page)
    page.evaluate(AXE)
    if language == "ar":
        _is_accessible(page)
    page.set_viewport_size(DESKTOP)
    page.evaluate(UNFOLDED)
    fits(page)
    if language == "en":
        _is_accessible(page)
        page.emulate_media(color_scheme="dark")
        _is_accessible(page, ["color-contrast"])


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", FORMS)
def test_everybody_can_read_a_form_that_came_back(name, language, demonstration, visit):
    kind = next(kind for kind in PAGES if kind.name == name)
    page = visit(demonstration.session(kind.who, language), language=language, viewport=PHONE).page
    page.goto(kind.address.format(language=language, **demonstration.names))
    page.evaluate(UNFOLDED)
    for field in page.locator("main input[type=text], main input[type=email]").all():
        field.fill("")
    press(page, "main .actions button >> nth=0")
    assert page.locator(".errors").is_visible()
    fits(page)
    page.evaluate(AXE)
    _is_accessible(page)


def _speaks(page, language: str) -> None:
    html = page.locator("html")
    assert html.get_attribute("lang") == language
    assert html.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")


def _is_accessible(page, rules: list[str] | None = None) -> None:
    found = AxeResults(page.evaluate(VIOLATIONS, rules))
    assert found.violations_count == 0, found.generate_report()


def test_what_these_tests_look_for_is_found(visit):
    visitor = visit()
    visitor.go("/en/library")
    visitor.page.evaluate("document.body.setAttribute('style', 'color: red')")
    visitor.page.evaluate("document.documentElement.removeAttribute('lang')")
    visitor.page.evaluate(AXE)
    with pytest.raises(AssertionError, match="html-has-lang"):
        _is_accessible(visitor.page)
    assert "Content Security Policy" in visitor.complaints.pop()
