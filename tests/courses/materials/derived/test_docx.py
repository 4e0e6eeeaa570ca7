"""A DOCX as text: headings, lists and tables as they were meant, and nothing that harms."""

import pytest

from courses.materials.derived import edition
from courses.materials.derived.child import docx
from courses.materials.derived.child.refusing import Refused
from tests.factories import papers


def test_headings_lists_and_tables_stay_what_they_are(child):
    whole = papers.docx(
        ("Title", "Handbook"),
        ("H1", "Rights"),
        ("H2", "At work"),
        "A worker has rights.",
        ("li", "a contract"),
        ("li", "a wage"),
        "",
        table=[["Country", "Convention"], ["Italy", "C97"]],
    )

    _, blocks = child("text", "docx", whole)

    assert blocks == [
        ["h2", "Handbook"],
        ["h2", "Rights"],
        ["h3", "At work"],
        ["p", "A worker has rights."],
        ["li", "a contract"],
        ["li", "a wage"],
        ["table", [["Country", "Convention"], ["Italy", "C97"]]],
    ]


def test_what_was_struck_out_is_not_said(child):
    struck = "kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t> on"
    assert child("text", "docx", papers.docx(struck))[1] == [["p", "kept on"]]


def test_no_entity_is_followed(child):
    entity = '<!DOCTYPE w [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    _, blocks = child("text", "docx", papers.docx("before &file; after", extra=entity))
    assert blocks == [["p", "before"]]


def test_entities_that_swell_are_refused(child):
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    with pytest.raises(Refused):
        child("text", "docx", papers.docx("&e11;", extra=f'<!DOCTYPE w [<!ENTITY e0 "x">{lines}]>'))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "encrypted"),
        (papers.docx("words")[:-30], "broken"),
        (papers.docx("words</w:p>"), "broken"),
    ],
    ids=["locked", "cut off", "no XML"],
)
def test_what_cannot_be_read_is_refused(content, reason, child):
    with pytest.raises(Refused) as refused:
        child("text", "docx", content)
    assert refused.value.reason == reason


def test_a_document_that_unpacks_to_too_much_is_refused(child, monkeypatch):
    monkeypatch.setattr(docx, "MOST_OCTETS", 1000)
    with pytest.raises(Refused, match="too_heavy"):
        child("text", "docx", papers.docx("word " * 300))


def test_nothing_that_was_written_becomes_markup(tmp_path):
    result = tmp_path / "result"
    result.write_text(
        '[["p", "<script>alert(1)</script>"], ["li", "a & b"], ["li", "c"],'
        ' ["table", [["<b>", "2"]]], ["h2", "end"]]'
    )

    assert edition.html(edition.read(result)).replace("\n", "") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
        "<ul><li>a &amp; b</li><li>c</li></ul>"
        '<div class="wide" tabindex="0"><table><tr><td>&lt;b&gt;</td><td>2</td></tr></table></div>'
        "<h2>end</h2>"
    )


@pytest.mark.parametrize(
    "wrong",
    ["", "{}", "[1]", '[["script", "x"]]', '[["p", 1]]', '[["table", "x"]]', '[["table", [[1]]]]'],
)
def test_what_is_no_list_of_blocks_is_not_believed(wrong, tmp_path):
    (tmp_path / "result").write_text(wrong)
    if wrong == "{}":
        assert edition.read(tmp_path / "result") == []
        return
    with pytest.raises(edition.NoBlocks):
        edition.read(tmp_path / "result")
