"""Writing a calendar (RFC 5545), in the reader's language. Nobody is named in it.

The session of a timetable stays at its wall-clock time in its zone, whose rules come with it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from flask import current_app, url_for
from flask_babel import gettext as _
from icalendar import Calendar, Component, Event

from courses.activities.models import PUBLISHED, Activity, State
from courses.activities.places import place
from courses.activities.rules import PLANNED
from courses.schedule.calendars.models import Departure
from courses.schedule.calendars.queries import Timetable
from courses.schedule.calendars.zones import timezone
from courses.schedule.models import Session
from turin.db.types import Said
from turin.language import reader

OURS = "-//International Training Centre of the ILO//Turin//EN"
READ_AGAIN = timedelta(hours=6)
NOT_THEN = {State.POSTPONED, State.CANCELLED}  # its dates are those on which it was to be


def written(timetable: Timetable, *, name: str, zone: str, at: datetime) -> bytes:
    """Return a calendar called ``name``; where it has no entry, it tells of ``zone`` alone."""
    calendar = Calendar()
    calendar.add("prodid", OURS)
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", READ_AGAIN, parameters={"VALUE": "DURATION"})
    entries = list(_entries(timetable))
    for used in _zones(timetable, zone, at):
        calendar.add_component(used)
    for entry in entries:
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _zones(timetable: Timetable, zone: str, at: datetime) -> Iterator[Component]:
    """Give each zone over the years of its entries: a calendar must hold something at all."""
    years: dict[str, set[int]] = {}
    timed: list[Session | Departure] = [*timetable.sessions, *timetable.departures]
    for one in timed:
        years.setdefault(one.zone, set()).update((one.local_starts.year, one.local_ends.year))
    for name, used in sorted(years.items() or {zone: {at.year}}.items()):
        yield timezone(name, min(used), max(used))


def _entries(timetable: Timetable) -> Iterator[Event]:
    for activity in timetable.activities:
        if entry := _whole(activity, discreet=timetable.discreet):
            yield entry
    for session in timetable.sessions:
        yield _session(session, discreet=timetable.discreet)
    for departure in timetable.departures:
        yield _departure(departure, discreet=timetable.discreet)


def _whole(activity: Activity, *, discreet: bool) -> Event | None:
    """Return the days of an activity as one entry; None where they are not all known."""
    first, last = activity.starts.day, (activity.ends or activity.starts).day
    if first is None or last is None:
        return None
    title = _title(activity, discreet=discreet)
    entry = _entry(f"activity-{activity.id}", title, activity.sequence, activity.changed_at)
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")  # its sessions take up the time, where they are known
    entry.add("status", _status(activity))
    entry.add("location", place(activity))
    _tell(entry, activity, discreet=discreet)
    return entry


def _session(session: Session, *, discreet: bool) -> Event:
    """Return a session; what its activity counts as a change is one of the session as well."""
    activity = session.activity
    sequence = session.sequence + activity.sequence
    changed_at = max(session.changed_at, activity.changed_at)
    entry = _timed(session, sequence, changed_at)
    entry.add("status", _status(activity))
    entry.add("location", _where(session))
    _tell(entry, activity, discreet=discreet)
    return entry


def _departure(departure: Departure, *, discreet: bool) -> Event:
    sequence = departure.sequence + departure.activity.sequence
    entry = _timed(departure, sequence, departure.left_at)
    entry.add("status", "CANCELLED")
    _tell(entry, departure.activity, discreet=discreet)
    return entry


def _timed(row: Session | Departure, sequence: int, changed_at: datetime) -> Event:
    entry = _entry(row.uid, reader.said(row.title), sequence, changed_at)
    for name, local in (("dtstart", row.local_starts), ("dtend", row.local_ends)):
        entry.add(name, local, parameters={"TZID": row.zone})
    return entry


def _entry(uid: str, title: Said, sequence: int, changed_at: datetime) -> Event:
    entry = Event()
    entry.add("uid", f"{uid}@{urlsplit(_site()).hostname}")
    entry.add("dtstamp", changed_at.astimezone(UTC))
    entry.add("last-modified", changed_at.astimezone(UTC))
    entry.add("sequence", sequence)
    entry.add("summary", title.words, parameters={"LANGUAGE": title.language})
    return entry


def _tell(entry: Event, activity: Activity, *, discreet: bool) -> None:
    """Say of which activity it is, and where one reads about that."""
    title = _title(activity, discreet=discreet).words
    entry.add("categories", [title])
    lines = [title]
    if activity.state in PUBLISHED and not (discreet and activity.certificate_title):
        page = url_for("pages.activity", name=activity.key, language=reader.current().code)
        entry.add("url", f"{_site()}{page}")
        lines.append(f"{_site()}{page}")
    entry.add("description", "\n".join(lines))


def _title(activity: Activity, *, discreet: bool) -> Said:
    """Return its title; where it says in what she takes part, the neutral one if there is one.

    Calendars lie on telephones and on others' servers: none must betray a union course.
    """
    return reader.said((discreet and activity.certificate_title) or activity.title)


def _status(activity: Activity) -> str:
    if activity.state in NOT_THEN:
        return "CANCELLED"
    return "TENTATIVE" if activity.state in PLANNED else "CONFIRMED"


def _where(session: Session) -> str:
    if session.online:
        return _("Online")
    venue = place(session.activity)
    return _(", ").join(filter(None, (session.room.name if session.room else "", venue)))


def _site() -> str:
    address: str = current_app.extensions["settings"].public_url
    return address.rstrip("/")
