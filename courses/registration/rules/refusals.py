"""Why registration says no. The facts of each choose its sentence."""

from turin.errors import Refused


class NotOpen(Refused):
    """The activity does not take applications."""


class DeadlinePassed(Refused):
    """It did until the day ``deadline``."""


class ByInvitation(Refused):
    """Those who take part are invited."""


class Incomplete(Refused):
    """Needed answers are missing. Facts: ``steps``, those on which they are."""


class AlreadySent(Refused):
    """What was sent is not changed any more."""


class TooManyClaims(Refused):
    """Too many applications were sent today in the name of this mailbox."""


class TooManyLinks(Refused):
    """Too many links to one draft were asked for today."""


class WrongState(Refused):
    """From where the application stands this can't be done. Facts: ``deed``, ``state``."""


class Unconfirmed(Refused):
    """Nobody has shown yet that she sent it, so it can't be decided about."""


class ActivityFull(Refused):
    """Every seat is held. Facts: ``seats``."""


class NoSeatsGiven(Refused):
    """The activity is not announced, or over: it has no seats to give. Facts: ``state``."""


class DatesUnknown(Refused):
    """The activity is postponed: nobody can say yet whether she comes."""


class AnswerTooLate(Refused):
    """The offer could be answered until the ``day`` was over at the venue."""


class AnswerInPast(Refused):
    """An offer can't ask for an answer before it is made."""


class AnswerAfterEnd(Refused):
    """An offer would hold a seat until after the activity. Facts: ``last``, its last day."""


class NobodyChosen(Refused):
    """A decision needs somebody to be decided about."""


class NameNeeded(Refused):
    """A certificate carries a name."""
