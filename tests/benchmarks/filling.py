"""Many activities and applications: copies of one of the demonstration, made by the database."""

import warnings

from sqlalchemy import String, case, cast, func, insert, select, text
from sqlalchemy.exc import SAWarning
from sqlalchemy.sql.elements import ColumnElement

from courses.activities.models import (
    Activity,
    ActivityCoordinator,
    ActivityLanguage,
    ActivityModule,
    Choice,
    State,
)
from courses.registration.models import Application
from courses.registration.models import State as Applied
from turin.db import db
from turin.db.search import SearchTerm
from turin.people.models import Person

FIRST = 1_000_000  # their ids are far from those that the database gives
APPLICANTS = 20  # of each activity
COMING = 500  # activities; the rest is history, which is what grows
RUNS = 40  # activities that the coordinator runs, half of them to come
STATES = (Applied.SUBMITTED, Applied.RESERVED, Applied.CONFIRMED, Applied.DECLINED)


def pattern() -> Activity:
    """Return an open activity of the demonstration, with all that a page can show."""
    return db.session.scalars(
        select(Activity)
        .where(Activity.demonstration, Activity.state == State.OPEN)
        .where(Activity.choice == Choice.SELECTION)
        .order_by(Activity.id)
    ).first()


def fill(wanted: int) -> None:
    """Bring the site to ``wanted`` activities, some 500 of them to come, with applications.

    Inside a transaction.
    """
    whole = pattern()
    db.session.execute(text("SET LOCAL statement_timeout = 0"))  # millions of rows at once
    there = db.session.scalar(select(func.count()).select_from(Activity))
    first = FIRST + there
    number = func.generate_series(first, first + wanted - there - 1).column_valued("number")
    _copy(Activity, Activity.id == whole.id, id=number, **_dates(number))
    for part in (ActivityLanguage, ActivityModule):
        _copy(part, part.activity_id == whole.id, activity_id=number)
    words = (SearchTerm.kind == "activity") & (SearchTerm.subject_id == whole.id)
    _copy(SearchTerm, words, subject_id=number)
    _applications(whole, number)
    db.session.execute(text("ANALYZE"))  # as PostgreSQL itself would a little later


def give_runs(coordinator: Person) -> None:
    """Have ``coordinator`` run 40 activities, half of them to come. Inside a transaction."""
    runs = select(Activity.id).where(Activity.id >= FIRST).order_by(Activity.id).limit(RUNS)
    db.session.add_all(
        ActivityCoordinator(activity_id=one, person_id=coordinator.id)
        for one in db.session.scalars(runs)
    )


def _dates(number: ColumnElement[int]) -> dict[str, ColumnElement[object]]:
    """Spread activities over the year before today and, 500 at most, over the year after."""
    coming = (number % 2 == 1) & (number < FIRST + 2 * COMING)
    past, away, today = ~coming, number % 365 + 8, func.current_date()
    starts = today + case((past, -away), else_=away)
    key = func.concat("B", number)
    return {
        "key": key,
        "code": key,
        "state": case((past, State.CLOSED.value), else_=State.OPEN.value),
        "starts": cast(starts, String),
        "ends": cast(starts + 4, String),
        "deadline": today + case((past, -away), else_=away - 7),
    }


def _applications(whole: Activity, number: ColumnElement[int]) -> None:
    each = func.generate_series(1, APPLICANTS).column_valued("each")
    one = select(func.min(Application.id)).where(Application.activity_id == whole.id)
    states = {each % len(STATES) == place: state.value for place, state in enumerate(STATES)}
    _copy(
        Application,
        Application.id == one.scalar_subquery(),
        activity_id=number,
        reference=func.concat("B", number, "-", each),
        draft_hash=None,
        person_id=None,
        state=case(*states.items()),
    )


def _copy(model: type, which: ColumnElement[bool], **changed: object) -> None:
    """Copy a row once for each of the numbers in what is ``changed`` of it."""
    columns = [
        column for column in model.__table__.columns if column.key in changed or column.key != "id"
    ]
    rows = select(*(changed.get(column.key, column) for column in columns)).where(which)
    copying = insert(model.__table__).from_select(columns, rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # the product of all with all is what we want
        db.session.execute(copying)
