"""Rooms and sessions: made inside an open transaction, and flushed."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from courses.schedule import bookings
from courses.schedule.models import Absence, Room, Session
from turin import clock
from turin.db import db
from turin.db.types import Text

_numbers = count(1)


def room(**over) -> Room:
    """A room for 30."""
    return _stored(
        Room(**{"name": f"Pavilion {next(_numbers)}", "capacity": 30, "city": "Turin", **over})
    )


def absence(person, first="2027-03-08", last="2027-03-12", why="Leave") -> Absence:
    """That ``person`` is away."""
    days = {"first": date.fromisoformat(first), "last": date.fromisoformat(last)}
    return _stored(Absence(person_id=person.id, why=why, **days))


def session(
    activity, *, day=0, at="09:00", minutes=90, trainers=(), allowed=None, **over
) -> Session:
    """A session of ``activity`` on its ``day`` (0: the first), at a wall-clock time of its zone.

    It holds its room and trainers; ``allowed``: beside others.
    """
    zone = ZoneInfo(activity.zone)
    date = activity.starts.first + timedelta(days=day)
    starts = datetime.combine(date, time.fromisoformat(at))
    ends = starts + timedelta(minutes=minutes)
    made = Session(
        **{
            "activity_id": activity.id,
            "title": Text(en="Opening", ar="الافتتاح"),
            "zone": activity.zone,
            "local_starts": starts,
            "local_ends": ends,
            "starts_at": starts.replace(tzinfo=zone).astimezone(UTC),
            "ends_at": ends.replace(tzinfo=zone).astimezone(UTC),
            **over,
        }
    )
    made.trainers = list(trainers)
    bookings.follow([_stored(made)], clock.now(), allowed)
    return made


def _stored(row):
    db.session.add(row)
    db.session.flush()
    return row
