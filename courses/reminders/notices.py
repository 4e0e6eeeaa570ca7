"""The letter that reminds a participant of the start."""

from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _

from courses.activities.models import Activity
from courses.activities.places import place
from courses.materials import queries as materials
from courses.registration.models import Application, State
from courses.reminders import queries, rules
from courses.schedule.models import Session
from turin import mail
from turin.db import db
from turin.language.formats import day, partial_day
from turin.mail.models import Intent

START = "reminders.start"


@mail.writes(START, reminds=True)
def start(intent: Intent) -> mail.Letter:
    """Say when and where it starts, what to read, whom to ask and how to say that one can't come.

    The subject names the day only: a title might reveal a union course to whoever looks on.
    """
    application = db.session.get(Application, intent.subject_id)
    if application is None or application.state is not State.CONFIRMED:
        raise mail.Withheld("she takes no part")
    activity = application.activity
    if not rules.is_reminded(activity):
        raise mail.Withheld("the activity does not take place")
    if intent.occurrence not in rules.occurrences(activity):
        raise mail.Withheld("the activity was moved")
    first, title = queries.first_session(activity), activity.certificate_title or activity.title
    page = url_for("pages.activity", name=activity.key, _external=True)
    return mail.Letter(
        subject=_("Reminder: we begin on %(day)s", day=partial_day(activity.starts)),
        reference=application.reference,
        values={
            "activity": activity,
            "title": title,
            "begins": _begins(first, activity) if first else None,
            "where": place(activity),
            "timetable": f"{page}#timetable",
            "materials": f"{page}#materials" if materials.of_activity(activity) else None,
            "coordinator": next((one.person.name for one in activity.coordinators), None),
            "mine": url_for("registration.me", _external=True),
        },
    )


def _begins(first: Session, activity: Activity) -> str:
    """Return day and time of the first session, on the clocks of the venue."""
    starts = first.starts_at.astimezone(ZoneInfo(activity.zone))
    return _("%(day)s at %(time)s", day=day(starts.date()), time=starts.strftime("%H:%M"))
