"""The pages of those who teach: their sessions, their week, and when they are away."""

from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.schedule import access, operations, queries
from courses.schedule.forms import AbsenceForm
from courses.schedule.routes import week as shown
from courses.schedule.routes.blueprint import pages
from courses.schedule.weeks import Look, Week, weeks
from turin import clock
from turin.access import Permission, requires
from turin.db import transaction
from turin.people import current
from turin.people.models import Person
from turin.web.forms import Press

Answer = Response | str | tuple[str, int]


@pages.route("/teaching", methods=["GET", "POST"])
@requires(Permission.TEACH)
def teaching() -> Answer:
    """Show a trainer what she teaches and when, and let her say when she is away."""
    form = AbsenceForm()
    if form.validate_on_submit():
        with form.refusals(), transaction():
            me = current.person()
            operations.say_away(me, *form.told(), by=me, at=clock.now())
            flash(_("Those who plan activities see when you are away."))
            return redirect(url_for("schedule.teaching"), 303)
    return _teaching_page(form)


@pages.post("/absences/<int:number>/remove")
@requires(Permission.TEACH)
def remove_absence(number: int) -> Answer:
    """Take back that she is away."""
    press = Press()
    access.absence(number, of=current.person())
    if press.validate_on_submit():
        with press.refusals(), transaction():
            me = current.person()
            operations.take_back_absence(access.absence(number, of=me), by=me, at=clock.now())
            flash(_("It is taken back."))
            return redirect(url_for("schedule.teaching"), 303)
    return _teaching_page(AbsenceForm(formdata=None), press)


def _teaching_page(form: AbsenceForm, press: Press | None = None) -> Answer:
    now, me = clock.now(), current.person()
    sessions = queries.taught_by(me)
    week = shown.asked_for()
    page = render_template(
        "courses/schedule/teaching.html",
        coming=[one for one in sessions if one.ends_at >= now],
        past=[one for one in sessions if one.ends_at < now][::-1],
        week=week,
        weeks=_week_of(me, week, Look(detail=shown.activity_and_place, join=True)),
        absences=queries.absences([me.id], now.astimezone(ZoneInfo(me.zone)).date()),
        form=form,
        press=press or Press(formdata=None),
    )
    return page, press.status if press else form.status


@pages.get("/trainers/<int:number>/week")
@requires(Permission.WORK_ON_ACTIVITIES)
def trainer_week(number: int) -> str:
    """Show what one trainer teaches in one week, and when she is away."""
    trainer, week = access.trainer(number), shown.asked_for()
    return render_template(
        "courses/schedule/trainer_week.html",
        trainer=trainer,
        week=week,
        weeks=_week_of(trainer, week, Look(link=shown.link, detail=shown.activity_and_place)),
        absences=queries.absences([trainer.id], week.monday),
    )


def _week_of(trainer: Person, week: shown.ShownWeek, look: Look) -> list[Week]:
    sessions = queries.of_weeks(week.days[0], week.days[-1], queries.with_trainer(trainer))
    return weeks(sessions, look=look)
