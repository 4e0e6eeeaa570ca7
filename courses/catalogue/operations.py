"""What people do with the catalogue."""

from datetime import datetime

from sqlalchemy import select

from courses.catalogue.models import Course, CourseInterest
from turin.db import db
from turin.people.keys import email_key


def ask_to_be_told(course: Course, *, email: str, language: str, at: datetime) -> CourseInterest:
    """Note that somebody wants to know when ``course`` has dates; asking twice is asking once."""
    key = email_key(email)
    known = db.session.scalars(
        select(CourseInterest).where(
            CourseInterest.course_id == course.id, CourseInterest.email_key == key
        )
    ).one_or_none()
    if known is not None:
        return known
    interest = CourseInterest(
        course_id=course.id, email=email, email_key=key, language=language, asked_at=at
    )
    db.session.add(interest)
    db.session.flush()
    return interest
