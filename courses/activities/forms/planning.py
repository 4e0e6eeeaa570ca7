"""What is asked when an activity is planned, edited or moved."""

from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import Length, Regexp

from courses.activities import rules
from courses.activities.fields import (
    BoxesField,
    DayField,
    PartialDateField,
    TextField,
    WholeField,
)
from courses.activities.models import Activity, Choice, Delivery, Part
from courses.activities.operations import Facts
from courses.activities.rules import Step
from courses.catalogue.models import Course
from turin import countries
from turin.countries import Region, zones
from turin.language import formats, reader
from turin.language.known import DOCUMENTS, INTERFACE
from turin.organisations.models import Group
from turin.people.models import Person
from turin.web.forms import Form, Needed

MOST_SEATS = 1000
STEPS = {
    Step.APPROVE: _l("Approve"),
    Step.OPEN: _l("Open it for applications"),
    Step.CONFIRM: _l("Confirm that it takes place"),
    Step.START: _l("Start"),
    Step.CLOSE: _l("Close"),
    Step.POSTPONE: _l("Postpone"),
    Step.REOPEN: _l("Open again"),
    Step.CANCEL: _l("Cancel the activity"),
}
CHOICES = {
    Choice.SELECTION: _l("Chosen after the deadline"),
    Choice.FIRST_COME: _l("First come, first served"),
    Choice.INVITATION: _l("By invitation only"),
}

CODE = (
    Length(max=20, message=_l("A code has at most 20 letters and digits.")),
    Regexp(
        r"((?=.*[0-9])[A-Za-z0-9]+)?\Z",  # a word alone would be taken for a page
        message=_l("Write the code in Latin letters and digits, like A9012345."),
    ),
)
TURNED = {"code", "starts", "ends", "country"}  # facts that are not as their field has them


class DatesForm(Form):
    """From when to when, and until when one can apply and answer."""

    refused_at: ClassVar = {
        rules.DatesPast: "starts",
        rules.SameDates: "starts",
        rules.DatesTurned: "ends",
        rules.DeadlineLate: "deadline",
        rules.DecisionLate: "starts",
        rules.TargetsAboveSeats: "seats",
        rules.AnswerOutside: "answer_by",
        rules.MinimumAboveSeats: "minimum",
        rules.CodeTaken: "code",
    }
    starts = PartialDateField(
        _l("First day"),
        [Needed(_l("Give the first day, or the month while only that is known."))],
        description=_l("Like 2027-03-08, or 2027-03 while only the month is known."),
    )
    ends = PartialDateField(_l("Last day"), description=_l("Leave it empty for a single day."))
    deadline = DayField(_l("Apply by"))
    answer_by = DayField(
        _l("Answer by"),
        description=_l("The day until which who is offered a seat should confirm it."),
    )


class ActivityForm(DatesForm):
    """Everything that a coordinator says of an activity."""

    code = StringField(_l("Code"), list(CODE))
    delivery = RadioField(
        _l("How people take part"),
        [Needed(_l("Choose how people take part."))],
        choices=lambda: {one.value: one.label for one in Delivery},
        coerce=Delivery,
        default=Delivery.TURIN,
    )
    venue = TextField(_l("Venue"), description=_l("For example: Turin campus, Pavilion Africa."))
    city = TextField(_l("City"))
    country = SelectField(
        _l("Country"),
        choices=lambda: {"": _("Choose a country"), **dict(countries.choices())},
    )
    zone = SelectField(
        _l("Time zone of the timetable"),
        [Needed(_l("Choose a time zone."))],
        default="Europe/Rome",
    )
    languages = BoxesField(
        _l("Working languages"), [Needed(_l("Choose at least one working language."))]
    )
    interpreted = BoxesField(
        _l("Interpretation into"), description=_l("Languages that the trainers do not speak.")
    )
    seats = WholeField(_l("Seats"), least=1, most=MOST_SEATS)
    minimum = WholeField(
        _l("Fewest participants"),
        least=1,
        most=MOST_SEATS,
        description=_l("With fewer, the activity does not take place."),
    )
    audience = BoxesField(
        _l("Constituent groups"), choices=lambda: {one.value: one.label for one in Group}
    )
    audience_regions = BoxesField(
        _l("From which regions"),
        choices=lambda: {one.value: one.label for one in Region},
        description=_l("None ticked: from everywhere."),
    )
    choice = RadioField(
        _l("How seats are given"),
        [Needed(_l("Choose how seats are given."))],
        choices=lambda: {one.value: str(label) for one, label in CHOICES.items()},
        coerce=Choice,
        default=Choice.SELECTION,
    )
    attendance_share = WholeField(
        _l("Attendance for a certificate, in per cent of the session time"),
        [Needed(_l("Say how much of the session time one must attend for a certificate."))],
        least=1,
        most=100,
        default=80,
    )
    certificate_title = TextField(
        _l("Title on the certificate"),
        description=_l(
            "Only if it should be a neutral one, so that the certificate does not tell whom the"
            " course was for."
        ),
    )

    def __init__(
        self, *args: Any, spoken: list[str] | None = None, suggestion: str = "", **kwargs: Any
    ) -> None:
        """``spoken``: further languages to choose from; ``suggestion``: the next free code."""
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys([*INTERFACE, *(spoken or ())])
        offered = {code: formats.language_name(code) for code in codes if code in DOCUMENTS}
        self.languages.choices = self.interpreted.choices = offered
        known = self.zone.object_data  # a zone of old may be under another name by now
        self.zone.choices = {known: known, **dict(zones.choices())}
        if suggestion:
            self.code.description = _(
                "Leave it empty for the next free one, like %(code)s.", code=suggestion
            )

    def facts(self, known: Activity | None = None) -> Facts:
        """Return what was typed; an announced activity's code and dates are as ``known``."""
        fixed = known if known and known.state not in rules.PLANNED else None
        return Facts(
            code=(fixed.code or "") if fixed else (self.code.data or ""),
            starts=fixed.starts if fixed else self.starts.data,
            ends=fixed.ends if fixed else self.ends.data,
            country=self.country.data or None,
            **{name: self[name].data for name in Facts.__slots__ if name not in TURNED},
        )


class PlanForm(ActivityForm):
    """What is asked when a run of a course is planned: besides, what of the course to leave out."""

    without = BoxesField(
        _l("Leave out"),
        description=_l("The activity takes everything else as the course has it today."),
    )

    def __init__(self, course: Course, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, spoken=course.languages, **kwargs)
        self.without.choices = {
            Part.TEXTS.value: Part.TEXTS.label,
            **{one.module.key: reader.said(one.module.title).words for one in course.modules},
        }


def edit_form(activity: Activity) -> ActivityForm:
    """Return the form with what is known of ``activity``; what is announced is not asked."""
    spoken = [spoken.language for spoken in activity.languages]
    form = ActivityForm(
        obj=_Shown(activity),
        spoken=[*spoken, *(activity.course.languages if activity.course else ())],
    )
    if activity.state not in rules.PLANNED:
        del form.code, form.starts, form.ends
    return form


class _Shown:
    """An activity as its form reads it: languages in two lists."""

    def __init__(self, activity: Activity) -> None:
        self._activity = activity
        self.languages = [one.language for one in activity.languages if not one.interpreted]
        self.interpreted = [one.language for one in activity.languages if one.interpreted]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._activity, name)


class AssistantForm(Form):
    """Who does the daily work on the activity."""

    assistant = SelectField(_l("Assistant"), [Needed(_l("Choose who should assist."))], coerce=int)

    def __init__(self, people: list[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assistant.choices = {str(person.id): person.name for person in people}


class CoordinatorForm(Form):
    """Who else runs the activity."""

    person = SelectField(
        _l("Coordinator"), [Needed(_l("Choose who should run the activity too."))], coerce=int
    )

    def __init__(self, people: list[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person.choices = {str(person.id): person.name for person in people}
