"""The page on which papers are asked for, the files, and the programme that anybody may have."""

from flask import Blueprint, Response, abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from courses.activities import access
from courses.activities import queries as activities
from courses.pages.printing import exports
from courses.pages.printing.drawing import NoSuchLetters, check_letters, draw
from courses.pages.printing.forms import PapersForm
from courses.pages.printing.kinds import Paper
from courses.pages.printing.parts import parts, public_programme
from courses.pages.printing.tables import table
from courses.pages.public import pages
from turin import clock
from turin.access import public, signed_in
from turin.db import transaction
from turin.language.known import DEFAULT, INTERFACE
from turin.people import current
from turin.storage.downloads import NOTHING_ALLOWED, TYPES
from turin.web.headers import cache_publicly

staff = Blueprint("papers", __name__, url_prefix="/staff")


@pages.get("/courses/<key>/programme.pdf")
@public
def programme_pdf(key: str) -> Response:
    """Send the programme of a published activity, without those who teach."""
    activity = activities.published(key) or abort(404)
    said = [public_programme(activity)]
    try:
        check_letters(activity, said)
    except NoSuchLetters:
        abort(404)
    body = draw(activity, said, clock.now().date())
    return cache_publicly(_file(body, f"{activity.key}-programme", "pdf"))


@staff.route("/activities/<key>/papers", methods=["GET", "POST"])
@signed_in
def papers(key: str) -> Answer | tuple[str, int]:
    """Choose a paper of an activity; it is noted who takes which."""
    person = current.person()
    activity, allowed = exports.papers(key, of=person)
    form = PapersForm()
    form.offer(allowed)
    if form.validate_on_submit():
        paper, language = Paper(form.paper.data), form.language.data
        with form.refusals(), transaction():
            activity, allowed = exports.papers(key, of=person)
            if paper.form == "pdf":
                check_letters(activity, parts(activity, paper))
            number = exports.export(activity, paper, language, by=person, at=clock.now())
            return redirect(url_for(".download", number=number, form=paper.form), 303)
    page = render_template(
        "courses/pages/printing/papers.html",
        activity=activity,
        form=form,
        runs=access.runs(person, activity),
    )
    return page, form.status


@staff.get("/papers/<int:number>.<any(pdf, xlsx):form>")
@signed_in
def download(number: int, form: str) -> Response:
    """Send a paper to whoever has just asked for it."""
    export = exports.exported(number, by=current.person(), at=clock.now())
    if export.paper.form != form:
        abort(404)
    g.language = INTERFACE.get(export.language, DEFAULT)
    return _file(_made(export), f"{export.activity.key}-{export.paper}", form)


def _made(export: exports.Export) -> bytes:
    activity, paper = export.activity, export.paper
    if paper.form == "xlsx":
        return table(activity, paper)
    return draw(activity, parts(activity, paper), clock.now().date())


def _file(body: bytes, name: str, form: str) -> Response:
    answer = Response(body, content_type=TYPES[form])
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.{form}")
    answer.headers["Content-Security-Policy"] = NOTHING_ALLOWED
    return answer
