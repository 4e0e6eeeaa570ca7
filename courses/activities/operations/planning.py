"""Planning an activity from a course, and leading it through its life."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from courses.activities import events, queries, rules
from courses.activities.models import (
    Activity,
    ActivityCoordinator,
    ActivityLanguage,
    ActivityModule,
    Choice,
    Delivery,
    Kind,
    Part,
)
from courses.activities.operations.checklist import begin_checklist
from courses.activities.operations.storing import give_code, store
from courses.activities.rules import Step
from courses.catalogue.models import Course
from turin import audit
from turin.access import Permission
from turin.db import db, search
from turin.db.locks import locked
from turin.db.types import PartialDate, Text
from turin.events import publish
from turin.people.models import Person

NEWS = {
    Step.OPEN: events.Opened,
    Step.REOPEN: events.Opened,
    Step.CONFIRM: events.Confirmed,
    Step.POSTPONE: events.Postponed,
    Step.CANCEL: events.Cancelled,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a coordinator says of an activity. An empty ``code`` asks for the next free one."""

    code: str
    starts: PartialDate
    ends: PartialDate | None
    delivery: Delivery
    venue: Text
    city: Text
    country: str | None
    zone: str
    languages: list[str]
    interpreted: list[str]
    seats: int | None
    minimum: int | None
    audience: list[str]
    audience_regions: list[str]
    choice: Choice
    deadline: date | None
    answer_by: date | None
    attendance_share: int
    certificate_title: Text


def plan(
    course: Course,
    facts: Facts,
    *,
    without: Collection[str] = (),
    by: Person,
    at: datetime,
) -> Activity:
    """Make a draft of what ``course`` is now, run by whoever planned it, and return it.

    Title, texts and modules are copied: changing the course later leaves the activity alone.
    ``without`` names what is left out: modules by their keys, and ``texts``.

    Raises CodeTaken, or what `rules.check_facts` does.
    """
    activity = Activity(
        kind=Kind.COURSE,
        course=course,
        title=course.title,
        demonstration=course.demonstration,
        terms=list(course.terms),
    )
    if Part.TEXTS not in without:
        activity.summary, activity.for_whom = course.summary, course.for_whom
    activity.modules = _snapshot(course, without)
    activity.coordinators = [ActivityCoordinator(person=by)]
    give_code(activity, facts.code or queries.next_code(facts.delivery))
    _write(activity, facts)
    db.session.add(activity)
    store(activity)
    begin_checklist(activity)
    audit.record("activities.planned", activity, by=by, at=at, course=course.key)
    return activity


def _snapshot(course: Course, without: Collection[str]) -> list[ActivityModule]:
    """Return the modules of ``course`` as they are now, but for those left out."""
    taught = [used for used in course.modules if used.module.key not in without]
    return [
        ActivityModule(
            module_id=used.module_id,
            position=place,
            title=used.module.title,
            objectives=used.module.objectives,
            hours=used.module.hours,
        )
        for place, used in enumerate(taught)
    ]


def edit(activity: Activity, facts: Facts, *, by: Person, at: datetime) -> None:
    """Change what is said of an activity.

    Raises Over, Announced, CodeTaken, or what `rules.check_facts` does.
    """
    activity = locked(activity)
    rules.check_not_over(activity)
    zone, before = activity.zone, _told(activity)
    code = facts.code or activity.code or queries.next_code(facts.delivery)
    if (code, facts.starts, facts.ends) != (activity.code, activity.starts, activity.ends):
        rules.check_renamable(activity)
        give_code(activity, code)
    _write(activity, facts)
    store(activity)
    changes = audit.differences(before, _told(activity))
    audit.record("activities.edited", activity, by=by, at=at, changes=changes)
    if activity.zone != zone:
        publish(events.Rezoned(activity, by=by, at=at))


def take(step: Step, activity: Activity, *, by: Person, at: datetime) -> None:
    """Take a step in the activity's life: approve, open, confirm, start, close, postpone, cancel.

    Raises WrongStep, NotReady or NotYet.
    """
    activity = locked(activity)
    before = activity.state
    activity.state = rules.check_step(activity, step, at)
    db.session.flush()
    changes = {"state": [before.value, activity.state.value]}
    audit.record("activities.state", activity, by=by, at=at, changes=changes)
    if news := NEWS.get(step):
        publish(news(activity, by=by, at=at))


def discard(activity: Activity, *, by: Person, at: datetime) -> None:
    """Delete a plan that nobody outside has seen, with its sessions. Raises WrongStep."""
    activity = locked(activity)
    rules.check_discardable(activity)
    audit.record("activities.discarded", activity, by=by, at=at, code=activity.code)
    search.forget("activity", activity.id)
    db.session.delete(activity)
    db.session.flush()


def move(
    activity: Activity,
    starts: PartialDate,
    ends: PartialDate | None,
    deadline: date | None,
    answer_by: date | None,
    *,
    by: Person,
    at: datetime,
) -> None:
    """Give an announced activity other dates; those who applied are told.

    Raises NotMovable, DatesTurned, DatesPast, SameDates, DeadlineLate, AnswerOutside or
    DecisionLate.
    """
    activity = locked(activity)
    rules.check_movable(activity, starts, ends, at)
    started, ended = activity.starts, activity.ends
    before = _told(activity)
    activity.starts, activity.ends = starts, ends
    activity.deadline, activity.answer_by = deadline, answer_by
    rules.check_facts(activity)
    activity.moves += 1
    db.session.flush()
    changes = audit.differences(before, _told(activity))
    audit.record("activities.moved", activity, by=by, at=at, changes=changes)
    publish(events.Moved(activity, started, ended, by=by, at=at))


def assign(person: Person, activity: Activity, *, by: Person, at: datetime) -> None:
    """Let ``person`` run the activity too.

    Raises NotACoordinator.
    """
    activity = locked(activity)
    if not person.may(Permission.RUN_ACTIVITIES):
        raise rules.NotACoordinator(name=person.name)
    if all(coordinator.person_id != person.id for coordinator in activity.coordinators):
        activity.coordinators.append(ActivityCoordinator(person=person))
        db.session.flush()
        audit.record("activities.assigned", activity, by=by, at=at, person=person.id)


def unassign(person: Person, activity: Activity, *, by: Person, at: datetime) -> None:
    """Take the activity from ``person``.

    Raises LastCoordinator if she alone runs it.
    """
    activity = locked(activity)
    others = [one for one in activity.coordinators if one.person_id != person.id]
    if not others:
        raise rules.LastCoordinator
    activity.coordinators = others
    db.session.flush()
    audit.record("activities.unassigned", activity, by=by, at=at, person=person.id)


def facts_of(activity: Activity) -> Facts:
    """Return what is said of an activity now."""
    spoken = [one.language for one in activity.languages if not one.interpreted]
    interpreted = [one.language for one in activity.languages if one.interpreted]
    plain = set(Facts.__slots__) - {"code", "languages", "interpreted"}
    return Facts(
        code=activity.code or "",
        languages=spoken,
        interpreted=interpreted,
        **{name: getattr(activity, name) for name in plain},
    )


def _told(activity: Activity) -> dict[str, Any]:
    return audit.snapshot(facts_of(activity), Facts.__slots__)


def _write(activity: Activity, facts: Facts) -> None:
    """Put the facts into the activity, and see whether they fit together."""
    for name in Facts.__slots__:
        if name not in {"code", "languages", "interpreted"}:
            setattr(activity, name, getattr(facts, name))
    interpreted = [code for code in facts.interpreted if code not in facts.languages]
    activity.languages = [
        ActivityLanguage(language=code, interpreted=code in interpreted, position=place)
        for place, code in enumerate([*facts.languages, *interpreted])
    ]
    rules.check_facts(activity)
