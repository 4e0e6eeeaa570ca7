"""What activities write to people."""

from flask_babel import gettext as _

from courses.activities.models import Activity, Question
from turin import mail
from turin.db import db
from turin.mail.models import Intent


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
