"""The pages on which a pack is chosen, waited for and fetched."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import urlencode

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
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Answer

from courses.activities import queries as activities
from courses.materials import access as works
from courses.materials import lasting
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
from turin.web.forms import Press, tidy

pages = localized("packs", __name__)
downloads = Blueprint("pack_files", __name__)
MOST_WORKS = 100
SECONDS = 3  # between one look and the next


class Source(NamedTuple):
    """What a pack is made of: its works, the page that they are from, and what filtered them."""

    works: list[Work]
    label: str
    href: str
    filters: dict[str, str]


class Chosen(NamedTuple):
    """What can be chosen, in which languages it is held, what is asked, and what goes in."""

    source: Source
    offered: list[str]
    asked: forms.Asked
    choice: rules.Choice

    @property
    def address(self) -> str:
        """Where the same is chosen again."""
        query = [*self.source.filters.items(), *self.asked.query(self.source.works)]
        return f"{request.path}?{urlencode(query)}"


@pages.route("/packs/activity/<key>", methods=["GET", "POST"])
@public
@limits.packing
def of_activity(key: str) -> Answer:
    """Choose from what an activity hands out."""

    def source() -> Source:
        found = activities.shown(key) or abort(404)
        href = url_for("pages.activity", name=found.key) + "#materials"
        return Source(library.of_activity(found), reader.said(found.title).words, href, {})

    return _choose(source)


@pages.route("/packs/library", methods=["GET", "POST"])
@public
@limits.packing
def of_library() -> Answer:
    """Choose from what the library has, filtered as its page is."""

    def source() -> Source:
        asked = showing.asked_for(_said())
        kept = showing.kept(asked) | ({"q": asked.q} if asked.q else {})
        works = _first(replace(asked, held="1"))
        return Source(works, _("Library"), url_for("materials.library"), kept)

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


def _said() -> MultiDict[str, str]:
    """Return what is chosen: it was sent to be made, or stands in the address to be looked at."""
    if request.method != "POST":
        return request.args
    return MultiDict((name, tidy(one) or "") for name, one in request.form.items(multi=True))


def _choose(source: Callable[[], Source]) -> Answer:
    form = Press()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            return redirect(url_for(".pack", key=_ask(_chosen(source)).key), 303)
    chosen = _chosen(source)
    most = access.allowance(current.someone()).pack
    page = render_template(
        "courses/materials/packs/choose.html",
        form=form,
        **chosen._asdict(),
        budgets=forms.megabytes(forms.budgets(most)),
        part_sizes=forms.megabytes(forms.PARTS),
        most_works=MOST_WORKS,
    )
    return make_response(page, form.status)


def _ask(chosen: Chosen) -> Pack:
    taken = chosen.choice.taken
    return operations.ask(
        chosen.choice,
        titles={one.work.id: reader.said(one.work.title).words for one in taken},
        language=reader.current().code,
        most=chosen.asked.most,
        back_to=chosen.address,
        by=current.someone(),
        at=clock.now(),
    )


def _chosen(source: Callable[[], Source]) -> Chosen:
    found, chain, person = source(), reader.chain_of_reader(), current.someone()
    held = {code for work in found.works for code in rules.held(work)}
    offered = [code for code in chain if code in held] + sorted(held - set(chain))
    asked = forms.asked(_said(), offered, chain, access.allowance(person).pack)
    wanted = asked.of(found.works)
    hers = works.allowed(found.works, person)
    choice = rules.choose(wanted, hers, asked.wish, derived.lighter(wanted))
    return Chosen(found, offered, asked, choice)


@pages.get("/packs/<string(length=64):key>")
@public
def pack(key: str) -> Response:
    """Show a pack: how far it is, or where to fetch it."""
    try:
        found = access.pack(key, current.someone())
    except NotFound:
        return _page("gone", 404)
    job = None if found.parts else queries.job(found)
    page = _page("pack", 200, pack=found, job=job, for_all=access.is_for_all(found))
    if job and job.live:
        page.headers["Refresh"] = str(SECONDS)
    return page


def _page(name: str, status: int, **shown: Any) -> Response:
    days = operations.KEPT.days
    page = render_template(f"courses/materials/packs/{name}.html", days=days, **shown)
    return make_response(page, status)


@downloads.get("/dl/packs/<string(length=12):digest>/<name>")
@public
def download(digest: str, name: str) -> Answer:
    """Send a part of a pack to whoever may have all of the pack."""
    found = access.part(digest, name, lasting.reader())
    for_all = access.is_for_all(found.pack)
    if not for_all and (address := lasting.address()):
        return redirect(address, 302)
    response = send(found.sha256, found.name, "zip", to_anybody=for_all)
    if counting.counts(response):
        first = sum(part.documents for part in found.pack.parts if part.number < found.number)
        inside = found.pack.entries[first : first + found.documents]
        counting.fetched(entry.file_id for entry in inside if entry.file_id)
        count(operations.USED, found.pack_id)
    return response
