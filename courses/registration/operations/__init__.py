"""What is done with applications. Each deed locks, checks, writes, and says what should follow."""

from courses.registration.operations.answering import confirm, correct_name, refuse, withdraw
from courses.registration.operations.applying import (
    ANSWERS,
    KEPT,
    correct_address,
    forget,
    hashed,
    resume,
    save_step,
    send_link,
    start,
    submit,
    verify,
)
from courses.registration.operations.choosing import decline, expire, keep_offers, offer, reserve
from courses.registration.operations.erasing import erase_special
from courses.registration.operations.telling import (
    CANCELLED,
    MOVED,
    POSTPONED,
    TAKES_PLACE,
    tell_all,
)

__all__ = [
    "ANSWERS",
    "CANCELLED",
    "KEPT",
    "MOVED",
    "POSTPONED",
    "TAKES_PLACE",
    "confirm",
    "correct_address",
    "correct_name",
    "decline",
    "erase_special",
    "expire",
    "forget",
    "hashed",
    "keep_offers",
    "offer",
    "refuse",
    "reserve",
    "resume",
    "save_step",
    "send_link",
    "start",
    "submit",
    "tell_all",
    "verify",
    "withdraw",
]
