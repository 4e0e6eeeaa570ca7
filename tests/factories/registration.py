"""Applications: made inside an open transaction, and flushed."""

from itertools import count

from courses.registration.models import Application, Funding, Level, State
from tests.factories import people
from turin import clock
from turin.db import db
from turin.organisations.models import Group
from turin.people.models import Sex

_numbers = count(1)
ANSWERS = {
    "certificate_name": "أمينة حداد",
    "sex": Sex.FEMALE,
    "phone": "+213550123456",
    "country": "DZ",
    "group": Group.WORKERS,
    "organisation": "General Union of Workers",
    "position": "Adviser on migration",
    "course_language": "en",
    "level": Level.WORKING,
    "languages": ["ar", "fr"],
    "motivation": "Advise migrant workers in our new office.",
    "funding": Funding.FELLOWSHIP,
}


def draft(activity, **over) -> Application:
    """A draft for ``activity`` in which every needed answer is given."""
    number = next(_numbers)
    made = Application(
        **{
            "reference": f"TEST-{number:04}",
            "activity": activity,
            "language": "en",
            "started_at": clock.now(),
            "name": f"Amina Haddad {number}",
            "email": f"amina.haddad.{number}@union.example",
            **ANSWERS,
            **over,
        }
    )
    db.session.add(made)
    db.session.flush()
    return made


def claim(activity, **over) -> Application:
    """A sent application that nobody has confirmed."""
    return draft(activity, **{"state": State.SUBMITTED, "submitted_at": clock.now(), **over})


def application(activity, person=None, **over) -> Application:
    """A sent and confirmed application of ``person``, of somebody new if None."""
    person = person or people.person()
    known = {"person": person, "verified_at": clock.now(), "name": person.name}
    return claim(activity, **{**known, "email": person.email, **over})
