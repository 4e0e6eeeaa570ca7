"""Making the files of certificates: long work, one row a certificate, safe to begin again."""

from flask_babel import lazy_gettext as _l

from courses.certificates import operations, queries
from courses.certificates.drawing import Printed, Undrawable, draw
from courses.certificates.models import Certificate
from courses.certificates.operations.issue import MAKE
from turin import clock, jobs, storage
from turin.db import db, transaction
from turin.fonts import undrawable
from turin.jobs.models import Job


@jobs.does(MAKE, _l("Making certificates"))
def make(job: Job) -> None:
    """Make the files of all certificates that were issued together with the job's subject."""
    job_id = job.id
    for certificate_id in queries.to_make(db.session.get_one(Certificate, job.subject_id)):
        _make(certificate_id, job_id)


def _make(certificate_id: int, job_id: int) -> None:
    """Draw without a lock, keep under one; what cannot be drawn is set aside for somebody to mend.

    Begun again after a crash, it finds the same file stored and goes on. Where another worker was
    faster, the row is counted by that one alone.
    """
    certificate = db.session.get_one(Certificate, certificate_id)
    printed = Printed.from_json(certificate.printed)
    try:
        file = storage.store(draw(printed))
    except Undrawable as refused:
        trouble = " ".join(undrawable(_letters(printed))) or str(refused)
        with transaction():
            if operations.set_aside(certificate, trouble=trouble, at=clock.now()):
                jobs.fail(job_id, printed.holder, trouble, at=clock.now())
        return
    with transaction():
        if operations.keep(certificate, sha256=file.sha256, at=clock.now()):
            jobs.advance(job_id, at=clock.now())


def _letters(printed: Printed) -> str:
    """Return all that people wrote for the certificate, so that the letter at fault is in it."""
    signatures = [one.name + one.function for one in printed.signatories]
    return "".join([printed.holder, printed.activity, printed.venue, *signatures])
