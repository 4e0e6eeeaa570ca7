"""What activities write to people."""

from flask_babel import gettext as _

from courses.activities.models import Activity, Question, State
from courses.activities.rules import MOVABLE, TAKES_PLACE
from turin import mail
from turin.db import db
from turin.mail.models import Intent

NEWS = MOVABLE | {State.CANCELLED}  # where it stands while that is news


@mail.writes("activities.question")
def question(intent: Intent) -> mail.Letter:
    """Tell a coordinator what somebody asks."""
    found = db.session.get(Question, intent.subject_id)
    if found is None:
        raise mail.Withheld("the question is gone")
    code = found.activity.code or found.activity.key
    return mail.Letter(
        subject=_("A question about %(code)s", code=code),
        reference=code,
        values={"question": found},
    )


@mail.writes("activities.news")
def news(intent: Intent) -> mail.Letter:
    """Tell who teaches in an activity, or runs it, where it stands."""
    activity = db.session.get(Activity, intent.subject_id)
    if activity is None:
        raise mail.Withheld("the activity is gone")
    if activity.state not in NEWS:
        raise mail.Withheld(f"the activity is {activity.state} by now")
    code = activity.code or activity.key
    return mail.Letter(
        subject=_("News of %(code)s", code=code),
        reference=code,
        values={"activity": activity, "dated": activity.state in TAKES_PLACE},
    )


@mail.writes("activities.assistant")
def assistant(intent: Intent) -> mail.Letter:
    """Tell somebody that she assists in an activity, or no longer does."""
    activity = db.session.get(Activity, intent.subject_id)
    if activity is None:
        raise mail.Withheld("the activity is gone")
    code = activity.code or activity.key
    return mail.Letter(
        subject=_("Your work on %(code)s", code=code),
        reference=code,
        values={
            "activity": activity,
            "assists": any(one.person_id == intent.person_id for one in activity.assistants),
        },
    )


@mail.writes("activities.has_dates")
def has_dates(intent: Intent) -> mail.Letter:
    """Tell somebody who asked for it that a course has dates."""
    activity = db.session.get(Activity, intent.subject_id)
    if activity is None:
        raise mail.Withheld("the activity is gone")
    return mail.Letter(
        subject=_("The course you asked about now has dates"),
        reference=activity.code or activity.key,
        values={"activity": activity},
    )
