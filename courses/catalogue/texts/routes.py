"""The pages on which the catalogue's texts are translated."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.catalogue.texts import operations, queries
from courses.catalogue.texts.forms import Editor, editor
from courses.catalogue.texts.queries import FIELDS, Row
from courses.catalogue.texts.rules import ORIGINAL, Standing, is_of, standing
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.language import formats
from turin.language.known import DOCUMENTS, INTERFACE
from turin.people import current
from turin.web.blueprints import this_page

pages = Blueprint("texts", __name__, url_prefix="/staff/texts")
Answer = Response | str | tuple[str, int]


@pages.get("")
@requires(Permission.RUN_ACTIVITIES)
def board() -> str:
    """Show how far every language is."""
    return render_template(
        "courses/catalogue/board.html",
        counts=queries.counts([*INTERFACE, *(code for code in DOCUMENTS if code not in INTERFACE)]),
        standings=list(Standing),
    )


@pages.get("/<code>")
@requires(Permission.RUN_ACTIVITIES)
def language(code: str) -> str:
    """List what there is to translate into a language."""
    asked = request.args
    only = asked.get("state", "")
    return render_template(
        "courses/catalogue/language.html",
        code=_known(code),
        found=queries.listed(
            code, only if only in list(Standing) else "", asked.get("page", 1, type=int)
        ),
        fields=FIELDS,
        only=only,
        standings=[(one.value, one.label) for one in Standing],
        page_href=lambda number: this_page(page=number),
    )


@pages.route("/<code>/<any(course, module, instrument):kind>/<key>", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def edit(code: str, kind: str, key: str) -> Answer:
    """Write the texts of a row in a language, beside those of another."""
    row = queries.subject(kind, key) or abort(404)
    form = editor(kind, row, _known(code), _source(row, code))
    if form.validate_on_submit():
        with form.refusals(), transaction():
            row = queries.subject(kind, key) or abort(404)
            operations.say(kind, row, form.said(), by=current.person(), at=clock.now())
            flash(_("Saved as reviewed.") if form.review.data else _("Saved as a draft."))
            here = url_for(".edit", code=code, kind=kind, key=key, source=form.source)
            return redirect(here, 303)
    row = queries.subject(kind, key) or abort(404)
    return _editor_page(kind, row, form), form.status


def _known(code: str) -> str:
    return code if code in DOCUMENTS else abort(404)


def _source(row: Row, code: str) -> str:
    """Return the language that stands beside: one that was asked for, or the original."""
    asked = request.args.get("source", "")
    if asked in row.title and asked != code:
        return asked
    return next((one for one in (ORIGINAL, *row.title) if one in row.title and one != code), code)


def _editor_page(kind: str, row: Row, form: Editor) -> str:
    states = queries.states_of(kind, row, form.language)
    fields = [(name, states.get(name), queries.text_of(row, name)) for name in FIELDS[kind]]
    return render_template(
        "courses/catalogue/edit.html",
        form=form,
        kind=kind,
        kind_name=queries.KIND_NAMES[kind],
        row=row,
        fields=[
            (
                name,
                state if state and is_of(state, text.get(form.language, "")) else None,
                text,
                standing(text, form.language, state),
            )
            for name, state, text in fields
        ],
        sources=[
            (code, formats.language_name(code)) for code in row.title if code != form.language
        ],
    )
