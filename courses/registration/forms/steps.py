"""The five steps of the application."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import (
    BooleanField,
    EmailField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its types
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from courses.activities.models import Activity
from courses.registration.forms.answers import LONG, SHORT, Drawable, PhoneNumber
from courses.registration.models import Funding, Level
from courses.registration.operations import ANSWERS
from courses.registration.rules import Step
from turin import countries
from turin.language.formats import language_name
from turin.language.known import DOCUMENTS, INTERFACE
from turin.organisations.models import Group
from turin.people.models import Sex
from turin.web.fields import MailAddress, SeveralField
from turin.web.forms import Form, Needed

Kind = TypeVar("Kind", bound=StrEnum)
LATER = "later"  # the button that saves what there is and mails a link

SEXES = {Sex.FEMALE: _l("Female"), Sex.MALE: _l("Male"), Sex.OTHER: _l("X, or another entry")}
GROUPS = {
    Group.WORKERS: _l("A workers’ organization (trade union)"),
    Group.EMPLOYERS: _l("An employers’ organization"),
    Group.GOVERNMENT: _l("A government or public body"),
    Group.OTHER: _l("Another organization"),
}
STEP_TITLES = {
    Step.YOU: _l("About you"),
    Step.ORGANIZATION: _l("Your organization"),
    Step.EXPERIENCE: _l("Languages and experience"),
    Step.FUNDING: _l("Funding and needs"),
    Step.CHECK: _l("Check and send"),
}


def one_of(kind: type[Kind]) -> Callable[[object], Kind | None]:
    """Return what makes a value of ``kind`` of what was sent; None of anything else."""

    def coerce(value: object) -> Kind | None:
        try:
            return kind(str(value))
        except ValueError:
            return None

    return coerce


def _one_of(kind: type[Kind], label: Any, needed: Any, names: Any, description: Any = "") -> Any:
    return RadioField(
        label,
        [Needed(needed)],
        choices=lambda: [SelectChoice(one.value, str(name)) for one, name in names().items()],
        coerce=one_of(kind),
        validate_choice=False,
        description=description,
    )


def _countries() -> list[SelectChoice]:
    """Return every country to choose from, on top those that the browser's languages name."""
    named = countries.choices()
    likely = {
        tag.replace("_", "-").rpartition("-")[2].upper()
        for tag in request.accept_languages.values()
        if "-" in tag or "_" in tag
    }
    first = [
        SelectChoice(code, name, {}, _("Most likely")) for code, name in named if code in likely
    ]
    others = _("All other countries") if first else None
    rest = [SelectChoice(code, name, {}, others) for code, name in named if code not in likely]
    return [SelectChoice("", _("Choose a country")), *first, *rest]


class StepForm(Form):
    """One step of the application."""

    step: Step

    @property
    def comes_later(self) -> bool:
        """Whether she wants to save what there is and go on another time."""
        return LATER in request.form

    @property
    def acceptable(self) -> bool:
        """Whether what was typed can be kept, though not everything was; never without a token."""
        wrong = [field for field in self if field.errors]
        return not any(field.data or field.short_name == "csrf_token" for field in wrong)

    def answers(self) -> dict[str, object]:
        """Return what was answered."""
        asked = [self[name] for name in ANSWERS[self.step] if name in self]
        # A text that was not sent is an empty one.
        return {
            field.short_name: field.data or "" if isinstance(field, StringField) else field.data
            for field in asked
        }


class YouForm(StepForm):
    """Who she is. Without an address no link could be mailed, so that one is always needed."""

    step = Step.YOU
    name = StringField(
        _l("Your full name"),
        [Needed(_l("Type your name as in your passport.")), SHORT, Drawable("certificate_name")],
        description=_l("As in your passport, in Latin letters."),
    )
    certificate_name = StringField(
        _l("Your name on the certificate"),
        [SHORT, Drawable()],
        description=_l("In your own script if you like. Leave it empty to use the name above."),
    )
    sex = _one_of(Sex, _l("Sex"), _l("Choose what your passport says."), lambda: SEXES)
    email = EmailField(
        _l("Your email address"),
        [MailAddress(_l("Type your email address, like amina@example.org.")), Length(max=254)],
        description=_l("We write to you there. Several people may share an address."),
    )

    @property
    @override
    def acceptable(self) -> bool:
        return super().acceptable and not self.email.errors


class OrganizationForm(StepForm):
    """Whom she would represent."""

    step = Step.ORGANIZATION
    group = _one_of(
        Group,
        _l("Who do you represent?"),
        _l("Choose who you represent."),
        lambda: GROUPS,
        _l("We keep a balance between the groups. Only those who run this activity see it."),
    )
    organisation = StringField(
        _l("Name of your organization"), [Needed(_l("Type the name of your organization.")), SHORT]
    )
    country = SelectField(
        _l("Country"),
        [Needed(_l("Choose the country where you work."))],
        choices=_countries,
        coerce=lambda code: code if code in countries.all_countries() else "",
        validate_choice=False,
        description=_l("Where you work."),
    )
    position = StringField(_l("Your position"), [Needed(_l("Type what you do there.")), SHORT])
    phone = TelField(
        _l("Mobile number"),
        [PhoneNumber()],
        description=_l("With its country code. We use it only for this application."),
    )


class ExperienceForm(StepForm):
    """In which language she would take part, and what she brings along."""

    step = Step.EXPERIENCE
    course_language = RadioField(
        _l("In which language would you take part?"),
        [Needed(_l("Choose the language in which you would take part."))],
        validate_choice=False,
    )
    level = _one_of(
        Level,
        _l("How well do you speak it?"),
        _l("Choose how well you speak it."),
        lambda: {level: level.label for level in Level},
    )
    languages = SeveralField(
        _l("Which other languages can you work in?"),
        choices=lambda: [
            SelectChoice(language.code, language.autonym) for language in INTERFACE.values()
        ],
        coerce=lambda code: code if code in DOCUMENTS else "",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    experience = TextAreaField(
        _l("What do you do about labour migration today?"),
        [LONG],
        description=_l("Your tasks, and earlier training. A few sentences are enough."),
    )
    motivation = TextAreaField(
        _l("What will you do with what you learn?"),
        [Needed(_l("Say in a sentence or two what you will do with it.")), LONG],
    )

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = [one.language for one in activity.languages] or ["en"]
        self.course_language.choices = [SelectChoice(code, language_name(code)) for code in spoken]
        if self.course_language.data not in spoken:
            self.course_language.data = ""
        if len(spoken) == 1:
            self._only = spoken[0]
            self.level.label.text = _(
                "How well do you speak %(language)s?", language=language_name(spoken[0])
            )
            del self.course_language

    @override
    def answers(self) -> dict[str, object]:
        # Where there is nothing to choose, the language is known all the same.
        only = {} if "course_language" in self else {"course_language": self._only}
        return super().answers() | only


class FundingForm(StepForm):
    """Who pays, and what she needs."""

    step = Step.FUNDING
    funding = _one_of(
        Funding,
        _l("Who pays for your participation?"),
        _l("Choose who pays."),
        lambda: {funding: funding.label for funding in Funding},
    )
    sponsor = StringField(
        _l("Name of the project or donor"), [SHORT], description=_l("If one pays for you.")
    )
    needs = TextAreaField(
        _l("Is there anything you need to take part?"),
        [LONG],
        description=_l("Food, access to rooms, an interpreter. It plays no part in the choice."),
    )


class CheckForm(StepForm):
    """Whether all is right."""

    step = Step.CHECK
    name_right = BooleanField(
        _l("My name is right"),
        [Needed(_l("Tick that the name for your certificate is right, or change it above."))],
    )
    consent = BooleanField(
        _l(
            "I agree that the Centre keeps these answers to decide on my application and to write"
            " to me about it."
        ),
        [Needed(_l("Tick that you agree: without it we may not keep your application."))],
    )


FORMS: dict[Step, type[StepForm]] = {
    form.step: form for form in (YouForm, OrganizationForm, ExperienceForm, FundingForm, CheckForm)
}
