"""Reading activities. Every list has a full order."""

from courses.activities.queries.backing import (
    CHOSEN,
    backing,
    term,
    terms,
    uses,
)
from courses.activities.queries.checklist import (
    copied,
    course_lines,
    line,
    lines,
)
from courses.activities.queries.finding import (
    code_taken,
    coordinators,
    find,
    held_in,
    latest_runs,
    next_code,
    of_course,
    published,
    run_by,
    shown,
)
from courses.activities.queries.hands import (
    Charge,
    coordinated_by,
    told,
    worked_on_by,
)
from courses.activities.queries.listing import (
    COMING,
    Filters,
    between,
    languages,
    listed,
    mine,
    themes,
    without_dates,
)

__all__ = [
    "CHOSEN",
    "COMING",
    "Charge",
    "Filters",
    "backing",
    "between",
    "code_taken",
    "coordinated_by",
    "coordinators",
    "copied",
    "course_lines",
    "find",
    "held_in",
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
    "shown",
    "term",
    "terms",
    "themes",
    "told",
    "uses",
    "without_dates",
    "worked_on_by",
]
