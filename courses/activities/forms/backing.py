"""What is asked about money and targets, and the words of the vocabularies."""

from typing import Any, ClassVar

from babel.numbers import get_currency_name
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import Length

from courses.activities import rules
from courses.activities.fields import DayField, LongTextField, WholeField
from courses.activities.models import BEHIND, Activity, Backing, Term, Vocabulary
from courses.activities.operations import BackingFacts
from courses.catalogue.vocabularies.fields import AboutFields
from turin import countries
from turin.db.types import Text
from turin.language import formats, reader
from turin.language.known import INTERFACE
from turin.organisations.models import Group
from turin.people.models import Sex
from turin.web.fields import SeveralField
from turin.web.forms import Form

CURRENCIES = ("EUR", "USD", "CHF", "GBP")
MOST, MOST_SEATS = 1_000_000, 1000
TARGETS = (*Group, Sex.FEMALE, Sex.MALE)


def _target(label: Any) -> WholeField:
    return WholeField(label, least=0, most=MOST_SEATS)


class BackingForm(AboutFields):
    """Who is behind an activity, what it is about and costs, for whom its seats are meant."""

    refused_at: ClassVar = {rules.DecisionLate: "decide_by", rules.TargetsAboveSeats: "government"}
    programme_id = SelectField(_l("Programme"))
    outcome_id = SelectField(_l("ILO outcome"), description=_l("To which it contributes."))
    funding_id = SelectField(_l("Kind of funding"))
    donor_id = SelectField(_l("Donor"))
    project_id = SelectField(_l("Project"))
    countries = SeveralField(
        _l("Only people from these countries may apply"),
        choices=countries.choices,
        description=_l("Where a project pays for named countries. None chosen: everybody."),
    )
    currency = SelectField(
        _l("Currency"),
        choices=lambda: {
            code: get_currency_name(code, locale=formats.locale()) for code in CURRENCIES
        },
    )
    tuition = WholeField(
        _l("Tuition"), least=0, most=MOST, description=_l("For each participant, without cents.")
    )
    subsistence = WholeField(
        _l("Subsistence"),
        least=0,
        most=MOST,
        description=_l("Room and meals. Travel is in neither of the two."),
    )
    cancellation = LongTextField(
        _l("Terms of cancellation"),
        description=_l(
            "Leave it empty for the usual ones: no cost until 14 days before the start, half of the"
            " fee from 13 to 8 days before."
        ),
    )
    government = _target(_l("Governments"))
    employers = _target(_l("Employers"))
    workers = _target(_l("Workers"))
    other = _target(_l("Others"))
    f = _target(_l("Women"))
    m = _target(_l("Men"))
    decide_by = DayField(
        _l("Go or no-go"),
        description=_l("The day by which is decided whether enough people come."),
    )
    expected = LongTextField(
        _l("Expected outcomes"), description=_l("For example: a declaration, a plan of action.")
    )

    def __init__(self, activity: Activity, terms: dict[Vocabulary, list[Term]]) -> None:
        backing = activity.backing or Backing(currency="EUR", targets={}, countries=[])
        known = {key.value: backing.targets.get(key.value) for key in TARGETS}
        super().__init__(obj=backing, data=known)
        self.offer(terms, activity.terms)
        for vocabulary in BEHIND:
            self._offer(vocabulary, terms[vocabulary], getattr(backing, f"{vocabulary}_id"))

    def _offer(self, vocabulary: Vocabulary, terms: list[Term], chosen: int | None) -> None:
        """Offer the terms that are not retired, and the one that it has."""
        offered = [one for one in terms if not one.retired or one.id == chosen]
        names = {str(one.id): reader.said(one.name).words for one in offered}
        self[f"{vocabulary}_id"].choices = {"": _("None"), **names}

    def facts(self) -> BackingFacts:
        """Return what was typed."""
        plain = ("tuition", "subsistence", "currency", "decide_by", "countries")
        chosen: dict[str, Any] = {f"{one}_id": self[f"{one}_id"].data for one in BEHIND}
        return BackingFacts(
            **{name: _number(words) for name, words in chosen.items()},
            **{name: self[name].data for name in plain},
            cancellation=self.cancellation.data or Text(),
            expected=self.expected.data or Text(),
            targets={
                key.value: self[key.value].data
                for key in TARGETS
                if self[key.value].data is not None
            },
        )


def _number(chosen: str | None) -> Any:
    return int(chosen) if chosen and chosen != "None" else None


class TermForm(Form):
    """A word in the languages of the interface; one is enough."""

    description = LongTextField(_l("What it means"))

    def __init__(self, name: Text | None = None, description: Text | None = None) -> None:
        super().__init__(data={**(name or {}), "description": description or Text()})

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the word in one language at least."""
        fine = super().validate(extra_validators)
        if fine and not self.name:
            self.form_errors.append(_("Write it in one language at least."))
            return False
        return bool(fine)

    @property
    def name(self) -> Text:
        """What was typed."""
        return Text({code: self[code].data for code in INTERFACE if self[code].data})

    def said(self) -> tuple[Text, Text]:
        """Return the word and what it means."""
        return self.name, self.description.data or Text()


for _code, _language in INTERFACE.items():
    setattr(
        TermForm,
        _code,
        StringField(
            _language.autonym,
            [Length(max=200, message=_l("Write it in at most 200 letters."))],
            render_kw={"lang": _code, "dir": _language.direction},
        ),
    )
