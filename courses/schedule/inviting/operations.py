"""Asking people to teach. Each deed runs in its caller's transaction and never commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from courses.activities import operations as activities
from courses.activities.models import Activity
from courses.activities.queries import told
from courses.activities.rules import check_not_over
from courses.schedule import operations as schedule
from courses.schedule.inviting import queries, rules
from courses.schedule.inviting.models import Invitation, Teaches
from courses.schedule.models import Session
from turin import audit, mail
from turin.db import db
from turin.errors import Refused
from turin.people import links
from turin.people import operations as people
from turin.people.keys import email_key, name_key
from turin.people.models import Person, Role


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom to ask, and in which of our languages; ``person`` if she teaches here already."""

    name: str
    email: str
    language: str
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What she answers; ``away`` is from when to when she does not teach at all, and why."""

    answer: Teaches
    words: str = ""
    away: tuple[date, date, str] | None = None
    zone: str = "Europe/Rome"  # hers


def ask(
    activity: Activity, asked: Asked, sessions: Sequence[Session], *, by: Person, at: datetime
) -> Invitation:
    """Write to somebody whether she teaches ``sessions``; who was asked before is asked anew.

    Raises Over, NothingToTeach or AlreadyAsked.
    """
    activity = activities.locked(activity)
    check_not_over(activity)
    rules.check_askable(sessions, at)
    known = queries.of_somebody(activity, asked.name, asked.email)
    rules.check_new(known, sessions)
    invitation = known or Invitation(activity=activity, letters=0, words="")
    invitation.name, invitation.email = asked.name, asked.email
    invitation.email_key, invitation.name_key = email_key(asked.email), name_key(asked.name)
    invitation.language = asked.language
    invitation.person, invitation.asked_by = asked.person, by
    invitation.sessions = list(sessions)
    invitation.answer = invitation.answered_at = invitation.revoked_at = None
    invitation.words, invitation.sent_at = "", at
    invitation.letters += 1
    db.session.add(invitation)
    db.session.flush()
    last = max(one.ends_at for one in sessions)
    links.make(queries.PURPOSE, asked.email, at, subject_id=invitation.id, lasts=last - at)
    mail.cancel("schedule.revoked", subject=("invitation", invitation.id), at=at)
    mail.post(
        "schedule.invitation",
        subject=("invitation", invitation.id),
        person=_reader(invitation),
        occurrence=str(invitation.letters),
        at=at,
        expires=last,
    )
    audit.record("invitations.sent", activity, by=by, at=at, invitation=invitation.id)
    return invitation


def answer(invitation: Invitation, said: Said, *, at: datetime) -> list[Session]:
    """Keep what she answers, and put her on the sessions or take her off them.

    Returns the sessions that she can't have, as when she teaches elsewhere by now. She may change
    her mind while what she was asked for is still to come. Raises NotAsked or AwayBackwards.
    """
    _lock(invitation)
    rules.check_answerable(invitation, at)
    person = invitation.person
    if said.answer == Teaches.YES or said.away:
        person = _known(invitation, said.zone, at)
        rules.check_answerable(invitation, at)
    left = []
    if person is not None:
        if said.away:
            schedule.say_away(person, *said.away, by=person, at=at)
        left = _teach(invitation, person, said.answer, at)
    changed = (invitation.answer, invitation.words) != (said.answer, said.words)
    invitation.answer, invitation.words, invitation.answered_at = said.answer, said.words, at
    db.session.flush()
    audit.record(
        "invitations.answered", invitation.activity, by=person, at=at, answer=said.answer.value
    )
    if changed:
        _tell(invitation, at)
    return left


def _known(invitation: Invitation, zone: str, at: datetime) -> Person:
    """Return who she is; the link has shown that the mailbox is hers."""
    if invitation.person is None:
        invitation.person = people.find_or_make(
            invitation.email, invitation.name, at=at, language=invitation.language, zone=zone
        )
        db.session.flush()
    return invitation.person


def _teach(invitation: Invitation, person: Person, answer: Teaches, at: datetime) -> list[Session]:
    left = []
    if answer == Teaches.YES:
        people.grant(person, Role.TRAINER, by=invitation.asked_by, at=at)
    for session in rules.coming(invitation, at):
        try:
            if answer == Teaches.YES:
                schedule.assign(session, person, by=person, at=at)
            else:
                schedule.release(session, person, by=person, at=at)
        except Refused:
            left.append(session)
    return left


def _tell(invitation: Invitation, at: datetime) -> None:
    """Write to those who run the activity, or stand in for them."""
    theirs = [one for one in told(invitation.activity, at) if one.disabled_at is None]
    letters = [(("invitation", invitation.id), one) for one in theirs]
    when = f"{at:%Y-%m-%dT%H:%M:%S.%f}"
    mail.post_all("schedule.answered", letters, occurrence=when, at=at)


def revoke(invitation: Invitation, *, by: Person, at: datetime) -> None:
    """Take an invitation back, and tell her if its letter has left and she may think of it still.

    Raises HasAnswered if she has said that she teaches.
    """
    _lock(invitation)
    rules.check_revocable(invitation)
    if invitation.revoked_at is not None:
        return
    invitation.revoked_at = at
    db.session.flush()
    audit.record("invitations.revoked", invitation.activity, by=by, at=at)
    subject, letter = ("invitation", invitation.id), str(invitation.letters)
    unsent = mail.cancel("schedule.invitation", subject=subject, occurrence=letter, at=at)
    if not unsent and invitation.answer is None:
        mail.post(
            "schedule.revoked",
            subject=subject,
            person=_reader(invitation),
            occurrence=letter,
            at=at,
        )


def _reader(invitation: Invitation) -> Person | mail.Stranger:
    """Return whom to write to: who teaches here already, or somebody by name and address."""
    stranger = mail.Stranger(invitation.name, invitation.email, invitation.language)
    return invitation.person or stranger


def forget(at: datetime) -> None:
    """Delete invitations that are so old that nobody needs them."""
    for one in queries.over(at):
        db.session.delete(one)
    db.session.flush()


def _lock(invitation: Invitation) -> None:
    """Let one at a time ask, answer and take back; what changes an activity waits too."""
    activities.locked(invitation.activity)
    db.session.refresh(invitation, with_for_update=True)
