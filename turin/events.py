"""What a lower floor tells the floors above it, without knowing them.

An event is a small frozen dataclass that its capability publishes. Who listens is listed in one
place, ``courses/wiring.py``. A listener runs at once and in the same transaction, so what follows
from a change is stored with the change or not at all.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Event = TypeVar("Event")

_listeners: defaultdict[type, list[Callable[[Any], None]]] = defaultdict(list)


def listen(kind: type[Event], *listeners: Callable[[Event], None]) -> None:
    """Have ``listeners`` called, in this order, for each event of exactly this ``kind``."""
    for listener in listeners:
        if listener not in _listeners[kind]:
            _listeners[kind].append(listener)


def publish(event: object) -> None:
    """Tell everybody who listens; an exception of a listener reaches the caller."""
    for listener in _listeners[type(event)]:
        listener(event)
