"""What is asked about an outcome and its commitments, and the refusals in words."""

from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField

from courses.activities.fields import PartialDateField
from courses.outcomes import rules
from courses.outcomes.models import Commitment, Kind, Outcome, State
from courses.outcomes.operations import Facts, Undertaken
from turin.db.types import Text
from turin.language import formats
from turin.web.fields import at_most
from turin.web.forms import Form, Needed
from turin.web.refusals import sentence

LONGEST = 100_000  # letters: the longest declaration there is has 20,000


class OutcomeForm(Form):
    """An outcome, its title and text in one ``language``; what it says in others is kept."""

    kind = SelectField(
        _l("What it is"),
        [Needed(_l("Choose what it is."))],
        choices=lambda: {one.value: one.label for one in Kind},
        coerce=Kind,
        default=Kind.DECLARATION,
    )
    title = StringField(_l("Title"), [Needed(_l("Give it a title.")), at_most(300)])
    words = TextAreaField(
        _l("Text"),
        [at_most(LONGEST)],
        description=_l("Leave it empty while the text is not held: the page says so."),
    )
    adopted = PartialDateField(
        _l("Adopted"), description=_l("Like 2027-03-08, or 2027-03 while only the month is known.")
    )
    published = BooleanField(
        _l("Everybody may read it"),
        description=_l(
            "It stands on the page of the activity, with its commitments and who undertook them."
        ),
    )

    def __init__(self, language: str, outcome: Outcome | None = None) -> None:
        super().__init__(data=outcome and _shown(outcome, language))
        self.language, self.outcome = language, outcome

    def facts(self) -> Facts:
        """Return what was typed."""
        known = self.outcome
        return Facts(
            kind=self.kind.data,
            title=(known.title if known else Text()).saying(self.language, self.title.data or ""),
            words=(known.words if known else Text()).saying(self.language, self.words.data or ""),
            adopted=self.adopted.data,
            published=self.published.data,
        )


class CommitmentForm(Form):
    """A commitment, its words in one ``language``."""

    refused_at: ClassVar = {rules.DueBeforeAdoption: "due"}
    words = TextAreaField(
        _l("What is undertaken"), [Needed(_l("Write what is undertaken.")), at_most(5000)]
    )
    owner = StringField(
        _l("Who undertakes it"),
        [at_most(200)],
        description=_l("An organization, never a person’s name. Choose one, or write another."),
    )
    due = PartialDateField(
        _l("Due"), description=_l("Like 2027-03-08, or 2027-03 while only the month is known.")
    )

    def __init__(self, language: str, commitment: Commitment | None = None) -> None:
        known = commitment and {
            "words": commitment.words.get(language, ""),
            "owner": commitment.owner,
            "due": commitment.due,
        }
        super().__init__(data=known)
        self.language, self.commitment = language, commitment

    def undertaken(self) -> Undertaken:
        """Return what was typed."""
        known = self.commitment
        return Undertaken(
            words=(known.words if known else Text()).saying(self.language, self.words.data or ""),
            owner=self.owner.data or "",
            due=self.due.data,
        )


class ProgressForm(Form):
    """How far a commitment is kept."""

    state = RadioField(
        _l("How far it is"),
        [Needed(_l("Choose how far it is."))],
        choices=lambda: {one.value: one.label for one in State},
        coerce=State,
    )
    words = TextAreaField(_l("What is known of it"), [at_most(5000)])


def _shown(outcome: Outcome, language: str) -> dict[str, Any]:
    return {
        "kind": outcome.kind,
        "title": outcome.title.get(language, ""),
        "words": outcome.words.get(language, ""),
        "adopted": outcome.adopted,
        "published": outcome.published,
    }


@sentence.register
def _due_before_adoption(refusal: rules.DueBeforeAdoption) -> str:
    return _(
        "Choose a date that is not before its adoption (%(date)s).",
        date=formats.partial_day(refusal.facts["adopted"]),
    )


@sentence.register
def _nothing_new(refusal: rules.NothingNew) -> str:
    return _(
        "It is “%(state)s” already: choose another state, or write what is known of it.",
        state=refusal.facts["state"].label,
    )
