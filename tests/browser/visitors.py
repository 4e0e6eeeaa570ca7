"""Somebody with a browser of her own, which notes all that a developer would see in red."""

from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Response

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

    def go(self, address: str) -> Response:
        return self.page.goto(address)

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
