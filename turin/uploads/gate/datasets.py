"""ZIP files of data: each part is looked at as if it had come by itself."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from typing_extensions import override

from turin.uploads.gate import markup, texts, xml
from turin.uploads.gate.formats import FORMATS, Found
from turin.uploads.gate.refusals import Drawing, HoldsProgram, NotData, TooLarge

# What is in a part that is called so, by our formats; XML and JSON are none of them.
DATA = {
    **{name: {"csv", "txt"} for name in ("csv", "tsv", "tab", "txt", "md")},
    **{name: {name} for name in ("xlsx", "pdf", "png", "jpg")},
    "jpeg": {"jpg"},
}
XML, JSON = {"xml"}, {"json", "geojson"}
TABLES = {"csv", "tsv", "tab"}  # which open in a spreadsheet program
RUNS = (
    b"MZ",
    b"\x7fELF",
    b"PK\x03\x04",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"Rar!",
    b"7z\xbc",
)
# What a Mac packs beside each file, and what it notes of a folder.
OF_FINDER = {"._": b"\0\5\x16\7", ".DS_Store": b"\0\0\0\1Bud1"}
MOST_OF_FINDER = 100_000  # octets
SHOWN = {  # elements of these, in any XML, a browser shows and runs
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1998/Math/MathML",
}
Inspect = Callable[[BinaryIO, int], Found]


def check(pack: ZipFile, parts: list[ZipInfo], inspect: Inspect) -> None:
    """Raise a refusal unless each part is data; ``inspect`` tells what it is by what is in it."""
    files = [part for part in parts if not part.is_dir()]
    if not files:
        raise NotData
    for part in files:
        if not _is_of_finder(pack, part):
            _check_part(pack, part, inspect)


def _check_part(pack: ZipFile, part: ZipInfo, inspect: Inspect) -> None:
    ending = part.filename.lower().rpartition(".")[2]
    if ending not in {*DATA, *XML, *JSON}:
        raise NotData
    with pack.open(part) as content:
        begins = content.read(8)
    if ending != "xlsx" and begins.startswith(RUNS) and texts.CONTROL_OCTETS.search(begins):
        raise HoldsProgram
    if ending in DATA:
        _check_file(pack, part, ending, inspect)
        return
    with pack.open(part) as content:
        if ending in XML:
            data = _Data()
            xml.read(content, data.tag, data.words, data.end, spaces=True)
        else:
            texts.check_words(content)


def _check_file(pack: ZipFile, part: ZipInfo, ending: str, inspect: Inspect) -> None:
    most = max((FORMATS[code] for code in DATA[ending]), key=lambda one: one.most)
    if part.file_size > most.most:
        raise TooLarge(format=most.name, most=most.most)
    content = pack.read(part)
    if not content and "txt" in DATA[ending]:
        return  # nothing was measured
    found = inspect(BytesIO(content), len(content)).format
    if found not in DATA[ending]:
        raise NotData
    if ending in TABLES and found == "txt":
        texts.check_table(content)


def _is_of_finder(pack: ZipFile, part: ZipInfo) -> bool:
    """Whether a part is a Mac's own note, which nobody opens. Raises NotData if it only says so."""
    name = part.filename.rpartition("/")[2]
    mark = OF_FINDER.get(name[:2] if part.filename.startswith("__MACOSX/") else name)
    if mark is None:
        return False
    with pack.open(part) as content:
        if part.file_size > MOST_OF_FINDER or not content.read(8).startswith(mark):
            raise NotData
        while content.read(MOST_OF_FINDER):  # to the end, at which its sum is checked
            pass
    return True


class _Data(markup.Page):
    """XML of data: in it only what a browser would show is looked at, and it is no page itself."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = False

    @override
    def tag(self, name: str, told: Iterable[tuple[str, str]]) -> None:
        space, _, plain = name.rpartition(" ")
        if not self._begun and plain.lower() in {"svg", "html"}:
            raise Drawing if plain.lower() == "svg" else NotData
        self._begun = True
        if space in SHOWN:
            super().tag(plain, [(key.rpartition(" ")[2], value) for key, value in told])

    @override
    def end(self, name: str) -> None:
        space, _, plain = name.rpartition(" ")
        if space in SHOWN:
            super().end(plain)
