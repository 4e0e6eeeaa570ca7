"""What was changed of an activity, in the words of its pages: the audit's values as readers see."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext as _n
from sqlalchemy import select

from courses.activities.forms import CHOICES
from courses.activities.models import BEHIND, Anchor, Choice, Delivery, State, Term, Usual, Who
from turin import audit
from turin.countries import Region, country_name
from turin.db import db
from turin.db.types import PartialDate, Text
from turin.language import formats
from turin.organisations.models import Group
from turin.people.models import Person


class Counted(NamedTuple):
    """From which day of an activity a line counts, and how many days."""

    anchor: Anchor
    days: int


Shown: TypeAlias = str | Text | Counted
Known: TypeAlias = Mapping[type, Mapping[int, str | Text]]  # names of persons, terms, rooms
NAMED: dict[type, Any] = {Person: (Person.id, Person.name), Term: (Term.id, Term.name)}


@dataclass(frozen=True, slots=True)
class Field:
    """What a field is called, and how one of its values is said.

    ``of``: the table of which its values are the numbers; they are said by their names.
    """

    label: Any
    say: Callable[[Any], Shown] = str
    of: type | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A field as it was and as it is; what was or is not said is empty."""

    label: str
    before: list[Shown] = field(default_factory=list)
    after: list[Shown] = field(default_factory=list)


def changes(found: audit.Changes, fields: Mapping[str, Field], known: Known) -> list[Change]:
    """Return what was changed, by what the page calls it, in the order of ``fields``."""
    return [
        Change(str(one.label), *(_said(value, one, known) for value in found[name]))
        for name, one in fields.items()
        if name in found
    ]


def _said(value: Any, one: Field, known: Known) -> list[Shown]:
    if value is None or value is False or value in ("", [], {}):
        return []
    if one.of:
        names, gone = known.get(one.of, {}), _("no longer known")
        return [names.get(number, gone) for number in _numbers(value)]
    values = value if isinstance(value, list) and one.say is not _counted else [value]
    return [_word(single, one) for single in values]


def _word(value: Any, one: Field) -> Shown:
    """Say a value; a choice that there is no more is said as it was stored."""
    try:
        return one.say(value)
    except (KeyError, ValueError):
        return str(value)


def _numbers(value: Any) -> list[int]:
    return value if isinstance(value, list) else [value]


def known(
    found: Iterable[audit.Changes],
    fields: Mapping[str, Field],
    named: Mapping[type, Any],
    people: Iterable[int] = (),
) -> Known:
    """Return the names of whoever and whatever ``found`` knows by number, and of ``people``."""
    wanted: dict[type, set[int]] = {Person: set(people)}
    for one in found:
        for name, values in one.items():
            if (of := fields[name].of if name in fields else None) is not None:
                numbers = [number for value in values if value for number in _numbers(value)]
                wanted.setdefault(of, set()).update(numbers)
    return {table: _names(named[table], numbers) for table, numbers in wanted.items() if numbers}


def _names(columns: Any, numbers: Iterable[int]) -> dict[int, str | Text]:
    number, name = columns
    found = db.session.execute(select(number, name).where(number.in_(sorted(numbers))))
    return {row[0]: row[1] for row in found}


def _number(value: Any) -> str:
    return formats.number(int(value))


def _day(value: str) -> str:
    return formats.day(date.fromisoformat(value))


def _partial(value: str) -> str:
    return formats.partial_day(PartialDate(value))


def _counted(value: list[Any]) -> Counted:
    return Counted(Anchor(value[0]), int(value[1]))


def _choice(value: str) -> str:
    return str(CHOICES[Choice(value)])


def _share(value: int) -> str:
    return _("%(share)s%% of the session time", share=formats.number(value))


def _targets(value: Mapping[str, int]) -> str:
    names = {**{one.value: one.label for one in Group}, "f": _("Women"), "m": _("Men")}
    told = [f"{names[key]} {formats.number(seats)}" for key, seats in value.items()]
    return _(", ").join(told)


def days_before(days: int) -> str:
    """Return how long before an activity something is, in the reader's words."""
    return _n("%(num)s day before the first day", "%(num)s days before the first day", days)


def line(facts: Mapping[str, Any]) -> Shown:
    """Return which line of a checklist an entry is about."""
    if usual := facts.get("usual"):
        return Usual(usual).label
    return Text(facts.get("words") or {})


FIELDS: dict[str, Field] = {
    "code": Field(_l("Code")),
    "title": Field(_l("Title"), Text),
    "state": Field(_l("State"), lambda value: State(value).label),
    "starts": Field(_l("First day"), _partial),
    "ends": Field(_l("Last day"), _partial),
    "deadline": Field(_l("Apply by"), _day),
    "answer_by": Field(_l("Answer by"), _day),
    "delivery": Field(_l("How people take part"), lambda value: Delivery(value).label),
    "venue": Field(_l("Venue"), Text),
    "city": Field(_l("City"), Text),
    "country": Field(_l("Country"), country_name),
    "zone": Field(_l("Time zone of the timetable"), formats.zone_city),
    "languages": Field(_l("Working languages"), formats.language_name),
    "interpreted": Field(_l("Interpretation into"), formats.language_name),
    "seats": Field(_l("Seats"), _number),
    "minimum": Field(_l("Fewest participants"), _number),
    "audience": Field(_l("Constituent groups"), lambda value: Group(value).label),
    "audience_regions": Field(_l("From which regions"), lambda value: Region(value).label),
    "choice": Field(_l("How seats are given"), _choice),
    "attendance_share": Field(_l("Attendance for a certificate"), _share),
    "certificate_title": Field(_l("Title on the certificate"), Text),
    "reminder_days": Field(_l("Reminders"), days_before),
    "coordinator": Field(_l("Coordinator"), of=Person),
    "assistant": Field(_l("Assistant"), of=Person),
    "terms": Field(_l("Themes and components"), of=Term),
    "coordinators": Field(_l("Who runs it"), of=Person),
    "line": Field(_l("Checklist"), Text),
    **{f"{one}_id": Field(one.one, of=Term) for one in BEHIND},
    "tuition": Field(_l("Tuition"), _number),
    "subsistence": Field(_l("Subsistence"), _number),
    "currency": Field(_l("Currency")),
    "cancellation": Field(_l("Terms of cancellation"), Text),
    "expected": Field(_l("Expected outcomes"), Text),
    "decide_by": Field(_l("Go or no-go"), _day),
    "targets": Field(_l("Targets"), _targets),
    "countries": Field(_l("Only people from these countries may apply"), country_name),
    "who": Field(_l("Who does it"), lambda value: Who(value).label),
    "counted": Field(_l("Due"), _counted),
    "objectives": Field(_l("Objectives"), Text),
    "hours": Field(_l("Hours"), _number),
}
