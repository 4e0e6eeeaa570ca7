"""What follows from what: the one list of events and their listeners."""


def connect() -> None:
    """Have each event's listeners called."""
