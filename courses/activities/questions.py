"""What readers ask: a question about an activity, and to be told when a course has dates."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from courses.activities.models import Activity, Question
from courses.activities.queries import hands
from courses.catalogue.models import CourseInterest
from turin import mail
from turin.db import db

QUESTIONS_KEPT = timedelta(days=365)
INTERESTS_KEPT = timedelta(days=730)


def ask(
    activity: Activity, *, name: str, email: str, words: str, language: str, at: datetime
) -> Question:
    """Keep a question and write to everybody who coordinates ``activity``, or stands in."""
    question = Question(
        activity_id=activity.id, name=name, email=email, words=words, language=language, asked_at=at
    )
    db.session.add(question)
    db.session.flush()
    letters = [(("question", question.id), one) for one in hands.told(activity, at)]
    mail.post_all("activities.question", letters, occurrence="1", at=at)
    return question


def tell_who_waits(activity: Activity, *, at: datetime) -> None:
    """Write once to everybody who asked when the course of ``activity`` has dates."""
    waiting = (
        select(CourseInterest)
        .where(CourseInterest.course_id == activity.course_id)
        .order_by(CourseInterest.id)
    )
    mail.tell_who_waits("activities.has_dates", ("activity", activity.id), waiting, at=at)


def forget(at: datetime) -> None:
    """Delete the questions of a year ago, and the interests that no dates came for in two."""
    db.session.execute(delete(Question).where(Question.asked_at < at - QUESTIONS_KEPT))
    db.session.execute(delete(CourseInterest).where(CourseInterest.asked_at < at - INTERESTS_KEPT))
