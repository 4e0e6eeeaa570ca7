"""Making the files. Drawing takes no lock; what was drawn is kept under one, and only once."""

from dataclasses import replace
from datetime import datetime

from courses.certificates import facts, rules
from courses.certificates.models import Certificate, State
from courses.certificates.operations.issue import have_made
from courses.registration.models import Application
from turin import audit, mail
from turin.db import db
from turin.people.models import Person


def keep(certificate: Certificate, *, sha256: str, at: datetime) -> bool:
    """Make a drawn certificate valid and tell its holder; ``sha256`` names its file.

    Return whether it did: the second time it does nothing.
    """
    if not _locked_while_drawing(certificate):
        return False
    certificate.sha256 = sha256
    certificate.state = State.VALID
    db.session.flush()
    audit.record("certificates.made", certificate, by=None, at=at)
    mail.post(
        "certificates.ready",
        subject=("certificate", certificate.id),
        person=_holder(certificate.application),
        occurrence="made",
        at=at,
    )
    return True


def set_aside(certificate: Certificate, *, trouble: str, at: datetime) -> bool:
    """Have somebody look at a certificate that cannot be drawn; the others go on.

    Return whether it did: the second time it does nothing.
    """
    if not _locked_while_drawing(certificate):
        return False
    certificate.trouble = trouble
    certificate.state = State.NEEDS_ATTENTION
    db.session.flush()
    audit.record("certificates.set_aside", certificate, by=None, at=at)
    return True


def redraw(
    certificate: Certificate, *, holder: str, address: str, by: Person, at: datetime
) -> None:
    """Have a certificate drawn that was set aside. Nobody has seen its number yet.

    The name is ``holder``, the activity's facts are taken as they stand today.

    Raises NotWaiting, NameMissing or NameUndrawable.
    """
    db.session.refresh(certificate, with_for_update=True)
    rules.check_waiting(certificate)
    rules.check_drawable(holder)
    mended = facts.printed(
        certificate.application,
        facts.timetable_again(certificate),
        number=certificate.number,
        address=address,
        at=at,
    )
    certificate.language = mended.language
    certificate.printed = replace(mended, holder=holder).as_json()
    certificate.issued_at = at
    certificate.trouble = ""
    certificate.state = State.DRAWING
    db.session.flush()
    audit.record("certificates.redrawn", certificate, by=by, at=at)
    # Not the subject of the batch that it came from, which may still be under way.
    have_made([certificate], by=by, at=at, subject="certificate_again")


def _holder(application: Application) -> Person | mail.Stranger:
    """Return whom to write to; an application entered by hand may name nobody with an account."""
    return application.person or mail.Stranger(
        name=application.name, email=application.email, language=application.language
    )


def _locked_while_drawing(certificate: Certificate) -> bool:
    """Lock the row; whether it still waits for its file."""
    db.session.refresh(certificate, with_for_update=True)
    return certificate.state is State.DRAWING
