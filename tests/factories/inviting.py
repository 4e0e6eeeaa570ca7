"""Those who are asked to teach: made inside an open transaction, and flushed."""

from itertools import count

from courses.schedule.inviting.models import Invitation
from turin import clock
from turin.db import db
from turin.people.keys import name_key

_numbers = count(1)


def invitation(activity, sessions, **over) -> Invitation:
    """Somebody without an account who was asked to teach ``sessions``."""
    email = over.pop("email", f"expert.{next(_numbers)}@union.example")
    name = over.pop("name", "Nadia Rahmani")
    made = Invitation(
        **{
            "activity": activity,
            "name": name,
            "name_key": name_key(name),
            "email": email,
            "email_key": email,
            "language": "en",
            "letters": 1,
            "sent_at": clock.now(),
            "sessions": list(sessions),
            **over,
        }
    )
    db.session.add(made)
    db.session.flush()
    return made
