"""The days of the demonstration's activities: the timetable, and who was there."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import cycle, islice
from typing import Any
from zoneinfo import ZoneInfo

from courses.activities import operations as activities
from courses.activities import queries as checklists
from courses.activities.models import Activity, Delivery
from courses.activities.rules import Step, due_day
from courses.attendance import operations as attendance
from courses.attendance.models import Mark
from courses.registration import queries as registration
from courses.schedule import operations as schedule
from courses.schedule import queries as timetabled
from courses.schedule.models import Kind, Room, Session
from courses.schedule.rules import Slot
from turin.db.types import Text
from turin.people.models import Person

HOURS = ((time(9), time(10, 30)), (time(11), time(12, 30)), (time(14), time(15, 30)))
WEEK = timedelta(days=7)
MOST_DAYS = 5  # that the timetable is laid out for
ONE_WHO_MISSED_MUCH = 3  # the place of a participant who does not reach the share


def timetable(
    activity: Activity,
    told: Mapping[str, Any],
    people: Mapping[str, Person],
    rooms: Mapping[str, Room],
    *,
    by: Person,
    at: datetime,
) -> None:
    """Put three sessions on each of the first days, its modules in turn."""
    if "trainer" not in told:
        return
    first, last = activity.starts.first, (activity.ends or activity.starts).last
    days = [first + timedelta(days=day) for day in range(min((last - first).days + 1, MOST_DAYS))]
    slots = [Slot(day, starts, ends, activity.zone) for day in days for starts, ends in HOURS]
    modules = islice(cycle(activity.modules), len(slots))
    for slot, module in zip(slots, modules, strict=True):
        facts = schedule.Facts(
            slot=slot,
            title=Text(),
            module=module,
            room=rooms.get(told.get("room", "")),
            online=activity.delivery == Delivery.ONLINE,
            trainers=[people[told["trainer"]]],
        )
        schedule.add(activity, facts, by=by, at=at)
    for one in told.get("besides", ()):
        _add_besides(activity, one, people, rooms, by=by, at=at)


def _add_besides(
    activity: Activity,
    told: Mapping[str, Any],
    people: Mapping[str, Person],
    rooms: Mapping[str, Room],
    *,
    by: Person,
    at: datetime,
) -> None:
    """Put a session of its own on the timetable: a working group beside the others."""
    day = activity.starts.first + timedelta(days=told["day"])
    starts, ends = (time.fromisoformat(hour) for hour in told["hours"])
    facts = schedule.Facts(
        slot=Slot(day, starts, ends, activity.zone),
        title=Text(told["title"]),
        module=None,
        room=rooms.get(told.get("room", "")),
        online=False,
        trainers=[people[told["trainer"]]],
        together=told.get("together", ""),
        unnamed=told.get("unnamed", False),
        kind=Kind(told["kind"]),
        seats=told["seats"],
    )
    schedule.add(activity, facts, by=by, at=at)


def away(
    trainer: Person, activity: Activity, told: Mapping[str, Any], *, by: Person, at: datetime
) -> None:
    """Have a trainer say that she is away on a day of ``activity``."""
    day = activity.starts.first + timedelta(days=told["day"])
    schedule.say_away(trainer, day, day, told["why"], by=by, at=at)


def take_place(activity: Activity, steps: Sequence[Step], *, by: Person, at: datetime) -> None:
    """Take the remaining steps on their days, and mark who was there until ``at``.

    Of an activity that is running, the last session that is over waits to be marked.
    """
    zone = ZoneInfo(activity.zone)
    first, last = activity.starts.first, (activity.ends or activity.starts).last
    days = {
        Step.CONFIRM: first - timedelta(days=14),
        Step.START: first,
        Step.CLOSE: last,
    }
    over = _over(activity, at)
    for step in steps:
        if step == Step.CLOSE:
            _mark(activity, over, by)
        moment = datetime.combine(days[step], time(18 if step == Step.CLOSE else 8), zone)
        activities.take(step, activity, by=by, at=min(moment, at))
    if steps and steps[-1] == Step.START:
        _mark(activity, over[: len(over) // 2], by)


def _over(activity: Activity, at: datetime) -> list[Session]:
    return [one for one in timetabled.of_activity(activity) if one.ends_at < at]


def _mark(activity: Activity, sessions: Sequence[Session], by: Person) -> None:
    """Mark everybody present, but for one who misses every second session."""
    participants = registration.participants(activity)
    for number, session in enumerate(sessions):
        marks = {one.id: Mark.PRESENT for one in participants}
        if number % 2 and len(participants) > ONE_WHO_MISSED_MUCH:
            marks[participants[ONE_WHO_MISSED_MUCH].id] = Mark.ABSENT
        attendance.mark(session, marks, by=by, at=session.ends_at)


def tick_off(activity: Activity, *, by: Person, at: datetime) -> None:
    """Tick off what fell due more than a week ago: what is left is late, or to come."""
    for line in checklists.lines([activity]):
        day = due_day(line, activity)
        if day and day < (at - WEEK).date():
            noon = datetime.combine(day, time(12), ZoneInfo(activity.zone))
            activities.tick(line, by=by, at=noon)
