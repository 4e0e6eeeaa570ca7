"""What stands in each list of one activity."""

from datetime import date

from flask_babel import gettext as _

from courses.activities import queries
from courses.activities.models import Activity
from courses.activities.rules import due_day
from courses.exchange.imports.sessions import COLUMNS
from courses.exchange.lists.rows import owner, yes
from courses.outcomes import queries as outcomes
from courses.outcomes import rules
from courses.schedule import queries as schedule
from courses.schedule.models import Session
from turin.language import formats, reader
from turin.web.spreadsheets import Cell, Sheet


def timetable(activity: Activity, _today: date) -> Sheet:
    """Return the sessions as they are imported: changed there, they can be taken in again."""
    taught = {one.id: reader.said(one.title).words for one in activity.modules}
    heads = [str(column.label) for column in COLUMNS]
    sessions = schedule.with_trainers(activity)
    return Sheet(_("Timetable"), heads, [_session(one, taught) for one in sessions])


def _session(one: Session, taught: dict[int, str]) -> list[Cell]:
    says: dict[str, Cell] = {
        "day": one.local_starts.date().isoformat(),
        "starts_at": f"{one.local_starts:%H:%M}",
        "ends_at": f"{one.local_ends:%H:%M}",
        "overnight": yes(one.local_ends.date() > one.local_starts.date()),
        "title": reader.said(one.title).words,
        "module": taught.get(one.module_id or 0, ""),
        "room": one.room.name if one.room else "",
        "online": yes(one.online),
        "trainers": "; ".join(trainer.name for trainer in one.trainers),
        "link": one.link,
        "kind": one.kind.label,
        "seats": one.seats or "",
        "languages": "; ".join(map(formats.language_name, one.languages)),
        "interpreted": "; ".join(map(formats.language_name, one.interpreted)),
        "reference": one.uid,
    }
    return [says[column.key] for column in COLUMNS]


def checklist(activity: Activity, today: date) -> Sheet:
    """Return what is to be done by when, by whom, and what is done."""
    rows: list[list[Cell]] = []
    for line in queries.lines([activity]):
        due = due_day(line, activity)
        late = bool(due and due < today and not line.done_at)
        rows.append(
            [
                line.usual.label if line.usual else reader.said(line.words).words,
                str(due or ""),
                line.who.label,
                _("Done") if line.done_at else _("Late") if late else _("To do"),
                formats.moment(line.done_at, activity.zone) if line.done_at else "",
                line.done_by.name if line.done_by else "",
            ]
        )
    heads = [_("What is to be done"), _("Due"), _("Who"), _("State"), _("Done on"), _("Done by")]
    return Sheet(_("Checklist"), heads, rows)


def undertaken(activity: Activity, today: date) -> Sheet:
    """Return what came of it, and what was undertaken in that; a row each, or one without."""
    rows: list[list[Cell]] = []
    for one in outcomes.of_activity(activity):
        about: list[Cell] = [one.kind.label, reader.said(one.title).words, str(one.adopted or "")]
        rows += [
            [
                *about,
                each.number,
                reader.said(each.words).words,
                owner(each),
                str(each.due or ""),
                each.state.label,
                yes(rules.is_late(each, today)),
            ]
            for each in one.commitments
        ] or [[*about, *[""] * 6]]
    heads = [_("Kind"), _("Outcome"), _("Adopted"), _("No."), _("What is undertaken")]
    more = [_("Who undertakes it"), _("Due"), _("How far it is"), _("Late")]
    return Sheet(_("Outcomes"), [*heads, *more], rows)
