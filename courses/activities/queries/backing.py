"""Reading vocabularies, and who is behind an activity. Every list has a full order."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from courses.activities.models import Activity, Backing, Term, Vocabulary
from turin.db import db

CHOSEN = {  # where a term of each vocabulary is chosen
    Vocabulary.PROGRAMME: Backing.programme_id,
    Vocabulary.OUTCOME: Backing.outcome_id,
    Vocabulary.PROJECT: Backing.project_id,
    Vocabulary.DONOR: Backing.donor_id,
    Vocabulary.FUNDING: Backing.funding_id,
}


def backing(activity: Activity) -> Backing | None:
    """Return who is behind an activity, with the terms that say it."""
    terms = (Backing.programme, Backing.outcome, Backing.project, Backing.donor, Backing.funding)
    return db.session.scalars(
        select(Backing)
        .options(*(joinedload(term) for term in terms))
        .where(Backing.activity_id == activity.id)
    ).one_or_none()


def terms() -> dict[Vocabulary, list[Term]]:
    """Return the terms of each vocabulary, in their order."""
    found: dict[Vocabulary, list[Term]] = {one: [] for one in Vocabulary}
    for term in db.session.scalars(select(Term).order_by(Term.position, Term.id)):
        found[term.vocabulary].append(term)
    return found


def term(number: int) -> Term | None:
    """Return one term."""
    return db.session.get(Term, number)


def uses() -> dict[int, int]:
    """Return how many activities have each term that any has, by its number."""
    counted = (
        select(Term.id, func.count(Backing.activity_id))
        .join(Backing, or_(*(Term.id == column for column in CHOSEN.values())))
        .group_by(Term.id)
    )
    return {row[0]: row[1] for row in db.session.execute(counted)}
