"""What a deed changed: each field as it was and as it is, in plain JSON values."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, TypeAlias

from turin.db.types import PartialDate, Text

Changes: TypeAlias = dict[str, list[Any]]  # of each field what it was and what it is


def snapshot(row: object, names: Iterable[str]) -> dict[str, Any]:
    """Return the named fields of ``row`` as they are now; of None nothing is said yet."""
    return {name: _plain(getattr(row, name, None)) for name in names}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """Return what reads otherwise; of a text in many languages only what reads otherwise in it.

    What was not said, what is empty and what is not so are the same.
    """
    names = dict.fromkeys([*before, *after])
    pairs = {name: _differing(before.get(name), after.get(name)) for name in names}
    return {name: list(pair) for name, pair in pairs.items() if pair}


def _differing(old: Any, new: Any) -> tuple[Any, Any] | None:
    if _empty(old) and _empty(new):
        return None
    if isinstance(old or new, dict):
        old, new = old or {}, new or {}
        keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        old, new = ({key: one[key] for key in keys if key in one} for one in (old, new))
    return None if old == new else (old, new)


def _empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Text | dict):
        return dict(value)
    if isinstance(value, list | tuple | frozenset | set):
        return [_plain(one) for one in value]
    return value.value if hasattr(value, "value") else value
