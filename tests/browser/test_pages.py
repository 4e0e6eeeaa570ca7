"""Every type of page, in both scripts, on a phone and on a desk."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults

from tests.browser.page_types import PAGES, PageType
from tests.browser.visitors import DESKTOP, PHONE

NARROWEST = {"width": 320, "height": 640}
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
AXE = f"{AXE_SCRIPT}; 0"  # which would otherwise send all of itself back
VIOLATIONS = """() => axe.run({resultTypes: ["violations"]})
    .then(found => ({violations: found.violations}))"""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", PAGES, ids=[kind.name for kind in PAGES])
def test_everybody_can_read_it_on_every_screen(kind: PageType, language, demonstration, visit):
    visitor = visit(_session(kind, language, demonstration), language=language)
    address = kind.address.format(language=language, **demonstration.names)
    for viewport in (DESKTOP, PHONE):
        visitor.page.set_viewport_size(viewport)
        assert visitor.go(address).status == kind.status
        _speaks(visitor.page, language)
        assert visitor.page.evaluate(OVERFLOW) <= 0, f"wider than {viewport['width']} px"
        found = _examined(visitor.page)
        assert found.violations_count == 0, found.generate_report()
    visitor.page.set_viewport_size(NARROWEST)
    assert visitor.page.evaluate(OVERFLOW) <= 0, "wider than 320 px"


def _session(kind: PageType, language: str, demonstration) -> dict | None:
    if kind.who == "applying":
        return demonstration.applying
    return demonstration.signed_in(kind.who, language) if kind.who else None


def _speaks(page, language: str) -> None:
    html = page.locator("html")
    assert html.get_attribute("lang") == language
    assert html.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")


def _examined(page) -> AxeResults:
    page.evaluate(AXE)
    return AxeResults(page.evaluate(VIOLATIONS))
