"""Which formats we take, how they are called and served, and how large each may be.

README has this table for people; a test holds the two together.
"""

from dataclasses import dataclass
from typing import NamedTuple

MEGA = 1_000_000
OFFICE = "application/vnd.openxmlformats-officedocument."


class Format(NamedTuple):
    """One format: the endings that its files have, the first being ours; ``most`` octets."""

    name: str
    media_type: str
    most: int
    endings: tuple[str, ...]


FORMATS = {
    "pdf": Format("PDF", "application/pdf", 100 * MEGA, ("pdf",)),
    "epub": Format("EPUB", "application/epub+zip", 100 * MEGA, ("epub",)),
    "html": Format("HTML", "text/html", 10 * MEGA, ("html", "htm", "xhtml")),
    "docx": Format("DOCX", f"{OFFICE}wordprocessingml.document", 100 * MEGA, ("docx",)),
    "pptx": Format("PPTX", f"{OFFICE}presentationml.presentation", 200 * MEGA, ("pptx", "ppsx")),
    "xlsx": Format("XLSX", f"{OFFICE}spreadsheetml.sheet", 50 * MEGA, ("xlsx",)),
    "csv": Format("CSV", "text/csv", 50 * MEGA, ("csv", "tsv", "tab")),
    "zip": Format("ZIP", "application/zip", 200 * MEGA, ("zip",)),
    "mp3": Format("MP3", "audio/mpeg", 200 * MEGA, ("mp3",)),
    "opus": Format("Opus", "audio/ogg", 200 * MEGA, ("opus", "ogg", "oga")),
    "m4a": Format("M4A", "audio/mp4", 200 * MEGA, ("m4a", "m4b")),
    "mp4": Format("MP4", "video/mp4", 500 * MEGA, ("mp4", "m4v")),
    "webm": Format("WebM", "video/webm", 500 * MEGA, ("webm",)),
    "png": Format("PNG", "image/png", 20 * MEGA, ("png",)),
    "jpg": Format("JPEG", "image/jpeg", 20 * MEGA, ("jpg", "jpeg", "jpe", "jfif")),
    "txt": Format("TXT", "text/plain", 10 * MEGA, ("txt", "text", "md")),
}
MOST = max(one.most for one in FORMATS.values())


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is: one of `FORMATS`, its ``pages`` and its length in seconds if it has such."""

    format: str
    size: int
    pages: int | None = None
    seconds: int | None = None
    name: str = ""  # as it may be offered for download; the inspection does not know it

    @property
    def media_type(self) -> str:
        """What it is served as."""
        return FORMATS[self.format].media_type
