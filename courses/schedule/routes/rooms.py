"""The pages of the rooms: which there are, and what is in them from week to week."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.schedule import access, operations, queries
from courses.schedule.clashes import days_of
from courses.schedule.forms import RoomForm
from courses.schedule.models import Session
from courses.schedule.routes import week as shown
from courses.schedule.routes.blueprint import pages
from courses.schedule.weeks import Look, weeks
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.people import current

Answer = Response | str | tuple[str, int]


@pages.route("/rooms", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def rooms() -> Answer:
    """List the rooms, and take in a new one."""
    form = RoomForm()
    form.offer()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            facts, by, at = form.facts(), current.person(), clock.now()
            made = operations.add_room(facts.name, facts.capacity, facts.city, by=by, at=at)
            operations.change_room(made, facts, by=by, at=at)
            flash(_("The room is on the list."))
            return redirect(url_for("schedule.rooms"), 303)
    page = render_template("courses/schedule/rooms.html", rooms=queries.rooms(), form=form)
    return page, form.status


@pages.route("/rooms/<int:number>", methods=["GET", "POST"])
@requires(Permission.RUN_ACTIVITIES)
def room(number: int) -> Answer:
    """Change what is said of a room."""
    found = access.room(number)
    form = RoomForm(obj=found)
    form.offer()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            facts = form.facts()
            found = access.room(number)
            operations.change_room(found, facts, by=current.person(), at=clock.now())
            flash(_("The room is changed."))
            return redirect(url_for("schedule.rooms"), 303)
    return render_template("courses/schedule/room.html", room=found, form=form), form.status


@pages.get("/rooms/week")
@requires(Permission.WORK_ON_ACTIVITIES)
def rooms_week() -> str:
    """Show what is in every room in one week."""
    week = shown.asked_for()
    sessions = queries.of_weeks(week.days[0], week.days[-1], queries.in_rooms())
    by_room: dict[tuple[int | None, date], list[Session]] = {}
    for session in sessions:
        for day in dict.fromkeys(days_of(session)):
            by_room.setdefault((session.room_id, day), []).append(session)
    return render_template(
        "courses/schedule/rooms_week.html",
        week=week,
        rooms=queries.rooms(),
        sessions=by_room,
        link=shown.link,
    )


@pages.get("/rooms/<int:number>/week")
@requires(Permission.WORK_ON_ACTIVITIES)
def room_week(number: int) -> str:
    """Show what is in one room in one week."""
    found, week = access.room(number), shown.asked_for()
    sessions = queries.of_weeks(week.days[0], week.days[-1], queries.in_room(found))
    look = Look(link=shown.link, detail=shown.activity_and_place)
    return render_template(
        "courses/schedule/room_week.html", room=found, week=week, weeks=weeks(sessions, look=look)
    )
