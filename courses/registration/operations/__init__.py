"""What is done with applications. Each deed locks, checks, writes, and says what should follow."""

from courses.registration.operations.answering import confirm, correct_name, refuse, withdraw
from courses.registration.operations.applying import (
    ANSWERS,
    KEPT,
    forget,
    hashed,
    resume,
    save_step,
    send_link,
    start,
    submit,
    verify,
)
from courses.registration.operations.choosing import decline, expire, offer, reserve

__all__ = [
    "ANSWERS",
    "KEPT",
    "confirm",
    "correct_name",
    "decline",
    "expire",
    "forget",
    "hashed",
    "offer",
    "refuse",
    "reserve",
    "resume",
    "save_step",
    "send_link",
    "start",
    "submit",
    "verify",
    "withdraw",
]
