"""Migrations done and taken back by Alembic, which reads their files once for all tests."""

from collections.abc import Callable, Iterable

from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

from turin.db.commands import alembic_config

CONFIG = alembic_config()
DIRECTORY = ScriptDirectory.from_config(CONFIG)
SCRIPTS = list(reversed(list(DIRECTORY.walk_revisions())))


def upgrade(revision: str, look: Callable[[], object] = bool) -> None:
    """Bring the database up to ``revision``, with a look at it after each migration."""
    _do(lambda now: DIRECTORY._upgrade_revs(revision, now), look)


def downgrade(revision: str, look: Callable[[], object] = bool) -> None:
    """Take what comes after ``revision`` back, with a look at the database after each migration."""
    _do(lambda now: DIRECTORY._downgrade_revs(revision, now), look)


def _do(steps: Callable[..., Iterable[object]], look: Callable[[], object]) -> None:
    def looked_at(now, _context):
        for step in steps(now):
            yield step
            look()  # Alembic has done it, and committed, when it asks for the next

    with EnvironmentContext(CONFIG, DIRECTORY, fn=looked_at):
        DIRECTORY.run_env()
