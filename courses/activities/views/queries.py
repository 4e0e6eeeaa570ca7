"""Reading somebody's views, in the order in which she saved them."""

from sqlalchemy import select

from courses.activities.views.models import SavedView
from turin.db import db
from turin.people.models import Person


def of(person: Person, *, now: bool = False) -> list[SavedView]:
    """Return the views of ``person``; ``now``: as they are stored, whatever was read before."""
    hers = select(SavedView).where(SavedView.person_id == person.id)
    hers = hers.execution_options(populate_existing=now)
    return list(db.session.scalars(hers.order_by(SavedView.id)))


def view(number: int, person: Person) -> SavedView | None:
    """Return one view, if it is hers."""
    found = db.session.get(SavedView, number)
    return found if found and found.person_id == person.id else None


def start(person: Person) -> SavedView | None:
    """Return the view with which her lists open, if she chose one."""
    return next((one for one in of(person) if one.start), None)
