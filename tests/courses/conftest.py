"""What the tests of the domain share."""

import pytest
from sqlalchemy import event

from turin.db import db


@pytest.fixture
def statements(app):
    """Count the SQL statements that a call sends; that one begins is sent on SQLite alone."""

    def count(call) -> int:
        sent = []

        def note(_connection, _cursor, statement, *_):
            if not statement.startswith("BEGIN"):
                sent.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            call()
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        return len(sent)

    return count
