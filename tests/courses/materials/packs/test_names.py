"""Names that a USB stick, Windows and a phone take."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.materials.packs.names import LONGEST, MOST_OCTETS, RESERVED, safe, unique


@pytest.mark.parametrize(
    ("name", "known_as"),
    [
        ("សៀវភៅ.pdf", "សៀវភៅ.pdf"),
        ("دليل الهجرة.pdf", "دليل الهجرة.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("aux", "_aux"),
        ("com1.tar.pdf", "_com1.tar.pdf"),
        ("LPT².txt", "_LPT².txt"),
        ("a/b\\c:d*e?.pdf", "a_b_c_d_e_.pdf"),
        ("handbook.pdf. ", "handbook.pdf"),
        ("..", "_"),
        ("exe\u202efdp.pdf", "exefdp.pdf"),
        ("two\nlines.pdf", "twolines.pdf"),
        ("می\u200cروم.pdf", "می\u200cروم.pdf"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_a_name_keeps_its_script_and_loses_what_is_dangerous(name, known_as):
    assert safe(name) == known_as


@settings(max_examples=50)
@given(st.lists(st.text(max_size=300), max_size=8))
def test_any_names_become_names_that_every_system_takes(names):
    found = unique(names)
    assert len({unicodedata.normalize("NFC", one.casefold()) for one in found}) == len(names)
    for one in found:
        assert 0 < len(one) <= LONGEST
        assert len(one.encode()) <= MOST_OCTETS
        assert not set(one) & set('<>:"/\\|?*\n\r\0')
        assert one == one.strip(". ")
        assert one.partition(".")[0].casefold() not in RESERVED


def test_names_that_differ_by_case_alone_are_told_apart():
    assert unique(["A.pdf", "a.pdf", "a.pdf"]) == ["A.pdf", "a (2).pdf", "a (3).pdf"]
