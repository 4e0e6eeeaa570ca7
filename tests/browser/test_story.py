"""The house's main job, from end to end, as people do it: with scripts and without, in two scripts.

What is pressed is found by the names of its fields and by where it leads, so that the story is the
same in every language.
"""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from courses.exchange.demonstration.people import DOMAIN, PASSWORD
from tests.browser.visitors import PHONE, press
from turin import clock

NAME, OWN_NAME = "Leila Haddad", "ليلى حداد"
MOTIVATION = "I want to use it in my work.\nAnd “quotes” & <signs> stay as they are."
SEND = "main form[method=post] button[type=submit]"


@pytest.fixture
def travel(monkeypatch):
    """Have everybody's clock, the server's too, show another time."""

    def to(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    return to


@pytest.mark.parametrize("scripts", [False, True], ids=["without-scripts", "with-scripts"])
def test_a_course_is_planned_applied_for_attended_and_certified(
    scripts, demonstration, visit, travel
):
    start = clock.now()
    first = start + timedelta(days=30)
    desk = visit(scripts=scripts).page
    phone = visit(scripts=scripts, viewport=PHONE).page
    code, email = f"A9{scripts:d}77001", f"leila.{scripts:d}@example.org"

    _sign_in(desk, "en", f"coordinator@{DOMAIN}")
    key = _plan(desk, code, first)
    _apply(phone, "en", code, email)
    demonstration.post()
    _open_letter(phone, email, "/r/")
    press(phone, SEND)
    mine = phone.url
    assert "/en/me/" in mine

    _offer(desk, key)
    demonstration.post()
    _open_letter(phone, email, "/me/")
    assert phone.url == mine
    press(phone, "main form[action$='/confirm'] button")
    assert phone.locator("main a[href$='#timetable']").is_visible()

    _take(desk, key, "confirm")
    travel(first.replace(hour=16))
    _sign_in(desk, "en", f"coordinator@{DOMAIN}")
    _take(desk, key, "start")
    _mark_all_present(desk, key)
    desk.goto(f"/staff/activities/{key}/certificates")
    press(desk, "main form[action$='/certificates'] button")
    demonstration.work()
    demonstration.post()
    desk.goto(f"/staff/activities/{key}/certificates")
    assert desk.locator("main table a[href$='.pdf']").count() == 1

    _ask_for_link(phone, "en", email)
    demonstration.post()
    _open_letter(phone, email, "/sign-in/")
    press(phone, SEND)
    phone.goto(mine)
    number = _download(phone)
    stranger = visit(scripts=scripts).page
    stranger.goto("/v")
    stranger.fill("#number", number)
    press(stranger, "main form button")
    assert stranger.url.endswith(f"/v/{number}")
    assert OWN_NAME in stranger.inner_text("main")


def test_a_seat_is_asked_for_given_and_taken_in_arabic(demonstration, visit):
    desk, phone = visit(language="ar").page, visit(language="ar", viewport=PHONE).page
    email = "leila.ar@example.org"
    _sign_in(desk, "ar", f"coordinator@{DOMAIN}")
    key = _plan(desk, "A9077009", clock.now() + timedelta(days=40))
    _apply(phone, "ar", "A9077009", email)
    demonstration.post()
    _open_letter(phone, email, "/ar/r/")
    press(phone, SEND)
    _offer(desk, key)
    demonstration.post()
    _open_letter(phone, email, "/ar/me/")
    press(phone, "main form[action$='/confirm'] button")
    assert phone.locator("main a[href$='#timetable']").is_visible()
    assert OWN_NAME in phone.inner_text("main")


def _sign_in(page: Page, language: str, email: str) -> None:
    page.goto(f"/{language}/sign-in")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    press(page, "main .actions button >> nth=0")
    page.wait_for_url("**/staff")


def _ask_for_link(page: Page, language: str, email: str) -> None:
    page.goto(f"/{language}/sign-in")
    page.fill("#email", email)
    press(page, "button[name=link]")
    page.wait_for_url("**/sign-in/sent")


def _plan(page: Page, code: str, first: datetime) -> str:
    """Plan an activity of one day with one session, open it, and return its key."""
    page.goto("/staff/activities/plan")
    press(page, "main a[href$='/labour_migration_turin']")
    page.fill("#starts", f"{first:%Y-%m-%d}")
    page.fill("#ends", f"{first:%Y-%m-%d}")
    page.fill("#deadline", f"{first - timedelta(days=20):%Y-%m-%d}")
    page.fill("#city", "Turin")
    page.select_option("#country", "IT")
    page.fill("#seats", "2")
    page.fill("#code", code)
    press(page, SEND)
    key = page.url.rpartition("/")[2]
    page.goto(f"/staff/activities/{key}/timetable/add")
    page.fill("#title", "Rights at work")
    page.fill("#starts", "09:00")
    page.fill("#ends", "10:30")
    press(page, SEND)
    page.wait_for_url("**/timetable")
    for step in ("approve", "open"):
        _take(page, key, step)
    return key


def _take(page: Page, key: str, step: str) -> None:
    page.goto(f"/staff/activities/{key}")
    press(page, f"form[action$='/{step}'] button")
    assert page.locator("main .note.ok, main [role=status]").count()


def _apply(page: Page, language: str, code: str, email: str) -> None:
    """Find the course, apply in five steps with one mistake, and read that it has arrived."""
    page.goto(f"/{language}/courses")
    page.fill("form.search input[name=q]", code)
    press(page, "form.search button")
    press(page, ".activity a")
    press(page, f"main a[href^='/{language}/apply/'] >> visible=true >> nth=0")

    page.wait_for_url("**/you")
    page.fill("#certificate_name", OWN_NAME)
    page.check("input[name=sex][value=f]")
    page.fill("#email", "leila at example.org")
    press(page, SEND)
    assert page.locator(".errors a[href='#name']").is_visible()
    assert page.locator(".errors a[href='#email']").is_visible()
    assert page.input_value("#certificate_name") == OWN_NAME
    assert page.input_value("#email") == "leila at example.org"
    assert page.is_checked("input[name=sex][value=f]")
    page.fill("#name", NAME)
    page.fill("#email", email)
    press(page, SEND)

    page.wait_for_url("**/organization")
    page.check("input[name=group][value=workers]")
    page.fill("#organisation", "Union of domestic workers")
    page.select_option("#country", "LB")
    page.fill("#position", "Organizer")
    press(page, SEND)

    page.wait_for_url("**/experience")
    page.check("input[name=level] >> nth=1")
    page.fill("#motivation", MOTIVATION)
    press(page, SEND)

    page.wait_for_url("**/funding")
    page.check("input[name=funding] >> nth=0")
    press(page, SEND)

    page.wait_for_url("**/check")
    assert MOTIVATION in page.inner_text("main")
    page.check("#name_right")
    page.check("#consent")
    press(page, SEND)
    page.wait_for_url("**/sent")
    assert email in page.inner_text("main")


def _open_letter(page: Page, email: str, leads_to: str) -> None:
    """Open the newest letter to ``email`` in the mailbox, and follow its link."""
    page.goto(f"/staff/mailbox/?q={email}")
    press(page, "main table tbody a >> nth=0")
    link = page.locator(f"main pre a[href*='{leads_to}']").first
    link.focus()
    link.press("Enter")  # a click right after scrolling may go to the frame that stood there
    page.wait_for_url(f"**{leads_to}*")


def _offer(page: Page, key: str) -> None:
    """Choose the one who has applied, look at the effect, and offer her a seat."""
    page.goto(f"/staff/activities/{key}/applicants")
    page.check("input[name=a]")
    press(page, "main form[action$='/offer'] button >> nth=0")
    assert page.locator(".balances").is_visible()
    press(page, SEND)
    page.wait_for_url("**/applicants")


def _mark_all_present(page: Page, key: str) -> None:
    page.goto(f"/staff/activities/{key}/attendance")
    press(page, "#unmarked a")
    press(page, "button[name=all_others]")
    assert page.locator("input[value=present]:checked").count() == 1


def _download(page: Page) -> str:
    """Fetch the certificate, and return its number."""
    with page.expect_download() as fetched:
        page.click("main a[href$='.pdf']")
    file = Path(fetched.value.path())
    assert file.read_bytes().startswith(b"%PDF-")
    return fetched.value.suggested_filename.removeprefix("certificate-").removesuffix(".pdf")
