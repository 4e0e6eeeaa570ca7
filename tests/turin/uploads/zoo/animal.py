"""One file of the zoo: what it is called, what is in it, and what is to be decided of it."""

from typing import NamedTuple


class Animal(NamedTuple):
    """``decision`` is the format that is to be found, or the refusal by its name."""

    kind: str
    name: str
    content: bytes
    decision: str
    pages: int | None = None
    seconds: int | None = None
