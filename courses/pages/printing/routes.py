"""The page on which papers are asked for, the files, and the programme that anybody may have."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from courses.activities import access
from courses.activities import queries as activities
from courses.activities.models import Activity
from courses.activities.rules.work import Work
from courses.pages.printing import exports
from courses.pages.printing.drawing import draw
from courses.pages.printing.forms import PapersForm
from courses.pages.printing.kinds import Paper
from courses.pages.printing.letters import NoSuchLetters, check_letters
from courses.pages.printing.note import note
from courses.pages.printing.parts import Part, parts, public_programme
from courses.pages.printing.tables import table
from courses.pages.public import pages
from turin import clock
from turin.access import public, signed_in
from turin.db import transaction
from turin.language import reader
from turin.language.known import DEFAULT, INTERFACE
from turin.people import current
from turin.storage.downloads import TYPES, made
from turin.web.headers import cache_publicly
from turin.web.refusals import sentence

staff = Blueprint("papers", __name__, url_prefix="/staff")


@pages.get("/courses/<key>/programme.pdf")
@public
def programme_pdf(key: str) -> Response:
    """Send the programme of a published activity, without those who teach."""
    activity = activities.published(key) or abort(404)
    return _public(activity, public_programme(activity), "programme")


@pages.get("/courses/<key>/note.pdf")
@public
def note_pdf(key: str) -> Response:
    """Send the information note of a published activity in the language of the address."""
    activity = activities.shown(key) or abort(404)
    return _public(activity, note(activity), f"note-{reader.current().code}")


def _public(activity: Activity, part: Part, name: str) -> Response:
    try:
        body = _pdf(activity, [part])
    except NoSuchLetters:
        abort(404)
    return cache_publicly(made(body, f"{activity.key}-{name}.pdf", TYPES["pdf"]))


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
        with form.refusals():
            if paper.form == "pdf":
                with reader.reading(INTERFACE[language]):
                    _check(activity, parts(activity, paper))
            with transaction():
                activity, allowed = exports.papers(key, of=person)
                number = exports.export(activity, paper, language, by=person, at=clock.now())
                return redirect(url_for(".download", number=number, form=paper.form), 303)
    page = render_template(
        "courses/pages/printing/papers.html",
        activity=activity,
        form=form,
        runs=access.runs(person, activity, Work.PAPERS),
    )
    return page, form.status


@staff.get("/papers/<int:number>.<any(pdf, xlsx):form>")
@signed_in
def download(number: int, form: str) -> Answer:
    """Send a paper to whoever has just asked for it."""
    export = exports.exported(number, by=current.person(), at=clock.now())
    if export.paper.form != form:
        abort(404)
    key = export.activity.key
    try:
        with reader.reading(INTERFACE.get(export.language, DEFAULT)):
            body = _drawn(export)
    except NoSuchLetters as refusal:  # somebody has changed a name since it was asked for
        flash(sentence(refusal))
        return redirect(url_for(".papers", key=key), 303)
    return made(body, f"{key}-{export.paper}.{form}", TYPES[form])


def _drawn(export: exports.Export) -> bytes:
    activity, paper = export.activity, export.paper
    if paper.form == "xlsx":
        return table(activity, paper)
    return _pdf(activity, parts(activity, paper))


def _pdf(activity: Activity, said: list[Part]) -> bytes:
    _check(activity, said)
    return draw(activity, said, clock.now().date())


def _check(activity: Activity, said: list[Part]) -> None:
    check_letters([reader.said(activity.title).words, said])
