"""The board of translations, its work orders, and taking in what comes back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import ngettext as _n
from werkzeug.wrappers import Response

from courses.materials import incoming
from courses.materials.incoming import Incoming
from courses.materials.translating import board as boards
from courses.materials.translating import operations, orders, plans, queries
from courses.materials.translating.board import Gap, Wanted
from courses.materials.translating.demand import Demand, demand
from courses.materials.translating.forms import TakeForm, choices
from courses.materials.translating.plans import Plan
from courses.materials.translating.references import Reference
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.db.paging import Page
from turin.language import formats
from turin.people import current
from turin.storage.downloads import TYPES, made
from turin.web.blueprints import this_page
from turin.web.refusals import sentence
from turin.web.spreadsheets import comma_separated, workbook

pages = Blueprint("translating", __name__, url_prefix="/staff/library/translations")
Answer = Response | str | tuple[str, int]
SIZE = 25
YEARS = range(1990, 2200)


@pages.get("")
@requires(Permission.WORK_ON_ACTIVITIES)
def board() -> str:
    """Show which translations are missing, out of date or under way, by how many read them."""
    year = _year()
    readers = demand(year)
    wanted = boards.wanted(readers)
    found = _paged(_narrowed(wanted))
    return render_template(
        "courses/materials/translating/board.html",
        year=year,
        found=found,
        totals=_totals(readers, wanted),
        gaps=list(Gap),
        gap_choices=[(one.value, one.label) for one in Gap],
        languages=[(code, formats.language_name(code)) for code in boards.by_language(wanted)],
        editions=queries.editions(found.rows),
        missed=queries.missed(found.rows),
        reference=boards.reference,
        page_href=lambda number: this_page(page=number),
    )


@pages.get("/order.<any(xlsx, csv):form>")
@requires(Permission.WORK_ON_ACTIVITIES)
def order(form: str) -> Response:
    """Send what the board shows as a work order."""
    sheet = orders.order(_narrowed(boards.wanted(demand(_year()))))
    body = workbook(sheet) if form == "xlsx" else comma_separated(sheet)
    return made(body, f"work-order.{form}", TYPES[form])


def _year() -> int:
    asked = request.args.get("year", type=int)
    return asked if asked and asked in YEARS else clock.now().year


def _narrowed(wanted: list[Wanted]) -> list[Wanted]:
    asked = request.args
    gap = asked.get("gap", "")
    return boards.narrowed(wanted, gap if gap in list(Gap) else "", asked.get("lang", "")[:8])


def _paged(found: list[Wanted]) -> Page[Wanted]:
    last = max(1, -(-len(found) // SIZE))
    number = min(max(1, request.args.get("page", 1, type=int)), last)
    return Page(found[(number - 1) * SIZE : number * SIZE], number, SIZE, len(found))


def _totals(readers: Demand, wanted: list[Wanted]) -> list[tuple[str, int, list[int]]]:
    """Return of each language how many read it, and how many are wanted, by gap."""
    counted = boards.by_language(wanted)
    rows = [(code, readers.in_all[code], [counted[code][gap] for gap in Gap]) for code in counted]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


@pages.get("/send")
@requires(Permission.RUN_ACTIVITIES)
def send() -> str:
    """Choose among the files that came back, several at once."""
    return render_template(
        "courses/materials/translating/send.html",
        waiting=incoming.waiting(current.person()),
        unsettled=incoming.unsettled(current.person()),
    )


@pages.route("/take", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def take() -> Answer:
    """Show what would become of the files that were sent, or do it as it was shown."""
    form = TakeForm()
    files = incoming.sent(request.args.getlist("f"), by=current.person())
    if form.validate_on_submit() and "show" not in request.form:
        with form.refusals(), transaction():
            chosen, by, at = choices(request.form, files), current.person(), clock.now()
            done = operations.take_in(files, chosen, form.seen.data or "", by=by, at=at)
            flash(_n("%(num)s file is taken in.", "%(num)s files are taken in.", done))
            return redirect(url_for(".board"), 303)
    return _plan_page(files, form)


def _plan_page(files: list[Incoming], form: TakeForm) -> tuple[str, int]:
    plan = plans.look(files, choices(request.form, files))
    form.seen.data = plan.told
    page = render_template(
        "courses/materials/translating/take.html",
        form=form,
        plan=plan,
        here=this_page(),
        sentence=sentence,
        states=[(one.value, one.label) for one in plans.AFTER],
        open_names=_open_names(plan),
    )
    return page, form.status


def _open_names(plan: Plan) -> list[Reference]:
    """Return what the board has under way, to be chosen by hand for files that nobody knows."""
    if not plan.faults:
        return []
    under_way = boards.wanted(Demand())
    return [boards.reference(one) for one in under_way[:100]]
