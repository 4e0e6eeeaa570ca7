"""What can be done with an application that was sent, and who has a seat by it."""

from enum import StrEnum

from courses.activities import rules as activities
from courses.activities.models import Activity, Choice
from courses.registration.models import Application, State
from courses.registration.rules.refusals import (
    ActivityFull,
    NoSeatsGiven,
    Unconfirmed,
    WrongState,
)


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
