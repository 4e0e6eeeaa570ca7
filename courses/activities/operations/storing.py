"""How an activity is locked, named, written down and made findable."""

import re

from sqlalchemy.exc import IntegrityError

from courses.activities import queries, rules
from courses.activities.models import Activity
from turin import countries
from turin.db import db, search
from turin.db.types import Text

TWICE = re.compile(r"\b(uq_activity_|activity\.)(key|code)\b")  # as the databases word it


def index(activity: Activity) -> None:
    """Make the activity found by the words that are said of it."""
    search.index(
        "activity",
        activity.id,
        Text(und=activity.code or ""),
        activity.title,
        texts=(
            activity.summary,
            activity.for_whom,
            activity.venue,
            activity.city,
            countries.names(activity.country),
            *(text for module in activity.modules for text in (module.title, module.objectives)),
        ),
    )


def give_code(activity: Activity, code: str) -> None:
    """Give it a code, by which it is also addressed; raise CodeTaken if another has it."""
    if queries.code_taken(code, besides=activity.id):
        raise rules.CodeTaken(code=code)
    activity.code = activity.key = code


def store(activity: Activity) -> None:
    """Write it; whoever took its code a moment ago keeps the code."""
    code = activity.code
    try:
        db.session.flush()
    except IntegrityError as error:
        if TWICE.search(str(error.orig)):
            raise rules.CodeTaken(code=code) from error
        raise
    index(activity)
