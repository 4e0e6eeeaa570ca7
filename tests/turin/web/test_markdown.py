"""Long texts: what Markdown they may hold, and what nobody can put into a page by them."""

import html5lib
import pytest

from turin.web.markdown import markdown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n'),
        ("**much** *more*", "<p><strong>much</strong> <em>more</em></p>\n"),
        (
            "[the note](https://www.ilo.org/note)",
            '<p><a href="https://www.ilo.org/note" rel="noreferrer">the note</a></p>\n',
        ),
        ("حقوق **العمال** المهاجرين", "<p>حقوق <strong>العمال</strong> المهاجرين</p>\n"),
        ("C97 & C143 < all", "<p>C97 &amp; C143 &lt; all</p>\n"),
    ],
)
def test_paragraphs_lists_emphasis_and_links_are_shown(typed, shown):
    assert markdown(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "![x](https://evil.example/pixel.png)",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](https://a.example 'onclick=alert(1)')",
        "# A heading of its own",
        "    code",
        '<a href="https://a.example" style="position:fixed">x</a>',
        "<javascript:alert(1)>",
    ],
)
def test_nothing_else_comes_into_a_page(typed):
    page = html5lib.parse(str(markdown(typed)), namespaceHTMLElements=False)
    elements = list(page.find("body").iter())[1:]
    assert {element.tag for element in elements} <= {"p", "a"}
    for element in elements:
        assert set(element.keys()) <= {"href", "rel"}
        assert element.get("href", "https:").startswith("https:")


def test_a_text_of_any_length_is_soon_shown():
    assert markdown("*" * 5_000 + "[" * 5_000).count("<em>") < 5_000
