"""When a download counts, and from which country it comes."""

import re
from collections.abc import Iterable

from flask import Response, current_app, request

from courses.materials.demand.operations import FETCHED, Row
from turin import clock
from turin.config import Settings
from turin.countries import all_countries
from turin.db.afterwards import count

ROBOT = re.compile(r"bot\b|crawl|spider|slurp|preview", re.IGNORECASE)


def counts(response: Response) -> bool:
    """Whether this answer is the beginning of somebody's download.

    Who only asks about the file, has it already, or goes on with a download that broke off has not
    fetched it anew; nor has a browser that loads ahead what nobody pressed, or a robot that says it
    is one.
    """
    begins = request.range is None or request.range.ranges[0][0] == 0
    return (
        request.method == "GET"
        and response.status_code in {200, 206, 302}
        and begins
        and "prefetch" not in request.headers.get("Sec-Purpose", "")
        and not ROBOT.search(request.user_agent.string)
    )


def country() -> str:
    """Return the country of the network, if a proxy of ours tells it; ``""`` if not."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.country_header:
        return ""
    told = request.headers.get(settings.country_header, "").strip().upper()
    return told if told in all_countries() else ""


def fetched(files: Iterable[int]) -> None:
    """Count each of the files of these ids once, after the answer."""
    day, where = clock.now().date(), country()
    for file_id in files:
        count(FETCHED, Row(file_id, day, where))
