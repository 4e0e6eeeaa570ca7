"""Those who are called on for candidates: made inside an open transaction, and flushed."""

from itertools import count

from courses.activities.calls.models import Called
from turin import clock
from turin.db import db

_numbers = count(1)


def called(activity, **over) -> Called:
    """Somebody on the list of ``activity`` who has not got the call."""
    email = over.pop("email", f"officer.{next(_numbers)}@union.example")
    made = Called(
        **{
            "activity": activity,
            "organisation": "Trial organisation of builders",
            "name": "Officer in charge",
            "email": email,
            "email_key": email,
            "language": "en",
            "added_at": clock.now(),
            **over,
        }
    )
    db.session.add(made)
    db.session.flush()
    return made
