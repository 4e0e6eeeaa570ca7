"""XML, read as it streams: no entities are declared, and nothing is fetched."""

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from turin.uploads.gate.refusals import Damaged, Declares

Tag = Callable[[str, dict[str, str]], None]


def read(
    file: IO[bytes],
    tag: Tag | None = None,
    words: Callable[[str], None] | None = None,
    *,
    may_name_type: bool = False,
) -> None:
    """Read all of ``file`` and call ``tag`` and ``words`` for what is in it.

    Names are given without the prefix of their namespace. ``may_name_type`` lets a document name
    its type, as every older EPUB does, without declaring anything. Raises Damaged or Declares.
    """
    parser = expat.ParserCreate()

    def type_named(_name: str, _system: str | None, _public: str | None, own: int) -> None:
        if own or not may_name_type:
            raise Declares

    def element(name: str, attributes: dict[str, str]) -> None:
        if tag is not None:
            plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            tag(name.rpartition(":")[2], plain)

    parser.StartDoctypeDeclHandler = type_named
    if tag is not None:
        parser.StartElementHandler = element
    if words is not None:
        parser.CharacterDataHandler = words
    try:
        parser.ParseFile(file)
    except expat.ExpatError as broken:
        raise Damaged from broken
