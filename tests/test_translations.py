"""The check of translations finds what it is there to find."""

import ast

import pytest
from babel.messages.catalog import Message

from tests.translations import STUCK, _fault, _joined, sources

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
    assert _fault(message).endswith(fault)
    assert bool(_fault(message)) == bool(fault)


@pytest.mark.parametrize(
    ("message", "alike", "fault"),
    [
        (Message("Code", "Code"), ["Code"], False),
        (Message("Apply", "Apply"), ["Code"], True),
        (Message(PLURAL, PLURAL), [], True),
        (Message("%(room)s (%(seats)s)", "%(room)s (%(seats)s)"), [], False),
    ],
    ids=["alike-by-right", "forgotten", "forgotten-plural", "no-words"],
)
def test_what_is_left_in_english_is_found(message, alike, fault):
    assert bool(_fault(message, alike=alike)) == fault


@pytest.mark.parametrize(
    "line",
    ['<p>{{ _("Open your page") }}:', '{{ _("%(num)s kB", num=1) }}.', '<b>no{{ _("seats") }}'],
)
def test_a_mark_that_is_stuck_to_a_sentence_is_found(line):
    assert STUCK.search(line)


@pytest.mark.parametrize(
    "line",
    ['<p>{{ _("Open") }}</p>', '{{ _("A whole one.") }} {{ name }}', '<a title="{{ _("Open") }}">'],
)
def test_a_sentence_on_its_own_is_let_be(line):
    assert not STUCK.search(line)


@pytest.mark.parametrize("code", ["f\"{_('seats')}: 3\"", '_("seats") + ": 3"'])
def test_a_sum_of_sentences_is_found(code):
    assert _joined(ast.parse(code))


def test_sentences_are_found_in_code_and_in_templates():
    said = sources()
    assert "Skip to main content" in said
    assert "Employers’ organizations" in said
