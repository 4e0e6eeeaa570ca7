"""A timetable as weeks of days of slots, as the week grid shows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from flask_babel import gettext as _

from courses.schedule.models import Kind, Session
from turin.language import formats, reader

HALF_HOURS = 2  # rows an hour
COLUMNS = 12  # of a day: sessions at the same time share them
SHARES = (1, 2, 3, 4, 6, 12)  # into how many equal lanes they can be divided

Link = Callable[[Session], str | None]


@dataclass(frozen=True, slots=True)
class Week:
    """One week: ``days`` are (heading, slots, ISO date), ``hours`` are (row, clock time)."""

    days: list[tuple[str, list[dict[str, Any]], str]]
    hours: list[tuple[int, str]]
    monday: date


@dataclass(frozen=True, slots=True)
class Look:
    """How sessions are shown: where each leads, which clash or are doubtful, which can be moved.

    Of ``clashing`` and ``doubtful``, the ids.
    """

    link: Link | None = None
    move: Link | None = None
    detail: Link | None = None  # what stands below the title; by default where the session is
    join: bool = False  # whether the links of online rooms are for the reader
    clashing: frozenset[int] = field(default_factory=frozenset)
    doubtful: frozenset[int] = field(default_factory=frozenset)


class Piece(NamedTuple):
    """What of a session is on one day: all of it, or what is before or after a midnight."""

    starts: datetime
    ends: datetime
    session: Session


def weeks(sessions: Sequence[Session], look: Look | None = None) -> list[Week]:
    """Lay out ``sessions`` by the week."""
    look = look or Look()
    pieces = [piece for session in sessions for piece in _pieces(session)]
    by_week: dict[date, list[Piece]] = {}
    for piece in pieces:
        day = piece.starts.date()
        by_week.setdefault(day - timedelta(days=day.weekday()), []).append(piece)
    first = min((piece.starts.hour for piece in pieces), default=0)
    last = max((_hour_after(piece) for piece in pieces), default=0)
    hours = [((hour - first) * HALF_HOURS + 1, f"{hour:02}:00") for hour in range(first, last)]
    return [
        Week(_days(monday, by_week[monday], first, look), hours, monday)
        for monday in sorted(by_week)
    ]


def _pieces(session: Session) -> list[Piece]:
    """Divide a session at midnight."""
    starts, ends = session.local_starts, session.local_ends
    midnight = datetime.combine(starts.date() + timedelta(days=1), time())
    if ends <= midnight:
        return [Piece(starts, ends, session)]
    return [Piece(starts, midnight, session), Piece(midnight, ends, session)]


def _hour_after(piece: Piece) -> int:
    if piece.ends.date() > piece.starts.date():
        return 24
    return piece.ends.hour + (piece.ends.minute > 0)


def _days(
    monday: date, pieces: list[Piece], first: int, look: Look
) -> list[tuple[str, list[dict[str, Any]], str]]:
    """From the first day that has a session to the last: each column is as wide as it can be."""
    used = [piece.starts.weekday() for piece in pieces]
    days = []
    for number in range(min(used), max(used) + 1):
        day = monday + timedelta(days=number)
        mine = sorted(
            (piece for piece in pieces if piece.starts.date() == day),
            key=lambda piece: (*piece[:2], piece.session.id),
        )
        slots = [
            _slot(piece, first, look, lane)
            for piece, lane in zip(mine, lanes([one[:2] for one in mine]), strict=True)
        ]
        days.append((formats.day(day, "MMMEd"), slots, day.isoformat()))
    return days


def lanes(times: Sequence[tuple[datetime, datetime]]) -> list[tuple[int, int]]:
    """Return for each of ``times``, in order, its first column and how many columns it takes.

    Those that overlap, or overlap one that overlaps, share the columns equally and lie side by
    side; each goes into the first lane that is free again.
    """
    placed: list[tuple[int, int]] = []  # the cluster and the lane of each
    free: list[datetime] = []  # when each lane of the cluster is free again
    widths: list[int] = []  # how many lanes each cluster has
    for starts, ends in times:
        if not free or starts >= max(free):
            free = []
            widths.append(0)
        lane = next((number for number, until in enumerate(free) if until <= starts), len(free))
        free[lane : lane + 1] = [ends]
        widths[-1] = max(widths[-1], len(free))
        placed.append((len(widths) - 1, lane))
    shares = [next((one for one in SHARES if one >= width), COLUMNS) for width in widths]
    return [
        (lane % COLUMNS * (COLUMNS // shares[cluster]) + 1, COLUMNS // shares[cluster])
        for cluster, lane in placed
    ]


def _slot(piece: Piece, first: int, look: Look, lane: tuple[int, int]) -> dict[str, Any]:
    session = piece.session
    row = _row(piece.starts, first)
    return {
        "row": row,
        "rows": max(1, _row(piece.ends, first, piece.starts.date()) - row),
        "time": f"{session.local_starts:%H:%M}–{session.local_ends:%H:%M}",
        "title": reader.said(session.title).words,
        "detail": look.detail(session) if look.detail else detail(session),
        "href": look.link(session) if look.link else None,
        "join": session.link if look.join else "",
        "move": look.move(session) if look.move else None,
        "starts": f"{session.local_starts:%Y-%m-%dT%H:%M}",
        "kind": _kind(session, look),
        "lane": lane,
    }


def _kind(session: Session, look: Look) -> str:
    if session.id in look.clashing:
        return "clash"
    if session.id in look.doubtful:
        return "doubtful"
    return "online" if session.online else ""


def detail(session: Session) -> str:
    """Return where a session is, and who takes part in which languages, where that is told."""
    where = _("Online") if session.online else session.room.name if session.room else ""
    kind = session.kind if session.kind and session.kind != Kind.PLENARY else None
    told = [where, kind.label if kind else "", *map(formats.language_name, session.languages or ())]
    told += [
        _("%(language)s (interpreted)", language=formats.language_name(code))
        for code in session.interpreted or ()
    ]
    return " · ".join(filter(None, told))


def _row(local: datetime, first: int, day: date | None = None) -> int:
    hour = 24 if day and local.date() > day else local.hour
    return (hour - first) * HALF_HOURS + round(local.minute / 30) + 1
