"""What is no longer needed, and how many there were."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, and_, exists, func, or_, select, type_coerce

from courses.activities.models import Activity
from courses.activities.models import State as Stage
from courses.activities.queries import as_known
from courses.registration import rules
from courses.registration.models import (
    ENDED_WITHOUT_SEAT,
    Application,
    Decision,
    State,
)
from courses.registration.queries.links import CLAIM, DRAFT
from turin.db import db
from turin.people.models import MailLink

HAS_SPECIAL = or_(
    Application.group.is_not(None), Application.organisation != "", Application.needs != ""
)


def unwanted(at: datetime) -> Sequence[Application]:
    """Return what nobody came back to: old drafts, and claims never confirmed, oldest first.

    While a mailed link leads to one it is kept, as the letter promises.
    """
    month_ago = at - rules.KEPT_UNPROVEN
    leads_there = (
        (MailLink.subject_id == Application.id)
        & MailLink.purpose.in_((CLAIM, DRAFT))
        & (MailLink.expires_at > at)
    )
    return db.session.scalars(
        select(Application)
        .where(
            ~exists().where(leads_there),
            or_(
                and_(Application.state == State.DRAFT, Application.started_at < month_ago),
                and_(
                    Application.state == State.SUBMITTED,
                    Application.verified_at.is_(None),
                    Application.submitted_at < month_ago,
                ),
            ),
        )
        .order_by(Application.id)
    ).all()


def ended_long_ago(at: datetime) -> Sequence[Application]:
    """Return what led to no seat and was last decided about a year ago, the oldest first."""
    decided = (
        select(func.max(Decision.at))
        .where(Decision.application_id == Application.id)
        .scalar_subquery()
    )
    return db.session.scalars(
        select(Application)
        .where(
            Application.state.in_(ENDED_WITHOUT_SEAT),
            decided < at - rules.KEPT_WITHOUT_SEAT,
        )
        .order_by(Application.id)
    ).all()


def with_special(at: datetime) -> Sequence[Activity]:
    """Return the activities of so long ago that group, organisation and needs are not kept.

    Only those of which an application has any of them, by id.
    """
    ends = type_coerce(func.coalesce(Activity.ends, Activity.starts), String)
    long_ago = (at - rules.KEPT_SPECIAL).date()
    has = exists().where(Application.activity_id == Activity.id, HAS_SPECIAL)
    over = and_(ends < as_known(long_ago, ends), Activity.state != Stage.POSTPONED)
    return db.session.scalars(select(Activity).where(over, has).order_by(Activity.id)).all()
