"""The sessions of one activity from a sheet."""

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from courses.activities.models import Activity
from courses.exchange.imports.plans import Deed, Line, Plan
from courses.exchange.imports.slots import COLUMNS as SLOT
from courses.exchange.imports.slots import MORE, Drafted, Known, called, draft
from courses.schedule import operations, queries, rules
from courses.schedule.clashes import Clash, Why, find
from courses.schedule.forms.gaps import off
from courses.schedule.models import Session
from turin.language import formats, reader
from turin.web.refusals import sentence
from turin.web.sheets import Column, Reading, cells

REFERENCE = Column("reference", _l("Reference of the session"), cells.words(32))
WHEN = {"day", "starts_at", "ends_at"}
COLUMNS = (
    *(replace(column, needed=True) if column.key in WHEN else column for column in SLOT),
    *MORE,
    REFERENCE,
)
HEADS = (_l("Day"), _l("Time"), _l("Session"), _l("Where"), _l("Trainers"))
TWICE = {Why.ROOM, Why.TRAINER}


def plan(reading: Reading, activity: Activity) -> Plan:
    """Return what would come onto the timetable of ``activity``.

    A row with the reference of a session changes that; one that says what stands there is left.
    """
    drawn, known = Plan.of(reading, [str(head) for head in HEADS]), Known()
    there, _taught = queries.with_trainers(activity), activity.modules  # each asked for once
    by_uid = {one.uid: one for one in there}
    standing = {mark for one in there for mark in called(one)}
    planned: list[tuple[Line, Session]] = []
    for row in reading.rows:
        drafted = draft(reading, row, activity, known)
        session = by_uid.pop(row["reference"] or "", None)
        if row["reference"] and session is None:
            says = _(
                "No other session of this activity has this reference. Leave it empty for a new"
                " one."
            )
            reading.fault(row, "reference", says)
            continue
        if drafted is None:
            continue
        line = _line(drafted, activity, session, standing)
        drawn.lines.append(line)
        if line.deed is not Deed.LEFT:
            number = session.id if session else -row.number
            planned.append((line, drafted.planned(activity, number)))
    look_for_clashes(reading, planned, {one.id: one for one in there})
    drawn.sessions = [session for _line, session in planned]
    return drawn


def _line(
    drafted: Drafted,
    activity: Activity,
    session: Session | None,
    standing: Container[tuple[datetime, datetime, str]],
) -> Line:
    says = in_words(drafted, activity)
    if session is not None:
        return Line(
            drafted.row,
            Deed.CHANGED,
            says,
            lambda by, at: operations.change(session, _again(drafted, session), by=by, at=at),
        )
    slot, title = drafted.slot, says[2]
    left = (slot.local_starts, slot.local_ends, cells.folded(title)) in standing
    return Line(
        drafted.row,
        Deed.LEFT if left else Deed.MADE,
        says,
        lambda by, at: operations.add(activity, drafted.facts(activity), by=by, at=at),
    )


def _again(drafted: Drafted, session: Session) -> operations.Facts:
    """Return what a row says of a known session: with all its titles, if it says one of them."""
    facts = drafted.facts(session.activity)
    if drafted.row["title"] in session.title.values():
        return replace(facts, title=session.title)
    return facts


def in_words(drafted: Drafted, activity: Activity) -> list[str]:
    """Return a session as the preview shows it."""
    slot = drafted.slot
    title = next(iter(drafted.title.values()), "")
    if not title and drafted.module is not None:
        title = reader.said(activity.modules[drafted.module].title).words
    where = _("Online") if drafted.row["online"] else drafted.room.name if drafted.room else ""
    return [
        formats.day(slot.day, "MMMEd"),
        f"{slot.starts:%H:%M}–{slot.ends:%H:%M}",
        title,
        where,
        _(", ").join(one.name for one in drafted.trainers),
    ]


def look_for_clashes(
    reading: Reading,
    planned: Sequence[tuple[Line, Session]],
    known: dict[int, Session],
) -> None:
    """Note which sessions can't be together as faults, what one may know better as doubts."""
    lines = {session.id: line for line, session in planned}
    sessions = [session for _line, session in planned]
    clashes = find(queries.known_of(sessions, off))
    of_ours = known | {session.id: session for session in sessions}
    elsewhere = queries.by_number(
        one.other for one in clashes if one.other is not None and one.other not in of_ours
    )
    for clash in clashes:
        line = lines[clash.session.id]
        holds = clash.session.activity.state not in rules.HOLDS_NOTHING
        if clash.why in TWICE and holds and not clash.allowed:
            other = (of_ours | elsewhere)[clash.other or 0]
            reading.fault(line.row, *_taken(clash, other))
        else:
            line.doubts.append(clash)


def _taken(clash: Clash, other: Session) -> tuple[str, str]:
    """Return the column of what is taken, and by what."""
    told = {"session": other, "zone": clash.session.zone}
    if clash.why is Why.ROOM:
        return "room", sentence(rules.RoomTaken(room=clash.session.room, **told))
    hers = {trainer.id: trainer for trainer in clash.session.trainers}
    trainer = hers[clash.thing.id if clash.thing else 0]
    return "trainers", sentence(rules.TrainerTaken(trainer=trainer, **told))
