"""The information note of an activity: what an organisation has to know to put somebody forward.

Like the page of the activity it is anybody's, and says nothing of who is behind it.
"""

from collections.abc import Sequence
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from courses.activities.models import Activity, ActivityModule, Backing, Choice, Delivery
from courses.activities.rules import is_open, is_over
from courses.catalogue import standards
from courses.catalogue.models import Instrument, Vocabulary, those_of
from courses.pages.printing.passages import Passage, passage, run, sentence
from courses.pages.wording import chosen_how, closed_because
from turin import clock
from turin.config import Settings
from turin.countries import country_name
from turin.fonts import qr
from turin.language import formats, reader
from turin.language.known import INTERFACE

Part = dict[str, Any]


def languages(activity: Activity) -> list[str]:
    """Return in which languages a reader is offered the note: hers, and those of the activity."""
    spoken = (one.language for one in activity.languages if one.language in INTERFACE)
    return list(dict.fromkeys([reader.current().code, *spoken]))


def note(activity: Activity) -> Part:
    """Return what stands on the note, in the reader's language."""
    sections: list[tuple[str, Sequence[Passage | None]]] = [
        (_("Who it is for"), [passage(activity.for_whom)]),
        (_("About"), [passage(activity.summary)]),
        (_("Modules"), _modules(activity.modules)),
        (_("Standards"), [run(one.title) for one in _standards(activity)]),
        (_("Fee"), [sentence(one) for one in _fee(activity)]),
        (_("Travel and visas"), [sentence(one) for one in _travel(activity)]),
        (_("Contact"), [sentence(one) for one in _contact(activity)]),
    ]
    return {
        "is": "note",
        "title": _("Information note"),
        "warning": _("Demonstration: this activity is invented") if activity.demonstration else "",
        "facts": [(name, words) for name, words in _facts(activity) if words],
        "apply": _apply(activity),
        "sections": [
            {"title": title, "passages": [one for one in passages if one]}
            for title, passages in sections
            if any(passages)
        ],
    }


def _facts(activity: Activity) -> list[tuple[str, str]]:
    """Return what is told beside dates and venue, which stand on every paper."""
    countries = activity.backing.countries if activity.backing else []
    return [
        (_("Languages"), _(", ").join(_spoken(activity))),
        (_("Seats"), formats.number(activity.seats) if activity.seats else ""),
        (_("Only for people from"), _(", ").join(country_name(one) for one in countries)),
        (_("Themes"), _(", ").join(_themes(activity))),
        (_("Organized by"), _(", ").join(_organisers(activity))),
    ]


def _spoken(activity: Activity) -> list[str]:
    return [
        _("%(language)s (interpreted)", language=formats.language_name(one.language))
        if one.interpreted
        else formats.language_name(one.language)
        for one in activity.languages
    ]


def _themes(activity: Activity) -> list[str]:
    return [reader.said(one.name).words for one in those_of(activity.terms, Vocabulary.THEME)]


def _organisers(activity: Activity) -> list[str]:
    return [reader.said(one.organisation.name).words for one in activity.organisers]


def _apply(activity: Activity) -> Part:
    """Say how to apply, or why nobody can any more; and where more is to be read."""
    now, address = clock.now(), url_for("short.activity", key=activity.key, _external=True)
    in_hers = f"{address}?language={reader.current().code}"
    if not is_open(activity, now):
        told = [closed_because(activity, over=is_over(activity, now))]
    else:
        told = [*_until(activity), *chosen_how(activity)]
    return {
        "title": _("How to apply"),
        "sentences": told,
        "url": in_hers,
        "shown": address.partition("://")[2],
        "qr": qr(in_hers),
        "alt": _("Code that opens the page of the activity"),
    }


def _until(activity: Activity) -> list[str]:
    if activity.choice is Choice.INVITATION or activity.deadline is None:
        return []
    return [_("Candidates apply by %(day)s.", day=formats.day(activity.deadline))]


def _modules(modules: list[ActivityModule]) -> list[Passage]:
    """Return titles with what is taught; that it is in another language is told once."""
    told, passages = "", []
    for one in modules:
        objectives = passage(one.objectives)
        if objectives and objectives["told"] == told:
            objectives["told"] = ""
        elif objectives:
            told = objectives["told"]
        hours = ngettext("%(num)s hour", "%(num)s hours", one.hours) if one.hours else ""
        passages.append(run(one.title) | {"heads": hours, "of": objectives})
    return passages


def _standards(activity: Activity) -> list[Instrument]:
    return standards.taught_by(one.module_id for one in activity.modules)


def _fee(activity: Activity) -> list[str]:
    """Say what it costs, what that covers, and what who cancels pays."""
    told = [reader.said(activity.fee).words] if activity.fee else []
    backing = activity.backing
    if backing is None or (backing.tuition is None and backing.subsistence is None):
        return told
    told = told or _costs(backing)
    if backing.subsistence is not None:
        told.append(_("Subsistence is for room and meals."))
    if activity.delivery in {Delivery.TURIN, Delivery.FIELD}:
        told.append(_("Emergency insurance is in the tuition."))
    if backing.cancellation:
        return [*told, _("Travel is not in the fee."), reader.said(backing.cancellation).words]
    usual = _(
        "Whoever cancels 14 days or more before the start pays nothing; from 13 to 8 days before,"
        " half of the fee. Travel is not in the fee."
    )
    return [*told, usual]


def _costs(backing: Backing) -> list[str]:
    told = []
    if backing.tuition is not None:
        money = formats.money(backing.tuition, backing.currency)
        told.append(_("Tuition %(money)s", money=money))
    if backing.subsistence is not None:
        money = formats.money(backing.subsistence, backing.currency)
        told.append(_("Subsistence %(money)s", money=money))
    return [_(", ").join(told)]


def _travel(activity: Activity) -> list[str]:
    if activity.delivery is Delivery.ONLINE:
        return []
    return [
        _(
            "Each participant obtains her or his own visas, also those for transit and stopovers."
            " Ask for them as soon as you are offered a seat: some embassies take weeks. See that"
            " your passport is valid long enough."
        )
    ]


def _contact(activity: Activity) -> list[str]:
    settings: Settings = current_app.extensions["settings"]
    told = [_("Questions: %(address)s", address=settings.reply_to)]
    if activity.coordinators:
        page = url_for("pages.ask", key=activity.key, _external=True)
        told.append(_("Or ask the coordinators: %(address)s", address=page.partition("://")[2]))
    return told
