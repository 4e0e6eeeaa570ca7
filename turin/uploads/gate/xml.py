"""XML, read as it streams: no entities are declared, nothing is fetched, no style sheet runs."""

import re
from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from turin.uploads.gate.refusals import (
    Damaged,
    Declares,
    FromElsewhere,
    HoldsProgram,
    OldOffice,
)

Told = list[tuple[str, str]]  # attributes, of which two may have a name without their prefixes
Tag = Callable[[str, Told], None]
Words = Callable[[str], None]

# Word of 2003 opens what names it, with its macros; InfoPath fetches a form.
OF_OFFICE = {"mso-application", "mso-infopathsolution"}
KIND = re.compile(r"type\s*=\s*[\"']([^\"']*)")
CSS = "text/css"  # any other kind of sheet is a program
NEIGHBOUR = re.compile(
    r"(?:\s*(?:href=(?:\"[\w.%-][\w./%-]*\"|'[\w.%-][\w./%-]*')"
    r"|(?:type|media|title|charset|alternate)=(?:\"[^\"<&]*\"|'[^'<&]*')))*\s*"
)


def read(
    file: IO[bytes],
    tag: Tag | None = None,
    words: Words | None = None,
    end: Words | None = None,
    *,
    may_name_type: bool = False,
    spaces: bool = False,
) -> None:
    """Read all of ``file`` and call ``tag``, ``words`` and ``end`` for what is in it.

    Names are given without the prefix of their namespace; with ``spaces`` they follow the name of
    that and a space. ``may_name_type`` lets a document name its type, as every older EPUB does,
    without declaring anything. Raises Damaged, Declares, or what a style sheet or program named
    at its beginning deserves.
    """
    parser = expat.ParserCreate(namespace_separator=" " if spaces else None)
    bare = _as_it_is if spaces else _without_prefix
    parser.StartDoctypeDeclHandler = _type_that_declares if may_name_type else _type
    parser.ProcessingInstructionHandler = _look_at_instruction
    parser.StartElementHandler = _element(tag, bare)
    parser.CharacterDataHandler = words
    parser.EndElementHandler = None if end is None else lambda name: end(bare(name))
    try:
        parser.ParseFile(file)
    except expat.ExpatError as broken:
        raise Damaged from broken


def _as_it_is(name: str) -> str:
    return name


def _without_prefix(name: str) -> str:
    return name.rpartition(":")[2]


def _type(*_named: object) -> None:
    raise Declares


def _type_that_declares(_name: str, _system: object, _public: object, own: int) -> None:
    if own:
        raise Declares


def _element(
    tag: Tag | None, bare: Callable[[str], str]
) -> Callable[[str, dict[str, str]], None] | None:
    if tag is None:
        return None
    return lambda name, told: tag(bare(name), [(bare(key), value) for key, value in told.items()])


def values(told: Told, name: str) -> Iterator[str]:
    """Give what an element tells by that name, whatever its prefixes."""
    return (value for key, value in told if key == name)


def _look_at_instruction(target: str, said: str) -> None:
    if target.lower() in OF_OFFICE:
        raise OldOffice
    if target != "xml-stylesheet":
        return
    if set(KIND.findall(said)) != {CSS}:
        raise HoldsProgram
    if not NEIGHBOUR.fullmatch(said):
        raise FromElsewhere
