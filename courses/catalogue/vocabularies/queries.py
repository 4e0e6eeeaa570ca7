"""Reading vocabularies. Every list has a full order."""

from collections.abc import Collection

from sqlalchemy import func, select

from courses.catalogue.models import CourseTerm, Term, Vocabulary
from turin.db import db


def terms() -> dict[Vocabulary, list[Term]]:
    """Return the terms of each vocabulary, in their order."""
    found: dict[Vocabulary, list[Term]] = {one: [] for one in Vocabulary}
    for term in db.session.scalars(select(Term).order_by(Term.position, Term.id)):
        found[term.vocabulary].append(term)
    return found


def term(number: int) -> Term | None:
    """Return one term."""
    return db.session.get(Term, number)


def numbered(numbers: Collection[int]) -> list[Term]:
    """Return the terms of these numbers, in their order; nobody deletes one until the commit."""
    found = select(Term).where(Term.id.in_(numbers)).order_by(Term.position, Term.id)
    return list(db.session.scalars(found.with_for_update(read=True)))


def uses_by_courses() -> dict[int, int]:
    """Return how many courses have each term that any has, by its number."""
    counted = select(CourseTerm.term_id, func.count()).group_by(CourseTerm.term_id)
    return {row[0]: row[1] for row in db.session.execute(counted)}
