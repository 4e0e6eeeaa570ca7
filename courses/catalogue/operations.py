"""What people do with the catalogue."""

from datetime import datetime

from courses.catalogue.models import Course, CourseInterest
from turin.db import search
from turin.db.insert import insert_new
from turin.people.keys import email_key


def ask_to_be_told(course: Course, *, email: str, language: str, at: datetime) -> None:
    """Note that somebody wants to know when ``course`` has dates; asking twice is asking once."""
    insert_new(
        CourseInterest,
        ("course_id", "email_key"),
        [
            {
                "course_id": course.id,
                "email": email,
                "email_key": email_key(email),
                "language": language,
                "asked_at": at,
            }
        ],
    )


def index(course: Course) -> None:
    """Make the course found by the words that are said of it."""
    search.index("course", course.id, course.title, course.summary, course.for_whom)
