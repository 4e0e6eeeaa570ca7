"""The pages on which a pack is chosen, waited for and fetched."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from courses.activities import queries as activities
from courses.materials import access as works
from courses.materials import queries as library
from courses.materials.demand import counting
from courses.materials.derived import queries as derived
from courses.materials.library import finding, showing
from courses.materials.models import Work
from courses.materials.packs import access, forms, operations, queries, rules
from courses.materials.packs.models import Pack
from turin import clock
from turin.access import public
from turin.db import transaction
from turin.db.afterwards import count
from turin.language import reader
from turin.people import current
from turin.storage.downloads import send
from turin.web import limits, localized
from turin.web.blueprints import this_page
from turin.web.forms import Press

pages = localized("packs", __name__)
downloads = Blueprint("pack_files", __name__)
MOST_WORKS = 100
SECONDS = 3  # between one look and the next


class Source(NamedTuple):
    """What a pack is made of: its works, and the page that they are from."""

    works: list[Work]
    label: str
    href: str


@pages.route("/packs/activity/<key>", methods=["GET", "POST"])
@public
@limits.packing
def of_activity(key: str) -> Answer:
    """Choose from what an activity hands out."""

    def source() -> Source:
        found = activities.shown(key) or abort(404)
        href = url_for("pages.activity", name=found.key) + "#materials"
        return Source(library.of_activity(found), reader.said(found.title).words, href)

    return _choose(source)


@pages.route("/packs/library", methods=["GET", "POST"])
@public
@limits.packing
def of_library() -> Answer:
    """Choose from what the library has, filtered as its page is."""

    def source() -> Source:
        filters = replace(showing.asked_for(request.args), held="1")
        return Source(_first(filters), _("Library"), url_for("materials.library"))

    return _choose(source)


def _first(filters: finding.Filters) -> list[Work]:
    """Return the first works that the library's pages show, as many as one page of ours does."""
    found: list[Work] = []
    number = 1
    while len(found) < MOST_WORKS:
        page = finding.library(filters, number)
        found += page.rows
        if number >= page.count:
            break
        number += 1
    return found[:MOST_WORKS]


def _choose(source: Callable[[], Source]) -> Answer:
    form = Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            pack = _ask(*_chosen(source)[2:])
            return redirect(url_for(".pack", key=pack.key), 303)
    found, offered, asked, choice = _chosen(source)
    page = render_template(
        "courses/materials/packs/choose.html",
        form=form,
        source=found,
        offered=offered,
        asked=asked,
        choice=choice,
        budgets=forms.megabytes(forms.budgets(access.allowance(current.someone()).pack)),
        part_sizes=forms.megabytes(forms.PARTS),
        here=this_page(),
        kept=[(name, request.args.get(name)) for name in ("q", *showing.ASKED)],
        most_works=MOST_WORKS,
    )
    return make_response(page, form.status)


def _ask(asked: forms.Asked, choice: rules.Choice) -> Pack:
    return operations.ask(
        choice,
        titles={one.work.id: reader.said(one.work.title).words for one in choice.taken},
        language=reader.current().code,
        most=asked.most,
        by=current.someone(),
        at=clock.now(),
    )


def _chosen(source: Callable[[], Source]) -> tuple[Source, list[str], forms.Asked, rules.Choice]:
    """Return the works, the languages that they are held in, what is asked, what goes in."""
    found, chain = source(), reader.chain_of_reader()
    held = {code for work in found.works for code in rules.held(work)}
    offered = [code for code in chain if code in held] + sorted(held - set(chain))
    person = current.someone()
    asked = forms.asked(request.args, offered, chain, access.allowance(person).pack)
    hers = works.allowed(found.works, person)
    wanted = asked.of(found.works)
    choice = rules.choose(wanted, hers, asked.wish, derived.lighter(wanted))
    return found, offered, asked, choice


@pages.get("/packs/<string(length=64):key>")
@public
def pack(key: str) -> Response:
    """Show a pack: how far it is, or where to fetch it."""
    found = access.pack(key, current.someone())
    job = None if found.parts else queries.job(found)
    page = make_response(
        render_template(
            "courses/materials/packs/pack.html",
            pack=found,
            job=job,
            for_all=access.is_for_all(found),
        )
    )
    if job and job.live:
        page.headers["Refresh"] = str(SECONDS)
    return page


@downloads.get("/dl/packs/<string(length=12):digest>/<name>")
@public
def download(digest: str, name: str) -> Response:
    """Send a part of a pack to whoever may have all of the pack."""
    found = access.part(digest, name, current.someone())
    response = send(found.sha256, found.name, "zip", to_anybody=access.is_for_all(found.pack))
    if counting.counts(response):
        first = sum(part.documents for part in found.pack.parts if part.number < found.number)
        inside = found.pack.entries[first : first + found.documents]
        counting.fetched(entry.file_id for entry in inside if entry.file_id)
        count(operations.USED, found.pack_id)
    return response
