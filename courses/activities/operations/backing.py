"""Saying who is behind an activity and what it costs; and keeping the words for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from courses.activities import queries, rules
from courses.activities.models import Activity, Backing, Term, Vocabulary
from courses.catalogue.vocabularies import queries as vocabularies
from courses.catalogue.vocabularies.operations import lock, put_last
from turin import audit
from turin.db import db
from turin.db.locks import locked
from turin.db.types import Text
from turin.people.models import Person

NOTHING = Text()


@dataclass(frozen=True, slots=True)
class BackingFacts:
    """What a coordinator says of it; a `Backing` has the same fields and says what they mean."""

    programme_id: int | None
    outcome_id: int | None
    project_id: int | None
    donor_id: int | None
    funding_id: int | None
    tuition: int | None
    subsistence: int | None
    currency: str
    cancellation: Text
    expected: Text
    decide_by: date | None
    targets: dict[str, Any]
    countries: list[str]


def back(activity: Activity, facts: BackingFacts, *, by: Person, at: datetime) -> None:
    """Say who is behind ``activity``, what it costs and for whom it is meant.

    Raises Over, DecisionLate or TargetsAboveSeats.
    """
    activity = locked(activity)
    rules.check_not_over(activity)
    rules.check_backing(activity, facts.decide_by, facts.targets)
    backing = activity.backing = activity.backing or Backing()
    before = audit.snapshot(backing, BackingFacts.__slots__)
    for name in BackingFacts.__slots__:
        setattr(backing, name, getattr(facts, name))
    db.session.flush()
    changes = audit.differences(before, audit.snapshot(backing, BackingFacts.__slots__))
    audit.record("activities.backed", activity, by=by, at=at, changes=changes)


def classify(activity: Activity, terms: Collection[int], *, by: Person, at: datetime) -> None:
    """Say which themes ``activity`` has and which components it serves. Raises Over."""
    activity = locked(activity)
    rules.check_not_over(activity)
    before = _chosen(activity)
    activity.terms = vocabularies.numbered(terms)
    db.session.flush()
    if changes := audit.differences(before, _chosen(activity)):
        audit.record("activities.classified", activity, by=by, at=at, changes=changes)


def _chosen(activity: Activity) -> dict[str, list[int]]:
    return {"terms": sorted(one.id for one in activity.terms)}


def add_term(
    vocabulary: Vocabulary, name: Text, description: Text = NOTHING, *, by: Person, at: datetime
) -> Term:
    """Put a new word at the end of a vocabulary."""
    term = Term(vocabulary=vocabulary, name=name, description=description)
    put_last(term)
    audit.record("activities.term_added", term, by=by, at=at)
    return term


def rename_term(
    term: Term, name: Text, description: Text = NOTHING, *, by: Person, at: datetime
) -> None:
    """Say it in other words, wherever it was chosen.

    It is the Centre's own then: loading the example again leaves it alone. Raises Vanished.
    """
    term = locked(term)
    term.name, term.description, term.example = name, description, False
    db.session.flush()
    audit.record("activities.term_renamed", term, by=by, at=at)


def raise_term(term: Term, *, by: Person, at: datetime) -> None:
    """Put a term before the one that stands before it, if any does. Raises Vanished."""
    lock(term.vocabulary)
    term = locked(term)
    others = queries.terms()[term.vocabulary]
    place = others.index(term)
    if place:
        others[place - 1 : place + 1] = [term, others[place - 1]]
    for position, one in enumerate(others):
        one.position = position
    db.session.flush()
    audit.record("activities.term_raised", term, by=by, at=at)


def retire_term(term: Term, *, by: Person, at: datetime) -> None:
    """Offer a term no more; activities that have it keep it. Raises Vanished."""
    term = locked(term)
    term.retired = True
    db.session.flush()
    audit.record("activities.term_retired", term, by=by, at=at)


def restore_term(term: Term, *, by: Person, at: datetime) -> None:
    """Offer a retired term again. Raises Vanished."""
    term = locked(term)
    term.retired = False
    db.session.flush()
    audit.record("activities.term_restored", term, by=by, at=at)


def remove_term(term: Term, *, by: Person, at: datetime) -> None:
    """Delete a term that neither an activity nor a course has. Raises TermUsed or Vanished."""
    term = locked(term)
    if queries.uses().get(term.id):
        raise rules.TermUsed
    audit.record("activities.term_removed", term, by=by, at=at)
    db.session.delete(term)
    db.session.flush()


def copy_backing(source: Activity, activity: Activity, decide_by: date | None) -> None:
    """Say the same of ``activity`` as of ``source``, to be decided about by another day."""
    old = source.backing
    if old is None:
        return
    kept = [name for name in BackingFacts.__slots__ if name != "decide_by"]
    same = {name: getattr(old, name) for name in kept}
    activity.backing = Backing(decide_by=decide_by, **same)
    db.session.flush()
