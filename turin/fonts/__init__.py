"""The fonts that our documents are drawn with, which letters they can draw, and drawing with them.

They come from two pinned packages of Noto fonts (SIL Open Font License), never from the host: the
same document has the same bytes on every machine.
"""

from turin.fonts.codes import qr
from turin.fonts.cover import undrawable
from turin.fonts.shipped import FontChanged, families, files
from turin.fonts.typesetting import Undrawable, font_order, typeset

__all__ = [
    "FontChanged",
    "Undrawable",
    "families",
    "files",
    "font_order",
    "qr",
    "typeset",
    "undrawable",
]
