"""A pack is made of what stands on the screen when its button is pressed."""

import pytest

from tests.browser.visitors import PHONE, press


@pytest.mark.parametrize("scripts", [False, True], ids=["without-scripts", "with-scripts"])
def test_what_was_changed_last_is_what_is_made(scripts, demonstration, visit):
    page = visit(scripts=scripts, viewport=PHONE).page
    page.goto("/en/packs/library")
    works = page.locator("input[name=work]")
    first = works.nth(0).get_attribute("value")
    for number in range(1, works.count()):
        works.nth(number).uncheck()
    page.select_option("#budget", "5")
    press(page, "main button[formmethod=get]")
    assert "csrf_token" not in page.url
    assert page.locator("input[name=work]:checked").count() == 1

    page.select_option("#part", "2")
    page.locator("input[name=work]").nth(0).uncheck()
    press(page, "main button[name=csrf_token]")
    assert "Nothing that you chose fits." in page.inner_text(".errors")
    page.check(f"input[name=work][value='{first}']")
    press(page, "main button[name=csrf_token]")
    assert "/packs/library" not in page.url
    assert page.locator("main li.doc").count() == 1
