"""What a page costs on a thin line: the octets of all answers, as they came over the wire."""

from collections.abc import Callable

import pytest

from tests.browser.page_types import PAGES, PageType
from tests.browser.visitors import DESKTOP, PHONE, Visitor

FIRST, AGAIN = 30_000, 8_000
PUBLIC = [kind for kind in PAGES if kind.public]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["360", "1280"])
@pytest.mark.parametrize("kind", PUBLIC, ids=[kind.name for kind in PUBLIC])
def test_a_public_page_is_light(kind: PageType, viewport, demonstration, visit, record_property):
    cookie = demonstration.applying if kind.who == "applying" else None
    address = kind.address.format(language="en", **demonstration.names)
    visitor = visit(cookie, viewport=viewport)
    first = _weight(visitor, lambda: visitor.go(address))
    again = _weight(visitor, visitor.page.reload)
    record_property("octets", f"{kind.name} at {viewport['width']}: {first}, then {again}")
    assert first <= FIRST
    assert again <= AGAIN


def _weight(visitor: Visitor, load: Callable[[], object]) -> int:
    """Return how many octets, headers too, come in until all is there."""
    came: list[float] = []
    wire = visitor.context.new_cdp_session(visitor.page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda told: came.append(told["encodedDataLength"]))
    load()
    visitor.page.evaluate("document.fonts.ready.then(() => null)")  # the last that is asked for
    wire.detach()
    return round(sum(came))
