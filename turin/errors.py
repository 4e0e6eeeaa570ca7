"""The one family of errors that a person may be shown."""

from typing import Any


class Refused(Exception):
    """A rule said no. It carries facts; the sentence is chosen where the language is known.

    Subclasses are named for what happened (``ActivityFull``), and `turin.web.refusals.sentence`
    knows the sentence for each of them.
    """

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).__name__, facts)
        self.facts: dict[str, Any] = facts


class Vanished(Refused):
    """Somebody else has deleted it by the time it is to be changed."""
