import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turin.people.names import cleaned


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Amina\t Kouyaté \n Okafor ", "Amina Kouyaté Okafor"),
        ("Jose\u0301", "José"),
        ("A\u00a0B\u3000C\u2028D", "A B C D"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("\u2066Ana\u2069\u200f\u061c", "Ana"),
        ("zero\u200bwidth\ufeff soft\u00adhyphen", "zerowidth softhyphen"),
        ("e\u200b\u0301", "é"),
        ("private\ue000 control\x00\x1b", "private control"),
        ("محمدی\u200cنژاد", "محمدی\u200cنژاد"),
        ("ක්\u200dෂ", "ක්\u200dෂ"),
        ("\u200dAna\u200c \u200d", "Ana"),
        ("\u202e\u200b", ""),
    ],
)
def test_a_name_keeps_what_is_seen_and_the_joiners(typed, kept):
    assert cleaned(typed) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing(typed):
    once = cleaned(typed)
    assert cleaned(once) == once


@given(st.text())
def test_a_cleaned_name_is_composed_and_on_one_line(typed):
    name = cleaned(typed)
    assert unicodedata.is_normalized("NFC", name)
    assert name == " ".join(name.split())
