"""A coordinator moves a session: by a key, with the mouse, or by the button beside a clash."""

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


def starts(page) -> str:
    return page.locator(FIRST).get_attribute("data-starts")


@pytest.mark.parametrize(("language", "ahead"), [("en", "ArrowRight"), ("ar", "ArrowLeft")])
def test_by_keys(timetable, language, ahead):
    page = timetable(language)
    before, address = starts(page), page.locator(FIRST).get_attribute("data-move")
    page.locator(FIRST).locator("a").focus()
    for key in ("m", ahead, *["ArrowUp"] * 4):
        page.keyboard.press(key)
    told = page.inner_text("[data-moved]")
    assert told.endswith("07:00")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    moved = page.locator(f"[data-move='{address}']").get_attribute("data-starts")
    assert moved[:10] > before[:10]
    assert moved.endswith("T07:00")
    page.locator(f"[data-move='{address}'] a").focus()
    for key in ("m", {"ArrowRight": "ArrowLeft", "ArrowLeft": "ArrowRight"}[ahead]):
        page.keyboard.press(key)
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(f"[data-move='{address}']").get_attribute("data-starts") == before


def test_a_key_moves_nothing_where_no_session_is_selected(timetable):
    page = timetable()
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    assert page.inner_text("[data-moved]") == ""


def test_with_the_mouse(timetable):
    page = timetable()
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
