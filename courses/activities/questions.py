"""Questions about an activity: they reach its coordinators, who answer by mail."""

from datetime import datetime

from courses.activities.models import Activity, Question
from turin import mail
from turin.db import db


def ask(
    activity: Activity, *, name: str, email: str, words: str, language: str, at: datetime
) -> Question:
    """Keep a question and write to everybody who coordinates ``activity``."""
    question = Question(
        activity_id=activity.id, name=name, email=email, words=words, language=language, asked_at=at
    )
    db.session.add(question)
    db.session.flush()
    for one in activity.coordinators:
        mail.post("activities.question", question, to=one.person, at=at)
    return question
