"""What happens to long work: it is asked for, taken up, gets on, and ends."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import delete, select, update

from turin.db import after_commit, db
from turin.jobs import queries
from turin.jobs.models import LIVE, Job, JobError, State
from turin.people.models import Person

MOST_BEGINNINGS = 3
KEPT = timedelta(days=365)


def start(
    kind: str,
    subject: tuple[str, int],
    *,
    total: int,
    by: Person | None,
    at: datetime,
    back_to: str = "",
) -> Job:
    """Ask for a job of ``total`` rows; if one of that kind and subject is under way, return that.

    A worker hears of it after the commit. ``back_to`` is the address that its page leads back to.
    The caller holds the lock of the subject, so that two at once don't start two.
    """
    subject_type, subject_id = subject
    same = (Job.kind == kind, Job.subject_type == subject_type, Job.subject_id == subject_id)
    if under_way := db.session.scalar(select(Job).where(*same, Job.state.in_(LIVE))):
        return under_way
    job = Job(
        kind=kind,
        subject_type=subject_type,
        subject_id=subject_id,
        started_by_id=by.id if by else None,
        total=total,
        created_at=at,
        seen_at=at,
        back_to=back_to,
    )
    db.session.add(job)
    db.session.flush()
    after_commit(nudge)
    return job


def withdraw(kind: str, subjects: tuple[str, Collection[int]]) -> None:
    """Delete the jobs of subjects that are gone, but for one that a worker is just doing."""
    subject_type, ids = subjects
    of = (Job.kind == kind, Job.subject_type == subject_type, Job.subject_id.in_(ids))
    db.session.execute(delete(Job).where(*of, Job.state != State.RUNNING))


def take_up(at: datetime) -> Job | None:
    """Return the next job that nobody works on, now taken; None if there is none.

    One that has lost too many workers is given up: it may be what kills them.
    """
    nobodys = (
        select(Job)
        .where(queries.nobodys(at))
        .order_by(Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    while (job := db.session.scalar(nobodys)) and job.begun >= MOST_BEGINNINGS:
        _end(job.id, State.FAILED, at)
    return job and _begun(job, at)


def _begun(job: Job, at: datetime) -> Job:
    job.begun += 1
    job.seen_at = at
    job.state = State.RUNNING
    job.failed = 0
    db.session.execute(delete(JobError).where(JobError.job_id == job.id))
    db.session.flush()
    return job


def advance(job_id: int, *, at: datetime, rows: int = 1) -> None:
    """Note that so many more rows are done, in the transaction that did them."""
    db.session.execute(update(Job).where(Job.id == job_id).values(done=Job.done + rows, seen_at=at))


def fail(job_id: int, row: str, reason: str, *, at: datetime) -> None:
    """Note that one row could not be done, and why, in words for the person who asked."""
    db.session.execute(
        update(Job).where(Job.id == job_id).values(failed=Job.failed + 1, seen_at=at)
    )
    db.session.add(JobError(job_id=job_id, row=row[:200], reason=reason[:500], at=at))
    db.session.flush()


def finish(job_id: int, *, at: datetime) -> None:
    """Note that every row was gone through."""
    _end(job_id, State.FINISHED, at)


def break_off(job_id: int, *, at: datetime) -> None:
    """Note that its worker failed altogether: it is begun again, but not for ever."""
    job = db.session.get_one(Job, job_id, with_for_update=True, populate_existing=True)
    if job.begun >= MOST_BEGINNINGS:
        _end(job_id, State.FAILED, at)
    else:
        job.state = State.WAITING
        db.session.flush()


def forget(at: datetime) -> None:
    """Delete the work that ended long ago."""
    db.session.execute(delete(Job).where(Job.ended_at < at - KEPT))


def nudge_with(app: Flask, call: Callable[[], bool]) -> None:
    """Have ``call`` wake a worker after each commit that started a job."""
    app.extensions["jobs_nudge"] = call


def nudge() -> bool:
    """Wake a worker; return whether there was somebody to wake."""
    call = current_app.extensions.get("jobs_nudge")
    return call is not None and call()


def _end(job_id: int, state: State, at: datetime) -> None:
    db.session.execute(
        update(Job).where(Job.id == job_id).values(state=state, ended_at=at, seen_at=at)
    )
