"""Files that somebody sent and that are not of any work yet: stored, and known by a signed token.

A token is hers who sent the file, and good for a day. It says what was stored; a file that nobody
takes in is swept with all others that no row tells of.
"""

from typing import NamedTuple

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from turin import storage
from turin.errors import Refused
from turin.people.models import Person
from turin.people.names import cleaned

MOST = 900_000  # octets: a whole request has a million
LASTS = 86_400  # seconds
LONGEST = 60  # letters of a name: a token stands in an address
ZIP = b"PK\x03\x04"
BEGINS = {  # with which octets a file of each format begins
    "pdf": (b"%PDF-",),
    "epub": (ZIP,),
    "docx": (ZIP,),
    "pptx": (ZIP,),
    "xlsx": (ZIP,),
    "mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    "opus": (b"OggS",),
    "txt": (b"",),
    "csv": (b"",),
    "html": (b"",),
}


class Incoming(NamedTuple):
    """A file that was sent: ``size`` in octets, ``pages`` if they were counted."""

    token: str
    name: str
    format: str
    size: int
    pages: int | None
    sha256: str


class FileRefused(Refused):
    """A file cannot be taken: its ``name`` says which."""


class FileEmpty(FileRefused):
    """There is nothing in it."""


class FileTooLarge(FileRefused):
    """It has more octets than a request may have."""


class FormatUnknown(FileRefused):
    """It is of no format that the library hands out; ``formats`` are those."""


class FormatOther(FileRefused):
    """It begins as no file of its format does."""


def receive(name: str, content: bytes, *, by: Person) -> Incoming:
    """Store what ``by`` sent under ``name``. Raises a FileRefused."""
    name = cleaned(name.replace("\\", "/").rpartition("/")[2])
    stem, _dot, form = name.rpartition(".")
    form, name = form.lower(), f"{stem[-LONGEST:]}.{form.lower()}"
    if form not in BEGINS or not stem:
        raise FormatUnknown(name=name, formats=sorted(BEGINS))
    if not content:
        raise FileEmpty(name=name)
    if len(content) > MOST:
        raise FileTooLarge(name=name, most=MOST)
    if not content.startswith(BEGINS[form]) or (BEGINS[form] == (b"",) and b"\0" in content):
        raise FormatOther(name=name)
    stored = storage.store(content)
    made = Incoming("", name, form, stored.size, None, stored.sha256)
    return made._replace(token=str(_signer(by).dumps(made[1:])))


def sent(tokens: list[str], *, by: Person) -> list[Incoming]:
    """Return the files that ``by`` sent, in the order of ``tokens``; what is no token is none."""
    found = []
    for token in dict.fromkeys(tokens):
        try:
            found.append(Incoming(token, *_signer(by).loads(token, max_age=LASTS)))
        except BadData:
            continue
    return found


def _signer(by: Person) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt=f"incoming {by.id}")
