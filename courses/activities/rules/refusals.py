"""What the rules of activities refuse; forms/sentences.py says it in words."""

from turin.errors import Refused


class WrongStep(Refused):
    """An activity in this state can't take that step. Facts: ``state``."""


class NotReady(Refused):
    """Something is missing before people may apply. Facts: ``missing``, a list of `Missing`."""


class NotYet(Refused):
    """It can't start or close before its day. Facts: ``step``, ``day``."""


class DatesTurned(Refused):
    """The last day is before the first."""


class DeadlineLate(Refused):
    """The deadline is after the first day."""


class AnswerOutside(Refused):
    """The day to answer an offer by is before the deadline, or after the first day."""


class DatesPast(Refused):
    """The first day is past, and those who applied would be told of it."""


class MinimumAboveSeats(Refused):
    """More people are needed than there are seats. Facts: ``minimum``, ``seats``."""


class NotMovable(Refused):
    """Its dates can't be moved any more, or need only be edited. Facts: ``state``."""


class SameDates(Refused):
    """It already has the dates to which it should move."""


class Over(Refused):
    """It is closed or cancelled, so nothing about it is changed any more. Facts: ``state``."""


class CodeTaken(Refused):
    """Another activity has the code. Facts: ``code``."""


class Announced(Refused):
    """People already know the activity by its code and its dates."""


class DayNeeded(Refused):
    """Sessions are to be copied to a month: on which of its days is not known."""


class AlreadyTaught(Refused):
    """The activity has begun: what it teaches stays as it was taught."""


class NotACoordinator(Refused):
    """She may not run activities. Facts: ``name``."""


class NotAnAssistant(Refused):
    """She may not work on activities. Facts: ``name``."""


class LastCoordinator(Refused):
    """Nobody would run the activity any more."""


class DecisionLate(Refused):
    """Whether it takes place would be decided after it has begun."""


class TargetsAboveSeats(Refused):
    """The targets of the groups, or of the sexes, are more than the seats. Facts: ``seats``."""


class CountryNotNamed(Refused):
    """A project pays for people of other countries. Facts: ``countries``, their codes."""


class TermUsed(Refused):
    """Activities have that term: it is retired, not deleted."""
