"""What is asked about a deputy, and the refusals in words."""

from datetime import date
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField

from turin.language import formats
from turin.people.deputies import rules
from turin.people.models import Person
from turin.web.forms import Form, Needed
from turin.web.refusals import sentence


class DeputyForm(Form):
    """Who stands in, from when to when."""

    refused_at: ClassVar = {
        rules.Backwards: "last",
        rules.Over: "last",
        rules.TooFar: "last",
        rules.RunsNothing: "deputy",
        rules.AwayHerself: "deputy",
    }
    deputy = SelectField(_l("Deputy"), [Needed(_l("Choose who stands in."))], coerce=int)
    first = DateField(
        _l("First day away"), validators=[Needed(_l("Enter the first day, like 08/03/2027."))]
    )
    last = DateField(
        _l("Last day away"), validators=[Needed(_l("Enter the last day, like 12/03/2027."))]
    )

    def __init__(self, people: list[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deputy.choices = {str(one.id): one.name for one in people}

    def told(self) -> tuple[int, date, date]:
        """Return what was filled in. Raises ValueError before it was checked."""
        if self.first.data is None or self.last.data is None:
            raise ValueError("the days have not been checked")
        return self.deputy.data, self.first.data, self.last.data


@sentence.register
def _backwards(_refusal: rules.Backwards) -> str:
    return _("The last day is before the first: change one of them.")


@sentence.register
def _over(_refusal: rules.Over) -> str:
    return _("That day is over: choose today or a later one.")


@sentence.register
def _too_far(_refusal: rules.TooFar) -> str:
    return _("That is more than a year away: choose an earlier day.")


@sentence.register
def _not_hers(_refusal: rules.NotHers) -> str:
    return _("Only the person who is away, or an administrator, names a deputy.")


@sentence.register
def _runs_nothing(refusal: rules.RunsNothing) -> str:
    return _("%(name)s may not run activities: choose a coordinator.", name=refusal.facts["name"])


@sentence.register
def _named_already(refusal: rules.NamedAlready) -> str:
    return _(
        "%(name)s stands in already until %(day)s. End that first, or choose other days.",
        name=refusal.facts["name"],
        day=formats.day(refusal.facts["last"]),
    )


@sentence.register
def _stands_in(refusal: rules.StandsIn) -> str:
    return _(
        "Whoever stands in for %(name)s in those days has no deputy. Choose other days, or have"
        " %(name)s name somebody else first.",
        name=refusal.facts["name"],
    )


@sentence.register
def _away_herself(refusal: rules.AwayHerself) -> str:
    return _(
        "%(name)s has a deputy in those days: choose somebody who is there.",
        name=refusal.facts["name"],
    )
