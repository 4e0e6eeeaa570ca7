"""The time, in one place, so that a test can move it."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return this instant, aware and in UTC."""
    return datetime.now(UTC)
