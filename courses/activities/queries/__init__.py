"""Reading activities. Every list has a full order."""

from courses.activities.queries.backing import (
    CHOSEN,
    backing,
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
    hers,
    seen_by,
    told,
)
from courses.activities.queries.listing import (
    BRIEF,
    COMING,
    Filters,
    as_known,
    asked_of,
    between,
    everything,
    languages,
    listed,
    mine,
    themes,
    without_dates,
)
from courses.activities.queries.modules import taught, to_come_with
from courses.catalogue.vocabularies.queries import term, terms

__all__ = [
    "BRIEF",
    "CHOSEN",
    "COMING",
    "Charge",
    "Filters",
    "as_known",
    "asked_of",
    "backing",
    "between",
    "code_taken",
    "coordinated_by",
    "coordinators",
    "copied",
    "course_lines",
    "everything",
    "find",
    "held_in",
    "hers",
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
    "seen_by",
    "shown",
    "taught",
    "term",
    "terms",
    "themes",
    "to_come_with",
    "told",
    "uses",
    "without_dates",
]
