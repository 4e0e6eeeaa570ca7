"""What a session could not keep, in sentences."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext as _

from courses.schedule import many, queries
from courses.schedule.many import Gap, Lost
from turin.countries.days_off import DayOff, day_off
from turin.language import reader


def in_sentences(gaps: Sequence[Sequence[Lost]], country: str | None) -> list[list[str]]:
    """Return for each session what it could not keep, at a venue in ``country``."""
    trainers = {int(lost.about) for all_ in gaps for lost in all_ if lost.gap is Gap.TRAINER}
    names = queries.names(trainers)
    return [[_sentence(lost, country, names) for lost in all_] for all_ in gaps]


def off(country: str | None, day: date) -> DayOff | None:
    """Return why ``day`` is off in ``country``, in the reader's language; None if it is not."""
    return day_off(country, day, reader.current().code)


def _sentence(lost: Lost, country: str | None, names: Mapping[int, str]) -> str:
    if lost.gap is Gap.OUTSIDE:
        return _("It is outside the dates of the activity.")
    if lost.gap is Gap.CLOCK:
        return _("Summer time begins in that hour: it is an hour later.")
    if lost.gap is Gap.ROOM:
        return _("%(room)s is taken at that time: it has no room yet.", room=lost.about)
    if lost.gap is Gap.TRAINER:
        name = names.get(int(lost.about), "")
        return _("%(name)s is not free at that time: it lacks a trainer.", name=name)
    day = date.fromisoformat(lost.about)
    name = many.holiday(country, day, reader.current().code) or ""
    return _("It is a public holiday there: %(name)s.", name=name)
