"""The briefing on paper, set by Typst in the reader's language."""

from datetime import date
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from courses.activities.models import Activity
from courses.catalogue.models import LawRevision, LegislativeProfiles, Ratification
from courses.catalogue.sources import sources
from courses.pages.briefing.facts import Briefing, Country
from courses.pages.printing.letters import check_letters
from turin.countries import country_name
from turin.db.types import Text
from turin.fonts import font_order, typeset
from turin.language import reader
from turin.language.formats import day, day_range, language_name, number, partial_day

TEMPLATE = Path(__file__).parent / "briefing.typ"
Entry = dict[str, Any]
Note = tuple[str, str]  # a label, or none, and the words


def draw(activity: Activity, briefing: Briefing, on: date) -> bytes:
    """Return the briefing on an activity's countries as recorded ``on`` a day, as a PDF.

    PDF/UA-1 and PDF/A-2a. Raises NoSuchLetters.
    """
    said = _said(activity, briefing, on)
    check_letters(said)
    return typeset(TEMPLATE, said, "ua-1", "a-2a")


def _said(activity: Activity, briefing: Briefing, on: date) -> Entry:
    language = reader.current()
    rest = [country_name(code) for code in briefing.unrecorded]
    return {
        "language": language.code,
        "direction": language.direction,
        "fonts": font_order(language.code),
        "issuer": _("International Training Centre of the ILO"),
        "title": _("Country briefing"),
        "activity": reader.said(activity.title).words,
        "as-of": _("As recorded on %(date)s", date=day(on)),
        "day": {"year": on.year, "month": on.month, "day": on.day},
        "dates": day_range(activity.starts, activity.ends),
        "caution": _(
            "Only what our source names is recorded here: a country that is not listed may be bound"
            " too."
        ),
        "countries": [_country(one, briefing) for one in briefing.countries],
        "rest": _("Nothing is recorded here of: %(countries)s.", countries=_(", ").join(rest))
        if rest
        else "",
    }


def _country(country: Country, briefing: Briefing) -> Entry:
    return {
        "name": country_name(country.code),
        "parts": [
            {
                "heading": _("What binds it"),
                "entries": _binding(country),
            },
            {
                "heading": _("Revision of law and policy"),
                "entries": [_revision(one) for one in country.law.revisions]
                or [_entry(_("No revision is recorded here."))],
            },
            {"heading": _("Legislative profile"), "entries": _profiles(country, briefing)},
            {"heading": _("Materials in its languages"), "entries": _readings(country)},
        ],
    }


def _binding(country: Country) -> list[Entry]:
    entries = [_bound(one.title, act) for one, act in country.law.acts]
    if rest := [reader.said(one.title).words for one in country.law.unrecorded]:
        told = _("Not recorded here: %(instruments)s.", instruments=_("; ").join(rest))
        entries.append(_entry("", "", [("", told)]))
    return entries


def _bound(title: Text, act: Ratification) -> Entry:
    words = reader.said(title).words
    since = [partial_day(act.date)] if act.date else []
    how = act.mode.label if act.mode else _("by which act is not recorded")
    return _entry(words, _(", ").join([*since, how]), _notes(act))


def _revision(one: LawRevision) -> Entry:
    words = reader.said(one.what).words or _(
        "The ILO supported a revision of its law or policy on labour migration."
    )
    return _entry(words, partial_day(one.date) if one.date else "", _notes(one))


def _profiles(country: Country, briefing: Briefing) -> list[Entry]:
    named = [_entry(reader.said(one.title).words, "", _source(one)) for one in country.law.profiles]
    counted = [
        _entry(
            _(
                "%(title)s: there are %(number)s, and the source does not say of which countries.",
                title=reader.said(one.title).words,
                number=number(one.count or 0),
            ),
            "",
            _source(one),
        )
        for one in briefing.counted
        if one not in country.law.profiles
    ]
    return named + counted or [_entry(_("None is recorded here."))]


def _readings(country: Country) -> list[Entry]:
    entries = []
    for one in country.readings:
        shelves = [language_name(code) for code in one.held]
        shelves += [
            _("%(language)s, text not held here", language=language_name(code))
            for code in one.published
            if code not in one.held
        ]
        entries.append(_entry(reader.said(one.work.title).words, _("; ").join(shelves)))
    return entries or [_entry(_nothing_in(country.languages))]


def _nothing_in(languages: tuple[str, ...]) -> str:
    if not languages:
        return _("None of our materials has come out in a language of this country.")
    names = _(", ").join(language_name(code) for code in languages)
    return _("We know of nothing in %(languages)s.", languages=names)


def _entry(words: str, value: str = "", notes: list[Note] | None = None) -> Entry:
    return {"words": words, "value": value, "notes": notes or []}


def _notes(one: Ratification | LawRevision) -> list[Note]:
    notes = _source(one)
    if one.date_source:
        notes.append((_("Source of the date:"), _told(one.date_source)))
    if one.note:
        notes.append(("", reader.said(one.note).words))
    return notes


def _source(one: Ratification | LawRevision | LegislativeProfiles) -> list[Note]:
    return [(_("Source:"), _told(one.source))] if one.source else []


def _told(written: str) -> str:
    return _("; ").join(source.words for source in sources(written))
