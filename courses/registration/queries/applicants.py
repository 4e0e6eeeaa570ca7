"""The applicants of an activity, as their coordinator looks at them: by state, sorted, in pages."""

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, UnaryExpression, and_, func, select

from courses.activities.models import Activity
from courses.registration.models import GIVEN_UP, Application, State
from turin.db import db
from turin.db.paging import Page, page

_SENT = Application.state != State.DRAFT


class View(StrEnum):
    """Which of the applicants are shown."""

    REVIEW = "review"
    CLAIMS = "claims"  # nobody has confirmed them by the mailed link
    RESERVED = "reserved"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    GONE = "gone"
    ALL = "all"


_SUBMITTED = Application.state == State.SUBMITTED
WHICH: dict[View, ColumnElement[bool]] = {
    View.REVIEW: and_(_SUBMITTED, Application.verified_at.is_not(None)),
    View.CLAIMS: and_(_SUBMITTED, Application.verified_at.is_(None)),
    View.RESERVED: Application.state == State.RESERVED,
    View.OFFERED: Application.state == State.OFFERED,
    View.CONFIRMED: Application.state == State.CONFIRMED,
    View.DECLINED: Application.state == State.DECLINED,
    View.GONE: Application.state.in_((*GIVEN_UP, State.EXPIRED)),
    View.ALL: _SENT,
}


class Sort(StrEnum):
    """By what the applicants are sorted; a leading minus turns it round."""

    APPLIED = "applied"
    NAME = "name"
    GROUP = "group"
    COUNTRY = "country"


_BY: dict[Sort, ColumnElement[object]] = {
    Sort.APPLIED: Application.__table__.c.submitted_at,
    Sort.NAME: Application.__table__.c.name_key,
    Sort.GROUP: Application.__table__.c.group,
    Sort.COUNTRY: Application.__table__.c.country,
}


def applicants(
    activity: Activity, view: View, sort: Sort, number: int, *, downwards: bool = False
) -> Page[Application]:
    """Return a page of the applicants of one view."""
    turned: list[UnaryExpression[object]] = [
        column.desc() if downwards else column.asc()
        for column in (_BY[sort], Application.__table__.c.id)
    ]
    shown = select(Application).where(Application.activity_id == activity.id, WHICH[view])
    return page(shown.order_by(*turned), number)


def counts_by_view(activity: Activity) -> dict[View, int]:
    """Return how many applicants each view shows."""
    counted = [func.count(Application.id).filter(which) for which in WHICH.values()]
    row = db.session.execute(select(*counted).where(Application.activity_id == activity.id)).one()
    return dict(zip(WHICH, row, strict=True))


def chosen(activity: Activity, references: Sequence[str]) -> list[Application]:
    """Return the sent applications for ``activity`` that have these references, by name."""
    return list(
        db.session.scalars(
            select(Application)
            .where(
                Application.activity_id == activity.id, _SENT, Application.reference.in_(references)
            )
            .order_by(Application.name_key, Application.id)
        )
    )
