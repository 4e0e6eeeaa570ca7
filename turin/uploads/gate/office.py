"""DOCX, PPTX and XLSX: packed XML without macros, objects, or what is fetched from elsewhere."""

import re
from io import BytesIO
from typing import IO
from urllib.parse import unquote
from zipfile import ZipFile, ZipInfo

from turin.uploads.gate import markup, xml
from turin.uploads.gate.refusals import (
    BadLink,
    Damaged,
    FromElsewhere,
    HoldsFiles,
    HoldsProgram,
    TooMuchInside,
    UnknownFormat,
)

TYPES = "[Content_Types].xml"
MAIN = {"docx": "word/", "pptx": "ppt/", "xlsx": "xl/"}
PROGRAMS = re.compile(
    r"vbaproject|vbadata|/macrosheets/|/activex/|/ctrlprops/|\.(?:exe|dll|js|vbs|bat|cmd|ps1|jar|hta)$"
)
EMBEDDED = re.compile(r"/embeddings/[^/]+\.(docx|pptx|xlsx)$")  # a chart's own figures
OUTSIDE = re.compile(r"/externallinks/|/querytables/|/connections\.xml$")
SCHEMES = {"", "http", "https", "mailto", "tel", "ftp"}
SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):")
RUNS = ("ppaction://program", "ppaction://macro", "ppaction://ole")
FETCHES = re.compile(r"\bDDE(?:AUTO)?\b|\bINCLUDETEXT\b", re.IGNORECASE)
MOST_EMBEDDED = 20_000_000  # octets of one file in another
BLOCK = 1 << 16


def which(names: set[str]) -> str | None:
    """Return which of the three a packed file is, by the names of its parts; None if neither."""
    if TYPES not in names:
        return None
    for code, folder in MAIN.items():
        if any(name.startswith(folder) for name in names):
            return code
    raise UnknownFormat


def check(file: ZipFile, parts: list[ZipInfo], *, embedded: bool = False) -> None:
    """Raise a refusal if something in it runs, is attached, or is fetched when it is opened."""
    for part in parts:
        name = f"/{part.filename.lower()}"
        if PROGRAMS.search(name):
            raise HoldsProgram
        if EMBEDDED.search(name) and not embedded:
            _check_embedded(file, part)
        elif OUTSIDE.search(name):
            raise FromElsewhere
        elif "/embeddings/" in name:
            raise HoldsFiles
        else:
            with file.open(part) as content:
                _look_at(content, name)


def _check_embedded(file: ZipFile, part: ZipInfo) -> None:
    if part.file_size > MOST_EMBEDDED:
        raise TooMuchInside
    with ZipFile(BytesIO(file.read(part))) as inner:
        if which(set(inner.namelist())) is None:
            raise Damaged
        parts = inner.infolist()
        if sum(one.file_size for one in parts) > MOST_EMBEDDED * 5:
            raise TooMuchInside
        check(inner, parts, embedded=True)


def _look_at(content: IO[bytes], name: str) -> None:
    """Read a part to its end, so that its sum is checked, and look at what it says."""
    if name.endswith(".rels"):
        xml.read(content, _look_at_relationship)
    elif name.endswith(".svg"):
        page = markup.Page()
        xml.read(content, page.tag, page.words, page.end)
    elif name == f"/{TYPES.lower()}":
        xml.read(content, _look_at_type)
    elif name.startswith("/ppt/slides/"):
        xml.read(content, _look_at_action)
    elif name.startswith("/word/") and name.endswith(".xml"):
        fields = _Fields()
        xml.read(content, fields.tag, fields.words)
        fields.check()
    elif name.endswith(".xml"):
        xml.read(content)
    else:
        while content.read(BLOCK):
            pass


def _look_at_type(_tag: str, told: xml.Told) -> None:
    if any("macroenabled" in kind.lower() for kind in xml.values(told, "ContentType")):
        raise HoldsProgram


def _look_at_action(_tag: str, told: xml.Told) -> None:
    if any(action.lower().startswith(RUNS) for action in xml.values(told, "action")):
        raise HoldsProgram


def _look_at_relationship(_tag: str, told: xml.Told) -> None:
    """Let a link lead out; a picture, a template or a film that lies elsewhere is fetched."""
    kinds = [kind.lower().rpartition("/")[2] for kind in xml.values(told, "Type")]
    if "afchunk" in kinds:
        raise HoldsFiles  # HTML or RTF, which Word takes in when it opens
    if "external" not in {mode.lower() for mode in xml.values(told, "TargetMode")}:
        return
    if set(kinds) != {"hyperlink"}:
        raise FromElsewhere
    for target in xml.values(told, "Target"):
        _check_link(unquote(target).strip().lower())


def _check_link(target: str) -> None:
    scheme = SCHEME.match(target)
    if (scheme and scheme[1] not in SCHEMES) or target.startswith("\\\\"):
        raise BadLink


class _Fields:
    """Gathers the instructions of Word's fields, which it may part as it likes."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._inside = False

    def tag(self, name: str, told: xml.Told) -> None:
        self._inside = name == "instrText"
        if name == "fldSimple":
            self._said += [f" {said} " for said in xml.values(told, "instr")]
        elif name == "fldChar":
            self._said.append(" ")

    def words(self, said: str) -> None:
        if self._inside:
            self._said.append(said)

    def check(self) -> None:
        if FETCHES.search("".join(self._said)):
            raise FromElsewhere
