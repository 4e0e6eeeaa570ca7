"""Every form with a body that is none, or is broken, or is far too much."""

import json
import re
from urllib.parse import urlencode

import pytest

from tests.fuzz.checking import answered, filled, in_time, left_as_it_was
from tests.fuzz.odd import MILLION, few

PLAIN = {"Content-Type": "application/x-www-form-urlencoded"}
PARTS = {"Content-Type": "multipart/form-data; boundary=x"}
Body = tuple[dict[str, str], bytes]


def plain(data) -> bytes:
    return urlencode(data, doseq=True).encode()


def parts(data, after: str = "") -> bytes:
    """Return the form as multipart without its end; ``after`` goes on behind each name."""
    return b"".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"{after}\r\n\r\n{one}\r\n'.encode()
        for name, values in data.items()
        for one in values
    )


BODIES = {
    "json": lambda data: ({"Content-Type": "application/json"}, json.dumps(data).encode()),
    "no kind": lambda data: ({"Content-Type": "/"}, plain(data)),
    "not utf-8": lambda data: (PLAIN, plain(dict.fromkeys(data, "x")).replace(b"x", b"\xff%fe%80")),
    "cut percent": lambda data: (PLAIN, b"%=%&=&==&&&" + plain(data) + b"%4"),
    "no boundary": lambda data: ({"Content-Type": "multipart/form-data"}, parts(data) + b"--x--"),
    "another boundary": lambda data: (PARTS, parts(data).replace(b"--x", b"--y") * 20),
    "no end": lambda data: (PARTS, parts(data)),
    "cut part": lambda data: (PARTS, parts(data)[:-4]),
    "cut header": lambda data: (PARTS, parts(data) + b"--x\r\nContent-Dispo"),
    "no name": lambda data: (PARTS, re.sub(rb' name="[^"]*"', b"", parts(data)) + b"--x--"),
    "files": lambda data: (PARTS, parts(data, '; filename="\0/../a"') + b"--x--"),
    "another charset": lambda data: (
        PARTS,
        parts(data).replace(b"\r\n\r\n", b"\r\nContent-Type: text/plain; charset=none\r\n\r\n")
        + b"--x--",
    ),
    "2,000 parts": lambda data: (PARTS, parts({"x": ["y"] * 2000}) + parts(data) + b"--x--"),
    "nothing": lambda _data: (PLAIN, b""),
}
KEYS = {
    "500,000 times one": b"a&" * 500_000,
    "150,000 different": b"&".join(b"%x" % number for number in range(150_000)),
}


def posted(forms):
    """Return the forms whose answers are read from a body."""
    every = [(who, form) for found in forms.values() for who, form in found]
    return [(who, form) for who, form in every if form.fields and form.method == "post"]


@pytest.mark.parametrize("kind", BODIES)
def test_no_body_breaks_a_form(site, forms, kind):
    turn = list(BODIES).index(kind) % 3
    for who, form in posted(forms)[turn::3] if few() else posted(forms):
        sent(site, who, form, BODIES[kind](filled(site, form)))


@pytest.mark.parametrize("keys", KEYS)
def test_half_a_million_keys_are_read_in_time(site, forms, keys):
    for who, form in posted(forms)[:: 15 if few() else 1]:
        answer = sent(site, who, form, (PLAIN, KEYS[keys]))
        assert answer.status_code != 200


def test_what_is_too_large_is_refused_unread(site):
    answer = site.client("anonymous").post("/en/sign-in", headers=PLAIN, data=b"a" * 2 * MILLION)
    assert answer.status_code == 413


def sent(site, who, form, body: Body):
    """Send a body to where a form goes: it is no error, and nothing is half-written."""
    headers, data = body
    with left_as_it_was(site):
        with in_time():
            answer = site.client(who).post(form.action, headers=headers, data=data)
        answered(site, form, answer)
    return answer
