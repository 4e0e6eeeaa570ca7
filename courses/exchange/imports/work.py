"""Doing an import: at once, or as long work where there are many rows."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from courses.exchange.imports import operations
from courses.exchange.imports.looking import look
from courses.exchange.imports.plans import Broken, Plan, carry_out
from turin import clock, jobs
from turin.db import db, transaction
from turin.errors import Refused
from turin.jobs.models import Job
from turin.language import formats, reader
from turin.language.known import DEFAULT, INTERFACE
from turin.people.models import Person
from turin.web.refusals import sentence
from turin.web.sheets import Fault

IMPORT = "exchange.import"
MANY = 200  # rows of which somebody would wait too long for the answer


class NotReady(Exception):
    """It has faults that it had not when she looked at it; nothing was done."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(len(plan.faults))
        self.plan = plan


def do(number: int, *, by: Person, at: datetime) -> int:
    """Import what ``by`` sent, looked at anew, in the open transaction; return how many rows.

    Done already, it is no row. Raises NotFound, NotReady or Broken: then the transaction must be
    given up.
    """
    opened = operations.opened(number, by=by, at=at, lock=True)
    if opened.file.done_at is not None:
        return 0
    plan = look(opened, by)
    if not plan.ready:
        raise NotReady(plan)
    rows = carry_out(plan, by=by, at=at)
    operations.note_done(opened.file, rows, by=by, at=at)
    return rows


@jobs.does(IMPORT, _l("Importing"))
def work(job: Job) -> None:
    """Import a long sheet in one transaction, so that all of it is there or nothing."""
    job_id, number, rows = job.id, job.subject_id, job.total
    by = db.session.get_one(Person, job.started_by_id)
    with reader.reading(INTERFACE.get(by.language, DEFAULT)):
        try:
            with transaction():
                by, at = db.session.get_one(Person, by.id), clock.now()
                if do(number, by=by, at=at):  # begun again, it may be done already
                    jobs.advance(job_id, at=at, rows=rows)
        except NotReady as late:
            _note(job_id, late.plan.faults)
        except Broken as broken:
            _note(job_id, [broken.fault])
        except Refused as refused:
            _note(job_id, [Fault(0, "", "", sentence(refused))])


def _note(job_id: int, faults: list[Fault]) -> None:
    """Say which rows kept it from being done."""
    with transaction():
        for fault in faults[:50]:
            jobs.fail(job_id, _where(fault), fault.says, at=clock.now())


def _where(fault: Fault) -> str:
    number = formats.number(fault.row)
    if fault.letter:
        return _("Row %(number)s, column %(letter)s", number=number, letter=fault.letter)
    return _("Row %(number)s", number=number)
