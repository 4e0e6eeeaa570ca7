"""How each database is copied whole while people work in it, and opened again beside itself.

Both count the rows in the very snapshot that they copy, so that the count proves the copy.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

Counts = dict[str, int]


class CannotCopy(Exception):
    """What a database needs to be copied or opened is missing or has failed; says what."""


# What can befall a copy: no room, no program, a broken or unreachable database.
TROUBLE = (CannotCopy, OSError, SQLAlchemyError, sqlite3.Error, psycopg.Error)


class Engine(Protocol):
    """A kind of database, and the ``file`` name of its copy."""

    file: str

    def copy(self, to: Path) -> Counts:
        """Copy the database into the file ``to``, and return how many rows each table has."""

    @contextmanager
    def opened(self, copy: Path) -> Iterator[Connection]:
        """Open the copy aside; nothing of it is left behind."""

    def faults(self, connection: Connection) -> list[str]:
        """Return what the database itself says is wrong with it."""


class Sqlite:
    """One file."""

    file = "database.sqlite3"

    def __init__(self, url: URL) -> None:
        self._site = Path(url.database or "")

    def copy(self, to: Path) -> Counts:
        with (
            closing(_reading(self._site)) as site,
            closing(sqlite3.connect(to)) as copy,
        ):
            site.isolation_level = None
            site.execute("BEGIN")  # all below sees one moment, whatever is written meanwhile
            counts = {name: site.execute(_counting(name)).fetchone()[0] for name in _tables(site)}
            site.backup(copy)
            return counts

    @contextmanager
    def opened(self, copy: Path) -> Iterator[Connection]:
        engine = create_engine("sqlite://", creator=lambda: _reading(copy, "immutable=1"))
        with engine.connect() as connection:
            yield connection
        engine.dispose()

    def faults(self, connection: Connection) -> list[str]:
        said = connection.execute(text("PRAGMA integrity_check")).scalars().all()
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        return [fault for fault in said if fault != "ok"] + [
            f"{row[0]}: row {row[1]} refers to a row of {row[2]} that is not there"
            for row in broken
        ]


class Postgresql:
    """A dump by PostgreSQL's own programs, which have to be on the PATH."""

    file = "database.dump"

    def __init__(self, url: URL) -> None:
        self._url = url

    def copy(self, to: Path) -> Counts:
        with psycopg.connect(_address(self._url)) as site:
            site.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            site.read_only = True
            found = site.execute("SELECT pg_export_snapshot()").fetchone()
            tables = site.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
            ).fetchall()
            counts = {}
            for (name,) in tables:
                row = site.execute(
                    sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))
                ).fetchone()
                counts[name] = row[0] if row else 0
            snapshot = found[0] if found else ""
            _run("pg_dump", self._url, f"--snapshot={snapshot}", "-Fc", "-f", str(to))
            return counts

    @contextmanager
    def opened(self, copy: Path) -> Iterator[Connection]:
        name = f"turin_restore_check_{token_hex(4)}"
        aside = self._url.set(database=name)
        with psycopg.connect(_address(self._url), autocommit=True) as site:
            site.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))
            )
            try:
                _run("pg_restore", aside, "--exit-on-error", "--no-owner", str(copy))
                engine = create_engine(aside)
                with engine.connect() as connection:
                    yield connection
                engine.dispose()
            finally:
                site.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                )

    def faults(self, connection: Connection) -> list[str]:  # noqa: ARG002 - nothing to ask
        """Return nothing: restoring has built every index and checked every constraint."""
        return []


ENGINES: dict[str, Callable[[URL], Engine]] = {"sqlite": Sqlite, "postgresql": Postgresql}


def _tables(site: sqlite3.Connection) -> list[str]:
    rows = site.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1"
    )
    return [name for (name,) in rows]


def _counting(table: str) -> str:
    return f'SELECT count(*) FROM "{table}"'  # noqa: S608 - the schema's own name of it


def _reading(file: Path, *options: str) -> sqlite3.Connection:
    return sqlite3.connect("&".join([f"{file.resolve().as_uri()}?mode=ro", *options]), uri=True)


def _address(url: URL) -> str:
    """Return the address as libpq spells it, which is without SQLAlchemy's driver."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _run(name: str, url: URL, *arguments: str) -> None:
    """Run a program of PostgreSQL's. The password goes another way: everybody sees arguments."""
    program = shutil.which(name)
    if program is None:
        raise CannotCopy(f"{name} is not on the PATH: install PostgreSQL's client programs")
    address = _address(url.set(password=None))
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL's with arguments of ours
        [program, *arguments, "-d", address],
        env=os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotCopy(f"{name}: {done.stderr.strip()}")
