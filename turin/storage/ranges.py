"""Which part of a file is asked for (RFC 9110, 14)."""

import re

ONE = re.compile(r"([0-9]{0,18})-([0-9]{0,18})")


class Unsatisfiable(Exception):
    """What is asked for lies beyond the file's end."""


def asked(header: str | None, size: int) -> tuple[int, int] | None:
    """Return where the part begins and ends, the end not included; None: the whole file.

    So is what is no range, what is counted in other units, and several ranges that do not make one:
    a client has to be ready for it, and nobody downloads so. Raises Unsatisfiable.
    """
    unit, equals, told = (header or "").partition("=")
    if not equals or unit.strip().lower() != "bytes":
        return None
    ends = [_ends(one.strip(" \t"), size) for one in told.split(",") if one.strip(" \t")]
    if not ends or None in ends:
        return None
    parts = sorted((start, stop) for start, stop in filter(None, ends) if start < stop)
    if not parts:
        raise Unsatisfiable
    start, stop = parts[0]
    for following, end in parts[1:]:
        if following > stop:
            return None
        stop = max(stop, end)
    return start, stop


def _ends(one: str, size: int) -> tuple[int, int] | None:
    """Return the ends of one range within the file, turned round if it lies beyond; None: none."""
    match = ONE.fullmatch(one)
    if match is None or one == "-":
        return None
    first, last = match.groups()
    if not first:  # the last so many
        return (max(size - int(last), 0), size)
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last) + 1, size) if last else size
