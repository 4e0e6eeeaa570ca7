"""Saying what a course is about. A deed runs in its caller's transaction and never commits."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from courses.catalogue.models import Course, Term, Vocabulary
from courses.catalogue.vocabularies import queries
from turin import audit
from turin.db import db
from turin.db.locks import lock_word
from turin.people.models import Person


def lock(vocabulary: Vocabulary) -> None:
    """Let one at a time change the order of a vocabulary."""
    lock_word(f"vocabulary {vocabulary}")


def put_last(term: Term) -> None:
    """Put a new term at the end of its vocabulary."""
    lock(term.vocabulary)
    others = select(func.max(Term.position)).where(Term.vocabulary == term.vocabulary)
    term.position = (db.session.scalar(others) or 0) + 1
    db.session.add(term)
    db.session.flush()


def classify(course: Course, terms: Collection[int], *, by: Person, at: datetime) -> None:
    """Say which themes ``course`` has and which components it serves; what is planned stays.

    It is the Centre's own then: loading the example again leaves it alone.
    """
    db.session.refresh(course, with_for_update={"of": Course})
    course.terms = queries.numbered(terms)
    course.example = False
    db.session.flush()
    audit.record("catalogue.classified", course, by=by, at=at)
