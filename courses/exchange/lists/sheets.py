"""What stands in each list over all activities: the rows of its page, all of them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from courses.activities import queries
from courses.activities.models import Activity
from courses.activities.year.spans import asked as span_of
from courses.exchange.lists.rows import activity_and_session, day_and_hours, owner, yes
from courses.outcomes import queries as outcomes
from courses.outcomes import rules
from courses.outcomes.models import Commitment
from courses.schedule import queries as schedule
from courses.schedule.models import Session
from turin.countries import country_name
from turin.db import db
from turin.language import formats, reader
from turin.people.models import Person
from turin.web.spreadsheets import Cell, Sheet

Asked = Mapping[str, str]
HOME = ZoneInfo("Europe/Rome")
YEARS = range(1990, 2200)


def activities(by: Person, asked: Asked, today: date) -> Sheet:
    """Return the activities that ``by`` sees, as the list of them has been asked for."""
    found = queries.asked_of(by, asked, today, seen=True)
    return Sheet(_("My activities"), _heads(), _rows(db.session.scalars(found)))


def year(by: Person, asked: Asked, today: date) -> Sheet:
    """Return the activities of a year or a month."""
    span = span_of(asked.get("when", ""), today)
    mine = queries.asked_of(by, {**asked, "when": ""}, today, seen=True)
    found = queries.between(mine, span.first, span.last)
    return Sheet(span.said, _heads(), _rows(db.session.scalars(found)))


def _heads() -> list[str]:
    when = [_("First day"), _("Last day"), _("Apply by")]
    where = [_("How people take part"), _("Venue"), _("City"), _("Country")]
    return [_("Code"), _("Title"), *when, *where, _("Working languages"), _("Seats"), _("State")]


def _rows(found: Iterable[Activity]) -> list[list[Cell]]:
    return [
        [
            one.code or "",
            reader.said(one.title).words,
            str(one.starts),
            str(one.ends or ""),
            str(one.deadline or ""),
            one.delivery.label,
            reader.said(one.venue).words,
            reader.said(one.city).words,
            country_name(one.country) if one.country else "",
            _(", ").join(formats.language_name(spoken.language) for spoken in one.languages),
            one.seats or "",
            one.state.label,
        ]
        for one in found
    ]


def rooms(_by: Person, _asked: Asked, _today: date) -> Sheet:
    """Return the rooms, under the headings by which they are imported."""
    names = [_("Name"), _("Capacity"), _("City"), _("Open from"), _("Open until")]
    rows: list[list[Cell]] = [
        [
            one.name,
            one.capacity,
            one.city,
            f"{one.opens:%H:%M}",
            f"{one.closes:%H:%M}",
            "; ".join(one.label for one in one.furnished),
            yes(one.step_free),
        ]
        for one in schedule.rooms()
    ]
    return Sheet(_("Rooms"), [*names, _("Equipment"), _("Step-free access")], rows)


def rooms_week(_by: Person, asked: Asked, today: date) -> Sheet:
    """Return what is in every room in one week."""
    first = _monday(asked, today)
    found = schedule.of_weeks(first, first + timedelta(days=6), schedule.in_rooms())
    return _week(first, sorted(found, key=lambda one: one.room.name if one.room else ""))


def trainer_week(trainer: Person, asked: Asked, today: date) -> Sheet:
    """Return what one trainer teaches in one week."""
    first = _monday(asked, today)
    hers = schedule.with_trainer(trainer)
    return _week(first, schedule.of_weeks(first, first + timedelta(days=6), hers))


def _week(first: date, sessions: Iterable[Session]) -> Sheet:
    heads = [_("Room"), _("Date"), _("Starts at"), _("Ends at"), _("Time zone")]
    rows = [
        [one.room.name if one.room else "", *day_and_hours(one), *activity_and_session(one)]
        for one in sessions
    ]
    return Sheet(str(first), [*heads, _("Code"), _("Activity"), _("Session")], rows)


def _monday(asked: Asked, today: date) -> date:
    """Return the Monday of the week that is asked for; of this week, if it is none."""
    try:
        day = date.fromisoformat(asked.get("from", ""))
    except ValueError:
        day = today
    day = day if day.year in YEARS else today
    return day - timedelta(days=day.weekday())


def commitments(by: Person, asked: Asked, today: date) -> Sheet:
    """Return what was undertaken in all activities that ``by`` runs, as the ledger has it."""
    filters = outcomes.Filters(
        q=asked.get("q", "")[:200].strip(),
        owner=asked.get("owner", "")[:200].strip(),
        state=asked.get("state", ""),
        late=asked.get("late") == "1",
    )
    found = outcomes.undertaken(by, filters, today).options(joinedload(Commitment.organisation))
    rows: list[list[Cell]] = [
        [
            one.outcome.activity.code or "",
            reader.said(one.outcome.activity.title).words,
            reader.said(one.outcome.title).words,
            one.number,
            reader.said(one.words).words,
            owner(one),
            str(one.due or ""),
            one.state.label,
            yes(rules.is_late(one, today)),
        ]
        for one in db.session.scalars(found)
    ]
    heads = [_("Code"), _("Activity"), _("Outcome"), _("No."), _("What is undertaken")]
    more = [_("Who undertakes it"), _("Due"), _("How far it is"), _("Late")]
    return Sheet(_("Commitments"), [*heads, *more], rows)
