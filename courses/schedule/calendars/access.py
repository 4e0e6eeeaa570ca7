"""Who may have which calendar: asked when an address is made, and whenever it is read."""

from werkzeug.exceptions import NotFound

from courses.activities import access
from courses.activities.models import Activity
from courses.activities.rules.work import Work
from courses.schedule import queries as schedule
from courses.schedule.calendars import queries
from courses.schedule.calendars.models import CalendarAddress, Kind
from courses.schedule.models import Room
from turin.access import Permission
from turin.db import db
from turin.people.models import Person

HERS = "me"  # what stands in an address where the calendar is that of the reader herself
Subject = Activity | Room | None


def subject(kind: Kind, name: str, *, asked_by: Person) -> Subject:
    """Return the activity or the room that a calendar is of, by its key or its number.

    Raises NotFound for what is not hers to see.
    """
    found: Subject = None
    if kind is Kind.ACTIVITY:
        found = access.activity(name, run_by=asked_by, doing=Work.LOOK)
    elif kind is Kind.ROOM:
        number = int(name) if name.isascii() and name.isdecimal() else 0
        found = schedule.room(number)
    elif name != HERS:
        raise NotFound
    if not _may_have(asked_by, kind, found):
        raise NotFound
    return found


def opened(token: str) -> CalendarAddress:
    """Return the address with this token, if who made it may still have that calendar.

    Raises NotFound.
    """
    found = queries.address_with(token)
    if found is None or found.person.disabled_at:
        raise NotFound
    if not _may_have(found.person, found.kind, found.activity or found.room):
        raise NotFound
    return found


def address(number: int, *, of: Person) -> CalendarAddress:
    """Return one of her own addresses. Raises NotFound for anybody else's."""
    found = db.session.get(CalendarAddress, number)
    if found is None or found.person_id != of.id:
        raise NotFound
    return found


def _may_have(person: Person, kind: Kind, subject: Subject) -> bool:
    if kind is Kind.TEACHING:
        return person.may(Permission.TEACH)
    if kind is Kind.ROOM:
        return subject is not None and person.may(Permission.WORK_ON_ACTIVITIES)
    if kind is Kind.ACTIVITY:
        return isinstance(subject, Activity) and access.runs(person, subject, Work.LOOK)
    return True
