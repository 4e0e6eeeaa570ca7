"""Every form that a page shows, with odd answers in every field.

Forms are found by walking the pages, so that a new one is tried by itself. ``make test`` sends a
few examples of each field, ``make fuzz`` 200.
"""

from functools import partial

import pytest
from hypothesis import strategies as st

from tests.fuzz.checking import answered, check, comes_back, filled, left_as_it_was, send
from tests.fuzz.odd import MILLION, SKIPS, TWICE, answers_of, broken, few, sure, tried
from tests.fuzz.world import NEXT_YEAR

PARTS = 12  # so that several processes share the work


def every_form(forms):
    return [(who, form) for found in forms.values() for who, form in found]


def every_field(forms):
    return [(who, form, name) for who, form in every_form(forms) for name in form.fields]


def told(wrong: dict[str, str]) -> str:
    return "\n".join(f"{name}: {found}" for name, found in wrong.items() if found)


def test_every_page_that_takes_something_is_tried(site, forms):
    posts = {rule.endpoint for rule in site.app.url_map.iter_rules() if "POST" in rule.methods}
    assert posts - set(forms) == set()


def test_what_is_filled_in_sensibly_is_taken(site, forms):
    """Else an odd answer would never come further than the first refusal of another field."""
    wrong = {
        f"{form.to} at {form.action}": f"{form.refused} {filled(site, form)}"
        for _, form in every_form(forms)
        if form.refused
    }
    assert not wrong, told(wrong)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_answer_breaks_a_form_or_is_lost(site, forms, part):
    wrong = {}
    for turn, (who, form, name) in enumerate(every_field(forms)[part::PARTS]):

        def ask(odd, who=who, form=form, name=name):
            check(site, who, form, {**filled(site, form), name: odd})

        field = form.fields[name]
        wrong[f"{form.to}: {name}"] = tried(answers_of(field), ask, sure(name, field, turn))
    assert not any(wrong.values()), told(wrong)


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_but_odd_answers_break_no_form(site, forms, part):
    wrong = {}
    for who, form in every_form(forms)[part::PARTS]:

        def ask(odd, who=who, form=form):
            check(site, who, form, odd)

        odd = {name: answers_of(field) for name, field in form.fields.items()}
        wrong[form.to] = tried(st.fixed_dictionaries(odd), ask)
    assert not any(wrong.values()), told(wrong)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_million_letters_break_no_field(site, forms, part):
    wrong = {}
    some = every_field(forms)[part :: PARTS * (8 if few() else 1)]
    for who, form, name in some:
        if form.method == "post":
            data = {**filled(site, form), name: ["a" * MILLION]}
            wrong[f"{form.to}: {name}"] = broken(partial(check, site, who, form, data))
    assert not any(wrong.values()), told(wrong)


@pytest.mark.parametrize("to", ["schedule.add", "schedule.session"])
def test_an_hour_that_the_clocks_skip_is_refused_and_one_that_they_repeat_is_taken(site, forms, to):
    who, form = next((who, form) for who, form in forms[to] if str(NEXT_YEAR) in _day(form))
    hours = ("01:59", "02:00", "02:30", "02:59", "03:00")
    for day, hour in [(day, hour) for day in (SKIPS, TWICE) for hour in hours]:
        for times in ({"starts": [hour], "ends": ["05:00"]}, {"starts": ["01:00"], "ends": [hour]}):
            data = {**filled(site, form), "day": [str(day)], **times}
            with left_as_it_was(site):
                answered(site, form, answer := send(site, who, form, data))
                skipped = day == SKIPS and hour.startswith("02")
                assert answer.status_code == (422 if skipped else 303), f"{day} {times}"
                if skipped:
                    comes_back(form, data, answer.text)


def _day(form) -> str:
    return "".join(form.fields["day"].values)
