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
    """Make a course found by what is said of it, of its modules, and of what they teach."""
    modules = [used.module for used in course.modules]
    taught = [one for module in modules for one in module.instruments]
    search.index(
        "course",
        course.id,
        course.title,
        texts=(
            course.summary,
            course.for_whom,
            *(text for module in modules for text in (module.title, module.objectives)),
            *(text for one in taught for text in (one.title, one.written)),
        ),
    )
