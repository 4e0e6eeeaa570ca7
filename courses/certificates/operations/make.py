"""Making the files. Drawing takes no lock; what was drawn is kept under one, and only once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from courses.certificates import facts, rules
from courses.certificates.models import Certificate, State
from courses.certificates.operations.issue import have_made
from courses.registration.models import Application
from turin import audit, mail
from turin.db import db
from turin.people.models import Person


def keep(drawn: Mapping[int, str], *, at: datetime) -> int:
    """Make drawn certificates valid and tell their holders; return how many.

    ``drawn`` has the SHA-256 that names the file, by the certificate's id. What another worker has
    kept meanwhile is left alone.
    """
    certificates = _locked_while_drawing(drawn)
    for certificate in certificates:
        certificate.sha256 = drawn[certificate.id]
        certificate.state = State.VALID
        audit.record("certificates.made", certificate, by=None, at=at)
    db.session.flush()
    letters = [(("certificate", one.id), _holder(one.application)) for one in certificates]
    mail.post_all("certificates.ready", letters, occurrence="made", at=at)
    return len(certificates)


def set_aside(certificate: Certificate, *, trouble: str, at: datetime) -> bool:
    """Have somebody look at a certificate that cannot be drawn; the others go on.

    Return whether it did: the second time it does nothing.
    """
    if not _locked_while_drawing([certificate.id]):
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


def _locked_while_drawing(ids: Collection[int]) -> Sequence[Certificate]:
    """Lock those certificates that still wait for their files, and return them by id."""
    return db.session.scalars(
        select(Certificate)
        .where(Certificate.id.in_(ids), Certificate.state == State.DRAWING)
        .options(selectinload(Certificate.application).selectinload(Application.person))
        .order_by(Certificate.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
