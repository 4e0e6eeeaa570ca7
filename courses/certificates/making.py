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

BATCH = 20  # certificates: what a crash leaves to be drawn again, and nobody to wait for


@jobs.does(MAKE, _l("Making certificates"))
def make(job: Job) -> None:
    """Make the files of all certificates that were issued together with the job's subject.

    Raises ExceptionGroup of what nobody foresaw, when all the others are made.
    """
    job_id = job.id
    waiting = queries.to_make(db.session.get_one(Certificate, job.subject_id))
    batches = (waiting[start : start + BATCH] for start in range(0, len(waiting), BATCH))
    if broken := [error for ids in batches for error in _make(ids, job_id)]:
        raise ExceptionGroup("some certificates could not be made", broken)


def _make(ids: list[int], job_id: int) -> list[Exception]:
    """Draw without a lock, keep under one; what cannot be drawn is set aside for somebody to mend.

    Returns what broke otherwise: it must not take the rest of the batch with it.

    Begun again after a crash, it finds the same files stored and goes on. Where another worker was
    faster, a row is counted by that one alone.
    """
    drawn: dict[int, bytes] = {}
    troubles: list[tuple[Certificate, str, str]] = []
    broken: list[Exception] = []
    for certificate in queries.these(ids):
        printed = Printed.from_json(certificate.printed)
        try:
            drawn[certificate.id] = draw(printed)
        except Undrawable as refused:
            trouble = " ".join(undrawable(_letters(printed))) or str(refused)
            troubles.append((certificate, printed.holder, trouble))
        except Exception as error:  # noqa: BLE001 - raised once the others are kept
            broken.append(error)
    files = zip(drawn, storage.store_all(drawn.values()), strict=True)
    at = clock.now()
    with transaction():
        kept = operations.keep({one: file.sha256 for one, file in files}, at=at)
        jobs.advance(job_id, at=at, rows=kept)
        for certificate, holder, trouble in troubles:
            if operations.set_aside(certificate, trouble=trouble, at=at):
                jobs.fail(job_id, holder, trouble, at=at)
    return broken


def _letters(printed: Printed) -> str:
    """Return all that people wrote for the certificate, so that the letter at fault is in it."""
    signatures = [one.name + one.function for one in printed.signatories]
    return "".join([printed.holder, printed.activity, printed.venue, *signatures])
