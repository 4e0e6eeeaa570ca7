"""A backup is made while people go on working: it holds one moment, not bits of several."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from sqlalchemy import func, select

from tests.factories.people import person
from tests.postgresql import programs
from turin import clock
from turin.backup import checking, making
from turin.db import db, transaction
from turin.people.models import Person

MANY = 20
PATIENCE = 60  # seconds: the machine may be busy


def test_a_backup_holds_one_moment_of_a_busy_site(app, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(programs()), prepend=":")
    busy, done = Event(), Event()

    def work():
        with app.app_context():
            while not done.is_set():
                for _ in range(MANY):
                    with transaction():
                        person()
                busy.set()

    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(work)
        try:
            assert busy.wait(PATIENCE)
            folder = making.make(tmp_path, clock.now())
        finally:
            done.set()
        working.result()
    assert not list(checking.faults(folder, print))
    assert db.session.scalar(select(func.count()).select_from(Person)) >= MANY
