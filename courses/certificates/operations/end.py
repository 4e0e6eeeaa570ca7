"""Ending a certificate: revoked, or replaced by a corrected one. Its file is never changed."""

from dataclasses import replace as with_changes
from datetime import datetime

from courses.certificates import facts, rules
from courses.certificates.drawing import Printed
from courses.certificates.models import Certificate, State
from courses.certificates.operations.issue import have_made, numbered
from turin import audit
from turin.db import db
from turin.people.models import Person


def revoke(certificate: Certificate, *, reason: str, by: Person, at: datetime) -> None:
    """End a certificate: whoever checks it from now on reads that it is not valid, and since when.

    Raises NotValid.
    """
    db.session.refresh(certificate, with_for_update=True)
    rules.check_valid(certificate)
    _end(certificate, State.REVOKED, reason, at)
    audit.record("certificates.revoked", certificate, by=by, at=at)


def replace(
    certificate: Certificate, *, holder: str, address: str, by: Person, at: datetime
) -> Certificate:
    """Issue a corrected certificate; the old one says from now on which has taken its place.

    The activity's facts are taken as they stand today, the name is ``holder``; where its sessions
    were deleted, dates and length stay as they were. A revoked one may be replaced too, and stays
    revoked.

    Raises AlreadyReplaced, NameMissing or NameUndrawable.
    """
    db.session.refresh(certificate, with_for_update=True)
    rules.check_replaceable(certificate)
    rules.check_drawable(holder)
    if certificate.state is State.VALID:
        _end(certificate, State.REPLACED, "", at)
    application = certificate.application
    timetable = facts.timetable_again(certificate)
    corrected = numbered(application, timetable, address=address, at=at)
    printed = with_changes(Printed.from_json(corrected.printed), holder=holder)
    corrected.printed = printed.as_json()
    db.session.add(corrected)
    db.session.flush()
    certificate.replaced_by = corrected
    db.session.flush()
    audit.record("certificates.replaced", certificate, by=by, at=at, by_id=corrected.id)
    have_made([corrected], by=by, at=at)
    return corrected


def _end(certificate: Certificate, state: State, reason: str, at: datetime) -> None:
    certificate.state = state
    certificate.ended_at = at
    certificate.ended_reason = reason
    db.session.flush()
