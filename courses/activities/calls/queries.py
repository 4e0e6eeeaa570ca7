"""Reading calls. Every list has a full order."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select

from courses.activities.calls.models import Called, Reply
from courses.activities.models import Activity
from turin.db import db
from turin.people.models import MailLink

PURPOSE = "call"
KEPT = timedelta(days=365)


def of_activity(activity: Activity) -> list[Called]:
    """Return everybody on the list of ``activity``, by organisation."""
    mine = select(Called).where(Called.activity_id == activity.id)
    return list(db.session.scalars(mine.order_by(Called.organisation, Called.id)))


def unsent(activity: Activity) -> list[Called]:
    """Return those who have not got the call yet; nobody else sends it until the commit."""
    mine = select(Called).where(Called.activity_id == activity.id, Called.sent_at.is_(None))
    return list(db.session.scalars(mine.order_by(Called.id).with_for_update()))


def replies(called: list[Called]) -> dict[Reply | None, int]:
    """Return how many of those who got the call gave each reply, and how many none."""
    counted = Counter(one.reply for one in called if one.sent_at)
    return {reply: counted[reply] for reply in (*Reply, None)}


def called(number: int) -> Called | None:
    """Return one of those on a list."""
    return db.session.get(Called, number)


def by_link(link: MailLink | None) -> Called | None:
    """Return whom a mailed link was sent to; nobody if her address has been changed since."""
    if link is None or link.purpose != PURPOSE or link.subject_id is None:
        return None
    found = called(link.subject_id)
    return found if found and found.email_key == link.email_key else None


def latest_link(one: Called) -> MailLink | None:
    """Return the link that goes into her letter."""
    hers = select(MailLink).where(MailLink.purpose == PURPOSE, MailLink.subject_id == one.id)
    return db.session.scalars(hers.order_by(MailLink.id.desc()).limit(1)).one_or_none()


def earlier(activity: Activity) -> list[Activity]:
    """Return other runs of the same course that have a list, the latest first, at most ten."""
    listed = select(Called.activity_id)
    runs = select(Activity).where(
        Activity.course_id == activity.course_id,
        Activity.id != activity.id,
        Activity.id.in_(listed),
    )
    return list(
        db.session.scalars(runs.order_by(Activity.starts.desc(), Activity.id.desc()).limit(10))
    )


def over(at: datetime) -> ColumnElement[bool]:
    """Return the condition that somebody was asked, or listed, too long ago to be kept."""
    return func.coalesce(Called.replied_at, Called.sent_at, Called.added_at) < at - KEPT
