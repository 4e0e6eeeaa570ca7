"""The library's pages and its downloads."""

from dataclasses import replace

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _

from courses.materials import access, queries, rules
from courses.materials.models import Audience
from turin.access import public
from turin.db import search
from turin.language import reader
from turin.language.formats import autonym
from turin.people import current
from turin.storage.downloads import send
from turin.web import localized
from turin.web.blueprints import this_page
from turin.web.headers import cache_publicly

pages = localized("materials", __name__)
downloads = Blueprint("downloads", __name__)


@pages.get("/library")
@public
def library() -> Response:
    """Show what there is to read, the reader's languages first."""
    asked = request.args
    filters = queries.Filters(
        q=asked.get("q", "")[:200].strip(),
        language=asked.get("lang", "")[:8],
        theme=asked.get("theme", "")[:60],
        held=asked.get("held") == "1",
    )
    number = asked.get("page", 1, type=int)
    found, near = search.nearest(
        "work", filters.q, lambda q: queries.library(replace(filters, q=q), number)
    )
    chain = reader.chain_of_reader()
    themes = [(key, title.said(chain).words) for key, title in queries.themes()]
    choices = [(code, autonym(code)) for code in queries.languages()]
    return _page(
        "library",
        found=found,
        near=near,
        hits=search.spoken("work", [work.id for work in found.rows], filters.q),
        filters=filters,
        offers={work.id: rules.offered(work, chain) for work in found.rows},
        allowed=access.allowed(found.rows, current.someone()),
        come_out_in={work.id: rules.languages(work, chain) for work in found.rows},
        language_choices=choices,
        theme_choices=themes,
        chosen=_chosen(filters, dict(themes)),
        page_href=lambda number: this_page(page=number),
    )


@pages.get("/library/<key>")
@public
def work(key: str) -> Response:
    """Show a work with its editions, languages and files."""
    found = queries.work(key) or abort(404)
    chain = reader.chain_of_reader()
    return _page(
        "work",
        work=found,
        offer=rules.offered(found, chain),
        rows=[(edition, rules.sorted_for(edition, chain)) for edition in found.editions],
        may_have=access.may_have(found, current.someone()),
    )


@downloads.get("/dl/<string(length=12):digest>/<name>")
@public
def download(digest: str, name: str) -> Response:
    """Send a file to whoever is in its audience; the rest is told that there is none."""
    found = access.file(digest, name, asked_by=current.someone)
    open_to_all = found.translation.edition.work.audience == Audience.ALL
    return send(found.sha256, found.name, found.format, to_anybody=open_to_all)


def _chosen(filters: queries.Filters, themes: dict[str, str]) -> list[tuple[str, str]]:
    """Return the filters that are set, each with the address of the page without it."""
    chosen = []
    if filters.language:
        chosen.append((autonym(filters.language), this_page(lang=None, page=None)))
    if filters.theme in themes:
        chosen.append((themes[filters.theme], this_page(theme=None, page=None)))
    if filters.held:
        chosen.append((_("Can be downloaded here"), this_page(held=None, page=None)))
    return chosen


def _page(name: str, **values: object) -> Response:
    page = Response(render_template(f"courses/materials/{name}.html", **values))
    return cache_publicly(page)
