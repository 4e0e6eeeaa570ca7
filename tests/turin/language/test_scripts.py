"""Whose script a name is in."""

import pytest

from turin.language.known import DOCUMENTS
from turin.language.scripts import written_as


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("أمينة حدّاد", {"ar", "fa", "ur"}),
        ("مریم\u200cالسادات", {"ar", "fa"}),  # with a joiner, which is no letter
        ("Nguyễn Thị Mai-Lan", {"en", "fr", "vi"}),
        ("Фируза", {"ru", "tg"}),
        ("王小明", {"zh"}),
        ("김민지", {"ko"}),
        ("สมหญิง", {"th"}),
        ("Amina أمينة", set()),
        ("", set()),
        ("-", set()),
    ],
)
def test_a_name_is_written_as_the_languages_of_its_script_are(name, languages):
    asked = {"ar", "fa", "ur", "en", "fr", "vi", "ru", "tg", "zh", "ko", "th"}
    fitting = {code for code in asked if written_as(name, DOCUMENTS[code])}

    assert languages <= fitting
    assert (fitting == set()) == (languages == set())
    assert len({DOCUMENTS[code].script for code in fitting}) <= 1
