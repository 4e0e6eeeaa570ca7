"""What a view keeps, and how many there can be."""

from collections.abc import Iterable, Sequence
from urllib.parse import parse_qsl, urlencode

from courses.activities.views.models import LONGEST_ADDRESS, SavedView, Shown
from turin.errors import Refused

MOST = 20
OF_A_MOMENT = {"page", "ticked", "language"}


class TooManyViews(Refused):
    """She has as many as fit above a list. Facts: ``most``."""


class ViewKnown(Refused):
    """Another of her views has the name."""


class ViewTooLong(Refused):
    """What is asked is longer than any filter makes it."""


def asked(shown: Shown, pairs: Iterable[tuple[str, str]]) -> str:
    """Return the query that asks the same: in one order, without what is of a moment or empty.

    An empty ``when`` asks for any time, and none at all for what is coming.
    """
    kept = {(name, value) for name, value in pairs if value or name == "when"}
    if shown is Shown.LIST and not any(name == "when" for name, _value in kept):
        kept.add(("when", "coming"))
    return urlencode(sorted((name, value) for name, value in kept if name not in OF_A_MOMENT))


def same(shown: Shown, query: str) -> str:
    """Return a typed query as `asked` has it."""
    return asked(shown, parse_qsl(query.removeprefix("?"), keep_blank_values=True))


def check_name(name: str, others: Sequence[SavedView]) -> None:
    """Raise ViewKnown if one of ``others`` has it."""
    if any(one.name == name for one in others):
        raise ViewKnown


def check_new(query: str, others: Sequence[SavedView]) -> None:
    """Raise TooManyViews or ViewTooLong."""
    if len(others) >= MOST:
        raise TooManyViews(most=MOST)
    if len(query) > LONGEST_ADDRESS:
        raise ViewTooLong
