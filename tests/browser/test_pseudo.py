"""Longer words break no page: each type of page in a language that is longer than all of ours."""

import sys

import pytest

from tests.browser.page_types import PAGES, PageType
from tests.browser.pseudo import spoken, spoken_everywhere
from tests.browser.visitors import DESKTOP, NARROWEST, fits

# Elements that hide the end of our words; fields scroll, and bdi holds words of others.
CUT = """() => [...document.querySelectorAll("body *")].filter(one => {
  if (one.matches("input, textarea, select, bdi")) return false;
  const style = getComputedStyle(one);
  if (!["hidden", "clip"].includes(style.overflowX) || style.clipPath !== "none") return false;
  return one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1;
}).map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module", autouse=True)
def forgotten():
    """Forget what was kept in it: headings are read by their names, found once in a process."""
    yield
    modules = [one for name, one in sys.modules.items() if name.startswith(("courses.", "turin."))]
    for thing in [thing for module in modules for thing in vars(module).values()]:
        if hasattr(type(thing), "cache_clear"):
            thing.cache_clear()


@pytest.mark.parametrize("kind", PAGES, ids=[kind.name for kind in PAGES])
def test_longer_words_are_neither_cut_nor_pushed_out(
    kind: PageType, demonstration, look, monkeypatch
):
    address = kind.address.format(language="fr", **demonstration.names)
    visitor = look(demonstration.session(kind.who, "fr"), language="fr", viewport=NARROWEST)
    with spoken_everywhere(monkeypatch):
        visitor.go(address)
        said = "Library" if kind.name == "text-only" else "Skip to main content"
        assert spoken(said) in visitor.page.inner_text("body")
        for viewport in (NARROWEST, DESKTOP):
            visitor.page.set_viewport_size(viewport)
            fits(visitor.page)
            assert not visitor.page.evaluate(CUT)
