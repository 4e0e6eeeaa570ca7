import re

import brotli
import pytest

from turin.web.static import FOLDER, asset

SHEETS = ["base.css", "staff.css"]


def test_the_style_of_public_pages_weighs_little_more_than_five_kilobytes():
    assert len(asset("base.css").bodies["br"]) <= 5250


def test_the_script_weighs_one_and_a_half_kilobytes_at_most():
    assert len(brotli.compress((FOLDER / "app.js").read_bytes())) <= 1500


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_style_knows_left_or_right(sheet):
    text = (FOLDER / sheet).read_text()
    assert not re.findall(r"\b(?:left|right)\b", text)


@pytest.mark.parametrize("sheet", SHEETS)
def test_margins_and_paddings_are_the_same_on_both_sides(sheet):
    """Four values of a shorthand name the physical sides; where they differ Arabic is wrong."""
    text = (FOLDER / sheet).read_text()
    for values in re.findall(r"(?:margin|padding): ([^;}]+)", text):
        sides = values.split()
        assert len(sides) < 4 or sides[1] == sides[3], values


def test_a_style_sheet_names_its_font_by_the_hash_of_the_font():
    sheet = asset("base.css").bodies["identity"].decode()
    assert f"/static/{asset('overpass-700.woff2').digest}/overpass-700.woff2" in sheet
