"""Every address with an odd query and with odd parts, and every body that is no form."""

import re
import time

import pytest
from hypothesis import strategies as st
from werkzeug.routing import BaseConverter, IntegerConverter, UnicodeConverter

from tests.fuzz.odd import answers, texts, tried

PARTS = 3
LINKS = re.compile(r'href="[^"?]*\?([^"#]*)"')
NAMES = re.compile(r"(?:^|&amp;|&)([^=&]+)=")
ALWAYS = {"page", "sort", "state", "q", "next", "a"}
BOUNDARY = {"Content-Type": "multipart/form-data; boundary=x"}
PLAIN = {"Content-Type": "application/x-www-form-urlencoded"}
PART = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nAmina\r\n'
BODIES = {
    "json": ({"Content-Type": "application/json"}, b'{"name": ["Amina"]}'),
    "no kind": ({"Content-Type": "/"}, b"name=Amina"),
    "not utf-8": (PLAIN, b"name=\xff\xfe&email=%ff%fe%80"),
    "cut percent": (PLAIN, b"name=%&email=%4&=&==&&&"),
    "no boundary": ({"Content-Type": "multipart/form-data"}, PART),
    "cut part": (BOUNDARY, PART),
    "cut header": (BOUNDARY, b"--x\r\nContent-Dispo"),
    "no end": (BOUNDARY, b"--y\r\n" * 100),
    "a file": (BOUNDARY, PART.replace(b'"\r\n\r\n', b'"; filename="\0/../a"\r\n\r\n') + b"--x--"),
    "2,000 parts": (BOUNDARY, PART * 2_000 + b"--x--"),
    "a million letters": (PLAIN, b"name=" + b"a" * 10**6),
    "nothing": (PLAIN, b""),
}
MOST_SECONDS = 3  # of this process: a pattern that backtracks takes minutes


def names_on(page: str) -> set[str]:
    """Return what the queries of a page's links are made of."""
    return {name for query in LINKS.findall(page) for name in NAMES.findall(query)}


@pytest.mark.parametrize("part", range(PARTS))
def test_no_query_breaks_a_page(site, forms, part):
    wrong = {}
    for endpoint, path in sorted(set(site.pages()))[part::PARTS]:
        client = site.client(site.opener(endpoint))
        page = client.get(path)
        names = ALWAYS | (names_on(page.text) if page.mimetype == "text/html" else set())
        names |= {name for _, form in forms.get(endpoint, []) for name in form.fields}

        def ask(query, client=client, path=path):
            answered(site, client.get(path.partition("?")[0], query_string=query))

        if found := tried(st.fixed_dictionaries(dict.fromkeys(sorted(names), answers)), ask):
            wrong[endpoint] = found
    assert not wrong, "\n".join(f"{name}: {found}" for name, found in wrong.items())


@pytest.mark.parametrize("part", range(PARTS))
def test_no_part_of_an_address_breaks_a_page(site, part):
    wrong = {}
    rules = sorted(site.app.url_map.iter_rules(), key=lambda rule: rule.endpoint)
    for rule in [rule for rule in rules if rule.arguments - {"language"}][part::PARTS]:
        client = site.client(site.opener(rule.endpoint))
        odd = {name: parts(one) for name, one in rule._converters.items() if name != "language"}
        method = "GET" if "GET" in rule.methods else "POST"

        def ask(values, client=client, rule=rule, method=method):
            known = {"language": "en"} if "language" in rule.arguments else {}
            path = site.app.url_map.bind("localhost").build(rule.endpoint, known | values, method)
            answered(site, client.open(path, method=method))

        if found := tried(st.fixed_dictionaries(odd), ask):
            wrong[rule.endpoint] = found
    assert not wrong, "\n".join(f"{name}: {found}" for name, found in wrong.items())


def parts(converter: BaseConverter) -> st.SearchStrategy[object]:
    """Return what may stand in a part of an address."""
    if isinstance(converter, IntegerConverter):
        return st.integers(min_value=0) | st.sampled_from([2**31, 2**63, 10**4000])
    if type(converter) is UnicodeConverter:
        return texts.map(lambda text: text[:2000] or "-")
    return st.sampled_from(sorted(converter.regex.strip("(?:)").split("|")))


@pytest.mark.parametrize("kind", BODIES)
def test_no_body_breaks_a_form(site, forms, kind):
    headers, body = BODIES[kind]
    for endpoint, found in forms.items():
        for who, form in found[:1]:  # what reads the body is the same for all of them
            if form.method == "post" and form.fields:
                started = time.process_time()
                answer = site.client(who).post(form.action, headers=headers, data=body)
                assert answer.status_code < 500, f"{endpoint}: {answer.status}"
                assert time.process_time() - started < MOST_SECONDS, endpoint
                if site.written():
                    assert answer.status_code == 303, f"{endpoint} half wrote something"
                    site.renew()


def test_half_a_million_keys_are_read_in_time(site):
    started = time.process_time()
    answer = site.client("anonymous").post("/en/sign-in", headers=PLAIN, data=b"a&" * 500_000)
    assert answer.status_code in {413, 422}
    assert time.process_time() - started < MOST_SECONDS


def test_what_is_too_large_is_refused_unread(site):
    answer = site.client("anonymous").post("/en/sign-in", headers=PLAIN, data=b"a" * 2**21)
    assert answer.status_code == 413


def answered(site, response) -> None:
    """Check that a page was opened or was not there, and that nothing was written."""
    assert response.status_code < 500 or response.mimetype == "application/json", response.status
    assert not site.written(), "opening it wrote something"
