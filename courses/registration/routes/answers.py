"""An application's answers beside their questions, for whoever reads them once more."""

from typing import NamedTuple

from flask_babel import gettext as _
from markupsafe import Markup

from courses.registration.forms import GROUPS, SEXES
from courses.registration.models import Application
from courses.registration.rules import Step, keeps_special
from turin import clock
from turin.countries import country_name
from turin.language.formats import autonym, language_name


class Told(NamedTuple):
    """A question, its answer, and the step on which it was asked."""

    step: Step
    question: str
    answer: str | None


def answers_of(application: Application) -> list[Told]:
    """Return what she has answered, in the order of the form."""
    one = application
    gone = None if keeps_special(one.activity, clock.now()) else _("No longer kept")
    return [
        Told(Step.YOU, _("Full name"), _as_typed(one.name)),
        Told(Step.YOU, _("Name on the certificate"), _as_typed(one.certificate_name or one.name)),
        Told(Step.YOU, _("Sex"), str(SEXES[one.sex]) if one.sex else None),
        Told(Step.YOU, _("Email address"), _left_to_right(one.email)),
        Told(Step.ORGANIZATION, _("Represents"), str(GROUPS[one.group]) if one.group else gone),
        Told(Step.ORGANIZATION, _("Organization"), _as_typed(one.organisation) or gone),
        Told(Step.ORGANIZATION, _("Country"), country_name(one.country) if one.country else None),
        Told(Step.ORGANIZATION, _("Position"), _as_typed(one.position)),
        Told(Step.ORGANIZATION, _("Mobile number"), _left_to_right(one.phone)),
        Told(Step.EXPERIENCE, _("Language of participation"), _spoken(one)),
        Told(
            Step.EXPERIENCE, _("Other languages"), _(", ").join(map(autonym, one.languages or ()))
        ),
        Told(Step.EXPERIENCE, _("Work on labour migration"), _as_typed(one.experience)),
        Told(Step.EXPERIENCE, _("Use of what is learnt"), _as_typed(one.motivation)),
        Told(Step.FUNDING, _("Funding"), one.funding.label if one.funding else None),
        Told(Step.FUNDING, _("Project or donor"), _as_typed(one.sponsor)),
        Told(Step.FUNDING, _("Needs"), _as_typed(one.needs) or gone),
    ]


def _as_typed(words: str) -> str | None:
    """Return typed words so that their direction is their own, with their lines."""
    lines = Markup("<br>").join(words.split("\n"))
    return Markup('<span dir="auto">{}</span>').format(lines) if words else None


def _left_to_right(words: str) -> str | None:
    return Markup('<bdi dir="ltr">{}</bdi>').format(words) if words else None


def _spoken(one: Application) -> str | None:
    if not one.course_language:
        return None
    name = language_name(one.course_language)
    if one.level is None:
        return name
    return _("%(language)s: %(level)s", language=name, level=one.level.label)
