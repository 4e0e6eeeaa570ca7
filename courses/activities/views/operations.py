"""Saving views. Each deed runs in its caller's transaction and never commits."""

from collections.abc import Sequence

from sqlalchemy import select

from courses.activities.views import queries, rules
from courses.activities.views.models import SavedView, Shown
from turin.db import db
from turin.errors import Vanished
from turin.people.models import Person


def save(shown: Shown, query: str, name: str, *, by: Person) -> SavedView:
    """Keep what is asked of a list under a name. Raises TooManyViews, ViewTooLong or ViewKnown."""
    hers, query = _locked(by), rules.same(shown, query)
    rules.check_new(query, hers)
    rules.check_name(name, hers)
    made = SavedView(person_id=by.id, shown=shown, asked=query, name=name)
    db.session.add(made)
    db.session.flush()
    return made


def rename(view: SavedView, name: str, *, by: Person) -> None:
    """Give it another name. Raises ViewKnown or Vanished."""
    others = _locked(by)
    others.remove(_there(view, others))
    rules.check_name(name, others)
    view.name = name
    db.session.flush()


def start_with(view: SavedView, *, by: Person) -> None:
    """Open her lists with this view, and with no other. Raises Vanished."""
    hers = _locked(by)
    first = _there(view, hers)
    for one in hers:
        one.start = one is first
    db.session.flush()


def start_plainly(view: SavedView, *, by: Person) -> None:
    """Open her lists with what is coming, as if she had chosen no view. Raises Vanished."""
    _there(view, _locked(by)).start = False
    db.session.flush()


def remove(view: SavedView, *, by: Person) -> None:
    """Take it away; what it showed is where it was. Raises Vanished."""
    db.session.delete(_there(view, _locked(by)))
    db.session.flush()


def _locked(person: Person) -> list[SavedView]:
    """Let one at a time change the views of ``person``, and return them as they are now."""
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update())
    return queries.of(person, now=True)


def _there(view: SavedView, hers: Sequence[SavedView]) -> SavedView:
    """Return it if it is still among hers. Raises Vanished."""
    if view not in hers:
        raise Vanished
    return view
