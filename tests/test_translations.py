"""The check of translations finds what it is there to find."""

import pytest
from babel.messages.catalog import Message

from tests.translations import _fault, sources

PLURAL = ("%(num)s seat in %(city)s", "%(num)s seats in %(city)s")


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Apply", "قدّم"), ""),
        (Message("Apply", ""), "not translated"),
        (Message("Apply", "قدّم", flags=["fuzzy"]), "fuzzy"),
        (Message("By %(day)s", "حتى %(day)s"), ""),
        (Message("By %(day)s", "حتى %(date)s"), "has a placeholder that the English lacks"),
        (Message("By %(day)s", "قريبًا"), "leaves out a placeholder of the English"),
        (Message(PLURAL, ("مقعد في %(city)s", "%(num)s مقاعد في %(city)s")), ""),
        (Message(PLURAL, ("مقعد في %(city)s", "")), "not translated"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_bad_translation_is_found(message, fault):
    assert _fault(message, complete=True).endswith(fault)
    assert bool(_fault(message, complete=True)) == bool(fault)


def test_a_language_in_the_making_may_lack_sentences():
    assert not _fault(Message("Apply", ""), complete=False)


def test_sentences_are_found_in_code_and_in_templates():
    said = sources()
    assert "Skip to main content" in said
    assert "Employers’ organizations" in said
