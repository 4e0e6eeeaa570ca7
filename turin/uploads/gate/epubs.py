"""EPUB: its pages, drawings and style sheets are looked at, and called what they are."""

import re
from typing import IO
from zipfile import ZipFile, ZipInfo

from turin.uploads.gate import markup, styles, texts, xml
from turin.uploads.gate.refusals import (
    Damaged,
    FromElsewhere,
    HoldsFiles,
    HoldsProgram,
    Locked,
    TooHard,
)

PAGES = (".xhtml", ".html", ".htm", ".xht", ".svg", ".xml", ".ncx", ".smil", ".pls", ".xpgt")
# What a reader takes for a page or a style sheet is to be called so, and is looked at as one.
CALLED = {
    "text/css": (".css",),
    "application/xhtml+xml": PAGES,
    "application/xml": PAGES,
    "application/x-dtbook+xml": PAGES,
    "image/svg+xml": PAGES,
    "text/html": PAGES,
    "text/x-oeb1-document": PAGES,
    "text/xml": PAGES,
}
PROGRAMS = re.compile(r"\.(?:m?js|swf|exe|com|scr|msi|dll|lnk|bat|cmd|ps1|vbs|hta|jar|apk)$")
OTHERS = re.compile(r"\.(?:zip|epub|pdf|rtf|mht|mhtml|(?:doc|xls|ppt)[xm]?)$")
HIDES_FONTS = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
FONT = re.compile(r"[^?#]*\.(?:ttf|otf|woff2?)", re.IGNORECASE)
BLOCK = 1 << 16


def check(pack: ZipFile, parts: list[ZipInfo]) -> None:
    """Raise a refusal if something in a book runs, is attached, locked, or lies elsewhere."""
    names = {part.filename for part in parts}
    if "META-INF/container.xml" not in names:
        raise Damaged
    if "META-INF/rights.xml" in names or "META-INF/license.lcpl" in names:
        raise Locked
    for part in parts:
        with pack.open(part) as content:
            _look_at(content, part.filename)


def _look_at(content: IO[bytes], name: str) -> None:
    low = name.lower()
    _check_name(low)
    if low == "meta-inf/encryption.xml":
        xml.read(content, _look_at_hidden)
    elif low == "meta-inf/container.xml":
        xml.read(content, _look_at_root)
    elif low.endswith(".opf"):
        xml.read(content, _look_at_item, may_name_type=True)
    elif low.endswith(PAGES):
        page = markup.Page()
        xml.read(content, page.tag, page.words, page.end, may_name_type=True)
    elif low.endswith(".css"):
        _look_at_sheet(content)
    else:
        while content.read(BLOCK):  # to the end, at which its sum is checked
            pass


def _check_name(name: str) -> None:
    if PROGRAMS.search(name):
        raise HoldsProgram
    if OTHERS.search(name):
        raise HoldsFiles


def _look_at_hidden(tag: str, told: xml.Told) -> None:
    """Let fonts be hidden, and nothing else."""
    if set(xml.values(told, "Algorithm")) - HIDES_FONTS:
        raise Locked
    if tag == "CipherReference" and not all(map(FONT.fullmatch, xml.values(told, "URI"))):
        raise Locked


def _look_at_root(_tag: str, told: xml.Told) -> None:
    if not all(path.lower().endswith(".opf") for path in xml.values(told, "full-path")):
        raise Damaged


def _look_at_item(tag: str, told: xml.Told) -> None:
    """Raise a refusal if a part lies elsewhere, or is opened as another than it is called."""
    if tag != "item":
        return
    addresses = [href.strip().lower() for href in xml.values(told, "href")]
    if any(map(markup.is_outside, addresses)):
        raise FromElsewhere
    for kind in xml.values(told, "media-type"):
        endings = CALLED.get(kind.partition(";")[0].strip().lower(), "")
        if not all(re.split("[?#]", href)[0].endswith(endings) for href in addresses):
            raise Damaged


def _look_at_sheet(content: IO[bytes]) -> None:
    sheet = content.read(markup.MOST_STYLE + 1)
    if len(sheet) > markup.MOST_STYLE:
        raise TooHard
    words = sheet.decode("utf-16" if sheet.startswith(texts.MARKS) else "utf-8", "replace")
    if "\0" in words or markup.ESCAPE in words:
        raise Damaged  # its alphabet is another than we have read it in
    styles.look_at_style(words)
