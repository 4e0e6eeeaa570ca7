"""Names of files in any script, as browsers are told them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.http import parse_options_header

from turin.storage.names import attachment, cleaned

NAMES = {
    "handbook.pdf": "handbook.pdf",
    "دليل هجرة اليد العاملة.pdf": "file.pdf",
    "សៀវភៅ.pdf": "file.pdf",
    "劳务移民手册.epub": "file.epub",
    "Справочник 2027.docx": "2027.docx",
    "Guía del participante.pdf": "Guia del participante.pdf",
    'the "blue" book.pdf': "the _blue_ book.pdf",
    "a;b=c, d's.zip": "a;b=c, d's.zip",
    "100%41.pdf": "100_41.pdf",
}


@pytest.mark.parametrize(("name", "plain"), NAMES.items())
def test_a_name_arrives_in_its_script_and_something_of_it_in_old_browsers(name, plain):
    told = attachment(name)

    kind, options = parse_options_header(told)
    assert (kind, options["filename"]) == ("attachment", name)
    _, old = parse_options_header(told.partition("; filename*")[0])
    assert old["filename"] == plain
    assert told.isascii()


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("annual\u202efdp.exe", "annualfdp.exe"),
        ("\u2067دليل\u2069.pdf", "دليل.pdf"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("C:\\notes.txt", "C:-notes.txt"),
        ("a\r\nSet-Cookie: b=c.pdf", "aSet-Cookie: b=c.pdf"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        (" . ", "file"),
        ("", "file"),
    ],
)
def test_what_would_mislead_is_taken_out(name, clean):
    assert cleaned(name) == clean


@given(st.text(max_size=20))
def test_any_name_makes_one_header_that_says_it(name):
    told = attachment(name)

    assert told.isascii()
    assert told.isprintable()
    assert parse_options_header(told)[1]["filename"].strip('"') == cleaned(name).strip('"')
