"""Reading activities. Every list has a full order."""

from courses.activities.queries.checklist import (
    copied,
    course_lines,
    line,
    lines,
)
from courses.activities.queries.finding import (
    COMING,
    WHOLE,
    Filters,
    code_taken,
    coordinators,
    find,
    languages,
    latest_runs,
    listed,
    mine,
    next_code,
    of_course,
    published,
    run_by,
    themes,
    without_dates,
)

__all__ = [
    "COMING",
    "WHOLE",
    "Filters",
    "code_taken",
    "coordinators",
    "copied",
    "course_lines",
    "find",
    "languages",
    "latest_runs",
    "line",
    "lines",
    "listed",
    "mine",
    "next_code",
    "of_course",
    "published",
    "run_by",
    "themes",
    "without_dates",
]
