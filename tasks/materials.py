"""Materials: unused packs are forgotten, old days become months, who fetched what ends."""

from datetime import datetime

from courses.materials.demand import operations as demand
from courses.materials.joining import operations as joining
from courses.materials.packs import operations as packs
from turin.db import apart


def forget(at: datetime) -> None:
    """Do each of these, whatever becomes of the others."""
    for what, forgets in (
        ("forgetting packs", packs.forget),
        ("adding up the days of old months", demand.fold),
        ("forgetting who fetched papers", joining.forget),
    ):
        with apart(what):
            forgets(at)
