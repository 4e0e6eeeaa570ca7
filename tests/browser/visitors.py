"""Somebody with a browser of her own, which notes all that a developer would see in red."""

from functools import cached_property
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, ConsoleMessage, Page, Response

from tests.browser.demonstration import Demonstration

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
NARROWEST = {"width": 320, "height": 640}
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
PATIENCE = 15_000  # milliseconds: the machine may be busy
SEEN_AS_PAGE = {401, 403, 404, 410, 422}  # what a page of its own tells the reader


def press(page: Page, what: str) -> None:
    """Press what leads to another page, or brings this one back, and wait until that is there.

    A click alone returns while the page that was left may still answer.
    """
    with page.expect_navigation():
        page.click(what)


def fits(page: Page) -> None:
    """Fail if the page is wider than the screen."""
    width = page.viewport_size["width"]
    assert page.evaluate(OVERFLOW) <= 0, f"wider than {width} px"


class Visitor:
    """A browser that knows nobody; ``cookie`` is what its session holds.

    ``complaints`` are errors in its console, breaches of the content policy, failed and foreign
    requests.
    """

    def __init__(
        self,
        site: Demonstration,
        browser: Browser,
        cookie: dict | None = None,
        *,
        language: str = "en",
        viewport: dict | None = None,
        scripts: bool = True,
    ) -> None:
        self.complaints: list[str] = []
        self.site = site
        self.context = browser.new_context(
            base_url=site.address,
            viewport=viewport or DESKTOP,
            java_script_enabled=scripts,
            locale=language,
        )
        self.context.set_default_timeout(PATIENCE)
        if cookie:
            self.context.add_cookies([site.cookie(cookie)])
        self.page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self._complain(f"script: {error}"))
        self.page.on("response", self._answered)
        self.page.on("request", lambda request: self._is_ours(request.url))

    @cached_property
    def wire(self) -> CDPSession:
        """What Chromium itself is told and asked by."""
        return self.context.new_cdp_session(self.page)

    def go(self, address: str) -> Response:
        return self.page.goto(address)

    def become(self, cookie: dict | None, viewport: dict, colours: str) -> None:
        """Hand the browser on: what it kept for whoever had it is gone, but not what it caches."""
        kept = {"origin": self.site.address, "storageTypes": "all"}  # cookies, drafts, workers
        self.wire.send("Storage.clearDataForOrigin", kept)
        if cookie:
            self.context.add_cookies([self.site.cookie(cookie)])
        self.page.emulate_media(color_scheme=colours)
        self.page.set_viewport_size(viewport)

    def leave(self) -> None:
        self.context.close()

    def _complain(self, what: str) -> None:
        self.complaints.append(f"{self.page.url}: {what}")

    def _heard(self, message: ConsoleMessage) -> None:
        told_elsewhere = message.text.startswith("Failed to load resource")  # see _answered
        if message.type in {"error", "warning"} and not told_elsewhere:
            self._complain(message.text)

    def _answered(self, response: Response) -> None:
        a_page = response.request.resource_type == "document" and response.status in SEEN_AS_PAGE
        if response.status >= 400 and not a_page:
            self._complain(f"{response.status} for {response.url}")

    def _is_ours(self, address: str) -> None:
        if urlsplit(address).scheme.startswith("http") and not address.startswith(
            self.site.address
        ):
            self._complain(f"wants {address}")


class Readers:
    """Browsers that stay open while one reader after another looks at a page, one a language.

    A browser of her own would cost each more than the page. ``script`` is run before what a page
    brings, which costs less than to send it to each page that is there.
    """

    def __init__(self, site: Demonstration, browser: Browser, script: str = "") -> None:
        self._site = site
        self._browser = browser
        self._script = script
        self._visitors: dict[str, Visitor] = {}

    def look(
        self,
        cookie: dict | None = None,
        *,
        language: str = "en",
        viewport: dict = DESKTOP,
        colours: str = "light",
    ) -> Visitor:
        """Return the browser of ``language``, which knows nobody but whom ``cookie`` says."""
        if language not in self._visitors:
            visitor = Visitor(self._site, self._browser, language=language)
            visitor.page.add_init_script(self._script)
            self._visitors[language] = visitor
        self._visitors[language].become(cookie, viewport, colours)
        return self._visitors[language]

    def complaints(self) -> list[str]:
        """Return what they complained about since this was last asked."""
        said = []
        for visitor in self._visitors.values():
            visitor.page.evaluate("0")  # which is answered after all that was said before
            said += visitor.complaints
            visitor.complaints.clear()
        return said

    def leave(self) -> None:
        for visitor in self._visitors.values():
            visitor.leave()
