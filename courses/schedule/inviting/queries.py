"""Reading invitations. Every list has a full order."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from courses.activities.models import Activity
from courses.schedule.inviting.models import Invitation
from courses.schedule.models import Session
from turin.db import db
from turin.people.keys import email_key, name_key
from turin.people.models import MailLink

PURPOSE = "teach"
KEPT = timedelta(days=365)


def of_activity(activity: Activity) -> list[Invitation]:
    """Return everybody who is asked to teach in ``activity``, by name, with the sessions."""
    mine = select(Invitation).where(Invitation.activity_id == activity.id)
    found = mine.options(selectinload(Invitation.sessions).selectinload(Session.trainers))
    return list(db.session.scalars(found.order_by(Invitation.name, Invitation.id)))


def invitation(number: int) -> Invitation | None:
    """Return one invitation."""
    return db.session.get(Invitation, number)


def of_somebody(activity: Activity, name: str, email: str) -> Invitation | None:
    """Return how somebody of this name and mailbox is asked to teach in ``activity``."""
    hers = (Invitation.email_key == email_key(email)) & (Invitation.name_key == name_key(name))
    return db.session.scalar(select(Invitation).where(Invitation.activity_id == activity.id, hers))


def by_link(link: MailLink | None) -> Invitation | None:
    """Return the invitation that a mailed link came with; none if it is for another address now."""
    if link is None or link.purpose != PURPOSE or link.subject_id is None:
        return None
    found = invitation(link.subject_id)
    return found if found and found.email_key == link.email_key else None


def latest_link(one: Invitation) -> MailLink | None:
    """Return the link that goes into her letter."""
    hers = select(MailLink).where(MailLink.purpose == PURPOSE, MailLink.subject_id == one.id)
    return db.session.scalars(hers.order_by(MailLink.id.desc()).limit(1)).one_or_none()


def waiting(activities: Iterable[Activity]) -> dict[int, list[Invitation]]:
    """Return by activity who has not answered yet, who waits longest first."""
    numbers = [one.id for one in activities]
    unanswered = Invitation.answer.is_(None) & Invitation.revoked_at.is_(None)
    found: dict[int, list[Invitation]] = {number: [] for number in numbers}
    asked = select(Invitation).where(Invitation.activity_id.in_(numbers), unanswered)
    for one in db.session.scalars(asked.order_by(Invitation.sent_at, Invitation.id)):
        found[one.activity_id].append(one)
    return found


def over(at: datetime) -> list[Invitation]:
    """Return those who were asked too long ago to be kept."""
    last = func.coalesce(Invitation.answered_at, Invitation.sent_at)
    found = select(Invitation).where(last < at - KEPT)
    return list(db.session.scalars(found.order_by(Invitation.id)))
