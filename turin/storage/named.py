"""Which files rows name: a column called ``sha256``, or ``..._sha256``, names a stored file.

The database is asked which columns those are, not the program: a table that this program does not
know, of a newer version or of a part that was not loaded, keeps its files too. A hash inside of
JSON keeps nothing.
"""

from collections.abc import Collection

from sqlalchemy import ColumnClause, Connection, Select, column, inspect, select, table, union

from turin.db import db
from turin.storage.models import StoredFile

HASH = "sha256"


def columns(connection: Connection) -> list[ColumnClause[str]]:
    """Return every column of the database that names stored files."""
    known = inspect(connection)
    return [
        table(name, column(one["name"])).c[one["name"]]
        for name in sorted(known.get_table_names())
        if name != StoredFile.__tablename__
        for one in known.get_columns(name)
        if one["name"] == HASH or one["name"].endswith(f"_{HASH}")
    ]


def named(connection: Connection) -> Select[str]:
    """Return the query of every hash that a row names, each once."""
    every = [
        select(one.label(HASH)).where(one.is_not(None)).distinct() for one in columns(connection)
    ]
    return select(union(*every).subquery().c[HASH])


def among(hashes: Collection[str]) -> set[str]:
    """Return those of ``hashes`` that rows name at this moment."""
    found: set[str] = set()
    for one in columns(db.session.connection()):
        found.update(db.session.scalars(select(one).where(one.in_(hashes)).order_by(one)))
    return found
