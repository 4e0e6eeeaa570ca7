"""Long texts are written in Markdown: paragraphs, lists, emphasis and links, and nothing else.

A heading, a picture or HTML that somebody types stays what she typed: a page has its own headings,
and what a text may hold is decided here. `nh3` sees to it a second time.
"""

from functools import lru_cache

import nh3
from flask import Flask
from markdown_it import MarkdownIt
from markupsafe import Markup

READER = MarkdownIt("zero").enable(["list", "emphasis", "link", "newline", "escape"])
TAGS = {"a", "br", "em", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "*": set[str]()}
SCHEMES = {"http", "https", "mailto"}


@lru_cache(maxsize=512)
def markdown(words: str) -> Markup:
    """Return a text in Markdown as HTML that is safe to show."""
    html = READER.render(words)
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noreferrer"
    )
    return Markup(clean)  # noqa: S704 - it has just been cleaned


def init_app(app: Flask) -> None:
    """Let templates show such texts."""
    app.add_template_filter(markdown)
