"""A timetable as weeks of days of slots, as the week grid shows them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from courses.schedule.models import Session
from turin.language import formats, reader

HALF_HOURS = 2  # rows an hour

Link = Callable[[Session], str]


@dataclass(frozen=True, slots=True)
class Week:
    """One week: ``days`` are (heading, slots), ``hours`` are (row, clock time)."""

    days: list[tuple[str, list[dict[str, Any]]]]
    hours: list[tuple[int, str]]


def weeks(
    sessions: Sequence[Session], link: Link | None = None, clashing: Iterable[int] = ()
) -> list[Week]:
    """Lay out ``sessions`` by the week; ``clashing`` are the ids of those to be looked at."""
    by_week: dict[date, list[Session]] = {}
    for session in sessions:
        day = session.local_starts.date()
        by_week.setdefault(day - timedelta(days=day.weekday()), []).append(session)
    first = min((session.local_starts.hour for session in sessions), default=0)
    last = max((_hour_after(session) for session in sessions), default=0)
    hours = [((hour - first) * HALF_HOURS + 1, f"{hour:02}:00") for hour in range(first, last)]
    return [
        Week(_days(monday, by_week[monday], first, link, set(clashing)), hours)
        for monday in sorted(by_week)
    ]


def _hour_after(session: Session) -> int:
    return session.local_ends.hour + (session.local_ends.minute > 0)


def _days(
    monday: date, sessions: list[Session], first: int, link: Link | None, clashing: set[int]
) -> list[tuple[str, list[dict[str, Any]]]]:
    """From the first day that has a session to the last: each column is as wide as it can be."""
    used = [session.local_starts.weekday() for session in sessions]
    days = []
    for number in range(min(used), max(used) + 1):
        day = monday + timedelta(days=number)
        mine = [session for session in sessions if session.local_starts.date() == day]
        slots = [_slot(one, first, link, clashing, _lane(one, mine)) for one in mine]
        days.append((formats.day(day, "MMMEd"), slots))
    return days


def _lane(session: Session, others: list[Session]) -> int | None:
    """Return which half of the column a session gets where two are at the same time."""
    beside = [
        other
        for other in others
        if other.starts_at < session.ends_at and other.ends_at > session.starts_at
    ]
    return beside.index(session) % 2 + 1 if len(beside) > 1 else None


def _slot(
    session: Session, first: int, link: Link | None, clashing: set[int], lane: int | None
) -> dict[str, Any]:
    place = _("Online") if session.online else session.room.name if session.room else ""
    kind = "clash" if session.id in clashing else "online" if session.online else ""
    row = _row(session.local_starts, first)
    return {
        "row": row,
        "rows": max(1, _row(session.local_ends, first) - row),
        "time": f"{session.local_starts:%H:%M}–{session.local_ends:%H:%M}",
        "title": reader.said(session.title).words,
        "detail": place,
        "href": link(session) if link else None,
        "kind": kind,
        "lane": lane,
    }


def _row(local: datetime, first: int) -> int:
    return (local.hour - first) * HALF_HOURS + round(local.minute / 30) + 1
