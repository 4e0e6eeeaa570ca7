"""Mail links to applications, and how many were asked for."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from courses.registration.models import Application
from turin.db import db
from turin.people.keys import email_key
from turin.people.models import MailLink

CLAIM = "application"  # the purposes of our links: to confirm an application, to go on with a draft
DRAFT = "draft"


def claims_today(email: str, at: datetime) -> int:
    """Return how many applications of this mailbox were sent in a day and not confirmed."""
    counting = select(func.count()).select_from(Application)
    return (
        db.session.scalar(
            counting.where(
                Application.email_key == email_key(email),
                Application.verified_at.is_(None),
                Application.submitted_at > at - timedelta(days=1),
            )
        )
        or 0
    )


def links_today(application: Application, at: datetime) -> int:
    """Return how many links to it were made in a day."""
    counting = select(func.count()).select_from(MailLink)
    return (
        db.session.scalar(
            counting.where(
                MailLink.subject_id == application.id,
                MailLink.purpose.in_((CLAIM, DRAFT)),
                MailLink.created_at > at - timedelta(days=1),
            )
        )
        or 0
    )


def latest_link(application: Application) -> MailLink | None:
    """Return the newest link that was made for it, whether or not it still works."""
    return db.session.scalar(
        select(MailLink)
        .where(MailLink.subject_id == application.id, MailLink.purpose.in_((CLAIM, DRAFT)))
        .order_by(MailLink.id.desc())
        .limit(1)
    )
