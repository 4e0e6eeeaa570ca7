"""Taking out of applications what is not kept for as long as they are."""

from collections import Counter

from sqlalchemy import select, update

from courses.activities import operations as activities
from courses.activities.models import Activity
from courses.registration.models import HOLDS_SEAT, Application, PastShare
from courses.registration.queries.forgetting import HAS_SPECIAL
from turin.db import db


def erase_special(activity: Activity) -> None:
    """Take group, organisation and needs out of all applications for an activity.

    How many of each group held a seat is kept. Done again, it adds what came in meanwhile.
    """
    activity = activities.locked(activity)
    mine = Application.activity_id == activity.id
    seated = select(Application.group).where(mine, Application.state.in_(HOLDS_SEAT))
    found = db.session.scalars(seated.where(Application.group.is_not(None)).order_by(None))
    for group, seats in sorted(Counter(found).items()):
        share = db.session.get(PastShare, (activity.id, group))
        if share is None:
            share = PastShare(activity_id=activity.id, group=group, seats=0)
            db.session.add(share)
        share.seats += seats
    erased = update(Application).where(mine, HAS_SPECIAL)
    db.session.execute(erased.values(group=None, organisation="", needs=""))
    db.session.flush()
