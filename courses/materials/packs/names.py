"""Names of files that every system takes: FAT on a USB stick, Windows, Android, and the rest."""

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))
RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
JOINERS = "\u200c\u200d"  # Persian and Indic scripts are written with them
LONGEST = 100  # letters: folders before it have room within Windows's 260
MOST_OCTETS = 200  # in UTF-8: Linux and Android take 255


def safe(name: str) -> str:
    """Return ``name`` in its own script, without what a file system or a reader could trip over."""
    text = unicodedata.normalize("NFC", name).translate(FORBIDDEN)
    kept = [c for c in text if c in JOINERS or unicodedata.category(c) not in INVISIBLE]
    path = PurePosixPath(" ".join("".join(kept).split()).strip(". ") or "_")
    stem, ending = path.stem.rstrip(". ") or "_", path.suffix[:12]
    if stem.partition(".")[0].rstrip().casefold() in RESERVED:
        stem = f"_{stem}"
    return _cut(stem, ending) + ending


def unique(names: Iterable[str]) -> list[str]:
    """Return names that `safe` takes, each of them once, upper and lower case being the same."""
    found: list[str] = []
    taken: set[str] = set()
    for name in map(safe, names):
        path, number, one = PurePosixPath(name), 1, name
        while _folded(one) in taken:
            number += 1
            mark = f" ({number}){path.suffix}"
            one = _cut(path.stem, mark) + mark
        taken.add(_folded(one))
        found.append(one)
    return found


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def _cut(stem: str, ending: str) -> str:
    """Return as much of ``stem`` as there is room for, never half of a letter."""
    stem = stem[: LONGEST - len(ending)]
    while len((stem + ending).encode()) > MOST_OCTETS:
        stem = stem[:-1]
    while stem and unicodedata.combining(stem[-1]) and len(stem) == LONGEST - len(ending):
        stem = stem[:-1]
    return stem.rstrip(". ") or "_"
