"""What is stored, told fast: whether anything was written since a moment, and in which tables."""

import sqlite3
from collections.abc import Iterable

from tests.databases import Engine, Postgresql, Sqlite
from turin.db import Base, db

TABLES = sorted(Base.metadata.tables)


class State:
    """What was kept of a database, and how it differs by now."""

    def __init__(self, engine: Engine) -> None:
        self._looks = OnPostgresql(engine) if isinstance(engine, Postgresql) else OnSqlite(engine)
        self.renew()
        self._kept = self._looks.contents(TABLES)

    def renew(self) -> None:
        """Bring back what was kept."""
        db.session.remove()
        self._looks.renew()
        self._version = self._looks.version()

    def changed(self) -> set[str]:
        """Return the tables in which something else is committed than was kept."""
        if (version := self._looks.version()) == self._version:
            return set()
        written = self._looks.written() & self._kept.keys()
        now = self._looks.contents(written) if written else {}
        changed = {name for name in written if now[name] != self._kept[name]}
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

    def contents(self, names: Iterable[str]) -> dict[str, list]:
        return {name: self._looks.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}

    def written(self) -> set[str]:
        return set(TABLES)  # it does not say which

    def close(self) -> None:
        self._looks.close()


class OnPostgresql:
    """The engine's own connection; what was begun and undone counts as a version too.

    Triggers note which tables are written, in the same transaction, so that looking at these and
    bringing them back is enough: all hundred take as long as the page that was asked for.
    """

    def __init__(self, engine: Postgresql) -> None:
        self._engine, self.version = engine, engine.version
        engine.inside().execute(NOTE_ALL)

    def renew(self) -> None:
        self._engine.inside().execute(RENEW_NOTED)

    def contents(self, names: Iterable[str]) -> dict[str, str]:
        looks = " UNION ALL ".join(map(CONTENT.format, names))
        return dict(self._engine.inside().execute(looks).fetchall())

    def written(self) -> set[str]:
        found = self._engine.inside().execute("SELECT DISTINCT name FROM noted.written")
        return {name for (name,) in found}

    def close(self) -> None:
        """Leave the connection to the engine."""


CONTENT = """
SELECT '{0}', md5(string_agg(one::text, '|' ORDER BY one::text)) FROM "{0}" one
"""
NOTE_ALL = """
CREATE SCHEMA noted;
CREATE TABLE noted.written (name name);
CREATE FUNCTION noted.note() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN INSERT INTO noted.written VALUES (TG_TABLE_NAME); RETURN NULL; END';
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        EXECUTE format('CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE'
            ' ON %I FOR EACH STATEMENT EXECUTE FUNCTION noted.note()', one.tablename);
    END LOOP;
END $$
"""
RENEW_NOTED = """
DO $$
DECLARE one record;
BEGIN
    SET LOCAL session_replication_role = replica;  -- neither references nor notes meanwhile
    FOR one IN SELECT DISTINCT name FROM noted.written LOOP
        EXECUTE format('DELETE FROM %I', one.name);
        IF to_regclass(format('kept_migrated.%I', one.name)) IS NOT NULL THEN
            EXECUTE format('INSERT INTO public.%1$I TABLE kept_migrated.%1$I', one.name);
        END IF;
    END LOOP;
    PERFORM setval(
        format('public.%I', now.sequencename)::regclass,
        coalesce(kept.last_value, now.start_value),
        kept.last_value IS NOT NULL
    ) FROM pg_sequences now LEFT JOIN kept_migrated.numbers kept USING (sequencename)
        WHERE now.schemaname = 'public' AND now.last_value IS DISTINCT FROM kept.last_value;
    DELETE FROM noted.written;
END $$
"""
