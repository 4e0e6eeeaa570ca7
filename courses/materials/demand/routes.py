"""What is asked for in the library: how often each file was fetched, and never by whom."""

import re
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from courses.materials.demand import queries, rules
from turin.access import Permission, requires
from turin.countries import country_name
from turin.db.paging import Page
from turin.db.types import PartialDate
from turin.language import reader
from turin.language.formats import autonym, language_name, partial_day
from turin.storage.downloads import TYPES, made
from turin.web.blueprints import this_page
from turin.web.spreadsheets import Sheet, comma_separated, workbook

pages = Blueprint("demand", __name__, url_prefix="/staff/library/demand")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
SIZE = 50
NARROWS = {"work": "work", "language": "lang", "country": "country"}  # a sum to what it is made of


@pages.get("")
@requires(Permission.RUN_ACTIVITIES)
def demand() -> str:
    """Show how often files were fetched, by work, language, country or month."""
    asked = _asked()
    found = queries.rows(asked)
    by = request.args.get("by", "")
    by = by if by in queries.BY else "work"
    titles = {one.work: reader.said(one.title).words for one in found}
    sums = [
        (_label(by, key, titles), times, _made_of(by, key))
        for key, times in queries.summed(found, by)
    ]
    number = max(1, request.args.get("page", 1, type=int))
    return render_template(
        "courses/materials/demand.html",
        found=Page(sums[(number - 1) * SIZE : number * SIZE], number, SIZE, len(sums)),
        total=sum(one.times for one in found),
        by=by,
        asked=asked,
        ways=[(way, label) for way, label in _ways()],
        languages=[(code, autonym(code)) for code in sorted({one.language for one in found})],
        countries=sorted(
            ((code, country_name(code)) for code in {one.country for one in found} if code),
            key=lambda one: one[1],
        ),
        title=titles.get(asked.work, asked.work),
        fewest=rules.FEWEST,
        page_href=lambda number: this_page(page=number),
    )


@pages.get("/rows.<any(xlsx, csv):form>")
@requires(Permission.RUN_ACTIVITIES)
def rows(form: str) -> Response:
    """Send the rows of which the page's sums are made."""
    heads = [
        _("Month"),
        _("Title"),
        _("Language"),
        _("Format"),
        _("File"),
        _("Country"),
        _("Downloads"),
    ]
    lines = [
        (
            one.month,
            reader.said(one.title).words,
            one.language,
            one.format,
            one.name,
            one.country,
            one.times,
        )
        for one in queries.rows(_asked())
    ]
    sheet = Sheet(_("Demand"), heads, lines)
    body = comma_separated(sheet) if form == "csv" else workbook(sheet)
    return made(body, f"demand.{form}", TYPES[form])


def _asked() -> queries.Asked:
    args = request.args
    return queries.Asked(
        work=args.get("work", "")[:60],
        language=args.get("lang", "")[:8],
        country=args.get("country", "")[:2],
        since=_month(args.get("since", "")),
        until=_month(args.get("until", "")),
    )


def _month(typed: str) -> str:
    return typed if MONTH.fullmatch(typed) else ""


def _ways() -> list[tuple[str, str]]:
    return [
        ("work", _("Work")),
        ("language", _("Language")),
        ("country", _("Country")),
        ("month", _("Month")),
    ]


def _label(by: str, key: str, titles: dict[str, str]) -> str:
    match by:
        case "work":
            return titles[key]
        case "language":
            return language_name(key)
        case "country":
            return country_name(key) if key else _("Other or not known")
        case _:
            return partial_day(PartialDate(key))


def _made_of(by: str, key: str) -> str:
    """Return the address of the page that shows of what a sum is made."""
    if by == "month":
        return this_page(since=key, until=key, by="work", page=None)
    narrowed: dict[str, Any] = {NARROWS[by]: key, "by": "month", "page": None}
    return this_page(**narrowed) if key else ""
