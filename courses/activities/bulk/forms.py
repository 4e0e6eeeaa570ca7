"""What is asked for each change of several activities."""

from abc import abstractmethod
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField

from courses.activities import queries
from courses.activities.bulk import changes
from courses.activities.bulk.changes import Change, How
from courses.activities.fields import BoxesField, DayField, WholeField
from courses.activities.forms import STEPS, LineForm
from courses.activities.models import BEHIND, Term, Vocabulary
from courses.activities.rules import Step
from turin.db import db
from turin.errors import Vanished
from turin.language import formats, reader
from turin.language.known import INTERFACE
from turin.people.models import Person
from turin.web.forms import Form, Needed
from turin.web.refusals import sentence

MOST_DAYS = 1000
TOLD = Needed(_l("Choose what to do."))


class BulkForm(Form):
    """A change: of which activities, by their keys, and what of it was shown already."""

    chosen = HiddenField(default="")
    seen = HiddenField(default="")

    @abstractmethod
    def change(self) -> Change:
        """Return what was asked for."""

    @property
    def keys(self) -> list[str]:
        """The activities that were chosen."""
        return list(dict.fromkeys((self.chosen.data or "").split()))


class CoordinatorForm(BulkForm):
    """Who runs them too, or no longer."""

    person = SelectField(_l("Coordinator"), [Needed(_l("Choose a coordinator."))], coerce=int)
    added = RadioField(
        _l("What to do"),
        [TOLD],
        choices=lambda: {"y": _("Add to those who run them"), "n": _("No longer let run them")},
        default="y",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person.choices = {str(one.id): one.name for one in queries.coordinators()}

    def change(self) -> Change:
        person = db.session.get(Person, self.person.data)
        if person is None:
            raise Vanished
        return changes.Coordinator(person, added=self.added.data == "y")


class TermForm(BulkForm):
    """A term of one of the vocabularies."""

    term = SelectField(_l("Term"), [Needed(_l("Choose a term, or none of its list."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = queries.terms()
        self.term.choices = {
            vocabulary.one: [
                *_offered(vocabulary, terms[vocabulary]),
                (f"{vocabulary}:", _("None")),
            ]
            for vocabulary in BEHIND
        }

    def change(self) -> Change:
        vocabulary, number = (self.term.data or "").split(":")
        return changes.TermChosen(Vocabulary(vocabulary), int(number) if number else None)


def _offered(vocabulary: Vocabulary, terms: list[Term]) -> list[tuple[str, str]]:
    offered = [one for one in terms if not one.retired]
    return [(f"{vocabulary}:{one.id}", reader.said(one.name).words) for one in offered]


class LanguagesForm(BulkForm):
    """Languages to add, to take away, or to have."""

    how = RadioField(
        _l("What to do"),
        [TOLD],
        choices=lambda: {
            How.ADD.value: _("Add these languages"),
            How.REMOVE.value: _("Take these languages away"),
            How.EXACTLY.value: _("Have these languages and no others"),
        },
        coerce=How,
        default=How.ADD,
    )
    languages = BoxesField(_l("Working languages"))
    interpreted = BoxesField(_l("Interpretation into"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {code: formats.language_name(code) for code in INTERFACE}
        self.languages.choices = self.interpreted.choices = offered

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one language at least."""
        fine = super().validate(extra_validators)
        if fine and not (self.languages.data or self.interpreted.data):
            self.languages.errors = [_("Choose at least one language.")]
            return False
        return bool(fine)

    def change(self) -> Change:
        return changes.Languages(
            self.how.data, self.languages.data or [], self.interpreted.data or []
        )


class DayForm(BulkForm):
    """Another day, or so many days later or earlier."""

    name = RadioField(
        _l("Which day"),
        [TOLD],
        choices=lambda: {"deadline": _("Apply by"), "answer_by": _("Answer by")},
        default="deadline",
    )
    how = RadioField(
        _l("What to do"),
        [TOLD],
        choices=lambda: {
            How.LATER.value: _("So many days later"),
            How.EARLIER.value: _("So many days earlier"),
            How.EXACTLY.value: _("On this day"),
            How.NONE.value: _("Take the day away"),
        },
        coerce=How,
        default=How.LATER,
    )
    days = WholeField(_l("How many days"), least=1, most=MOST_DAYS)
    day = DayField(_l("Day"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the days or the day that is needed."""
        fine = super().validate(extra_validators)
        if fine and self.how.data in {How.LATER, How.EARLIER} and not self.days.data:
            self.days.errors = [_("Say how many days.")]
        if fine and self.how.data is How.EXACTLY and not self.day.data:
            self.day.errors = [_("Write a day like 2027-03-08.")]
        return bool(fine) and not self.errors

    def change(self) -> Change:
        day: date | None = self.day.data
        return changes.Day(self.name.data or "", self.how.data, day, self.days.data or 0)


class NewLineForm(BulkForm, LineForm):
    """A line of the checklist."""

    def change(self) -> Change:
        return changes.NewLine(self.facts())


class StepForm(BulkForm):
    """A step in their lives; what is told to many is asked of each by itself."""

    step = RadioField(
        _l("Step"),
        [TOLD],
        choices=lambda: {one.value: str(STEPS[one]) for one in changes.STEPS},
        default=changes.STEPS[0].value,
    )

    def change(self) -> Change:
        return changes.NextStep(Step(self.step.data))


WHAT: dict[str, tuple[Any, type[BulkForm]]] = {
    "day": (_l("Apply by, or answer by"), DayForm),
    "step": (_l("State"), StepForm),
    "coordinator": (_l("Who runs it"), CoordinatorForm),
    "term": (_l("Programme, project, donor, funding or outcome"), TermForm),
    "languages": (_l("Languages"), LanguagesForm),
    "line": (_l("A line of the checklist"), NewLineForm),
}


@sentence.register
def _no_language(_refusal: changes.NoLanguage) -> str:
    return _("One working language at least must stay.")
