"""What we write to those who have earned a certificate."""

from flask import url_for
from flask_babel import gettext as _

from courses.certificates.models import Certificate, State
from courses.certificates.numbers import grouped
from turin import mail
from turin.db import db
from turin.mail.models import Intent

READY = "certificates.ready"


@mail.writes(READY)
def ready(intent: Intent) -> mail.Letter:
    """Tell her that her certificate can be fetched, and where anybody can check it."""
    certificate = db.session.get(Certificate, intent.subject_id)
    if certificate is None or certificate.state is not State.VALID:
        raise mail.Withheld("the certificate is not valid")
    number = certificate.number
    return mail.Letter(
        subject=_("Your certificate is ready"),
        reference=certificate.application.reference,
        values={
            "activity": certificate.printed["activity"],
            "number": grouped(number),
            "download": url_for("my_certificates.download", number=number, _external=True),
            "check": url_for("verification.verify", number=number, _external=True),
        },
    )
