"""What is stored, told fast: whether anything was written since a moment, and in which tables."""

import sqlite3

from tests.databases import Engine, Postgresql, Sqlite
from turin.db import Base, db

TABLES = sorted(Base.metadata.tables)


class State:
    """What was kept of a database, and how it differs by now."""

    def __init__(self, engine: Engine) -> None:
        self._looks = OnPostgresql(engine) if isinstance(engine, Postgresql) else OnSqlite(engine)
        self.renew()
        self._kept = self._looks.contents()

    def renew(self) -> None:
        """Bring back what was kept."""
        db.session.remove()
        self._looks.renew()
        self._version = self._looks.version()

    def changed(self) -> set[str]:
        """Return the tables in which something else is committed than was kept."""
        if (version := self._looks.version()) == self._version:
            return set()
        now = self._looks.contents()
        changed = {name for name in TABLES if now[name] != self._kept[name]}
        if not changed:
            self._version = version  # it was undone
        return changed

    def close(self) -> None:
        """Look no more."""
        self._looks.close()


class OnSqlite:
    """A connection of its own, which is told whenever another one has committed something."""

    def __init__(self, engine: Sqlite) -> None:
        self._engine, self._file = engine, engine.url.removeprefix("sqlite:///")
        self._looks = sqlite3.connect(self._file)

    def renew(self) -> None:
        db.engine.dispose()
        self.close()
        self._engine.renew()
        self._looks = sqlite3.connect(self._file)

    def version(self) -> tuple:
        return self._looks.execute("PRAGMA data_version").fetchone()

    def contents(self) -> dict[str, list]:
        return {name: self._looks.execute(f'SELECT * FROM "{name}"').fetchall() for name in TABLES}

    def close(self) -> None:
        self._looks.close()


class OnPostgresql:
    """The engine's own connection; what was begun and undone counts as a version too."""

    CONTENTS = " UNION ALL ".join(
        f"SELECT '{name}', md5(string_agg(one::text, '|' ORDER BY one::text)) FROM \"{name}\" one"
        for name in TABLES
    )

    def __init__(self, engine: Postgresql) -> None:
        self._engine = engine
        self.renew, self.version = engine.renew, engine.version

    def contents(self) -> dict[str, str]:
        return dict(self._engine.inside().execute(self.CONTENTS).fetchall())

    def close(self) -> None:
        """Leave the connection to the engine."""
