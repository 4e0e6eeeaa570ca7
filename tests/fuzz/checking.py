"""What holds whatever is sent: no error, nothing half-written, and what was typed comes back."""

import time
from contextlib import contextmanager
from io import BytesIO
from urllib.parse import urlsplit

from tests.fuzz.forms import CHOSEN, Field, Form, forms_of
from turin.people.names import cleaned
from turin.web.forms import tidy

MOST_SECONDS = 3  # of this process: a pattern that backtracks takes minutes
TEXTS = {"text", "search", "email", "tel", "textarea", "date", "time", "number"}
PLAUSIBLE = {
    "email": "amina@example.org",
    "time": "09:00",
    "number": "5",
    "date": "2031-03-08",
    "tel": "+39 011 693 6111",
    "password": "correct horse battery",
}
SENSIBLE = {"ends": "18:30", "seats": "20", "minimum": "5", "link": "https://meet.example/x"}
# What is noted though the form comes back, each in a transaction of its own: that a password or a
# code was tried, so that nobody tries without end, and that a passkey's question was answered.
NOTED = {
    "people.sign_in": {"failed_try"},
    "people.change_password": {"failed_try"},
    "second_step.code": {"failed_try"},
    "factors.confirm_codes": {"failed_try"},
    "passkeys.sign_in": {"challenge"},
    "factors.add_passkey": {"challenge"},
}
# These answer a form that they take with a page, or a script with what it needs; or they show what
# would be done, and take it when it is sent once more.
SHOWN_ONCE = {
    "bulk.change",
    "factors.add_passkey",
    "factors.confirm_codes",
    "factors.renew_recovery",
    "factors.passkey_options",
    "passkeys.options",
    "schedule.batch",
    "schedule.repeat",
}
# These take files, of which a form says nothing; a small one is sent.
FILES = {"uploads.uploads": "files"}
# A script sends these, which has what was typed, and is told in JSON.
TOLD_IN_JSON = {"uploads.begin"}
SEARCHED = 60  # letters of what is searched for: all pages keep as many


def filled(site, form: Form) -> dict[str, list[str]]:
    """Return what somebody sensible would send."""
    known = site.sensible
    return {
        name: [known[form.to, name]] if (form.to, name) in known else _sensible(name, field)
        for name, field in form.fields.items()
        if field.kind != "submit"
    }


def _sensible(name: str, field: Field) -> list[str]:
    if field.kind == "select" and not field.needed:
        return field.values or field.options[:1]
    if field.kind == "checkbox" and len(field.options) == 1 and not field.needed:
        return field.values  # yes or no: as it is
    if field.options:
        return field.values or [option for option in field.options if option][:1]
    if any(value.strip() for value in field.values) or field.kind == "hidden":
        return field.values
    if field.kind == "date" and not field.needed:
        return [""]
    return [SENSIBLE.get(name) or PLAUSIBLE.get(field.kind, "Words")]


def send(site, who: str, form: Form, data: dict):
    client = site.client(who)
    if form.method == "get":
        return client.get(form.action, query_string=data)
    if name := FILES.get(form.to):
        data = {**data, name: (BytesIO(b"Words"), "words.txt")}
    return client.post(form.action, data=data)


def was_taken(form: Form, response) -> bool:
    """Whether it did what it is for."""
    if response.status_code == 200:
        return form.method == "get" or form.to in SHOWN_ONCE
    return response.status_code in {201, 303}


def check(site, who: str, form: Form, data: dict) -> None:
    """Send a form, and see that all of this holds."""
    with left_as_it_was(site):
        with in_time():
            response = send(site, who, form, data)
        answered(site, form, response)
        if form.to in TOLD_IN_JSON and response.status_code == 422:
            assert response.json["says"]
        elif response.status_code == 422 and ours(site, form, data):
            comes_back(form, data, response.text)
        elif form.method == "get" and response.status_code == 200:
            is_searched_for(form, data, response.text)
        elif response.status_code == 200 and not was_taken(form, response):
            comes_back(form, data, response.text)  # it asks whether that is meant
        elif not was_taken(form, response):
            assert may_be_lost(site, form, data, response), f"{response.status_code}: all is lost"


def may_be_lost(site, form: Form, data: dict, response) -> bool:
    """Whether a page without the form is an answer: a query stays in the address.

    A button may be of something that is gone: nothing was typed that could be lost.
    """
    if form.method == "get":
        nul = any("\0" in one for sent in data.values() for one in sent)
        return response.status_code == 404 or (nul and response.status_code == 400)
    if all(field.kind in {"hidden", "submit"} for field in form.fields.values()):
        return response.status_code in {422, 404, 410}
    return response.status_code in {422, 404, 410} and not ours(site, form, data)


def answered(site, form: Form, response) -> None:
    """Check that it is no error, and that what was not taken is not written."""
    assert response.status_code < 500, response.status
    if not was_taken(form, response) or form.method == "get":
        written = site.changed() - NOTED.get(form.to, set())
        assert not written, f"{response.status_code} and yet {sorted(written)} changed"
    elif form.to not in NOTED and response.location:
        assert not urlsplit(response.location).path.endswith("/sign-in") or (
            form.to == "people.sign_out"
        ), "nobody was signed in any more"


@contextmanager
def in_time():
    started = time.process_time()
    yield
    took = time.process_time() - started
    assert took < MOST_SECONDS, f"it took {took:.1f} seconds"


@contextmanager
def left_as_it_was(site):
    """Bring back what was there before, if anything has changed."""
    try:
        yield
    finally:
        if site.changed():
            site.renew()


def ours(site, form: Form, data: dict) -> bool:
    """Whether what people do not see was left as it was: else it is no form of ours."""
    sensible = filled(site, form)
    hidden = [name for name, field in form.fields.items() if field.kind == "hidden"]
    return all(data.get(name) == sensible[name] for name in hidden)


def comes_back(form: Form, data: dict, page: str) -> None:
    """Check that the form stands on the page with what was typed and chosen."""
    back = forms_of(page)
    assert back, f"there is no form any more: {form.action}"
    shown = max(back, key=lambda one: len(one.fields.keys() & form.fields.keys()))
    asked = [name for name, field in form.fields.items() if field.kind != "submit"]
    assert shown.fields.keys() >= set(asked), "fields are gone"
    for name in asked:
        kept(name, form.fields[name], data.get(name, []), there(form, shown, name))


def there(form: Form, shown: Form, name: str) -> list[str]:
    """Return what a field holds; a text in a language that is not shown comes along hidden."""
    written = form.fields["in"].values[0] if "in" in form.fields else ""
    return shown.fields.get(f"{name}-{written}", shown.fields[name]).values


def kept(name: str, field: Field, typed: list[str], there: list[str]) -> None:
    """Check that a field holds what was typed into it, or what was chosen if it can be."""
    if field.kind in TEXTS and len(typed) == 1:
        assert len(there) == 1, f"{name} stands there {len(there)} times"
        same = same_lines if field.kind == "textarea" else same_line
        assert same(there[0], typed[0]), f"{name} was {typed[0][:80]!r}, is {there[0][:80]!r}"
    elif field.kind == "checkbox" and set(typed) <= set(field.options):
        assert set(there) == set(typed), f"{name} was {typed}, is {there}"
    elif field.kind in {*CHOSEN, "select"} and len(typed) == 1 and typed[0] in field.options:
        assert there == typed or not any(there + typed), f"{name} was {typed}, is {there}"


def is_searched_for(form: Form, data: dict, page: str) -> None:
    """Check that a list says what was searched for."""
    if not any(field.kind == "search" for field in form.fields.values()):
        return
    for shown in forms_of(page):
        for name, field in shown.fields.items():
            if field.kind == "search" and name in form.fields and len(data[name]) == 1:
                typed = (tidy(data[name][0]) or "")[:SEARCHED].strip()
                there = tidy("".join(field.values)) or ""
                assert there.startswith(typed), f"{name} was {typed!r}, is {there!r}"


def same_lines(there: str, typed: str) -> bool:
    """Whether it is what was typed, tidied as every text is."""
    return tidy(there) == tidy(typed)


def same_line(there: str, typed: str) -> bool:
    """Whether it is what was typed, tidied as names are: of those, joiners stay between letters."""
    return same_lines(there, typed) or cleaned(there) == cleaned(typed)
