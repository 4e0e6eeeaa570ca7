"""PDF: every object of it is looked at, by qpdf through pikepdf."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from turin.uploads.gate.refusals import (
    BadLink,
    Cut,
    Damaged,
    FileRefused,
    FromElsewhere,
    HoldsFiles,
    HoldsProgram,
    Locked,
    TooHard,
    TooManyPages,
)

MOST_PAGES = 2_000
MOST_OBJECTS = 200_000
DEEPEST = 30  # of dictionaries inside one object
TAIL = 2048  # octets at the end, among which the end must be marked
RUNS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/Rendition"}
LEADS_OUT = {"/GoToR", "/GoToE"}
PROGRAM_KEYS = {"/JS", "/JavaScript", "/AA", "/XFA"}
FILE_KEYS = {"/EmbeddedFiles", "/EF", "/RichMedia", "/RichMediaContent"}
FILE_ANNOTATIONS = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}


def check_pdf(file: BinaryIO, size: int) -> int:
    """Return how many pages a PDF has. Raises a refusal if it is broken, locked, or does things."""
    file.seek(max(0, size - TAIL))
    if b"%%EOF" not in file.read():
        raise Cut
    import pikepdf  # noqa: PLC0415 - half a second, which other formats need not wait for

    try:
        with pikepdf.open(file, suppress_warnings=True) as document:
            pages = _pages_of(document)
    except (FileRefused, MemoryError):
        raise
    except pikepdf.PasswordError as locked:
        raise Locked from locked
    except Exception as broken:  # for a broken file it raises whatever came to pass
        raise Damaged from broken
    if not pages:
        raise Damaged
    if pages > MOST_PAGES:
        raise TooManyPages(most=MOST_PAGES)
    return pages


def _pages_of(document: Any) -> int:
    if document.is_encrypted:
        raise Locked
    if len(document.objects) > MOST_OBJECTS:
        raise TooHard
    for one in document.objects:
        _look_into(one)
    return len(document.pages)


def _look_into(outer: Any) -> None:
    """Look at a direct object and at what stands in it; what it refers to comes by itself."""
    import pikepdf  # noqa: PLC0415 - see above

    waiting = [(outer, 0)]
    while waiting:
        one, depth = waiting.pop()
        if depth > DEEPEST:
            raise TooHard
        if isinstance(one, pikepdf.Stream | pikepdf.Dictionary):
            _look_at(one)
        waiting += [(each, depth + 1) for each in _inside(one, pikepdf)]


def _inside(one: Any, pikepdf: Any) -> Iterator[Any]:
    """Give the dictionaries and arrays that stand in an object itself."""
    if isinstance(one, pikepdf.Stream | pikepdf.Dictionary):
        values = [one.get(key) for key in one.keys()]  # noqa: SIM118 - pikepdf's is no mapping
    elif isinstance(one, pikepdf.Array):
        values = list(one)
    else:
        return
    for value in values:
        held = isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream)
        if held and not value.is_indirect:
            yield value


def _look_at(one: Any) -> None:
    """Raise a refusal if a dictionary is an action of the forbidden, or holds one or a file."""
    import pikepdf  # noqa: PLC0415 - see above

    keys = set(one.keys())
    if keys & PROGRAM_KEYS:
        raise HoldsProgram
    if keys & FILE_KEYS or _name(one, "/Subtype") in FILE_ANNOTATIONS:
        raise HoldsFiles
    if isinstance(one, pikepdf.Stream) and "/F" in keys:
        raise FromElsewhere  # its content lies in another file
    action = _name(one, "/S")
    if action in RUNS:
        raise HoldsProgram
    if action in LEADS_OUT:
        raise BadLink
    if action == "/URI" and _leads_wrong(str(one.get("/URI", ""))):
        raise BadLink


def _name(one: Any, key: str) -> str:
    value = one.get(key)
    return "" if value is None else str(value)


def _leads_wrong(address: str) -> bool:
    return (
        address.strip().lower().startswith(("javascript:", "vbscript:", "file:", "data:", "\\\\"))
    )
