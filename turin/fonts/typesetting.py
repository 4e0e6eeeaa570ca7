"""The fonts as Typst takes them."""

from functools import cache

import typst

from turin.fonts.shipped import FontChanged, families, files


@cache
def for_typst() -> typst.Fonts:
    """Return our fonts and no others: the host's would change the bytes.

    Raises FontChanged if Typst does not find them all: it would leave the page blank.
    """
    folders = dict.fromkeys(path.parent for path in files())
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
    if missing := set(families()) - set(found.families()):
        raise FontChanged(f"not found by Typst: {sorted(missing)}")
    return found
