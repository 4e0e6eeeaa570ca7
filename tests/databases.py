"""The databases that tests run on: each test gets a migrated one to itself, on either engine.

The migrations run once an engine; what they made is kept as a template, and a test gets a copy of
it (SQLite 1 ms, PostgreSQL 20 ms). Every process of pytest-xdist has databases of its own.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import make_url

from tests.postgresql import server

NAME = f"turin_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"


class Engine(Protocol):
    """One database, always at the same ``url``."""

    url: str

    def empty(self) -> None:
        """Leave a database without any table."""

    def keep(self) -> None:
        """Keep what is in the database now as the template."""

    def renew(self) -> None:
        """Leave a fresh copy of the template."""


class Sqlite:
    """A file, and a copy of it as the template."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "turin.db"
        self._template = folder / "template.db"
        self.url = f"sqlite:///{self._file}"

    def empty(self) -> None:
        for file in self._file.parent.glob("turin.db*"):  # with its -wal and -shm
            file.unlink()

    def keep(self) -> None:
        shutil.copy(self._file, self._template)

    def renew(self) -> None:
        self.empty()
        shutil.copy(self._template, self._file)


class Postgresql:
    """A database of a running server, and another as the template."""

    def __init__(self, server: str) -> None:
        url = make_url(server)
        self.url = url.set(database=NAME).render_as_string(hide_password=False)
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._server = psycopg.connect(plain, autocommit=True)

    def empty(self) -> None:
        self._drop(NAME)
        self._server.execute(f'CREATE DATABASE "{NAME}" TEMPLATE template0')

    def keep(self) -> None:
        self._drop(f"{NAME}_template")
        self._server.execute(f'ALTER DATABASE "{NAME}" RENAME TO "{NAME}_template"')

    def renew(self) -> None:
        self._drop(NAME)
        self._server.execute(
            f'CREATE DATABASE "{NAME}" TEMPLATE "{NAME}_template" STRATEGY wal_log'
        )

    def close(self) -> None:
        self._drop(NAME)
        self._drop(f"{NAME}_template")
        self._server.close()

    def _drop(self, name: str) -> None:
        self._server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def sqlite(folder: Path) -> Iterator[Engine]:
    """Give a SQLite database that lies in ``folder``."""
    yield Sqlite(folder)


@contextmanager
def postgresql(_folder: Path) -> Iterator[Engine]:
    """Give a database of a PostgreSQL server, which runs as long as this is open."""
    with server() as address:
        engine = Postgresql(address)
        try:
            yield engine
        finally:
            engine.close()


ENGINES = {"sqlite": sqlite, "postgresql": postgresql}
