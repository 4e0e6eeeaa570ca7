"""Finding applications: by whom they are, by reference, by the draft's token, by state."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select

from courses.activities.models import Activity
from courses.registration import rules
from courses.registration.models import (
    GIVEN_UP,
    HOLDS_SEAT,
    Application,
    State,
)
from turin.db import db
from turin.people.models import Person


def application_of(person: Person, activity: Activity) -> Application | None:
    """Return what ``person`` has asked of ``activity``, the last if she gave up and came again."""
    return db.session.scalar(
        _asked_by(person).where(Application.activity_id == activity.id).limit(1)
    )


def standing(person: Person, activity: Activity) -> Application | None:
    """Return her application that keeps her from sending another."""
    return db.session.scalar(
        _asked_by(person).where(
            Application.activity_id == activity.id, Application.state.not_in(GIVEN_UP)
        )
    )


def asked_by(person: Person) -> Sequence[Application]:
    """Return all that ``person`` has applied for, the newest first."""
    return db.session.scalars(_asked_by(person)).all()


def _asked_by(person: Person) -> Select[Application]:
    return (
        select(Application)
        .where(Application.person_id == person.id)
        .order_by(Application.id.desc())
    )


def attended_by(person: Person) -> Sequence[int]:
    """Return the ids of the activities in which ``person`` has a confirmed seat."""
    taking_part = (Application.person_id == person.id, Application.state == State.CONFIRMED)
    return db.session.scalars(
        select(Application.activity_id).where(*taking_part).order_by(Application.activity_id)
    ).all()


def by_reference(reference: str) -> Application | None:
    """Return the application that has this reference."""
    return db.session.scalars(
        select(Application).where(Application.reference == reference)
    ).one_or_none()


def draft(token_hash: str) -> Application | None:
    """Return what was started in the browser that holds the token of this hash."""
    return db.session.scalars(
        select(Application).where(Application.draft_hash == token_hash)
    ).one_or_none()


def concerned(activity: Activity) -> list[tuple[Application, Person]]:
    """Return everybody who still counts on the activity, and whom we know, with what she asks."""
    rows = db.session.execute(
        select(Application, Person)
        .join(Person, Person.id == Application.person_id)
        .where(
            Application.activity_id == activity.id,
            Application.state.in_((State.SUBMITTED, State.RESERVED, *HOLDS_SEAT)),
        )
        .order_by(Application.id)
    )
    return [(application, person) for application, person in rows]


def participants(activity: Activity) -> list[Application]:
    """Return the applications of those who take part, in the order in which they were made."""
    return _in_state(activity, State.CONFIRMED)


def holders(activity: Activity) -> list[Application]:
    """Return the applications that hold a seat, in the order in which they were made."""
    return _in_state(activity, *HOLDS_SEAT)


def offered(activity: Activity) -> list[Application]:
    """Return the applications whose offer is not answered, in the order in which they were made."""
    return _in_state(activity, State.OFFERED)


def _in_state(activity: Activity, *states: State) -> list[Application]:
    return list(
        db.session.scalars(
            select(Application)
            .where(Application.activity_id == activity.id, Application.state.in_(states))
            .order_by(Application.id)
        )
    )


def overdue(at: datetime) -> Sequence[Application]:
    """Return the offers that were not answered in time, the longest overdue first.

    Of what is postponed or cancelled nobody was able to answer, so nothing is overdue.
    """
    return db.session.scalars(
        select(Application)
        .join(Application.activity)
        .where(
            Application.state == State.OFFERED,
            Application.answer_by <= at,
            Activity.state.in_(rules.SEATS_GIVEN_IN),
        )
        .order_by(Application.answer_by, Application.id)
    ).all()
