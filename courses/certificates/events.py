"""What certificates tell the floors above."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Numbered:
    """Certificates of an activity have their numbers, and wait for their files to be made."""

    activity_id: int
