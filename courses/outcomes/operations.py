"""Recording what came of activities. Each deed runs in its caller's transaction, never commits."""

from dataclasses import dataclass
from datetime import datetime

from courses.activities.models import Activity
from courses.outcomes import queries, rules
from courses.outcomes.models import Commitment, Kind, Outcome, Progress, State
from turin import audit
from turin.db import db
from turin.db.search import normalised
from turin.db.types import PartialDate, Text
from turin.people.models import Person


@dataclass(frozen=True, slots=True)
class Facts:
    """What a coordinator says of an outcome; ``words`` are empty where its text is not held."""

    kind: Kind
    title: Text
    words: Text
    adopted: PartialDate | None
    published: bool


@dataclass(frozen=True, slots=True)
class Undertaken:
    """What a coordinator says of a commitment."""

    words: Text
    owner: str
    due: PartialDate | None


def record(activity: Activity, facts: Facts, *, by: Person, at: datetime) -> Outcome:
    """Note that something came of ``activity``."""
    outcome = Outcome(activity=activity)
    _write(outcome, facts)
    db.session.add(outcome)
    db.session.flush()
    audit.record("outcomes.recorded", outcome, by=by, at=at, kind=outcome.kind.value)
    return outcome


def edit(outcome: Outcome, facts: Facts, *, by: Person, at: datetime) -> None:
    """Say something else of an outcome. Raises DueBeforeAdoption."""
    _lock(outcome)
    for one in outcome.commitments:
        rules.check_due(one.due, facts.adopted)
    _write(outcome, facts)
    db.session.flush()
    audit.record("outcomes.edited", outcome, by=by, at=at, published=outcome.published)


def remove(outcome: Outcome, *, by: Person, at: datetime) -> None:
    """Take an outcome away, with its commitments and how they went on."""
    audit.record("outcomes.removed", outcome, by=by, at=at, activity=outcome.activity_id)
    db.session.delete(outcome)
    db.session.flush()


def undertake(outcome: Outcome, said: Undertaken, *, by: Person, at: datetime) -> Commitment:
    """Add a commitment under the next number. Raises DueBeforeAdoption."""
    _lock(outcome)
    numbers = [one.number for one in outcome.commitments]
    commitment = Commitment(outcome=outcome, number=max(numbers, default=0) + 1)
    _say(commitment, said)
    db.session.add(commitment)
    db.session.flush()
    audit.record("outcomes.undertaken", commitment, by=by, at=at, outcome=outcome.id)
    return commitment


def restate(commitment: Commitment, said: Undertaken, *, by: Person, at: datetime) -> None:
    """Say something else of a commitment. Raises DueBeforeAdoption."""
    _lock(commitment.outcome)
    _say(commitment, said)
    db.session.flush()
    audit.record("outcomes.restated", commitment, by=by, at=at)


def report(commitment: Commitment, state: State, words: str, *, by: Person, at: datetime) -> None:
    """Note how far a commitment is kept, and what is known of it. Raises NothingNew."""
    db.session.refresh(commitment, with_for_update={"of": Commitment})
    rules.check_news(commitment, state, words)
    before = commitment.state
    commitment.state = state
    commitment.progress.insert(
        0, Progress(state=state, words=words, noted_at=at, noted_by_id=by.id)
    )
    db.session.flush()
    audit.record(
        "outcomes.reported", commitment, by=by, at=at, before=before.value, after=state.value
    )


def withdraw(commitment: Commitment, *, by: Person, at: datetime) -> None:
    """Take away what was noted by mistake; the others keep their numbers."""
    audit.record("outcomes.withdrawn", commitment, by=by, at=at, outcome=commitment.outcome_id)
    commitment.outcome.commitments.remove(commitment)
    db.session.flush()


def _write(outcome: Outcome, facts: Facts) -> None:
    for name in Facts.__slots__:
        setattr(outcome, name, getattr(facts, name))


def _say(commitment: Commitment, said: Undertaken) -> None:
    rules.check_due(said.due, commitment.outcome.adopted)
    commitment.words, commitment.due = said.words, said.due
    commitment.owner, commitment.owner_key = said.owner, normalised(said.owner)[:400]
    with db.session.no_autoflush:
        commitment.organisation = queries.organisation_called(said.owner) if said.owner else None


def _lock(outcome: Outcome) -> None:
    """Let one at a time change it: the next number, and no day before its own."""
    db.session.refresh(outcome, with_for_update={"of": Outcome})
    db.session.refresh(outcome, ["commitments"])
