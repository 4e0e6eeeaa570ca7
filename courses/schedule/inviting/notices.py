"""What invitations to teach write."""

from flask import url_for
from flask_babel import gettext as _

from courses.schedule.inviting import queries
from courses.schedule.inviting.models import Invitation, Teaches
from turin import mail
from turin.db import db
from turin.mail.models import Intent
from turin.people import links


@mail.writes("schedule.invitation")
def invitation(intent: Intent) -> mail.Letter:
    """Ask somebody whether she teaches some sessions."""
    asked = db.session.get(Invitation, intent.subject_id)
    link = queries.latest_link(asked) if asked else None
    if asked is None or link is None:
        raise mail.Withheld("the invitation is gone")
    page = url_for("invitation.answer", token=links.token(link), _external=True)
    return _letter(
        asked,
        _("Will you teach in %(code)s?", code=_code(asked)),
        {"invitation": asked, "page": page},
    )


@mail.writes("schedule.revoked")
def revoked(intent: Intent) -> mail.Letter:
    """Tell somebody that she is no longer asked."""
    asked = db.session.get(Invitation, intent.subject_id)
    if asked is None:
        raise mail.Withheld("the invitation is gone")
    subject = _("You need not answer any more: %(code)s", code=_code(asked))
    return _letter(asked, subject, {"invitation": asked})


@mail.writes("schedule.answered")
def answered(intent: Intent) -> mail.Letter:
    """Tell who runs an activity what a trainer answers, and what is still open."""
    asked = db.session.get(Invitation, intent.subject_id)
    if asked is None or asked.answer is None:
        raise mail.Withheld("the invitation is gone, or was sent anew")
    left = [one for one in asked.sessions if asked.person not in one.trainers]
    values = {"invitation": asked, "teaches": asked.answer == Teaches.YES, "left": left}
    return _letter(asked, _("A trainer has answered: %(code)s", code=_code(asked)), values)


def _letter(asked: Invitation, subject: str, values: dict[str, object]) -> mail.Letter:
    return mail.Letter(subject=subject, reference=_code(asked), values=values)


def _code(asked: Invitation) -> str:
    return asked.activity.code or asked.activity.key
