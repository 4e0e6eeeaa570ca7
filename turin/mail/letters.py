"""Letters: which kinds there are, who writes each, and in whose language."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from turin.mail.models import Intent


class Withheld(Exception):
    """There is nothing to write any more; says why, for who asks what became of the letter."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says; ``values`` go to ``templates/mail/<capability>/<letter>.txt`` and .html.

    An empty ``name`` among them greets nobody by name.

    ``reference`` is what to quote when answering: "Our reference: ...".
    """

    subject: str
    reference: str
    values: dict[str, Any] = field(default_factory=dict)


Writer = Callable[[Intent], Letter]
_writers: dict[str, Writer] = {}
_reminding: set[str] = set()


def writes(kind: str, *, reminds: bool = False) -> Callable[[Writer], Writer]:
    """Declare who writes the letters of ``kind``, named ``<capability>.<letter>``.

    The writer is called in the recipient's language, in a context where ``url_for`` gives whole
    addresses with ``_external=True``; it raises `Withheld` if its subject is gone. A kind that
    ``reminds`` is not sent again after an uncertain hand-over once a later occurrence follows.
    """

    def declare(writer: Writer) -> Writer:
        _writers[kind] = writer
        if reminds:
            _reminding.add(kind)
        return writer

    return declare


def writer_of(kind: str) -> Writer:
    """Return who writes ``kind``. Raises KeyError if nobody does."""
    return _writers[kind]


def reminding_kinds() -> set[str]:
    """Return the kinds whose letters are of no use once a later one follows."""
    return _reminding
