"""Reading vocabularies, and who is behind an activity. Every list has a full order."""

from collections import Counter

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from courses.activities.models import Activity, ActivityTerm, Backing
from courses.catalogue.models import Term, Vocabulary
from courses.catalogue.vocabularies.queries import uses_by_courses
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


def uses() -> Counter[int]:
    """Return how many activities and courses have each term that any has, by its number."""
    behind = (
        select(Term.id, func.count(Backing.activity_id))
        .join(Backing, or_(*(Term.id == column for column in CHOSEN.values())))
        .group_by(Term.id)
    )
    about = select(ActivityTerm.term_id, func.count()).group_by(ActivityTerm.term_id)
    counted = Counter(uses_by_courses())
    for query in (behind, about):
        counted.update({row[0]: row[1] for row in db.session.execute(query)})
    return counted
