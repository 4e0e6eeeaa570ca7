"""The calendars: one that anybody may read, those at secret addresses, and the page of these."""

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from courses.activities import queries as activities
from courses.schedule.calendars import access, operations, queries
from courses.schedule.calendars.labels import label
from courses.schedule.calendars.models import Kind
from courses.schedule.calendars.writing import written
from turin import clock
from turin.access import public, signed_in
from turin.db import transaction
from turin.language import reader
from turin.language.known import DEFAULT, INTERFACE
from turin.people import current
from turin.storage.downloads import made
from turin.web import localized
from turin.web.forms import Press
from turin.web.headers import cache_publicly

pages = localized("calendars", __name__)
OURS = "Europe/Rome"  # the zone of a calendar in which nothing stands
feeds = Blueprint("calendar_feeds", __name__, url_prefix="/calendars")


@pages.get("/courses/<key>/timetable.ics")
@public
def timetable(key: str) -> Response:
    """Send the timetable of a published activity to whoever wants it in her calendar."""
    activity = activities.published(key) or abort(404)
    now = clock.now()
    name = reader.said(activity.title).words
    body = written(queries.of_activity(activity, now), name=name, zone=activity.zone, at=now)
    return cache_publicly(_calendar(body, activity.key))


@feeds.get("/<token>.ics")
@public
def feed(token: str) -> Response:
    """Send the calendar at a secret address, in the language in which the address was made."""
    address, now = access.opened(token), clock.now()
    g.language = INTERFACE.get(address.language, DEFAULT)
    timetable = queries.of_address(address, now)
    return _calendar(written(timetable, name=label(address), zone=OURS, at=now), "turin")


def _calendar(body: bytes, name: str) -> Response:
    return made(body, f"{name}.ics", "text/calendar; charset=utf-8")


@pages.get("/me/calendars")
@signed_in
def calendars() -> tuple[str, int]:
    """List the addresses that she has made."""
    return _listed(Press(formdata=None))


@pages.route(
    "/me/calendars/<any(mine, teaching, activity, room):kind>/<of>", methods=["GET", "POST"]
)
@signed_in
def make(kind: str, of: str) -> Answer | tuple[str, int]:
    """Say what an address is good for, and make one."""
    person, form = current.person(), Press()
    subject = access.subject(Kind(kind), of, asked_by=person)
    if form.validate_on_submit():
        with form.refusals(), transaction():
            subject = access.subject(Kind(kind), of, asked_by=person)
            operations.make(
                Kind(kind), subject, language=reader.current().code, by=person, at=clock.now()
            )
            flash(_("The address is ready. Copy it into your calendar program."))
            return redirect(url_for(".calendars"), 303)
    page = render_template(
        "courses/schedule/calendars/make.html", form=form, kind=kind, of=of, subject=subject
    )
    return page, form.status


@pages.post("/me/calendars/<int:number>/revoke")
@signed_in
def revoke(number: int) -> Answer | tuple[str, int]:
    """Close one of her addresses."""
    form = Press()
    access.address(number, of=current.person())
    if form.validate_on_submit():
        with form.refusals(), transaction():
            found = access.address(number, of=current.person())
            operations.revoke(found, by=current.person(), at=clock.now())
            flash(_("The address is revoked: it opens no calendar any more."))
            return redirect(url_for(".calendars"), 303)
    return _listed(form)


def _listed(form: Press) -> tuple[str, int]:
    page = render_template(
        "courses/schedule/calendars/calendars.html",
        form=form,
        addresses=[
            (one, label(one), _href(operations.token(one)))
            for one in queries.addresses(current.person())
        ],
    )
    return page, form.status


def _href(token: str | None) -> str:
    return url_for("calendar_feeds.feed", token=token, _external=True) if token else ""
