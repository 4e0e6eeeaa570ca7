"""Many people at once: real threads, each with its own session, and a meeting after the count."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from threading import Barrier, BrokenBarrierError

from sqlalchemy import event

from courses.activities.models import Activity
from courses.registration import queries
from courses.registration.operations import deciding
from turin.db import db

MEET = 6  # threads that must have counted before any of them goes on to write


def at_once(app, *calls):
    """Run every call in a thread of its own; return how each ended, by the name of its error."""
    ready = Barrier(len(calls))  # else a thread that is soon done would take a second call

    def run(call):
        ready.wait()
        with app.app_context():
            try:
                call()
            except Exception as error:  # noqa: BLE001 - how it ends is what is asked
                return type(error).__name__
            finally:
                db.session.remove()
            return "done"

    with ThreadPoolExecutor(len(calls)) as pool:
        return Counter(pool.map(run, calls))


@contextmanager
def meeting_after_the_count(monkeypatch, seconds):
    """Have who has counted the seats wait for others to do so too, ``seconds`` at most.

    Behind a lock nobody else can count, so the first gives up waiting, once, and all go on one by
    one. Without it they meet, and each has seen the same free seats.
    """
    meeting = Barrier(MEET)

    def meeting_after(count):
        def counted(activity):
            taken = count(activity)
            with suppress(BrokenBarrierError):
                meeting.wait(seconds)
            return taken

        return counted

    with monkeypatch.context() as patched:
        for count in (queries.seats_taken, queries.taken_and_waiting):
            patched.setattr(queries, count.__name__, meeting_after(count))
        yield


@contextmanager
def no_lock(monkeypatch):
    """Take the lock out: the row's on PostgreSQL, the transaction's on SQLite."""

    def deferred(_connection, _cursor, statement, parameters, _context, _many):
        return statement.replace("BEGIN IMMEDIATE", "BEGIN"), parameters

    engine = db.engine
    event.listen(engine, "before_cursor_execute", deferred, retval=True)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(deciding, "lock", partial(db.session.get, Activity))
            yield
    finally:
        event.remove(engine, "before_cursor_execute", deferred)
