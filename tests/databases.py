"""The databases that tests run on: each test gets a migrated one to itself, on either engine.

The migrations run once an engine; a test gets a copy of what they made (SQLite) or finds it emptied
of rows (PostgreSQL). What takes long to make, and is the same for many tests, is a state of its
own: made once, and copied. Every process of pytest-xdist has databases of its own.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import URL, make_url

from tests.postgresql import server

MIGRATED = "migrated"
NAME = f"turin_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"


class Engine(Protocol):
    """One database, always at the same ``url``."""

    url: str
    kept: set[str]  # names of states

    def empty(self) -> None:
        """Leave a database without any table."""

    def keep(self, state: str = MIGRATED) -> None:
        """Take what is in the database now as a state; by default that which tests start from."""

    def renew(self, state: str = MIGRATED) -> None:
        """Bring a state back that was kept."""


class Sqlite:
    """A file, and a copy of it for each state."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "turin.db"
        self.url = f"sqlite:///{self._file}"
        self.kept: set[str] = set()

    def empty(self) -> None:
        for file in self._file.parent.glob("turin.db*"):  # with its -wal and -shm
            file.unlink()

    def keep(self, state: str = MIGRATED) -> None:
        shutil.copy(self._file, self._copy(state))
        self.kept.add(state)

    def renew(self, state: str = MIGRATED) -> None:
        self.empty()
        shutil.copy(self._copy(state), self._file)

    def _copy(self, state: str) -> Path:
        return self._file.with_name(f"{state}.db")


class Postgresql:
    """A database of a running server, emptied for each test; what was kept is put back.

    Emptying takes 10 ms; a copy of a template with 50 tables takes half a second.
    """

    def __init__(self, server: str) -> None:
        url = make_url(server)
        self.url = url.set(database=NAME).render_as_string(hide_password=False)
        self._plain = url.set(drivername="postgresql")
        self._server = self._connection(self._plain)
        self._inside: psycopg.Connection | None = None
        self.kept: set[str] = set()

    def empty(self) -> None:
        self._server.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
        self._server.execute(f'CREATE DATABASE "{NAME}" TEMPLATE template0')

    def keep(self, state: str = MIGRATED) -> None:
        self.inside().execute(KEEP_ALL.replace("kept_state", f"kept_{state}"))
        self.kept.add(state)

    def renew(self, state: str = MIGRATED) -> None:
        self.inside().execute(EMPTY_ALL.replace("kept_state", f"kept_{state}"))

    def version(self) -> tuple[Any, ...]:
        """Return what is another whenever a transaction of anybody has begun to write."""
        found = self.inside().execute("SELECT pg_snapshot_xmax(pg_current_snapshot())")
        return found.fetchone() or ()

    def inside(self) -> psycopg.Connection:
        """Return a connection to the database, outside of every transaction."""
        if self._inside is None or self._inside.closed or self._inside.broken:
            self._inside = self._connection(self._plain.set(database=NAME))
        return self._inside

    def close(self) -> None:
        if self._inside is not None:
            self._inside.close()
        self._server.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
        self._server.close()

    def _connection(self, url: URL) -> psycopg.Connection:
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


KEEP_ALL = """
DO $$
DECLARE one record; filled boolean;
BEGIN
    DROP SCHEMA IF EXISTS kept_state CASCADE;
    FOR one IN SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', one.tablename) INTO filled;
        IF filled THEN
            CREATE SCHEMA IF NOT EXISTS kept_state;
            EXECUTE format('CREATE TABLE kept_state.%1$I AS TABLE public.%1$I', one.tablename);
        END IF;
    END LOOP;
    IF to_regnamespace('kept_state') IS NOT NULL THEN
        CREATE VIEW kept_state.tables AS
            SELECT tablename FROM pg_tables WHERE schemaname = 'kept_state';
        CREATE MATERIALIZED VIEW kept_state.numbers AS SELECT sequencename, last_value
            FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
    END IF;
END $$
"""
EMPTY_ALL = """
DO $$
DECLARE one record; filled boolean;
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND state IS DISTINCT FROM 'idle';  -- which holds no lock
    SET LOCAL session_replication_role = replica;  -- references are not followed meanwhile
    FOR one IN SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', one.tablename) INTO filled;
        IF filled THEN EXECUTE format('DELETE FROM %I', one.tablename); END IF;
    END LOOP;
    PERFORM setval(format('public.%I', sequencename)::regclass, start_value, false)
        FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
    IF to_regnamespace('kept_state') IS NULL THEN RETURN; END IF;
    FOR one IN SELECT tablename FROM kept_state.tables LOOP
        EXECUTE format('INSERT INTO public.%1$I TABLE kept_state.%1$I', one.tablename);
    END LOOP;
    PERFORM setval(sequencename::regclass, last_value) FROM kept_state.numbers;
END $$
"""


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
