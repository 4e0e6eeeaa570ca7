"""Planning an activity as an earlier one was."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from courses.activities import events, queries, rules
from courses.activities.models import (
    Activity,
    ActivityCoordinator,
    ActivityCopy,
    ActivityLanguage,
    ActivityModule,
    ActivityOrganiser,
    Part,
)
from courses.activities.operations.backing import copy_backing
from courses.activities.operations.checklist import begin_checklist, copy_checklist
from courses.activities.operations.storing import give_code, store
from turin import audit
from turin.access import Permission
from turin.db import db
from turin.db.types import PartialDate, Text
from turin.events import publish
from turin.people.models import Person

KEPT = (  # what an activity is, whatever else is taken
    "kind",
    "course_id",
    "title",
    "delivery",
    "seats",
    "minimum",
    "audience",
    "audience_regions",
    "choice",
    "centre_part",
    "fee",
    "attendance_share",
    "demonstration",
)
TEXTS = ("summary", "for_whom", "certificate_title")


@dataclass(frozen=True, slots=True)
class Wish:
    """When and where the copy takes place, and what is ``taken`` over.

    An empty ``code`` asks for the next free one.
    """

    code: str
    starts: PartialDate
    ends: PartialDate | None
    venue: Text
    city: Text
    country: str | None
    zone: str
    taken: frozenset[Part]


def copy(source: Activity, wish: Wish, *, by: Person, at: datetime) -> Activity:
    """Make a draft of what ``source`` was, on other dates, and return it.

    What other capabilities take over (sessions, materials) follows from the event Copied, in the
    same transaction.

    Raises DayNeeded, CodeTaken, or what `rules.check_facts` does.
    """
    rules.check_copyable(wish.starts, wish.taken)
    made = Activity(
        starts=wish.starts,
        ends=wish.ends,
        venue=wish.venue,
        city=wish.city,
        country=wish.country,
        zone=wish.zone,
        deadline=moved(source.deadline, source, wish.starts),
        answer_by=moved(source.answer_by, source, wish.starts),
        **{name: getattr(source, name) for name in KEPT},
    )
    made.terms = list(source.terms)
    _take(made, source, wish.taken, by)
    give_code(made, wish.code or queries.next_code(made.delivery))
    rules.check_facts(made)
    db.session.add(made)
    store(made)
    decide_by = source.backing.decide_by if source.backing else None
    copy_backing(source, made, moved(decide_by, source, wish.starts))
    copied = ActivityCopy(activity=made, source=source)
    db.session.add(copied)
    if Part.CHECKLIST in wish.taken:
        copy_checklist(source, made)
    else:
        begin_checklist(made)
    db.session.flush()
    audit.record("activities.copied", made, by=by, at=at, source=source.key)
    publish(events.Copied(copied, wish.taken, by=by, at=at))
    return made


def moved(day: date | None, source: Activity, starts: PartialDate) -> date | None:
    """Return a day of ``source`` as far from the new first day, or None if that is not known."""
    if day is None or source.starts.day is None or starts.day is None:
        return None
    away: timedelta = starts.day - source.starts.day
    return day + away


def _take(made: Activity, source: Activity, taken: frozenset[Part], by: Person) -> None:
    """Take over what belongs to ``source`` itself; who copies it runs the copy."""
    for part in TEXTS if Part.TEXTS in taken else ():
        setattr(made, part, getattr(source, part))
    made.languages = [
        ActivityLanguage(language=one.language, interpreted=one.interpreted, position=one.position)
        for one in source.languages
    ]
    made.organisers = [
        ActivityOrganiser(organisation_id=one.organisation_id, position=one.position)
        for one in source.organisers
    ]
    if Part.REMINDERS in taken:
        made.reminder_days = list(source.reminder_days)
    if Part.MODULES in taken:
        made.modules = [
            ActivityModule(
                module_id=one.module_id,
                position=one.position,
                title=one.title,
                objectives=one.objectives,
                hours=one.hours,
            )
            for one in source.modules
        ]
    others = [one.person for one in source.coordinators] if Part.COORDINATORS in taken else []
    made.coordinators = [
        ActivityCoordinator(person_id=person.id)
        for person in dict.fromkeys([by, *others])
        if person is by or (person.may(Permission.RUN_ACTIVITIES) and not person.disabled_at)
    ]
