"""What refusals of the timetable say to the reader."""

from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from courses.schedule import rules
from turin.language import formats
from turin.web.refusals import sentence


@sentence.register
def ends_before_start(_refusal: rules.EndsBeforeStart) -> str:
    """Tell that the times are turned round."""
    return _(
        "It ends before it starts. Enter an end later than the start, or say that it ends on the"
        " next day."
    )


@sentence.register
def too_long(_refusal: rules.TooLong) -> str:
    """Tell how long a session may be."""
    return _("A session lasts 24 hours at most. Enter an earlier end, or make it two sessions.")


@sentence.register
def no_such_time(refusal: rules.NoSuchTime) -> str:
    """Tell that the clocks skip the hour."""
    facts = refusal.facts
    return _(
        "On %(day)s the clocks go forward and skip %(time)s. Enter another time.",
        day=formats.day(facts["day"]),
        time=f"{facts['time']:%H:%M}",
    )


@sentence.register
def outside_dates(refusal: rules.OutsideDates) -> str:
    """Tell when the activity takes place."""
    dates = formats.day_range(refusal.facts["first"], refusal.facts["last"])
    return _("The activity takes place on %(dates)s. Enter a day within.", dates=dates)


@sentence.register
def untitled(_refusal: rules.Untitled) -> str:
    """Tell that nothing says what the session is."""
    return _("Enter a title, or choose a module.")


@sentence.register
def room_taken(refusal: rules.RoomTaken) -> str:
    """Tell who has the room, and when it is free."""
    starts, ends = _hours(refusal)
    return _(
        "%(room)s is taken from %(starts)s to %(ends)s. Choose another room or another time.",
        room=refusal.facts["room"].name,
        starts=starts,
        ends=ends,
    )


@sentence.register
def trainer_taken(refusal: rules.TrainerTaken) -> str:
    """Tell when the trainer teaches elsewhere."""
    starts, ends = _hours(refusal)
    return _(
        "%(trainer)s teaches another session from %(starts)s to %(ends)s."
        " Choose another trainer or another time.",
        trainer=refusal.facts["trainer"].name,
        starts=starts,
        ends=ends,
    )


def _hours(refusal: rules.RoomTaken | rules.TrainerTaken) -> list[str]:
    """Return from when to when the other session is, on the clocks of the one that was refused."""
    other, zone = refusal.facts["session"], ZoneInfo(refusal.facts["zone"])
    return [f"{moment.astimezone(zone):%H:%M}" for moment in (other.starts_at, other.ends_at)]


@sentence.register
def room_known(_refusal: rules.RoomKnown) -> str:
    """Tell that the name is used."""
    return _("There is a room of that name already. Enter another name.")


@sentence.register
def closes_before_opening(_refusal: rules.ClosesBeforeOpening) -> str:
    """Tell that the hours are turned round."""
    return _("The room closes before it opens. Enter a later hour.")


@sentence.register
def away_backwards(_refusal: rules.AwayBackwards) -> str:
    """Tell that the days are turned round."""
    return _("The last day is before the first. Enter a later day.")
