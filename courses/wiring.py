"""What follows from what: the one list of events and their listeners, and who writes letters."""

from courses.certificates import making as _making  # noqa: F401 - declares its long work
from courses.certificates import notices as _certificates  # noqa: F401 - declares its letters


def connect() -> None:
    """Have each event's listeners called."""
