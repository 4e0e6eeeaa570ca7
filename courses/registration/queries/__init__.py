"""Reading registration. Every list has a full order; nothing here writes."""

from courses.registration.queries.applicants import Sort, View, applicants, chosen, counts_by_view
from courses.registration.queries.counting import (
    balance,
    countries_of_many,
    counts_and_shares,
    counts_by_state,
    seats_left,
    seats_taken,
    taken_and_waiting,
)
from courses.registration.queries.finding import (
    application_of,
    asked_by,
    attended_by,
    by_reference,
    concerned,
    draft,
    holders,
    offered,
    overdue,
    participants,
    standing,
)
from courses.registration.queries.forgetting import (
    ended_long_ago,
    unwanted,
    with_special,
)
from courses.registration.queries.links import (
    CLAIM,
    DRAFT,
    claims_today,
    latest_link,
    links_today,
)
from courses.registration.queries.reserve import Because, Vacancy, freed, vacancies

__all__ = [
    "CLAIM",
    "DRAFT",
    "Because",
    "Sort",
    "Vacancy",
    "View",
    "applicants",
    "application_of",
    "asked_by",
    "attended_by",
    "balance",
    "by_reference",
    "chosen",
    "claims_today",
    "concerned",
    "countries_of_many",
    "counts_and_shares",
    "counts_by_state",
    "counts_by_view",
    "draft",
    "ended_long_ago",
    "freed",
    "holders",
    "latest_link",
    "links_today",
    "offered",
    "overdue",
    "participants",
    "seats_left",
    "seats_taken",
    "standing",
    "taken_and_waiting",
    "unwanted",
    "vacancies",
    "with_special",
]
