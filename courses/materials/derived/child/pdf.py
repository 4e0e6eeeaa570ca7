"""The first page of a PDF as a picture, and its contents."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from courses.materials.derived.child.refusing import Refused

WIDTH, TALLEST = 240, 360  # pixels
# A page of the library weighs 30 kB at most with its picture; without it, some 25 on a desk.
MOST_OCTETS = 3_500
# Width and quality, tried in turn: letters are seen better small and clear than large and blurred.
STEPS = [(WIDTH, 60), (WIDTH, 40), (200, 45), (200, 30), (160, 40), (160, 25), (120, 30), (80, 20)]
MOST_ENTRIES = 300
LONGEST_TITLE = 200  # letters
DEPTH = 3  # levels of bookmarks


@contextmanager
def opened(source: Path) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF. Raises Refused if it is locked, damaged or without a page."""
    try:
        document = pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise Refused("encrypted" if locked else "broken") from error
    try:
        if not len(document):
            raise Refused("broken")
        yield document
    finally:
        document.close()


def first_page(document: pdfium.PdfDocument) -> pdfium.PdfPage:
    """Return the first page. Raises Refused if it cannot be read."""
    try:
        return document[0]
    except pdfium.PdfiumError as error:
        raise Refused("broken") from error


def picture(source: Path, result: Path, _form: str) -> dict[str, Any]:
    """Draw the first page, as finely as its few octets allow; a tall page is cut."""
    with opened(source) as document:
        page = first_page(document)
        width, height = page.get_size()
        if width <= 0 or height <= 0 or height / width > 50:
            raise Refused("broken")
        scale = 2 * WIDTH / width  # drawn finer than it is shown, which is kinder to small letters
        cut = max(0.0, height - width * TALLEST / WIDTH)
        drawn = page.render(scale=scale, crop=(0, cut, 0, 0), may_draw_forms=False)
        image = drawn.to_pil().convert("RGB")
    content, size = _small(image)
    result.write_bytes(content)
    return {"width": size[0], "height": size[1]}


def _small(image: Image.Image) -> tuple[bytes, tuple[int, int]]:
    """Return the picture as JPEG, which every browser knows, and how large it is drawn."""
    content, size = b"", (0, 0)
    for width, quality in STEPS:
        size = (width, max(1, round(image.height * width / image.width)))
        out = BytesIO()
        image.resize(size, Image.Resampling.LANCZOS).save(
            out, "JPEG", quality=quality, optimize=True, progressive=True
        )
        content = out.getvalue()
        if len(content) <= MOST_OCTETS:
            break
    return content, size


def contents(source: Path, _result: Path, _form: str) -> dict[str, Any]:
    """Return the number of pages and the bookmarks, each with its level and page from 1."""
    with opened(source) as document:
        entries = []
        for mark in document.get_toc(max_depth=DEPTH):
            title = " ".join(mark.get_title().split())[:LONGEST_TITLE]
            target = mark.get_dest()
            number = target.get_index() if target else None
            if title:
                entries.append([mark.level, title, None if number is None else number + 1])
            if len(entries) == MOST_ENTRIES:
                break
        return {"pages": len(document), "entries": entries}
