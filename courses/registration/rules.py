"""What registration allows. Values in; nothing, an answer or a refusal out."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from courses.activities import rules as activities
from courses.activities.models import Activity, Choice
from courses.activities.models import State as Stage
from courses.registration.models import ENDED_WITHOUT_SEAT, Application, State
from turin.errors import Refused
from turin.people.models import Person

ANSWER_WITHIN = timedelta(days=7)
KEPT_UNPROVEN, KEPT_WITHOUT_SEAT = timedelta(days=30), timedelta(days=365)
CLAIMS_A_DAY = 10  # sent in the name of one mailbox
LINKS_A_DAY = 5  # to come back to one draft


class Step(StrEnum):
    """A page of the form."""

    YOU = "you"
    ORGANIZATION = "organization"
    EXPERIENCE = "experience"
    FUNDING = "funding"
    CHECK = "check"


# What each step must have answered before the application can be sent.
NEEDED: dict[Step, tuple[str, ...]] = {
    Step.YOU: ("name", "sex", "email"),
    Step.ORGANIZATION: ("group", "organisation", "country", "position"),
    Step.EXPERIENCE: ("course_language", "level", "motivation"),
    Step.FUNDING: ("funding",),
    Step.CHECK: (),
}


class Deed(StrEnum):
    """What can be done with an application that was sent."""

    SUBMIT = "submit"
    OFFER = "offer"
    RESERVE = "reserve"
    DECLINE = "decline"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"


# From where each deed may be done, and where it leads.
DEEDS: dict[Deed, tuple[frozenset[State], State]] = {
    Deed.SUBMIT: (frozenset({State.DRAFT}), State.SUBMITTED),
    Deed.OFFER: (
        frozenset({State.SUBMITTED, State.RESERVED, State.DECLINED, State.EXPIRED}),
        State.OFFERED,
    ),
    Deed.RESERVE: (frozenset({State.SUBMITTED, State.DECLINED, State.EXPIRED}), State.RESERVED),
    Deed.DECLINE: (frozenset({State.SUBMITTED, State.RESERVED}), State.DECLINED),
    Deed.CONFIRM: (frozenset({State.OFFERED}), State.CONFIRMED),
    Deed.REFUSE: (frozenset({State.OFFERED}), State.REFUSED),
    Deed.WITHDRAW: (
        frozenset({State.SUBMITTED, State.RESERVED, State.CONFIRMED}),
        State.WITHDRAWN,
    ),
    Deed.EXPIRE: (frozenset({State.OFFERED}), State.EXPIRED),
}
OF_COORDINATORS = (Deed.OFFER, Deed.RESERVE, Deed.DECLINE)
HERS = (Deed.CONFIRM, Deed.REFUSE, Deed.WITHDRAW)
SEATS_GIVEN_IN = activities.TAKES_PLACE


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


def check_open(activity: Activity, at: datetime) -> None:
    """Raise ByInvitation, DeadlinePassed or NotOpen if nobody may apply."""
    if activity.choice == Choice.INVITATION:
        raise ByInvitation
    if activities.is_open(activity, at):
        return
    announced = activity.state in {Stage.OPEN, Stage.CONFIRMED}
    if announced and activity.deadline and activity.deadline < activities.today(activity, at):
        raise DeadlinePassed(deadline=activity.deadline)
    raise NotOpen


def check_coming(activity: Activity, at: datetime) -> None:
    """Raise NotOpen where it is too late to take part: over, cancelled or begun.

    Who has applied in time may prove it after the deadline.
    """
    begun = activities.today(activity, at) >= activity.starts.first
    if activity.state in {Stage.OPEN, Stage.CONFIRMED} and not begun:
        return
    if activity.state != Stage.POSTPONED:
        raise NotOpen


def unanswered(application: Application) -> list[Step]:
    """Return the steps on which a needed answer is missing."""
    return [
        step
        for step, needed in NEEDED.items()
        if not all(getattr(application, answer) for answer in needed)
    ]


def known(person: Person, asked: Sequence[Application]) -> dict[str, object]:
    """Return what somebody signed in need not type again; ``asked`` are her applications."""
    answers: dict[str, object] = {
        answer: getattr(person, answer)
        for answer in ("name", "certificate_name", "sex", "email", "phone", "country")
    }
    if asked:
        last = asked[0]
        told = {
            answer: getattr(last, answer)
            for answer in ("country", "phone", "group", "organisation", "position", "languages")
        }
        answers |= {answer: value for answer, value in told.items() if value}
    return answers


def check_complete(application: Application) -> None:
    """Raise Incomplete if a needed answer is missing."""
    if steps := unanswered(application):
        raise Incomplete(steps=steps)


def check_forgettable(one: Application) -> None:
    """Raise AlreadySent unless it was never sent or proven, or has led to no seat."""
    if not (one.is_claim or one.state in {State.DRAFT, *ENDED_WITHOUT_SEAT}):
        raise AlreadySent


def check_draft(application: Application) -> None:
    """Raise AlreadySent if it can't be changed any more."""
    if application.state != State.DRAFT:
        raise AlreadySent


def check_deed(application: Application, deed: Deed) -> State:
    """Return the state that ``deed`` leads to.

    Raises WrongState; Unconfirmed where a claim would be decided about.
    """
    before, after = DEEDS[deed]
    if application.state not in before:
        raise WrongState(deed=deed, state=application.state)
    if deed in OF_COORDINATORS and application.is_claim:
        raise Unconfirmed
    return after


def deeds(application: Application) -> list[Deed]:
    """Return what a coordinator may do with it."""
    if application.is_claim:
        return []
    return [deed for deed in OF_COORDINATORS if application.state in DEEDS[deed][0]]


def of_her(application: Application) -> list[Deed]:
    """Return what she herself may do with it; where the activity is over, nothing."""
    if application.activity.state in activities.OVER:
        return []
    return [deed for deed in HERS if application.state in DEEDS[deed][0]]


def check_seat(activity: Activity, taken: int) -> None:
    """Raise NoSeatsGiven or ActivityFull; ``taken`` is counted under the activity's lock."""
    if activity.state not in SEATS_GIVEN_IN:
        raise NoSeatsGiven(state=activity.state)
    if activity.seats is not None and taken >= activity.seats:
        raise ActivityFull(seats=activity.seats)


def gives_at_once(activity: Activity, taken: int, waiting: int) -> bool:
    """Whether the next comer gets a seat: first come, one is free, and nobody waits for it."""
    if activity.choice != Choice.FIRST_COME or activity.state not in SEATS_GIVEN_IN or waiting:
        return False
    return activity.seats is None or taken < activity.seats


def queues(activity: Activity) -> bool:
    """Whether who gets no seat at once waits for one without being chosen."""
    return activity.choice == Choice.FIRST_COME


def check_answerable(application: Application, at: datetime) -> None:
    """Raise Over, DatesUnknown, or AnswerTooLate, whether or not it has been taken back yet."""
    activity, until = application.activity, application.answer_by
    activities.check_not_over(activity)
    if activity.state not in SEATS_GIVEN_IN:
        raise DatesUnknown
    if until is not None and at >= until:
        raise AnswerTooLate(day=last_day(until, activity))


def check_answer_by(answer_by: datetime, at: datetime) -> None:
    """Raise AnswerInPast."""
    if answer_by <= at:
        raise AnswerInPast


def check_answer_day(day: date, activity: Activity) -> None:
    """Raise AnswerAfterEnd if on ``day`` the activity is over."""
    last = (activity.ends or activity.starts).last
    if day > last:
        raise AnswerAfterEnd(last=last)


def end_of(day: date, activity: Activity) -> datetime:
    """Return the instant at which ``day`` is over at the venue."""
    midnight = datetime.combine(day + timedelta(days=1), time())
    return midnight.replace(tzinfo=ZoneInfo(activity.zone))


def last_day(answer_by: datetime, activity: Activity) -> date:
    """Return the last day on which an offer can be answered, at the venue."""
    return (answer_by - timedelta(seconds=1)).astimezone(ZoneInfo(activity.zone)).date()


def suggested_answer_day(activity: Activity, at: datetime) -> date:
    """Return by which day to ask for an answer: the announced one, or else a week from now.

    Never after the activity has begun, unless it has.
    """
    today = activities.today(activity, at)
    if activity.answer_by and activity.answer_by > today:
        return activity.answer_by
    return max(today, min(today + ANSWER_WITHIN, activity.starts.last))
