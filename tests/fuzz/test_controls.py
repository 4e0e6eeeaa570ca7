"""The other tests see what is broken: each of these breaks a form or a page by intent."""

import re
from functools import wraps

import pytest
from flask import request

from tests.fuzz.checking import check, filled
from tests.fuzz.odd import answers_of, sure, tried
from tests.fuzz.test_addresses import answered
from turin import clock
from turin.db import db, transaction
from turin.people.models import FailedTry

FORM, FIELD = "registration.step", "name"


def fails(view, **values):
    """Fail for a text that holds a NUL."""
    if "\0" in request.form.get(FIELD, ""):
        raise ValueError("a NUL")
    return view(**values)


def forgets(view, **values):
    """Come back as the form does, without what was typed here."""
    return changed(view(**values), rf'(?<=name="{FIELD}") required type="text" value="[^"]*"')


def loses_a_field(view, **values):
    """Come back without what could not be shown."""
    return changed(view(**values), r'name="email"')


def loses_a_choice(view, **values):
    """Come back as the form does, with nothing chosen."""
    return changed(view(**values), " checked")


def half_writes(view, **values):
    """Store a part, then refuse the rest."""
    _write()
    return view(**values) if request.method == "GET" else ("<form></form>", 422)


def changed(answer, what: str):
    """Return an answer, without ``what`` if it is a page."""
    return (re.sub(what, "", answer[0]), answer[1]) if isinstance(answer, tuple) else answer


def says_bad_request(view, **values):
    """Refuse without a way back."""
    return "<h1>Bad request</h1>", 400


BROKEN = {
    fails: "500",
    forgets: "name was",
    loses_a_field: "fields are gone",
    loses_a_choice: "sex was",
    half_writes: "failed_try",
    says_bad_request: "all is lost",
}


@pytest.mark.parametrize("how", BROKEN, ids=lambda how: how.__name__)
def test_a_form_that_is_broken_is_found(site, forms, monkeypatch, how):
    break_it(site, monkeypatch, FORM, how)
    who, form = next((who, form) for who, form in forms[FORM] if FIELD in form.fields)

    def ask(odd):
        check(site, who, form, {**filled(site, form), FIELD: odd})

    field = form.fields[FIELD]
    assert BROKEN[how] in tried(answers_of(field), ask, sure(FIELD, field))


def test_a_page_that_writes_is_found(site, monkeypatch):
    break_it(site, monkeypatch, "pages.courses", half_writes)
    with pytest.raises(AssertionError, match="failed_try"):
        answered(site, site.client("anonymous"), "/en/courses", {})
    site.renew()


def test_a_name_that_a_page_looks_for_is_found(site, monkeypatch):
    def look(view, **values):
        request.args.get("hidden", type=int)
        return view(**values)

    break_it(site, monkeypatch, "pages.courses", look)
    assert "hidden" in site.asked("anonymous", "/en/courses")


def break_it(site, monkeypatch, endpoint, how):
    """Put ``how`` around a view, for one test; it declares what the view does."""
    view = site.app.view_functions[endpoint]
    monkeypatch.setitem(site.app.view_functions, endpoint, wraps(view)(lambda **v: how(view, **v)))


def _write():
    with transaction():
        db.session.add(FailedTry(kind="code", key="x", at=clock.now()))
