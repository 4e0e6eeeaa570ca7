"""The programme and the list of participants as spreadsheets."""

from flask_babel import gettext as _

from courses.activities.models import Activity
from courses.attendance import queries as attendance
from courses.pages.printing.kinds import Paper
from courses.pages.printing.parts import by_day, country, language
from courses.schedule import queries as schedule
from turin.language import reader
from turin.web.spreadsheets import Sheet, workbook


def table(activity: Activity, paper: Paper) -> bytes:
    """Return a paper as a spreadsheet."""
    made = _programme if paper is Paper.PROGRAMME_TABLE else _participants
    return workbook(made(activity))


def _programme(activity: Activity) -> Sheet:
    rows = [
        (
            one.local_starts.date().isoformat(),
            day,
            f"{one.local_starts:%H:%M}",
            f"{one.local_ends:%H:%M}",
            one.zone,
            reader.said(one.title).words,
            _("Online") if one.online else one.room.name if one.room else "",
            _(", ").join(trainer.name for trainer in one.trainers),
        )
        for day, held in by_day(schedule.of_activity(activity, with_trainers=True))
        for one in held
    ]
    heads = [_("Date"), _("Day"), _("Starts at"), _("Ends at"), _("Time zone")]
    return Sheet(_("Programme"), [*heads, _("Session"), _("Where"), _("Trainers")], rows)


def _participants(activity: Activity) -> Sheet:
    rows = [
        (
            number,
            one.name,
            one.certificate_name,
            country(one),
            language(one),
            one.email,
            one.phone,
            one.reference,
        )
        for number, one in enumerate(attendance.participants(activity), 1)
    ]
    names = [_("No."), _("Name"), _("Name on certificates"), _("Country"), _("Language")]
    contacts = [_("Email address"), _("Phone"), _("Reference")]
    return Sheet(_("Participants"), [*names, *contacts], rows)
