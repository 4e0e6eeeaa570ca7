"""Calling for candidates. Each deed runs in its caller's transaction and never commits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete

from courses.activities.calls import queries, rules
from courses.activities.calls.models import Called, Reply
from courses.activities.models import Activity
from turin import audit, mail
from turin.db import db
from turin.db.insert import insert_new
from turin.people import links
from turin.people.keys import email_key
from turin.people.models import Person

LASTS = timedelta(days=120)  # that a link can be answered by


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask at an organisation, and in which of our languages."""

    organisation: str
    name: str
    email: str
    language: str


def put_on_list(
    activity: Activity, contacts: Iterable[Contact], *, by: Person, at: datetime
) -> int:
    """Put ``contacts`` on the list of a call; return how many are new to it.

    Whose address is there already stays as she is.
    """
    known = {email_key(contact.email): contact for contact in reversed(list(contacts))}
    rows = [
        {
            "activity_id": activity.id,
            "organisation": contact.organisation,
            "name": contact.name,
            "email": contact.email,
            "email_key": key,
            "language": contact.language,
            "added_at": at,
            "words": "",
        }
        for key, contact in reversed(known.items())
    ]
    added = len(insert_new(Called, ("activity_id", "email_key"), rows))
    if added:
        audit.record("calls.listed", activity, by=by, at=at, count=added)
    return added


def take_list(activity: Activity, earlier: Activity, *, by: Person, at: datetime) -> int:
    """Put everybody on the list who was asked for ``earlier``; return how many are new.

    Who answered there that she is the wrong person is left out.
    """
    known = [
        Contact(one.organisation, one.name, one.email, one.language)
        for one in queries.of_activity(earlier)
        if one.reply != Reply.WRONG_PERSON
    ]
    return put_on_list(activity, known, by=by, at=at)


def remove(called: Called, *, by: Person, at: datetime) -> None:
    """Take somebody off the list. Raises CallSent if she has got the call."""
    db.session.refresh(called, with_for_update=True)
    rules.check_removable(called)
    audit.record("calls.removed", called.activity, by=by, at=at)
    db.session.delete(called)
    db.session.flush()


def send(activity: Activity, *, by: Person, at: datetime) -> int:
    """Write to everybody on the list who has not got the call; return how many.

    Raises NotCalling or NobodyToCall.
    """
    rules.check_calling(activity, at)
    waiting = queries.unsent(activity)
    if not waiting:
        raise rules.NobodyToCall
    for one in waiting:
        one.sent_at = at
    links.make_all(queries.PURPOSE, {one.id: one.email for one in waiting}, at, lasts=LASTS)
    letters = [
        (("called", one.id), mail.Stranger(one.name, one.email, one.language)) for one in waiting
    ]
    mail.post_all("activities.call", letters, occurrence="1", at=at)
    audit.record("calls.sent", activity, by=by, at=at, count=len(waiting))
    return len(waiting)


def reply(called: Called, reply: Reply, words: str, *, at: datetime) -> None:
    """Keep what she answers; she may change her mind while her link lasts."""
    db.session.refresh(called, with_for_update=True)
    called.reply, called.words, called.replied_at = reply, words, at
    db.session.flush()
    audit.record("calls.replied", called.activity, by=None, at=at, reply=reply.value)


def forget(at: datetime) -> None:
    """Delete those who were asked so long ago that nobody needs them."""
    db.session.execute(delete(Called).where(queries.over(at)))
