"""Every form that a page shows, with odd answers in every field.

Forms are found by walking the pages, so that a new one is tried by itself. ``make test`` sends a
few examples of each field, ``make fuzz`` 200.
"""

import pytest
from hypothesis import strategies as st

from tests.fuzz.forms import forms_of
from tests.fuzz.odd import answers, tried
from turin.web.forms import tidy

PARTS = 12  # so that several processes share the work
TEXTS = {"text", "search", "email", "tel", "textarea", "date", "time", "number"}
PLAUSIBLE = {
    "email": "amina@example.org",
    "date": "2027-03-01",
    "time": "09:00",
    "number": "20",
    "tel": "+39 011 693 6111",
    "password": "correct horse battery",
}
SENSIBLE = {"starts": "2027-03", "ends": "10:00", "seats": "20", "code": "A9099999"}
# What is sent to these is a button alone, or a choice after a story that other tests tell.
UNTRIED = {
    "accounts.reset_second_step",
    "certificates.issue",
    "factors.remove_codes",
    "factors.remove_passkey",
    "factors.renew_recovery",
    "people.choose",
    "registration.again",
    # A script asks for these, without a form.
    "factors.passkey_options",
    "passkeys.options",
    # Forms that only somebody sees who is just setting up an app, or has one.
    "factors.confirm_codes",
    "second_step.code",
}


# A wrong password or code is noted, so that they cannot be tried without end.
NOTE_TRIES = {"/en/sign-in", "/en/sign-in/code", "/en/me/password"}


def filled(form) -> dict[str, list[str]]:
    """Return what somebody sensible would send."""
    return {name: _sensible(name, field) for name, field in form.fields.items()}


def _sensible(name, field) -> list[str]:
    if field.options:
        return field.values or [option for option in field.options if option][:1]
    if any(value.strip() for value in field.values):
        return field.values
    if field.kind == "hidden":
        return field.values
    return [PLAUSIBLE.get(field.kind) or SENSIBLE.get(name, "Words")]


def test_every_page_that_takes_something_is_tried(site, forms):
    posts = {rule.endpoint for rule in site.app.url_map.iter_rules() if "POST" in rule.methods}
    assert posts - set(forms) == UNTRIED


@pytest.mark.parametrize("part", range(PARTS))
def test_no_answer_breaks_a_form_or_is_lost(site, forms, part):
    every = [
        (to, who, form, name)
        for to, found in forms.items()
        for who, form in found
        for name in form.fields
    ]
    wrong = {}
    for to, who, form, name in every[part::PARTS]:

        def send(odd, who=who, form=form, name=name):
            check(site, who, form, {**filled(form), name: odd})

        if found := tried(answers, send):
            wrong[f"{to}: {name}"] = found
    assert not wrong, "\n".join(f"{k}: {v}" for k, v in wrong.items())


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_but_odd_answers_break_no_form(site, forms, part):
    every = [(to, who, form) for to, found in forms.items() for who, form in found]
    wrong = {}
    for to, who, form in every[part::PARTS]:

        def send(odd, who=who, form=form):
            check(site, who, form, odd)

        if found := tried(st.fixed_dictionaries(dict.fromkeys(form.fields, answers)), send):
            wrong[to] = found
    assert not wrong, "\n".join(f"{k}: {v}" for k, v in wrong.items())


def check(site, who, form, data) -> None:
    """Send a form: no error, nothing half-written, and what was typed comes back."""
    client = site.client(who)
    if form.method == "get":
        response = client.get(form.action, query_string=data)
    else:
        response = client.post(form.action, data=data)
    try:
        assert response.status_code in {200, 303, 400, 404, 422}
        if response.status_code != 303 and form.action.partition("?")[0] not in NOTE_TRIES:
            assert not site.written(), f"{response.status} and yet something was written"
        if response.status_code == 422 and ours(form, data):
            comes_back(form, data, response.text)
    finally:
        if site.written():
            site.renew()


def ours(form, data) -> bool:
    """Whether what people do not see was left as it was: else it is no form of ours."""
    return all(
        data[name] == one.values for name, one in form.fields.items() if one.kind == "hidden"
    )


def comes_back(form, data, page) -> None:
    """Check that the form stands on the page with what was typed."""
    back = forms_of(page)
    assert back, f"there is no form any more: {form.action}"
    shown = max(back, key=lambda one: len(one.fields.keys() & form.fields.keys()))
    assert shown.fields.keys() >= form.fields.keys(), "fields are gone"
    for name, field in form.fields.items():
        if field.kind in TEXTS and len(data[name]) == 1:
            (there,), (typed,) = shown.fields[name].values, data[name]
            assert same(there, typed), f"{name} was {typed!r}, is {there!r}"


def same(there: str, typed: str) -> bool:
    """Whether it is what was typed, tidied as every text is."""
    return tidy(there) == tidy(typed)
