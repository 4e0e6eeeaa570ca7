"""The pages of the library: the list, a work, one of its translations, and two small forms."""

from dataclasses import replace

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from courses.materials import access, rules
from courses.materials.derived import queries as derived
from courses.materials.library import facets, finding, queries, showing, waiting
from courses.materials.library.forms import LanguagesForm, TellMeForm
from courses.materials.models import Audience
from turin import clock
from turin.access import Permission, public
from turin.db import search, transaction
from turin.language import reader
from turin.language.formats import language_name
from turin.language.known import DOCUMENTS
from turin.organisations.models import Group
from turin.people import current
from turin.people.models import Person
from turin.web import limits, localized
from turin.web.blueprints import this_page
from turin.web.headers import cache_publicly

pages = localized("materials", __name__)
Page = Answer | str | tuple[str, int]


@pages.get("/library")
@public
def library() -> Response:
    """Show what there is to read, the reader's languages first."""
    filters = showing.asked_for(request.args)
    number = request.args.get("page", 1, type=int)
    found, near = search.nearest(
        "work", filters.q, lambda q: finding.library(replace(filters, q=q), number)
    )
    chain = reader.chain_of_reader()
    counts = facets.facets(filters)
    return _page(
        "library",
        found=found,
        near=near,
        hits=search.spoken("work", [work.id for work in found.rows], filters.q),
        filters=filters,
        kept=showing.kept(filters),
        offers={work.id: rules.offered(work, chain) for work in found.rows},
        allowed=access.allowed(found.rows, current.someone()),
        come_out_in={work.id: rules.languages(work, chain) for work in found.rows},
        choices=showing.choices(filters, counts),
        held=showing.held(counts),
        chosen=showing.chosen(filters),
        page_href=lambda number: this_page(page=number),
    )


@pages.get("/library/<key>")
@public
def work(key: str) -> Response:
    """Show a work with its editions, languages and files."""
    found = queries.work(key) or abort(404)
    chain, person = reader.chain_of_reader(), current.someone()
    may_have = access.may_have(found, person)
    return _page(
        "work",
        work=found,
        groups=[Group(group).label for group in found.for_groups],
        offer=rules.offered(found, chain),
        rows=[(edition, rules.sorted_for(edition, chain)) for edition in found.editions],
        may_have=may_have,
        held=rules.in_languages(found),
        readable=lambda one: may_have and access.is_there(one.state, person),
        derived=derived.of_files,
        for_staff=_is_staff(person),
    )


@pages.get("/library/<key>/<int:number>/<code>")
@public
def translation(key: str, number: int, code: str) -> Response:
    """Show one translation: its files, what it was made from, and the other languages."""
    found = queries.work(key) or abort(404)
    one = queries.translation(found, number, code) or abort(404)
    person = current.someone()
    newest, earlier = rules.files_of(one) if access.is_there(one.state, person) else ([], [])
    return _page(
        "translation",
        work=found,
        one=one,
        newest=newest,
        earlier=earlier,
        missed=rules.missed(one),
        others=rules.sorted_for(one.edition, reader.chain_of_reader()),
        may_have=access.may_have(found, person),
        made=derived.of_files(newest),
        for_staff=_is_staff(person),
    )


def _is_staff(person: Person | None) -> bool:
    return person is not None and person.may(Permission.RUN_ACTIVITIES)


@pages.route("/library/languages", methods=["GET", "POST"])
@public
def languages() -> Page:
    """Let a reader say which languages she reads, in her order."""
    form = LanguagesForm()
    if form.validate_on_submit():
        answer = redirect(url_for("materials.library"), 303)
        reader.choose(answer, form.codes)
        flash(_said(form.codes))
        return answer
    return render_template("courses/materials/languages.html", form=form), form.status


def _said(codes: list[str]) -> str:
    if not codes:
        return _("Noted: texts are offered in the language of the page first.")
    names = _(", ").join(language_name(code) for code in codes)
    return _("Noted: texts are offered in this order: %(languages)s.", languages=names)


@pages.route("/library/<key>/tell-me", methods=["GET", "POST"])
@public
@limits.asking
def tell_me(key: str) -> Page:
    """Note where to write when a work is there in a language."""
    found = queries.work(key) or abort(404)
    if found.audience == Audience.STAFF:
        abort(404)
    asked = request.args.get("lang", "")
    form = TellMeForm(found, asked if asked in DOCUMENTS else "", obj=current.someone())
    if form.validate_on_submit():
        with form.refusals(), transaction():
            waiting.ask_to_be_told(
                found,
                form.wanted.data,
                email=form.email.data or "",
                language=reader.current().code,
                at=clock.now(),
            )
            told = language_name(form.wanted.data)
            flash(_("Noted: we write to you when it is there in %(language)s.", language=told))
            return redirect(url_for("materials.work", key=found.key), 303)
    page = render_template("courses/materials/tell_me.html", form=form, work=found)
    return page, form.status


def _page(name: str, **values: object) -> Response:
    values |= {
        "chain": reader.chain_of_reader(),
        "reply_to": current_app.extensions["settings"].reply_to,
    }
    page = Response(render_template(f"courses/materials/{name}.html", **values))
    return cache_publicly(page)
