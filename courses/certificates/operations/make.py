"""Making the files. Drawing takes no lock; what was drawn is kept under one, and only once."""

from dataclasses import replace
from datetime import datetime

from courses.certificates import rules
from courses.certificates.drawing import Printed
from courses.certificates.models import Certificate, State
from turin import audit
from turin.db import db
from turin.people.models import Person


def keep(certificate: Certificate, *, sha256: str, at: datetime) -> None:
    """Make a drawn certificate valid: ``sha256`` names its file. Does nothing the second time."""
    if not _locked_while_drawing(certificate):
        return
    certificate.sha256 = sha256
    certificate.state = State.VALID
    db.session.flush()
    audit.record("certificates.made", certificate, by=None, at=at)


def set_aside(certificate: Certificate, *, trouble: str, at: datetime) -> None:
    """Have somebody look at a certificate that cannot be drawn; the others go on."""
    if not _locked_while_drawing(certificate):
        return
    certificate.trouble = trouble
    certificate.state = State.NEEDS_ATTENTION
    db.session.flush()
    audit.record("certificates.set_aside", certificate, by=None, at=at)


def redraw(certificate: Certificate, *, holder: str, by: Person, at: datetime) -> None:
    """Draw a certificate that was set aside, with the name mended. Nobody has seen its number yet.

    Raises NotWaiting, NameMissing or NameUndrawable.
    """
    db.session.refresh(certificate, with_for_update=True)
    rules.check_waiting(certificate)
    rules.check_drawable(holder)
    mended = replace(Printed.from_json(certificate.printed), holder=holder)
    certificate.printed = mended.as_json()
    certificate.trouble = ""
    certificate.state = State.DRAWING
    db.session.flush()
    audit.record("certificates.redrawn", certificate, by=by, at=at)


def _locked_while_drawing(certificate: Certificate) -> bool:
    """Lock the row; whether it still waits for its file."""
    db.session.refresh(certificate, with_for_update=True)
    return certificate.state is State.DRAWING
