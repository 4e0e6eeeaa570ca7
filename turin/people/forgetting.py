"""What is kept for a while, as its table says, and deleted when the while is over."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from turin.db import db
from turin.people.factors.models import Challenge
from turin.people.models import Deputy, FailedTry, MailLink, SignIn

KEPT = timedelta(days=30)


def forget(at: datetime) -> None:
    """Delete the sign-ins, mailed links and failed tries that were over a month ago.

    What a deputy did stays in the audit, which names for whom.
    """
    db.session.execute(delete(SignIn).where(SignIn.ends_at < at - KEPT))
    db.session.execute(delete(MailLink).where(MailLink.expires_at < at - KEPT))
    db.session.execute(delete(Challenge).where(Challenge.expires_at < at))
    db.session.execute(delete(FailedTry).where(FailedTry.at < at - KEPT))
    db.session.execute(delete(Deputy).where(Deputy.ends_at < at - KEPT))
