"""The pages by which staff keep the library."""

from courses.materials.keeping.routes import (
    editions as _editions,  # noqa: F401 - hangs its pages on it
)
from courses.materials.keeping.routes import files as _files  # noqa: F401 - likewise
from courses.materials.keeping.routes import translations as _translations  # noqa: F401 - likewise
from courses.materials.keeping.routes import uses as _uses  # noqa: F401 - likewise
from courses.materials.keeping.routes import works as _works  # noqa: F401 - likewise
from courses.materials.keeping.routes.blueprint import pages

__all__ = ["pages"]
