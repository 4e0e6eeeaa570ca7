"""What every decision has in common: the lock, the check, the row, the audit, the letter.

Seats are decided on with the activity's row locked and counted from rows, so that the last one is
given once. On SQLite the transaction itself is the lock (it begins IMMEDIATE).
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import lazyload
from sqlalchemy.orm.attributes import set_committed_value

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


def lock(activity_id: int) -> Activity:
    """Keep everybody else from deciding on the activity's seats until the transaction ends.

    Return it as it is now. What nobody decides by is not read along: all others wait meanwhile.
    """
    return db.session.scalars(
        select(Activity)
        .where(Activity.id == activity_id)
        .options(lazyload(Activity.languages))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def lock_with_activity(application: Application) -> None:
    """Lock the activity, then the application, and read both anew."""
    activity = lock(application.activity_id)
    db.session.refresh(application, with_for_update=True)
    set_committed_value(application, "activity", activity)  # it need not be looked for again


def take_seat(activity: Activity) -> None:
    """Raise NoSeatsGiven or ActivityFull if no seat is left. The activity must be locked."""
    rules.check_seat(activity, queries.seats_taken(activity))


def decide(
    application: Application, deed: Deed, *, by: Person | None, at: datetime, reason: str = ""
) -> Decision:
    """Change the state by ``deed`` and keep the decision. Raises what `rules.check_deed` does."""
    after = rules.check_deed(application, deed)
    decision = Decision(
        application=application,
        before=application.state,
        after=after,
        by_id=by.id if by else None,
        at=at,
        reason=reason,
    )
    db.session.add(decision)
    application.state = after
    audit.record(
        f"registration.{deed}",
        application,
        by=by,
        at=at,
        before=decision.before,
        after=decision.after,
    )
    return decision


def tell(decision: Decision, deed: Deed, *, at: datetime) -> None:
    """Write to her about a decision, if she is somebody we know."""
    db.session.flush()  # the letter is named by the decision's id
    application = decision.application
    if application.person is None:
        return
    mail.post(
        LETTERS[deed],
        subject=("application", application.id),
        person=application.person,
        occurrence=f"{deed}/{decision.id}",
        at=at,
    )
