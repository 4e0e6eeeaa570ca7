"""Making the demonstration, from the story beside this module."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

import yaml
from sqlalchemy import select

from courses.activities import operations as activities
from courses.activities import queries
from courses.activities.models import BEHIND, Activity, Choice, Delivery, Vocabulary
from courses.activities.rules import Step
from courses.activities.views import operations as views
from courses.activities.views.models import Shown
from courses.catalogue.models import Course
from courses.exchange.demonstration import calling, outcomes, people, running
from courses.exchange.demonstration.applying import apply, forget_letters
from courses.materials.models import ActivityMaterial, Work
from courses.schedule import operations as schedule
from courses.schedule.calendars import operations as calendars
from courses.schedule.calendars.models import Kind
from courses.schedule.models import Room
from turin.db import db
from turin.db.types import PartialDate, Text
from turin.organisations.models import Group, Organisation
from turin.people.deputies import operations as deputies
from turin.people.models import Person

PLANNED = timedelta(days=120)  # before today
FAR = timedelta(days=14)
AWAY = timedelta(days=6)  # for which the coordinator has a deputy
ASSISTED = {"nairobi", "running"}  # what the assistant works on
STAGES = {
    "draft": (),
    "open": (Step.APPROVE, Step.OPEN),
    "confirmed": (Step.APPROVE, Step.OPEN, Step.CONFIRM),
    "running": (Step.APPROVE, Step.OPEN, Step.CONFIRM, Step.START),
    "closed": (Step.APPROVE, Step.OPEN, Step.CONFIRM, Step.START, Step.CLOSE),
}


class AlreadyMade(Exception):
    """The demonstration is here already."""


class ExampleMissing(Exception):
    """The courses of the example, of which it has runs, are not loaded."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what appears in the story."""

    coordinator: Person
    people: dict[str, Person]
    rooms: dict[str, Room]
    terms: dict[str, int]


def make(at: datetime) -> Counter[str]:
    """Make it as of ``at``, inside a transaction, and return how many of what there are.

    Raises AlreadyMade or ExampleMissing.
    """
    story = yaml.safe_load((files(__package__) / "story.yaml").read_text(encoding="utf-8"))
    if db.session.scalar(select(Person.id).where(Person.demonstration).limit(1)):
        raise AlreadyMade
    _organisations(story["organisations"])
    cast = _cast(story, at - PLANNED)
    counts: Counter[str] = Counter(people=len(cast.people))
    for told in story["activities"]:
        counts["applications"] += _activity(told, story, cast, at)
        counts["activities"] += 1
    for name, (shown, asked) in story["views"].items():
        views.save(Shown(shown), asked, name, by=cast.coordinator)
    today = at.date()
    deputies.name(
        cast.coordinator, cast.people["deputy"], today, today + AWAY, by=cast.coordinator, at=at
    )
    calendars.make(Kind.MINE, None, language="en", by=cast.people["participant"], at=at)
    db.session.flush()
    return counts


def _organisations(told: list[dict[str, Any]]) -> None:
    for one in told:
        db.session.add(
            Organisation(
                key=one["key"],
                name=Text(one["name"]),
                group=Group(one["group"]),
                country=one["country"],
                source="invented for the demonstration",
                demonstration=True,
            )
        )
    db.session.flush()


def _cast(story: dict[str, Any], at: datetime) -> Cast:
    accounts = people.accounts(at)
    coordinator = accounts["coordinator"]
    rooms = {}
    for one in story["rooms"]:
        room = schedule.add_room(one["name"], one["capacity"], one["city"], by=coordinator, at=at)
        room.equipment, room.step_free = one.get("equipment", []), one.get("step_free", False)
        room.demonstration = True
        rooms[one["name"]] = room
    known = {
        **{one["key"]: people.trainer(one, at) for one in story["trainers"]},
        **{key: people.applicant(key, told, at) for key, told in story["people"].items()},
        **accounts,
    }
    terms = _terms(story["terms"], by=coordinator, at=at)
    return Cast(coordinator, known, rooms, terms)


def _terms(told: dict[str, dict[str, str]], *, by: Person, at: datetime) -> dict[str, int]:
    """Put a term into each vocabulary that is told of, and return their numbers."""
    made = {
        name: activities.add_term(Vocabulary(name), Text(words), by=by, at=at).id
        for name, words in told.items()
    }
    return {**made, "funding": queries.terms()[Vocabulary.FUNDING][-1].id}


def _backing(told: dict[str, Any], terms: dict[str, int], today: date) -> activities.BackingFacts:
    said = told["backing"]
    day = _dates(told, today)[0] - timedelta(days=said["decide_before"])
    return activities.BackingFacts(
        **{f"{one}_id": terms.get(one) for one in BEHIND},
        tuition=said["tuition"],
        subsistence=said.get("subsistence"),
        currency="EUR",
        cancellation=Text(),
        expected=Text(said.get("expected", {})),
        decide_by=day,
        targets=said["targets"],
        countries=said.get("countries", []),
    )


def _activity(told: dict[str, Any], story: dict[str, Any], cast: Cast, at: datetime) -> int:
    """Plan an activity, have people apply, and let it come as far as it is told; count them."""
    begun = at - PLANNED
    course = db.session.scalars(select(Course).where(Course.key == told["course"])).one_or_none()
    if course is None:
        raise ExampleMissing
    activity = activities.plan(course, _facts(told, at), by=cast.coordinator, at=begun)
    activity.demonstration, activity.example = True, False
    if "backing" in told:
        activities.back(
            activity, _backing(told, cast.terms, at.date()), by=cast.coordinator, at=begun
        )
    _hand_out(activity)
    steps = STAGES[told["stage"]]
    for step in steps[:2]:
        activities.take(step, activity, by=cast.coordinator, at=begun)
    calling.call(activity, told, by=cast.coordinator, at=at)
    running.timetable(activity, told, cast.people, cast.rooms, by=cast.coordinator, at=begun)
    calling.invite(activity, told, by=cast.coordinator, at=at)
    if gone := told.get("away"):
        trainer = cast.people[told["trainer"]]
        running.away(trainer, activity, gone, by=trainer, at=begun)
    groups = {key: one[4] for key, one in story["people"].items()}
    for number, (key, fate) in enumerate(told["applicants"].items()):
        person = cast.people[key]
        group = Group(groups.get(key, told["audience"][-1]))
        made = apply(activity, person, group, fate, number, by=cast.coordinator, at=at)
        if told["deadline"] < 0:
            forget_letters(made, at=at)
    running.take_place(activity, steps[2:], by=cast.coordinator, at=at)
    outcomes.record(activity, told, by=cast.coordinator, at=at)
    if told["key"] in ASSISTED:
        activities.assist(cast.people["assistant"], activity, by=cast.coordinator, at=at)
    running.tick_off(activity, by=cast.coordinator, at=at)
    return len(told["applicants"])


def _dates(told: dict[str, Any], today: date) -> tuple[date, date]:
    """Return from when to when it is; what is weeks away starts on a Monday."""
    first, last = (today + timedelta(days=days) for days in told["days"])
    later = timedelta(days=-first.weekday() % 7 if first - today > FAR else 0)
    return first + later, last + later


def _facts(told: dict[str, Any], at: datetime) -> activities.Facts:
    today, place = at.date(), told["place"]
    first, last = _dates(told, today)
    deadline = today + timedelta(days=told["deadline"])
    return activities.Facts(
        code="",
        starts=PartialDate(first.isoformat()),
        ends=PartialDate(last.isoformat()),
        delivery=Delivery(told["delivery"]),
        venue=Text(place.get("venue", {})),
        city=Text(place.get("city", {})),
        country=place.get("country"),
        zone=place["zone"],
        languages=told["languages"],
        interpreted=told.get("interpreted", []),
        seats=told["seats"],
        minimum=told.get("minimum"),
        audience=told["audience"],
        audience_regions=[],
        choice=Choice.FIRST_COME if told.get("first_come") else Choice.SELECTION,
        deadline=deadline,
        answer_by=None if told.get("first_come") else min(deadline + timedelta(days=14), first),
        attendance_share=80,
        certificate_title=Text(told.get("neutral", {})),
    )


def _hand_out(activity: Activity) -> None:
    """Hand out the sample files."""
    works = select(Work.id).where(Work.sample).order_by(Work.id)
    for place, work in enumerate(db.session.scalars(works)):
        db.session.add(ActivityMaterial(activity_id=activity.id, work_id=work, position=place))
    db.session.flush()
