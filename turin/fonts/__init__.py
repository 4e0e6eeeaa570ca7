"""The fonts that our documents are drawn with, and which letters they can draw.

They come from two pinned packages of Noto fonts (SIL Open Font License), never from the host: the
same document has the same bytes on every machine.
"""

from turin.fonts.cover import undrawable
from turin.fonts.shipped import FontChanged, families, files

__all__ = ["FontChanged", "families", "files", "undrawable"]
