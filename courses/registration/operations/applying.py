"""Applying: a draft from the first step, sent once, proven by the mailed link."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from courses.activities import rules as activities
from courses.activities.models import Activity
from courses.registration import events, queries, rules
from courses.registration.models import Application, State
from courses.registration.operations import choosing
from courses.registration.operations.deciding import decide, lock_with_activity, tell
from courses.registration.rules import Deed, Step
from turin import audit, mail
from turin.db import db
from turin.events import publish
from turin.people import links
from turin.people import operations as people
from turin.people.keys import email_key, name_key
from turin.people.models import Person
from turin.people.names import cleaned

LETTERS_AND_DIGITS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none is taken for another
LINK_LASTS = timedelta(days=30)
ANSWERS: dict[Step, tuple[str, ...]] = {
    Step.YOU: ("name", "certificate_name", "sex", "email"),
    Step.ORGANIZATION: ("group", "organisation", "country", "position", "phone"),
    Step.EXPERIENCE: ("course_language", "level", "languages", "experience", "motivation"),
    Step.FUNDING: ("funding", "sponsor", "needs"),
    Step.CHECK: (),
}
KEPT = tuple(answer for answers in ANSWERS.values() for answer in answers)
NAMES = {"name", "certificate_name"}


def start(
    activity: Activity, *, language: str, known: Mapping[str, object], at: datetime
) -> tuple[Application, str]:
    """Return a new draft that holds what is ``known``, and the token that leads back to it.

    Raises ByInvitation, DeadlinePassed or NotOpen.
    """
    rules.check_open(activity, at)
    token = secrets.token_urlsafe(16)
    draft = Application(
        reference=_reference(),
        activity=activity,
        draft_hash=hashed(token),
        state=State.DRAFT,
        language=language,
        started_at=at,
    )
    _answer(draft, known)
    db.session.add(draft)
    db.session.flush()
    return draft, token


def save_step(draft: Application, answers: Mapping[str, object]) -> None:
    """Keep the answers of one step. Raises AlreadySent if it was sent in between."""
    db.session.refresh(draft, with_for_update=True)
    rules.check_draft(draft)
    _answer(draft, answers)
    db.session.flush()


def send_link(draft: Application, *, at: datetime) -> None:
    """Mail a link by which she comes back to the draft on any device.

    Raises TooManyLinks.
    """
    if queries.links_today(draft, at) >= rules.LINKS_A_DAY:
        raise rules.TooManyLinks
    _send(draft, queries.DRAFT if draft.state == State.DRAFT else queries.CLAIM, at)


def resume(draft: Application) -> str:
    """Return a new token for the draft; the one that another browser holds opens it no more."""
    token = secrets.token_urlsafe(16)
    draft.draft_hash = hashed(token)
    db.session.flush()
    return token


def submit(draft: Application, *, by: Person | None, at: datetime) -> Application:
    """Send it, once: pressed twice, it is still one application. Return the one that stands.

    Somebody signed in who applies for herself needs no link, and an application of hers that stands
    already is not sent again. Everybody else gets a link by mail, and the same answer, whether or
    not we know the address. Raises Incomplete, CountryNotNamed, TooManyClaims, or what
    `rules.check_open` does.
    """
    lock_with_activity(draft)
    if draft.state != State.DRAFT:
        return draft
    rules.check_open(draft.activity, at)
    rules.check_complete(draft)
    activities.check_country(draft.activity, draft.country)
    hers = by if by and _is_her_own(draft, by) else None
    if hers is None and queries.claims_today(draft.email, at) >= rules.CLAIMS_A_DAY:
        raise rules.TooManyClaims
    draft.submitted_at = draft.consented_at = at
    decide(draft, Deed.SUBMIT, by=by, at=at)
    publish(events.Submitted(draft, by, at))
    if hers:
        return _verify(draft, hers, at)
    _send(draft, queries.CLAIM, at)
    return draft


def verify(claim: Application, *, at: datetime) -> Application:
    """Make the claim hers whose mailbox the link was sent to, and return her application.

    That is an earlier one if she has applied before: the claim is then withdrawn. Raises WrongState
    for a claim that was withdrawn, and NotOpen where it is too late to take part.
    """
    lock_with_activity(claim)
    if claim.verified_at:
        return claim
    person = people.find_or_make(
        claim.email,
        claim.name,
        at=at,
        certificate_name=claim.certificate_name,
        sex=claim.sex,
        phone=claim.phone,
        country=claim.country,
        language=claim.language,
    )
    return _verify(claim, person, at)


def correct_address(application: Application, email: str, *, by: Person, at: datetime) -> None:
    """Note another mail address, since nothing arrives at the old one; links sent there end.

    A claim gets a fresh link, for the letter that is sent again to carry.
    """
    db.session.refresh(application, with_for_update=True)
    application.email = email
    if application.is_claim:
        links.make(queries.CLAIM, email, at, subject_id=application.id, lasts=LINK_LASTS)
    db.session.flush()
    audit.record("registration.correct_address", application, by=by, at=at)


def forget(application: Application) -> None:
    """Delete what was never sent or proven, or has led to no seat. Raises AlreadySent otherwise."""
    db.session.refresh(application, with_for_update=True)
    rules.check_forgettable(application)
    db.session.delete(application)
    db.session.flush()


def hashed(token: str) -> str:
    """Return what is stored of a draft's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _verify(claim: Application, person: Person, at: datetime) -> Application:
    with db.session.no_autoflush:  # nothing that this deed has changed is asked for
        earlier = queries.standing(person, claim.activity)
    if earlier:
        if claim.is_claim:
            decide(claim, Deed.WITHDRAW, by=person, at=at, reason=earlier.reference)
        return earlier
    rules.check_deed(claim, Deed.WITHDRAW)  # it still stands
    rules.check_coming(claim.activity, at)
    claim.person, claim.verified_at = person, at
    audit.record("registration.verify", claim, by=person, at=at)
    publish(events.Verified(claim, person, at))
    _place(claim, person, at)
    return claim


def _place(application: Application, person: Person, at: datetime) -> None:
    """Give a seat to who comes first; who is to be selected has to wait for it."""
    activity = application.activity
    if not rules.queues(activity):
        mail.post(
            "registration.received",
            subject=("application", application.id),
            person=person,
            occurrence="received",
            at=at,
        )
        return
    with db.session.no_autoflush:  # she holds no seat yet, nor waits for one
        taken, waiting = queries.taken_and_waiting(activity)
    if rules.gives_at_once(activity, taken, waiting):
        decide(application, Deed.OFFER, by=None, at=at)
        decided = decide(application, Deed.CONFIRM, by=person, at=at)
        tell(decided, Deed.CONFIRM, at=at)
        publish(events.Confirmed(application, person, at))
    else:
        choosing.line_up(application, by=None, at=at)


def _send(application: Application, purpose: str, at: datetime) -> None:
    """Mail a new link; the letter finds it as the newest."""
    link = links.make(purpose, application.email, at, subject_id=application.id, lasts=LINK_LASTS)
    mail.post(
        f"registration.{purpose}",
        subject=("application", application.id),
        # Without the name: a stranger's words must not reach a mailbox through us.
        person=mail.Stranger("", application.email, application.language),
        occurrence=f"link/{link.id}",
        at=at,
        expires=link.expires_at,
    )


def _answer(draft: Application, answers: Mapping[str, object]) -> None:
    for name, answer in answers.items():
        if name not in KEPT:
            raise ValueError(f"the form has no question {name!r}")
        setattr(draft, name, cleaned(str(answer)) if name in NAMES else answer)


def _is_her_own(draft: Application, person: Person) -> bool:
    return (draft.email_key, draft.name_key) == (email_key(person.email), name_key(person.name))


def _reference() -> str:
    """Return a reference that can be read out on the telephone: 7K2M-Q9XW."""
    letters = "".join(secrets.choice(LETTERS_AND_DIGITS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
