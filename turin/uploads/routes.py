"""The pages and addresses by which files come in.

Parts are sent as in tus 1.0: PATCH with ``Upload-Offset`` adds one, HEAD says how far it is. A part
has a million octets at most, like every other request; so nothing here needs a larger limit but the
plain form, which sends files whole.
"""

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import ngettext as _n
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as Answer

from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.db.transaction import abandon
from turin.people import current
from turin.uploads import access, operations, queries, whole
from turin.uploads.forms import ENDINGS, BeginForm, FilesForm
from turin.uploads.gate.formats import FORMATS
from turin.uploads.models import State, Upload
from turin.uploads.refusals import ScannerAway
from turin.uploads.sentences import how_it_stands
from turin.web.forms import Press
from turin.web.refusals import sentence

pages = Blueprint("uploads", __name__, url_prefix="/staff/uploads")
AT_ONCE = 11 * 1024 * 1024  # octets of a form without a script; a proxy of ours lets 12 through
TOLD = 10_000_000  # what is said of it: the form itself has a little too
PART = "application/offset+octet-stream"


@pages.route("", methods=["GET", "POST"])
@requires(Permission.SEND_FILES)
def uploads() -> Answer | tuple[str, int]:
    """Show what came in, and take in files of a form without a script."""
    request.max_content_length = AT_ONCE
    form = FilesForm()
    if form.validate_on_submit():
        with form.refusals():
            states = [whole.take(file) for file in form.files.data]
            if taken := states.count(State.TAKEN):
                flash(_n("%(num)s file has come in.", "%(num)s files have come in.", taken))
            return redirect(url_for(".uploads"), 303)
    return _page(form), form.status


@pages.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> tuple[str, int]:
    """Say on the form how larger files are sent."""
    form = FilesForm(formdata=None)
    form.files.errors = [
        _(
            "Together these files are too large to be sent at once. Send them one by one, or open"
            " this page in a browser that runs scripts: it sends larger files in parts."
        )
    ]
    return _page(form), 413


@pages.post("/begin")
@requires(Permission.SEND_FILES)
def begin() -> tuple[Response, int]:
    """Say where the parts of a file go, and with which octet to go on."""
    form = BeginForm()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            upload = operations.begin(
                form.name.data or "",
                form.size.data or 0,
                form.mark.data or "",
                by=current.person(),
                at=clock.now(),
            )
            number = upload.id
        if not form.failed:
            return _told(number, waits=not whole.settle(number, current.person())), 201
    said = [error for errors in form.errors.values() for error in errors]
    return jsonify(says=form.refusal or " ".join(map(str, said))), 422


@pages.get("/<int:number>")
@requires(Permission.SEND_FILES)
def progress(number: int) -> Response:
    """Say how far a file is."""
    return _told(number)


@pages.patch("/<int:number>")
@requires(Permission.SEND_FILES)
def part(number: int) -> tuple[Response, int]:
    """Take in a part of a file; with the last one it is looked at."""
    access.upload(number, current.person())
    offset, content = _sent()
    with transaction():
        upload = access.upload(number, current.person(), lock=True)
        fits = operations.append(upload, offset, content, at=clock.now())
    waits = fits and not whole.settle(number, current.person())
    return _told(number, waits=waits), 200 if fits else 409


@pages.post("/<int:number>/check")
@requires(Permission.SEND_FILES)
def check(number: int) -> Answer | tuple[str, int]:
    """Look at a whole file again, which had to wait for the scanner."""
    access.upload(number, current.person())
    press = Press()
    if press.validate_on_submit():
        if whole.settle(number, current.person()):
            return redirect(url_for(".uploads"), 303)
        press.refusal = sentence(ScannerAway())
    return _page(FilesForm(formdata=None), press), press.status


@pages.post("/<int:number>/remove")
@requires(Permission.SEND_FILES)
def remove(number: int) -> Answer | tuple[str, int]:
    """Forget a file that is not used."""
    access.upload(number, current.person())
    press = Press()
    if press.validate_on_submit():
        with transaction():
            upload = access.upload(number, current.person(), lock=True)
            operations.remove(upload, by=current.person(), at=clock.now())
            flash(_("It is deleted."))
        return redirect(url_for(".uploads"), 303)
    return _page(FilesForm(formdata=None), press), press.status


def _sent() -> tuple[int, bytes]:
    """Return the place and the octets of a part; end the request if it is none."""
    token = request.headers.get("X-CSRF-Token", "")
    if not Press(MultiDict({"csrf_token": token})).validate():
        abort(400)
    offset = request.headers.get("Upload-Offset", "")
    if request.mimetype != PART or not (offset.isascii() and offset.isdecimal()):
        abort(400)
    abandon()  # a thin line takes its time, in which nothing is asked of the database
    return int(offset[:20]), request.get_data(cache=False)


def _told(number: int, *, waits: bool = False) -> Response:
    """Tell a script how far a file is, in words how it stands, and if the scanner did not answer.

    One that is whole and does not wait is being looked at: the script asks again.
    """
    upload = access.upload(number, current.person())
    here = operations.received(upload)
    answer: dict[str, Any] = {
        "number": upload.id,
        "at": url_for(".progress", number=upload.id),
        "name": upload.name,
        "size": upload.size,
        "received": here,
        "state": upload.state,
        "waits": waits,
        "says": how_it_stands(upload, here),
    }
    response = jsonify(answer)
    response.headers["Upload-Offset"] = str(here)
    response.headers["Upload-Length"] = str(upload.size)
    return response


def _page(form: FilesForm, press: Press | None = None) -> str:
    sent: list[Upload] = queries.of(current.person())
    return render_template(
        "turin/uploads/uploads.html",
        form=press if press and press.failed else form,
        files_form=form,
        press=press or Press(formdata=None),
        uploads=[(one, how_it_stands(one, operations.received(one))) for one in sent],
        kinds=FORMATS,
        endings=ENDINGS,
        at_once=TOLD,
    )
