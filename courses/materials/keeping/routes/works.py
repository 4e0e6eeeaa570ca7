"""The list of works, and the page of one: added, changed, and its history."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from courses.materials import queries as library
from courses.materials import rules as shown
from courses.materials.keeping import access, operations, queries, rules
from courses.materials.keeping.forms import AddWorkForm, work_form
from courses.materials.keeping.history import told
from courses.materials.keeping.routes.blueprint import (
    WORK,
    Answer,
    is_to_be_saved,
    pages,
    said_page,
    there,
)
from courses.materials.library import facets
from courses.materials.models import TranslationState
from courses.materials.teaching import taught_with
from turin import clock
from turin.access import Permission, requires
from turin.db import search, transaction
from turin.language import formats
from turin.people import current
from turin.web.blueprints import this_page
from turin.web.forms import Press


@pages.get("")
@requires(Permission.WORK_ON_ACTIVITIES)
def works() -> str:
    """List the works with what they lack."""
    asked = _asked()
    found = queries.listed(asked, request.args.get("page", 1, type=int))
    return render_template(
        "courses/materials/keeping/works.html",
        found=found,
        asked=asked,
        hits=search.spoken("work", [one.id for one in found.rows], asked.q),
        counts=[(state.label, number) for state, number in queries.counts().items()],
        states=[(one.value, one.label) for one in TranslationState],
        lacks=[(one.value, one.label) for one in queries.Lack],
        languages=[(code, formats.language_name(code)) for code in facets.languages()],
        stale={one.id: rules.stale(one) for one in found.rows},
        page_href=lambda number: this_page(page=number),
    )


def _asked() -> queries.Asked:
    """Return the filters of the address; a word that is none of theirs asks nothing."""
    asked = request.args
    state, lacks = asked.get("state", ""), asked.get("lacks", "")
    return queries.Asked(
        q=asked.get("q", "")[:200].strip(),
        state=state if state in list(TranslationState) else "",
        lacks=lacks if lacks in list(queries.Lack) else "",
        language=asked.get("lang", "")[:8],
    )


@pages.get("/teaching")
@requires(Permission.TEACH)
def teaching() -> str:
    """Show a trainer the works that she teaches with, each in its languages."""
    works = taught_with(current.person())
    return render_template(
        "courses/materials/keeping/teaching.html",
        works=[(work, shown.in_languages(work)) for work in works],
    )


@pages.get(WORK)
@requires(Permission.WORK_ON_ACTIVITIES)
def work(key: str) -> str:
    """Show a work with its editions, translations and files, and who uses it."""
    found = access.work(key)
    return render_template(
        "courses/materials/keeping/work.html",
        work=found,
        modules=library.modules_using(found),
        courses=queries.courses_using(found),
        activities=queries.activities_using(found),
        press=Press(formdata=None),
        rules=shown,
    )


@pages.route("/add", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def add() -> Answer:
    """Add a work."""
    form = AddWorkForm()
    if is_to_be_saved(form):
        with form.refusals(), transaction():
            key, facts = form.key.data or "", form.facts()
            operations.add(key, facts, by=current.person(), at=clock.now())
            flash(_("The work is added. Add its first edition."))
            return redirect(url_for(".work", key=key), 303)
    return said_page("change", None, form)


@pages.route(f"{WORK}/change", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def change(key: str) -> Answer:
    """Change what is said of a work."""
    found = access.work(key)
    form = work_form(found)
    if is_to_be_saved(form):
        with form.refusals(), transaction():
            found = access.work(key)
            operations.change(found, form.facts(), by=current.person(), at=clock.now())
            flash(_("The changes are saved."))
            return there(found)
    return said_page("change", access.work(key), form)


@pages.get(f"{WORK}/history")
@requires(Permission.RUN_ACTIVITIES)
def history(key: str) -> str:
    """Show who changed what of a work and when, the latest first."""
    found = access.work(key)
    return render_template(
        "courses/materials/keeping/history.html",
        work=found,
        found=told(found, request.args.get("page", 1, type=int)),
        page_href=lambda number: this_page(page=number),
    )
