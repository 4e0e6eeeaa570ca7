"""What a call writes."""

from flask import url_for
from flask_babel import gettext as _

from courses.activities.calls import queries
from courses.activities.calls.models import Called, Reply
from turin import mail
from turin.db import db
from turin.mail.models import Intent
from turin.people import links


@mail.writes("activities.call")
def call(intent: Intent) -> mail.Letter:
    """Ask an organisation for candidates, with an answer to each of three links."""
    called = db.session.get(Called, intent.subject_id)
    link = queries.latest_link(called) if called else None
    if called is None or link is None:
        raise mail.Withheld("she is off the list")
    activity = called.activity
    code = activity.code or activity.key
    page = url_for("call.answer", token=links.token(link), _external=True)
    return mail.Letter(
        subject=_("Call for candidates: %(code)s", code=code),
        reference=code,
        values={
            "called": called,
            "activity": activity,
            "answers": [(reply.label, f"{page}?reply={reply.value}") for reply in Reply],
        },
    )
