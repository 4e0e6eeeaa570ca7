"""The form as an applicant sends it, and what came of it."""

from courses.registration import queries
from courses.registration.models import Application
from turin.db import db
from turin.mail.models import Intent
from turin.people import links

YOU = {
    "name": "Amina Haddad",
    "certificate_name": "أمينة حداد",
    "sex": "f",
    "email": "amina@union.example",
}
STEPS = {
    "you": YOU,
    "organization": {
        "group": "workers",
        "organisation": "General Union of Workers",
        "country": "DZ",
        "position": "Adviser",
        "phone": "+213 550 12 34 56",
    },
    "experience": {
        "level": "working",
        "languages": ["ar", "fr"],
        "motivation": "Advise migrant workers.",
    },
    "funding": {"funding": "fellowship"},
    "check": {"name_right": "y", "consent": "y"},
}


def at(step="", language="en"):
    return f"/{language}/apply/A9001234/{step}".rstrip("/")


def fill(client, **over):
    """Send all five steps; return the answer to the last."""
    for step, typed in STEPS.items():
        answer = client.post(at(step), data=typed | over.get(step, {}))
    return answer


def applications():
    db.session.rollback()
    return db.session.query(Application).order_by(Application.id).all()


def letters():
    db.session.rollback()
    return [intent.kind for intent in db.session.query(Intent).order_by(Intent.id)]


def link_of(application):
    """The address in the newest letter about an application."""
    return f"/en/r/{links.token(queries.latest_link(application))}"
