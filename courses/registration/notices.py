"""The letters about applications: each as its reader is to understand it, with our reference."""

from flask import url_for
from flask_babel import gettext as _

from courses.activities.models import State as ActivityState
from courses.activities.places import place
from courses.activities.rules import MOVABLE
from courses.registration import queries, rules
from courses.registration.models import HOLDS_SEAT, Application, State
from turin.db import db
from turin.language import reader
from turin.mail import Letter, Withheld, writes
from turin.mail.models import Intent
from turin.people import links
from turin.people import queries as people
from turin.people.keys import name_key


def _about(intent: Intent, *states: State) -> Application:
    """Return the application, if it still stands where the letter says that it does."""
    found = db.session.get(Application, intent.subject_id)
    if found is None:
        raise Withheld("the application is gone")
    if states and found.state not in states:
        raise Withheld(f"the application is {found.state} by now")
    return found


def _letter(subject: str, application: Application, **values: object) -> Letter:
    said = reader.said(application.activity.title)
    return Letter(
        subject,
        application.reference,
        {
            "application": application,
            "activity": application.activity,
            "title": said.words,
            "page": url_for("registration.mine", reference=application.reference, _external=True),
            **values,
        },
    )


def _link(application: Application) -> str:
    newest = queries.latest_link(application)
    if newest is None:
        raise Withheld("there is no link")
    return url_for("registration.open_link", token=links.token(newest), _external=True)


@writes("registration.application")
def application(intent: Intent) -> Letter:
    """Ask whoever sent it to show by a link that the mailbox is hers."""
    claim = _about(intent, State.SUBMITTED)
    before = _standing_before(claim)
    return _letter(_("Please confirm your application"), claim, link=_link(claim), before=before)


@writes("registration.draft")
def draft(intent: Intent) -> Letter:
    """Send the way back to a draft."""
    begun = _about(intent, State.DRAFT)
    return _letter(_("Go on with your application"), begun, link=_link(begun))


@writes("registration.received")
def received(intent: Intent) -> Letter:
    """Say that it has arrived and what happens next."""
    return _letter(_("We have received your application"), _about(intent))


@writes("registration.offer")
def offer(intent: Intent) -> Letter:
    """Offer a seat."""
    offered = _about(intent, State.OFFERED)
    day = offered.answer_by and rules.last_day(offered.answer_by, offered.activity)
    return _letter(_("A seat for you"), offered, answer_day=day, where=place(offered.activity))


@writes("registration.reserve")
def reserve(intent: Intent) -> Letter:
    """Say that she is on the list of those who wait for a seat, and on which."""
    waiting = _about(intent, State.RESERVED)
    first_come = rules.queues(waiting.activity)
    subject = _("You are on the waiting list") if first_come else _("You are on the reserve list")
    return _letter(subject, waiting, first_come=first_come)


@writes("registration.regret")
def regret(intent: Intent) -> Letter:
    """Say that she could not be chosen."""
    return _letter(_("Your application"), _about(intent, State.DECLINED))


@writes("registration.confirmed")
def confirmed(intent: Intent) -> Letter:
    """Say that the seat is hers."""
    return _letter(_("Your seat is confirmed"), _about(intent, State.CONFIRMED))


@writes("registration.withdrawn")
def withdrawn(intent: Intent) -> Letter:
    """Say that what she took back is taken back."""
    return _letter(_("Your application is withdrawn"), _about(intent))


@writes("registration.expired")
def expired(intent: Intent) -> Letter:
    """Say that the offer is over."""
    return _letter(_("The offer of a seat is over"), _about(intent, State.EXPIRED))


@writes("registration.takes_place")
def takes_place(intent: Intent) -> Letter:
    """Say to who has a seat that enough people come."""
    seat = _about(intent, *HOLDS_SEAT)
    if seat.activity.state is not ActivityState.CONFIRMED:
        raise Withheld(f"the activity is {seat.activity.state} by now")
    return _letter(_("The activity takes place"), seat, where=place(seat.activity))


@writes("registration.moved")
def moved(intent: Intent) -> Letter:
    """Say that the activity has other dates."""
    return _news(_("The activity has new dates"), intent, *MOVABLE)


@writes("registration.postponed")
def postponed(intent: Intent) -> Letter:
    """Say that the activity takes place later, and that no date is known yet."""
    return _news(_("The activity is postponed"), intent, ActivityState.POSTPONED)


@writes("registration.cancelled")
def cancelled(intent: Intent) -> Letter:
    """Say that the activity does not take place."""
    return _news(_("The activity is cancelled"), intent, ActivityState.CANCELLED)


def _news(subject: str, intent: Intent, *states: ActivityState) -> Letter:
    """Return a letter to whoever still counts on the activity, while the news is true."""
    application = _about(intent, State.SUBMITTED, State.RESERVED, *HOLDS_SEAT)
    if application.activity.state not in states:
        raise Withheld(f"the activity is {application.activity.state} by now")
    return _letter(subject, application)


def _standing_before(claim: Application) -> Application | None:
    """Return what she has applied with before: only her own mailbox is told."""
    for person in people.of_mailbox(claim.email):
        if person.name_key == name_key(claim.name):
            return queries.standing(person, claim.activity)
    return None
