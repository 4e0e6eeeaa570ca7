"""A source is told in words that a reader understands."""

import pytest

from courses.catalogue.sources import in_full

NOTE = "note to the ILO Governing Body of 18 February 2008"


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("gb2008:27", f"{NOTE}, paragraph 27"),
        ("gb2008:5,36", f"{NOTE}, paragraphs 5, 36"),
        ("gb2008:13 (spelt UMEOA there)", f"{NOTE}, paragraph 13 (spelt UMEOA there)"),
        (
            "gb2008:6; page:https://example.org/a",
            f"{NOTE}, paragraph 6; https://example.org/a",
        ),
        ("year 2006: page: Wikipedia, C143", "year 2006: Wikipedia, C143"),
        ("unverified", "not verified"),
        ("made by this project", "made by this project"),
    ],
)
def test_the_note_has_its_name_and_a_page_its_address(app, kept, told):
    assert in_full(kept) == told
