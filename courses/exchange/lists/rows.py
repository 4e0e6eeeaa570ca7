"""What several lists say of the same things."""

from flask_babel import gettext as _

from courses.outcomes.models import Commitment
from courses.schedule.models import Session
from turin.language import reader


def yes(said: bool) -> str:
    """Return yes or no in the reader's language."""
    return _("Yes") if said else _("No")


def day_and_hours(session: Session) -> list[str]:
    """Return when a session is, as the clocks at its venue show it."""
    return [
        session.local_starts.date().isoformat(),
        f"{session.local_starts:%H:%M}",
        f"{session.local_ends:%H:%M}",
        session.zone,
    ]


def activity_and_session(session: Session) -> list[str]:
    """Return which session of which activity it is."""
    activity = session.activity
    titles = (reader.said(one).words for one in (activity.title, session.title))
    return [activity.code or "", *titles]


def owner(commitment: Commitment) -> str:
    """Return who undertook it: the organisation in the reader's language, or what was written."""
    known = commitment.organisation
    return reader.said(known.name).words if known else commitment.owner
