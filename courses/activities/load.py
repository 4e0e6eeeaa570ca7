"""Activities as rows of a catalogue file: past runs, seminars, meetings, and coming ones."""

from typing import Any

from sqlalchemy import select

from courses.activities.models import (
    Activity,
    ActivityLanguage,
    ActivityModule,
    ActivityOrganiser,
    ActivityTerm,
    CentrePart,
    Choice,
    Delivery,
    Kind,
    State,
)
from courses.activities.operations import index
from courses.activities.rules import answer_fits
from courses.catalogue.load import about, modules
from courses.catalogue.models import Course
from turin.countries import Region
from turin.db import db
from turin.organisations.load import named
from turin.organisations.models import Group
from turin.rows import (
    SOURCED,
    Change,
    Country,
    Day,
    Key,
    Languages,
    Listed,
    OneOf,
    Origin,
    Refers,
    Section,
    Shape,
    Translated,
    When,
    Whole,
    Words,
    Zone,
    align,
    merged,
    put,
)

ELSEWHERE = {"key", "course", "languages", "interpreted", "organisers", "modules", "terms"}


def write(row: dict[str, Any], origin: Origin) -> Change:
    """Store an activity with its languages, organisers and modules, and what it is about."""
    values = {name: value for name, value in row.items() if name not in ELSEWHERE}
    values["code"] = row["code"] or None
    values["course_id"] = row["course"] and _course(row["course"])
    activity, change = put(Activity, {"key": row["key"]}, values, origin)
    if change is Change.KEPT:
        return change
    differ = [
        align(activity.languages, ActivityLanguage, _languages(row), "language"),
        align(activity.organisers, ActivityOrganiser, _organisers(row), "organisation_id"),
        _teach(activity, row["modules"]),
        about(activity, row["terms"]),
    ]
    db.session.flush()
    index(activity)
    return merged(change, any(differ), activity, origin)


def _course(key: str) -> int:
    return db.session.scalars(select(Course.id).where(Course.key == key)).one()


def _languages(row: dict[str, Any]) -> list[dict[str, Any]]:
    codes = [*row["languages"], *row["interpreted"]]
    return [
        {"language": code, "interpreted": code in row["interpreted"], "position": place}
        for place, code in enumerate(codes)
    ]


def _organisers(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"organisation_id": named(key), "position": place}
        for place, key in enumerate(row["organisers"])
    ]


def _teach(activity: Activity, keys: list[str]) -> bool:
    """Give it a snapshot of its modules, unless it has one of the same modules already."""
    wanted = modules(keys)
    if [one.module_id for one in activity.modules] == [one.id for one in wanted]:
        return False
    snapshot = [
        {
            "module_id": one.id,
            "position": place,
            "title": one.title,
            "objectives": one.objectives,
            "hours": one.hours,
        }
        for place, one in enumerate(wanted)
    ]
    return align(activity.modules, ActivityModule, snapshot, "position")


def check(row: dict[str, Any]) -> dict[str, str]:
    """Say what does not fit between the fields of an activity."""
    wrong = {}
    starts, ends, deadline = row["starts"], row["ends"], row["deadline"]
    if ends and ends.last < starts.first:
        wrong["ends"] = f"it would end on {ends}, before it starts on {starts}"
    if deadline and deadline > starts.last:
        wrong["deadline"] = f"{deadline} is after the start on {starts}"
    if not answer_fits(row["answer_by"], deadline, starts):
        wrong["answer_by"] = f"it is not between the deadline and the start on {starts}"
    if row["seats"] and row["minimum"] and row["minimum"] > row["seats"]:
        wrong["minimum"] = "more people would be needed than there are seats"
    if both := set(row["languages"]) & set(row["interpreted"]):
        wrong["interpreted"] = f"{', '.join(sorted(both))} stands among the languages too"
    return wrong


SECTION = Section(
    name="activities",
    model=Activity,
    shape=Shape(
        {
            "key": Key(required=True),
            "code": Words(20),
            "kind": OneOf(Kind, required=True),
            "state": OneOf(State, State.CLOSED),
            "course": Refers("courses"),
            "title": Translated(required=True),
            "summary": Translated(),
            "for_whom": Translated(),
            "certificate_title": Translated(),
            "starts": When(required=True),
            "ends": When(),
            "delivery": OneOf(Delivery, required=True),
            "venue": Translated(),
            "city": Translated(),
            "country": Country(),
            "zone": Zone(),
            "seats": Whole(1, 10_000),
            "minimum": Whole(1, 10_000),
            "audience": Listed(OneOf(Group)),
            "audience_regions": Listed(OneOf(Region)),
            "choice": OneOf(Choice, Choice.SELECTION),
            "deadline": Day(),
            "answer_by": Day(),
            "centre_part": OneOf(CentrePart, required=True),
            "fee": Translated(),
            "languages": Languages(),
            "interpreted": Languages(),
            "organisers": Listed(Refers("organisations")),
            "modules": Listed(Refers("modules")),
            "terms": Listed(Refers("terms")),
            **SOURCED,
        }
    ),
    write=write,
    check=check,
    unique="code",
    parts=(ActivityLanguage, ActivityOrganiser, ActivityModule, ActivityTerm),
)
