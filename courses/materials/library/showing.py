"""What the page of the library shows of its filters: choices with numbers, and what is chosen."""

from typing import Any

from flask_babel import gettext as _

from courses.materials.library.facets import Facet, known
from courses.materials.library.finding import Filters
from courses.materials.library.forms import in_words
from courses.materials.models import WorkKind
from turin.language import reader
from turin.language.formats import number
from turin.web.blueprints import this_page

ASKED = {  # name in the address: name of the filter
    "lang": "language",
    "theme": "theme",
    "publisher": "publisher",
    "year": "year",
    "kind": "kind",
    "held": "held",
}
LONGEST = 60
Choices = dict[str, list[tuple[str, str]]]


def asked_for(asked: dict[str, str]) -> Filters:
    """Return what an address asks; what makes no sense asks nothing."""
    filters = {ours: asked.get(name, "")[:LONGEST] for name, ours in ASKED.items()}
    if not (filters["year"].isascii() and filters["year"].isdecimal() and len(filters["year"]) < 5):
        filters["year"] = ""
    if filters["kind"] not in set(WorkKind):
        filters["kind"] = ""
    filters["held"] = "1" if filters["held"] == "1" else ""
    return Filters(q=asked.get("q", "")[:200].strip(), **filters)


def kept(filters: Filters) -> dict[str, str]:
    """Return the filters that are set by their names in the address."""
    return {name: getattr(filters, ours) for name, ours in ASKED.items() if getattr(filters, ours)}


def choices(filters: Filters, facets: dict[str, Facet]) -> Choices:
    """Return what can be chosen in each filter, with how many works that would leave.

    What would leave none is left out, unless it is chosen; where there are more works than are
    counted, all is shown.
    """
    shown: Choices = {}
    for name, values in known().items():
        facet, chosen = facets[name], getattr(filters, name)
        shown[name] = [
            (value, _counted(_label(name, value, title), facet, value))
            for value, title in values
            if value in facet.counts or facet.is_cut or value == chosen
        ]
    return shown


def held(facets: dict[str, Facet]) -> str:
    """Return the words of the filter of what can be downloaded, with how many that would leave."""
    return _counted(_("Only what can be downloaded here"), facets["held"], "1")


def _counted(label: str, facet: Facet, value: str) -> str:
    count = facet.counts.get(value, 0)
    if not facet.is_cut:
        return _("%(name)s (%(number)s)", name=label, number=number(count))
    return _("%(name)s (%(number)s+)", name=label, number=number(count)) if count else label


def _label(name: str, value: str, title: Any) -> str:
    if name == "language":
        return in_words(value)
    if name == "kind":
        return WorkKind(value).label
    return reader.said(title).words if title else value


def chosen(filters: Filters) -> list[tuple[str, str]]:
    """Return the filters that are set, each with the address of the page without it."""
    titles = {name: dict(values) for name, values in known().items()}
    told = []
    for name, ours in ASKED.items():
        if value := getattr(filters, ours):
            without: dict[str, Any] = {name: None, "page": None}
            if ours == "held":
                label = _("Can be downloaded here")
            else:
                label = _label(ours, value, titles[ours].get(value))
            told.append((label, this_page(**without)))
    return told
