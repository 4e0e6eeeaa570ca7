"""What stands on each paper of an activity, in the reader's language."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from flask_babel import gettext as _

from courses.activities.models import Activity
from courses.attendance import queries as attendance
from courses.pages.printing.kinds import IN_DOSSIER, Paper
from courses.pages.printing.note import note
from courses.registration.models import Application
from courses.schedule import queries as schedule
from courses.schedule.models import Session
from turin.countries import country_name
from turin.fonts import undrawable
from turin.language import formats, reader
from turin.language.scripts import direction_of

Part = dict[str, Any]
UNEXPECTED = 3  # empty lines for those who come without being on the list


def parts(activity: Activity, paper: Paper) -> list[Part]:
    """Return what stands on a paper; nothing is read that none of its parts tells of."""
    papers = IN_DOSSIER if paper is Paper.DOSSIER else (paper,)
    sessions = cache(lambda: schedule.of_activity(activity, with_trainers=True))
    people = cache(lambda: attendance.participants(activity))
    made: dict[Paper, Callable[[], Part]] = {
        Paper.NOTE: lambda: note(activity),
        Paper.PROGRAMME: lambda: _programme(activity, sessions(), trainers=True),
        Paper.PARTICIPANTS: lambda: _participants(people()),
        Paper.CARDS: lambda: {"is": "cards", "cards": [_card(one) for one in people()]},
        Paper.SIGN_IN_BY_DAY: lambda: _sign_in(sessions(), people(), days=True),
        Paper.SIGN_IN_BY_SESSION: lambda: _sign_in(sessions(), people(), days=False),
    }
    return [made[one]() for one in papers]


def public_programme(activity: Activity) -> Part:
    """Return the programme as anybody may have it: without those who teach."""
    return _programme(activity, schedule.of_activity(activity), trainers=False)


def _programme(activity: Activity, sessions: list[Session], *, trainers: bool) -> Part:
    known = _("All times are local times in %(zone)s.", zone=formats.zone_city(activity.zone))
    heads = [_("Time"), _("Session"), _("Where")]
    return {
        "is": "programme",
        "title": _("Programme"),
        "note": known if sessions else _("The timetable is not known yet."),
        "heads": [*heads, _("Trainers")] if trainers else heads,
        "days": [
            {"day": day, "rows": [_row(one, trainers=trainers) for one in held]}
            for day, held in by_day(sessions)
        ],
    }


def by_day(sessions: Iterable[Session]) -> list[tuple[str, list[Session]]]:
    """Return the sessions of each day, by its name."""
    days = groupby(sessions, key=lambda one: one.local_starts.date())
    return [(formats.day(day, "full"), list(held)) for day, held in days]


def _row(session: Session, *, trainers: bool) -> dict[str, Any]:
    where = _("Online") if session.online else session.room.name if session.room else ""
    words = [reader.said(session.title).words, where]
    if trainers:
        words.append(_(", ").join(one.name for one in session.trainers))
    return {"time": hours(session), "words": words}


def hours(session: Session) -> str:
    """Return from when to when it is, as the clocks at its venue show it."""
    return f"{session.local_starts:%H:%M}–{session.local_ends:%H:%M}"


def _participants(people: Sequence[Application]) -> Part:
    return {
        "is": "participants",
        "title": _("Participants"),
        "heads": [_("No."), _("Name"), _("Country"), _("Language")],
        "none": _("Nobody has a confirmed seat yet."),
        "rows": [
            {
                **_numbered(number, one),
                "country": country(one),
                "language": language(one),
            }
            for number, one in enumerate(people, 1)
        ],
    }


def _sign_in(sessions: list[Session], people: Sequence[Application], *, days: bool) -> Part:
    nobody = {"name": _name(""), "own": None}
    more = range(len(people) + 1, len(people) + 1 + UNEXPECTED)
    return {
        "is": "sign-in",
        "heads": [_("No."), _("Name")],
        "rows": [
            *(_numbered(number, one) for number, one in enumerate(people, 1)),
            *({"number": formats.number(number), **nobody} for number in more),
        ],
        "sheets": _sheets(sessions, days=days),
    }


def _sheets(sessions: Sequence[Session], *, days: bool) -> list[dict[str, Any]]:
    sheets = []
    for day, held in by_day(sessions):
        if days:
            columns = [hours(one) for one in held]
            sheets.append({"title": day, "note": "", "columns": columns})
            continue
        for one in held:
            words = reader.said(one.title).words
            sheets.append({"title": day, "note": words, "columns": [hours(one)]})
    return sheets or [{"title": _("Sign-in sheet"), "note": "", "columns": [_("Signature")]}]


def _card(one: Application) -> dict[str, Any]:
    own = own_name(one)
    return {
        "large": _name(own or one.name),
        "small": _name(one.name) if own else None,
        "country": country(one),
    }


def _numbered(number: int, one: Application) -> dict[str, Any]:
    own = own_name(one)
    return {
        "number": formats.number(number),
        "name": _name(one.name),
        "own": _name(own) if own else None,
    }


def own_name(one: Application) -> str:
    """Return how she writes her name herself, where that is another one and can be printed."""
    own = one.certificate_name
    return own if own != one.name and not undrawable(own) else ""


def country(one: Application) -> str:
    """Return the country in which she lives."""
    return country_name(one.country) if one.country else ""


def language(one: Application) -> str:
    """Return the language in which she takes part."""
    return formats.language_name(one.course_language) if one.course_language else ""


def _name(words: str) -> dict[str, str]:
    return {"words": words, "direction": direction_of(words)}
