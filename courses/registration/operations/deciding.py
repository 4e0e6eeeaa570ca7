"""What every decision has in common: the lock, the check, the row, the audit, the letter.

Seats are decided on with the activity's row locked and counted from rows, so that the last one is
given once. On SQLite the transaction itself is the lock (it begins IMMEDIATE).
"""

from datetime import datetime

from courses.activities.models import Activity
from courses.registration import queries, rules
from courses.registration.models import Application, Decision
from courses.registration.rules import Deed
from turin import audit, mail
from turin.db import db
from turin.people.models import Person

LETTERS = {
    Deed.OFFER: "registration.offer",
    Deed.RESERVE: "registration.reserve",
    Deed.DECLINE: "registration.regret",
    Deed.CONFIRM: "registration.confirmed",
    Deed.REFUSE: "registration.withdrawn",
    Deed.WITHDRAW: "registration.withdrawn",
    Deed.EXPIRE: "registration.expired",
}


def lock(activity: Activity) -> None:
    """Keep everybody else from deciding on the activity's seats until the transaction ends."""
    db.session.refresh(activity, with_for_update=True)


def lock_with_activity(application: Application) -> None:
    """Lock the activity, then the application, and read both anew."""
    lock(application.activity)
    db.session.refresh(application, with_for_update=True)


def take_seat(activity: Activity) -> None:
    """Raise NoSeatsGiven or ActivityFull if no seat is left. The activity must be locked."""
    rules.check_seat(activity, queries.seats_taken(activity))


def decide(
    application: Application, deed: Deed, *, by: Person | None, at: datetime, reason: str = ""
) -> Decision:
    """Change the state by ``deed`` and keep the decision. Raises what `rules.check_deed` does."""
    after = rules.check_deed(application, deed)
    decision = Decision(
        before=application.state, after=after, by_id=by.id if by else None, at=at, reason=reason
    )
    application.decisions.append(decision)
    application.state = after
    db.session.flush()
    audit.record(
        f"registration.{deed}",
        application,
        by=by,
        at=at,
        before=decision.before,
        after=decision.after,
    )
    return decision


def tell(application: Application, deed: Deed, *, at: datetime) -> None:
    """Write to her about the last decision, if she is somebody we know."""
    if application.person is None:
        return
    mail.post(
        LETTERS[deed],
        subject=("application", application.id),
        person=application.person,
        occurrence=f"{deed}/{application.decisions[-1].id}",
        at=at,
    )
