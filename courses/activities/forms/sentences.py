"""The refusals of the rules, in sentences that say how to repair it."""

from datetime import date
from typing import cast

from babel.lists import format_list
from flask_babel import gettext as _

from courses.activities import rules
from courses.activities.rules import Step
from turin.countries import country_name
from turin.language import formats
from turin.web.refusals import sentence


@sentence.register
def _wrong_step(refusal: rules.WrongStep) -> str:
    state = refusal.facts["state"].label
    return _("This can’t be done any more: the activity is now “%(state)s”.", state=state)


@sentence.register
def _not_ready(refusal: rules.NotReady) -> str:
    labels = [missing.label for missing in refusal.facts["missing"]]
    return _(
        "Before people may apply, edit the activity: %(todo)s.",
        todo=format_list(labels, locale=formats.locale()),
    )


@sentence.register
def _not_yet(refusal: rules.NotYet) -> str:
    day = formats.day(cast(date, refusal.facts["day"]))
    if refusal.facts["step"] == Step.START:
        return _("It can’t start before its first day, %(day)s.", day=day)
    return _("It can’t be closed before its last day, %(day)s.", day=day)


@sentence.register
def _dates_turned(_refusal: rules.DatesTurned) -> str:
    return _("The last day is before the first: please correct one of them.")


@sentence.register
def _deadline_late(_refusal: rules.DeadlineLate) -> str:
    return _("The deadline is after the first day: choose an earlier one.")


@sentence.register
def _answer_outside(_refusal: rules.AnswerOutside) -> str:
    return _(
        "Who is offered a seat answers between the deadline and the first day: choose such a day."
    )


@sentence.register
def _dates_past(_refusal: rules.DatesPast) -> str:
    return _("The first day is past: choose one that is still to come.")


@sentence.register
def _minimum_above_seats(refusal: rules.MinimumAboveSeats) -> str:
    return _(
        "The fewest participants (%(minimum)s) are more than the seats (%(seats)s):"
        " change one of the two.",
        minimum=formats.number(cast(int, refusal.facts["minimum"])),
        seats=formats.number(cast(int, refusal.facts["seats"])),
    )


@sentence.register
def _not_movable(refusal: rules.NotMovable) -> str:
    state = refusal.facts["state"].label
    return _("Its dates can’t be moved: the activity is “%(state)s”.", state=state)


@sentence.register
def _same_dates(_refusal: rules.SameDates) -> str:
    return _("These are the dates that it has already: choose others.")


@sentence.register
def _over(refusal: rules.Over) -> str:
    state = refusal.facts["state"].label
    return _("Nothing can be changed any more: the activity is “%(state)s”.", state=state)


@sentence.register
def _code_taken(refusal: rules.CodeTaken) -> str:
    return _(
        "Another activity has the code %(code)s: choose another one, or leave it empty for the"
        " next free one.",
        code=refusal.facts["code"],
    )


@sentence.register
def _announced(_refusal: rules.Announced) -> str:
    return _("People know its code and dates already: move it, so that they are told.")


@sentence.register
def _not_a_coordinator(refusal: rules.NotACoordinator) -> str:
    return _("%(name)s is not a coordinator: choose somebody else.", name=refusal.facts["name"])


@sentence.register
def _not_an_assistant(refusal: rules.NotAnAssistant) -> str:
    return _("%(name)s is no assistant: choose somebody else.", name=refusal.facts["name"])


@sentence.register
def _last_coordinator(_refusal: rules.LastCoordinator) -> str:
    return _("Somebody must run the activity: add another coordinator first.")


@sentence.register
def _day_needed(_refusal: rules.DayNeeded) -> str:
    return _("Give the very day: sessions can’t be put on a month. Or leave them out.")


@sentence.register
def _decision_late(_refusal: rules.DecisionLate) -> str:
    return _(
        "Whether it takes place is decided before the first day: change that day, or the day of go"
        " or no-go among programme, money and targets."
    )


@sentence.register
def _targets_above_seats(refusal: rules.TargetsAboveSeats) -> str:
    return _(
        "Together the targets are more than the seats (%(seats)s): lower one of them.",
        seats=formats.number(cast(int, refusal.facts["seats"])),
    )


@sentence.register
def _country_not_named(refusal: rules.CountryNotNamed) -> str:
    names = [country_name(code) for code in refusal.facts["countries"]]
    return _(
        "A project pays for the seats of this activity, for people from these countries:"
        " %(countries)s.",
        countries=format_list(names, locale=formats.locale()),
    )


@sentence.register
def _term_used(_refusal: rules.TermUsed) -> str:
    return _("Activities have this term: retire it, and it is offered no more.")
