"""What can be changed of several activities: each done as it would be for a single one."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from courses.activities import operations, queries, rules
from courses.activities.models import Activity, Backing, Vocabulary
from courses.activities.operations import BackingFacts, LineFacts
from courses.activities.rules import Step
from turin import audit
from turin.db.types import Text
from turin.errors import Refused
from turin.people.models import Person

# Others are asked once more, each by itself, before everybody is told.
STEPS = (Step.APPROVE, Step.OPEN, Step.CONFIRM, Step.START, Step.CLOSE)


class NoLanguage(Refused):
    """No working language would be left."""


class How(StrEnum):
    """How languages or a day become other ones."""

    ADD = "add"
    REMOVE = "remove"
    EXACTLY = "exactly"
    LATER = "later"
    EARLIER = "earlier"
    NONE = "none"


class Change(Protocol):
    """A change of one activity, whichever that is."""

    def do(self, activity: Activity, *, by: Person, at: datetime) -> audit.Changes:
        """Do it as a single change is done; return what no field of the activity shows of it.

        Where the activity is so already, nothing is done. Raises what the single change does.
        """


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Somebody runs them too, or no longer."""

    person: Person
    added: bool

    def do(self, activity: Activity, *, by: Person, at: datetime) -> audit.Changes:
        """Assign or unassign her."""
        runs = any(one.person_id == self.person.id for one in activity.coordinators)
        if runs != self.added:
            deed = operations.assign if self.added else operations.unassign
            deed(self.person, activity, by=by, at=at)
        return {}


@dataclass(frozen=True, slots=True)
class TermChosen:
    """One term of a vocabulary, or none."""

    vocabulary: Vocabulary
    term_id: int | None

    def do(self, activity: Activity, *, by: Person, at: datetime) -> audit.Changes:
        """Say it of their backing, and leave all else of it as it is."""
        old = activity.backing or Backing(
            currency="EUR", cancellation=Text(), expected=Text(), targets={}, countries=[]
        )
        name = f"{self.vocabulary}_id"
        if getattr(old, name) != self.term_id:
            said: dict[str, Any] = {
                one.name: getattr(old, one.name) for one in fields(BackingFacts)
            }
            facts = BackingFacts(**{**said, name: self.term_id})
            operations.back(activity, facts, by=by, at=at)
        return {}


@dataclass(frozen=True, slots=True)
class Languages:
    """Working languages, and those into which is interpreted."""

    how: How
    languages: Sequence[str]
    interpreted: Sequence[str]

    def do(self, activity: Activity, *, by: Person, at: datetime) -> audit.Changes:
        """Edit them. Raises NoLanguage besides."""
        old = operations.facts_of(activity)
        languages = self._become(old.languages, self.languages)
        interpreted = [
            one for one in self._become(old.interpreted, self.interpreted) if one not in languages
        ]
        if not languages:
            raise NoLanguage
        new = replace(old, languages=languages, interpreted=interpreted)
        if new != old:
            operations.edit(activity, new, by=by, at=at)
        return {}

    def _become(self, old: Sequence[str], chosen: Sequence[str]) -> list[str]:
        if self.how is How.ADD:
            return list(dict.fromkeys([*old, *chosen]))
        if self.how is How.REMOVE:
            return [one for one in old if one not in chosen]
        return list(chosen)


@dataclass(frozen=True, slots=True)
class Day:
    """The day until which one applies, or answers: another one, or some days later or earlier."""

    name: str
    how: How
    day: date | None = None
    days: int = 0

    def do(self, activity: Activity, *, by: Person, at: datetime) -> audit.Changes:
        """Edit it; what is not known is not moved."""
        old = operations.facts_of(activity)
        moved: dict[str, Any] = {self.name: self._become(getattr(old, self.name))}
        new = replace(old, **moved)
        if new != old:
            operations.edit(activity, new, by=by, at=at)
        return {}

    def _become(self, old: date | None) -> date | None:
        if self.how is How.EXACTLY:
            return self.day
        if self.how is How.NONE or old is None:
            return None
        return old + timedelta(days=self.days if self.how is How.LATER else -self.days)


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line of the checklist."""

    facts: LineFacts

    def do(self, activity: Activity, *, by: Person, at: datetime) -> audit.Changes:
        """Add it where there is none like it."""
        known = [(one.words, one.anchor, one.days) for one in queries.lines([activity])]
        if (self.facts.words, self.facts.anchor, self.facts.days) in known:
            return {}
        operations.add_line(activity, self.facts, by=by, at=at)
        return {"line": [None, dict(self.facts.words)]}


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step in their lives."""

    step: Step

    def do(self, activity: Activity, *, by: Person, at: datetime) -> audit.Changes:
        """Take it, where it has not been taken."""
        if activity.state != rules.STEPS[self.step][1]:
            operations.take(self.step, activity, by=by, at=at)
        return {}
