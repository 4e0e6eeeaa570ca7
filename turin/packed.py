"""Packed files (ZIP): what one says it holds, looked at before any of it is unpacked.

A part is never unpacked into a folder by us, but by those who download the file.
"""

import unicodedata
from zipfile import ZipFile, ZipInfo

UNSEEN = {"Cc", "Cf", "Cs", "Cn"}  # controls, among them those that reorder a name


class TooMuch(Exception):
    """It has more parts, or says that they unpack to more, than is read."""


class Unsafe(Exception):
    """A part would land outside of the folder it is unpacked into, or upon another one."""


def parts(file: ZipFile, *, most_parts: int, most_unpacked: int) -> list[ZipInfo]:
    """Return the parts of ``file``. Raises TooMuch or Unsafe.

    ``most_unpacked`` is in octets. Python reads no more of a part than it says of itself.
    """
    found = file.infolist()
    if len(found) > most_parts or sum(part.file_size for part in found) > most_unpacked:
        raise TooMuch
    names = {unicodedata.normalize("NFC", part.orig_filename).casefold() for part in found}
    if len(names) < len(found) or any(leaves(part.orig_filename) for part in found):
        raise Unsafe
    return found


def leaves(name: str) -> bool:
    """Whether a part of that name may land elsewhere, or looks as if it were called otherwise."""
    return (
        name.startswith("/")
        or "\\" in name
        or name[1:2] == ":"
        or ".." in name.split("/")
        or any(unicodedata.category(letter) in UNSEEN for letter in name)
    )
