"""What was done to an activity: who changed what and when, as it was and as it is."""

from courses.pages.history.pages import staff

__all__ = ["staff"]
