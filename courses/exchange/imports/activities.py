"""The columns that tell of an activity, and what a row says of one that is to be planned."""

from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from courses.activities import rules
from courses.activities.forms.planning import CODE
from courses.activities.models import (
    Activity,
    ActivityLanguage,
    ActivityModule,
    Choice,
    Delivery,
    State,
)
from courses.activities.operations import Facts
from courses.catalogue.models import Course
from courses.exchange.imports import words
from courses.exchange.imports.slots import COLUMNS as SLOT
from turin.countries import zones
from turin.db.types import PartialDate, Text
from turin.errors import Refused
from turin.language import reader
from turin.web.sheets import Cell, Column, Row, cells

TURIN = "Europe/Rome"
SHARE = 80  # per cent of the session time, as the form suggests
HEAD = (
    "course",
    "first",
    "last",
    "delivery",
    "venue",
    "city",
    "country",
    "zone",
    "spoken",
    "activity_seats",
)
AT: dict[type[Refused], str] = {
    rules.DatesTurned: "last",
    rules.DeadlineLate: "deadline",
    rules.CodeTaken: "code",
}


def _code(cell: Cell) -> str:
    """Read the code of an activity."""
    said = cells.plain(cell)
    if not CODE[1].regex.match(said) or len(said) > CODE[0].max:
        raise cells.Wrong(_("Write the code in Latin letters and digits, like A9012345."))
    return said


def _partial(cell: Cell) -> PartialDate | None:
    """Read a date as far as it is known."""
    said = cells.plain(cell)
    if len(said) in {4, 7}:
        try:
            return PartialDate(said)
        except ValueError:
            raise cells.Wrong(
                _("Write a date like 2027-03-08, or 2027-03 while only the month is known.")
            ) from None
    found = cells.day(cell)
    return PartialDate(found.isoformat()) if found else None


def _zone(cell: Cell) -> str:
    """Read a time zone, by its name or by that of its city."""
    said = cells.plain(cell)
    for zone, place in zones.choices().items() if said else ():
        if cells.folded(said) in {cells.folded(zone), cells.folded(place)}:
            return zone
    if said:
        raise cells.Wrong(_("Write a time zone like Europe/Rome or Asia/Kathmandu."))
    return ""


COLUMNS = (
    Column("code", _l("Code"), _code, needed=True, example=["A9012345", "A9012345"]),
    Column("course", _l("Course"), cells.words(300), example=["labour_migration"]),
    Column("first", _l("First day"), _partial, example=["2027-03-08"]),
    Column("last", _l("Last day"), _partial, example=["2027-03-19"]),
    Column(
        "delivery", _l("How people take part"), cells.choice(words.deliveries), example=["turin"]
    ),
    Column("venue", _l("Venue"), cells.words(300), example=["Turin campus"]),
    Column("city", _l("City"), cells.words(300), example=["Turin"]),
    Column("country", _l("Country"), cells.choice(words.all_countries), example=["IT"]),
    Column("zone", _l("Time zone"), _zone, example=[TURIN]),
    Column("spoken", _l("Working languages"), cells.choices(words.languages), example=["en, fr"]),
    Column("activity_seats", _l("Seats"), cells.whole(1, 1000), example=["25"]),
    Column("deadline", _l("Apply by"), cells.day, example=["2027-01-15"]),
    *SLOT,
)


class Run(NamedTuple):
    """An activity that rows tell of: as it is stored, or as it would be, with what makes it."""

    activity: Activity
    course: Course | None = None
    facts: Facts | None = None


def facts_of(row: Row, course: Course) -> Facts:
    """Return what a row says of a run of ``course``; the rest is as the planning form suggests."""
    language = reader.current().code
    return Facts(
        code=row["code"],
        starts=row["first"],
        ends=row["last"],
        delivery=Delivery(row["delivery"]),
        venue=_said(language, row["venue"]),
        city=_said(language, row["city"]),
        country=row["country"],
        zone=row["zone"] or TURIN,
        languages=row["spoken"],
        interpreted=[],
        seats=row["activity_seats"],
        minimum=None,
        audience=list(course.audience),
        audience_regions=[],
        choice=Choice.SELECTION,
        deadline=row["deadline"],
        answer_by=None,
        attendance_share=SHARE,
        certificate_title=Text(),
    )


def _said(language: str, said: str | None) -> Text:
    return Text({language: said} if said else {})


def as_planned(course: Course, facts: Facts) -> Activity:
    """Return the activity as it would be: stored nowhere, to see whether its sessions fit."""
    activity = Activity(
        title=course.title,
        state=State.DRAFT,
        **{name: getattr(facts, name) for name in _OWN},
    )
    activity.languages = [ActivityLanguage(language=code) for code in facts.languages]
    activity.modules = [
        ActivityModule(position=place, title=used.module.title)
        for place, used in enumerate(course.modules)
    ]
    return activity


_OWN = set(Facts.__slots__) - {"code", "languages", "interpreted"}
