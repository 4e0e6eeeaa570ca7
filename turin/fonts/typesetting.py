"""Setting a page by Typst, with our fonts alone.

Typst is loaded when the first page is set: its 7 MB are of no use to a web server that sets none.
"""

import json
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from turin.fonts.shipped import FontChanged, families, files

if TYPE_CHECKING:
    import typst

PROGRAM = Path(__file__).parents[2]  # where templates find what they share: /turin/fonts/house.typ
_own = threading.local()  # a compiler serves one thread at a time


class Undrawable(Exception):
    """Typst refused the page: most often no font has a letter of a name."""


def typeset(template: Path, said: Mapping[str, Any], *standards: Any) -> bytes:
    """Return ``template`` with what is ``said`` on it as a PDF of those ``standards`` (``ua-1``).

    The same words give the same bytes. Raises Undrawable.
    """
    from typst import TypstError  # noqa: PLC0415 - see above

    try:
        drawn = _compiler(template).compile(
            sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
            format="pdf",
            pdf_standards=list(standards),
        )
    except TypstError as error:
        raise Undrawable(error.message) from error
    return cast("bytes", drawn)


def _compiler(template: Path) -> "typst.Compiler":
    """Return this thread's compiler, which keeps what it has read of the template and the fonts."""
    from typst import Compiler  # noqa: PLC0415 - see above

    known: dict[Path, typst.Compiler] = _own.__dict__.setdefault("compilers", {})
    if template not in known:
        known[template] = Compiler(template, PROGRAM, for_typst())
    return known[template]


def font_order(language: str) -> list[object]:
    """Return the families to ask; in Chinese, Latin letters alone come from the Latin font."""
    if language != "zh":
        return list(families())
    return [{"name": "Noto Sans", "covers": "latin-in-cjk"}, "Noto Sans SC", *families()]


@cache
def for_typst() -> "typst.Fonts":
    """Return our fonts and no others: the host's would change the bytes.

    Raises FontChanged if Typst does not find them all: it would leave the page blank.
    """
    from typst import Fonts  # noqa: PLC0415 - see above

    folders = dict.fromkeys(path.parent for path in files())
    found = Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
    if missing := set(families()) - set(found.families()):
        raise FontChanged(f"not found by Typst: {sorted(missing)}")
    return found
