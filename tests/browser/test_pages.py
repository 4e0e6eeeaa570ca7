"""Every type of page, in both scripts, on a phone and on a desk."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults

from tests.browser.page_types import PAGES, PageType
from tests.browser.visitors import DESKTOP, NARROWEST, PHONE, Readers, fits, press

FORMS = ["sign-in", "ask", "tell-me", "apply-you", "apply-check", "plan", "add-session", "rooms"]
UNFOLDED = "() => document.querySelectorAll('main details').forEach(one => { one.open = true; })"
EMPTIED = """() => document.querySelectorAll("main input[type=text], main input[type=email]")
  .forEach(one => { one.value = ""; })"""
# Of a frame axe asks what it finds; that in which a letter is shown may run nothing.
VIOLATIONS = """() => {
  window.isSeen = one => one.checkVisibility() && one.getBoundingClientRect().width > 1;
  window.unseen = [...document.querySelectorAll("body *")].filter(one => !isSeen(one));
  return axe.run({resultTypes: ["violations"], iframes: false})
    .then(found => ({violations: found.violations}));
}"""
# On another screen only the colours of what was not seen before are new.
VIOLATIONS_OF_THE_REST = """() => {
  const rest = unseen.filter(isSeen);
  if (!rest.length) return {violations: []};
  const how = {resultTypes: ["violations"], iframes: false, runOnly: ["color-contrast"]};
  return axe.run(rest, how).then(found => ({violations: found.violations}));
}"""
LIGHT_AT_A_DESK, DARK_ON_A_PHONE = ("light", DESKTOP, PHONE), ("dark", PHONE, DESKTOP)


@pytest.fixture(scope="module")
def readers(demonstration, chromium):
    readers = Readers(demonstration, chromium, AXE_SCRIPT)
    yield readers
    readers.leave()


@pytest.mark.parametrize(
    ("language", "how"), [("en", LIGHT_AT_A_DESK), ("ar", DARK_ON_A_PHONE)], ids=["en", "ar"]
)
@pytest.mark.parametrize("kind", PAGES, ids=[kind.name for kind in PAGES])
def test_everybody_can_read_it_on_every_screen(kind: PageType, language, how, demonstration, look):
    """Axe looks for all on one screen, and for contrast in what the other alone shows."""
    colours, screen, other = how
    session = demonstration.session(kind.who, language)
    visitor = look(session, language=language, viewport=NARROWEST, colours=colours)
    page = visitor.page
    address = kind.address.format(language=language, **demonstration.names)
    assert visitor.go(address).status == kind.status
    _speaks(page, language)
    fits(page)
    page.set_viewport_size(PHONE)
    fits(page)
    page.evaluate(UNFOLDED)
    page.set_viewport_size(screen)
    fits(page)
    _is_accessible(page)
    page.set_viewport_size(other)
    fits(page)
    _is_accessible(page, VIOLATIONS_OF_THE_REST)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", FORMS)
def test_everybody_can_read_a_form_that_came_back(name, language, demonstration, look):
    kind = next(kind for kind in PAGES if kind.name == name)
    page = look(demonstration.session(kind.who, language), language=language, viewport=PHONE).page
    page.goto(kind.address.format(language=language, **demonstration.names))
    page.evaluate(UNFOLDED)
    page.evaluate(EMPTIED)
    press(page, "main .actions button >> nth=0")
    assert page.locator(".errors").is_visible()
    fits(page)
    _is_accessible(page)


def _speaks(page, language: str) -> None:
    html = page.locator("html")
    assert html.get_attribute("lang") == language
    assert html.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")


def _is_accessible(page, violations: str = VIOLATIONS) -> None:
    found = AxeResults(page.evaluate(violations))
    assert found.violations_count == 0, found.generate_report()


def test_what_these_tests_look_for_is_found(look, readers):
    visitor = look(viewport=PHONE, colours="dark")
    page = visitor.page
    visitor.go("/en/library")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    with pytest.raises(AssertionError, match="html-has-lang"):
        _is_accessible(page)
    assert "Content Security Policy" in readers.complaints().pop()


def test_what_is_hard_to_see_in_the_dark_is_found(look):
    page = look(viewport=PHONE, colours="dark").page
    page.goto("/en/courses")
    _is_accessible(page)
    page.evaluate("document.documentElement.style.setProperty('--text', '#333')")
    with pytest.raises(AssertionError, match="color-contrast"):
        _is_accessible(page)


def test_what_only_another_screen_shows_is_looked_at(look):
    page = look(viewport=DESKTOP).page
    page.goto("/en/courses")
    page.evaluate("document.querySelector('main p').style.color = '#ddd'")
    page.evaluate("document.querySelector('main p').hidden = true")
    _is_accessible(page)
    page.evaluate("document.querySelector('main p').hidden = false")
    with pytest.raises(AssertionError, match="color-contrast"):
        _is_accessible(page, VIOLATIONS_OF_THE_REST)


def test_a_browser_that_is_handed_on_knows_nobody(demonstration, look):
    page = look(demonstration.signed_in("coordinator", "en")).page
    assert page.goto("/staff").status == 200
    assert page.url.endswith("/staff")
    page.evaluate("localStorage.setItem('typed', 'by somebody else')")
    page = look().page
    page.goto("/staff")
    assert "/sign-in" in page.url
    assert page.evaluate("localStorage.length") == 0
