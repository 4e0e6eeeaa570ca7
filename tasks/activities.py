"""Activities: what people asked, and who was asked, is forgotten in time."""

from datetime import datetime

from courses.activities import questions
from courses.activities.calls import operations as calls


def forget(at: datetime) -> None:
    """Delete questions, interests and calls that are older than their tables say."""
    questions.forget(at)
    calls.forget(at)
