"""A coordinator moves a session: by a key, with the mouse, or by the button beside a clash."""

from datetime import datetime, timedelta

import pytest

from tests.browser.visitors import press

FIRST = "[data-move] >> nth=0"


@pytest.fixture
def timetable(demonstration, visit):
    def opened(language="en", key="coming", **how):
        page = visit(
            demonstration.signed_in("coordinator", language), language=language, **how
        ).page
        page.goto(f"/staff/activities/{demonstration.names[key]}/timetable")
        return page

    return opened


@pytest.mark.parametrize(
    ("language", "ahead", "back"),
    [("en", "ArrowRight", "ArrowLeft"), ("ar", "ArrowLeft", "ArrowRight")],
)
def test_by_keys(timetable, language, ahead, back):
    """To an hour at which nobody teaches, and back to where the other tests know it."""
    page = timetable(language)
    address = page.locator(FIRST).get_attribute("data-move")
    slot = page.locator(f"[data-move='{address}']")
    before = datetime.fromisoformat(slot.get_attribute("data-starts"))
    early = (before + timedelta(days=1)).replace(hour=5)
    halves = 2 * (before.hour - early.hour)

    def go(*keys):
        slot.locator("a").focus()
        for key in ("m", *keys):
            page.keyboard.press(key)
        told = page.inner_text("[data-moved]")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        return told[-5:], datetime.fromisoformat(slot.get_attribute("data-starts"))

    assert go(ahead, *["ArrowUp"] * halves) == (f"{early:%H:%M}", early)
    assert go(back, *["ArrowDown"] * halves) == (f"{before:%H:%M}", before)


def test_a_key_moves_nothing_where_no_session_is_selected(timetable):
    page = timetable()
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    assert page.inner_text("[data-moved]") == ""


def test_with_the_mouse(timetable):
    page = timetable()
    page.set_viewport_size({"width": 1280, "height": 1800})  # all of the week is in sight
    slot = page.locator(FIRST)
    address, box = slot.get_attribute("data-move"), slot.bounding_box()
    row = (
        page.locator(".hours li >> nth=1").bounding_box()["y"]
        - page.locator(".hours li >> nth=0").bounding_box()["y"]
    )
    x, y = box["x"] + 20, box["y"] + 10
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + row, steps=8)
    with page.expect_navigation():
        page.mouse.move(x, y + 3.5 * row, steps=8)
        page.mouse.up()
    assert page.locator(f"[data-move='{address}']").get_attribute("data-starts").endswith("T12:30")


@pytest.mark.parametrize("scripts", [False, True], ids=["without-scripts", "with-scripts"])
def test_by_the_button_beside_a_clash(timetable, scripts):
    page = timetable(scripts=scripts)
    clashes = page.locator(".clashes.doubtful").count()
    press(page, ".clashes.doubtful form button >> nth=0")
    assert page.locator(".clashes.doubtful").count() == clashes - 1
