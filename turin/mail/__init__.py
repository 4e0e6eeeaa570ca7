"""Mail: promised in the transaction it follows from, rendered once, sent at most once for sure."""

from turin.mail.letters import Letter, Withheld, writes
from turin.mail.operations import (
    Stranger,
    cancel,
    nudge,
    nudge_with,
    post,
    post_all,
    tell_who_waits,
)

__all__ = [
    "Letter",
    "Stranger",
    "Withheld",
    "cancel",
    "nudge",
    "nudge_with",
    "post",
    "post_all",
    "tell_who_waits",
    "writes",
]
