"""Figures for Prometheus: how fast pages come, and what waits in the database.

Pages are measured where they are made; with several processes, the folder that
``PROMETHEUS_MULTIPROC_DIR`` names is where their measures come together. All else is asked of the
database at each visit, so that it is the same whichever process answers.
"""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import (
    CollectorRegistry,
    Histogram,
    Metric,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from typing_extensions import override

from turin.health.ticks import last_tick
from turin.jobs import queries as jobs
from turin.mail import queries as mail
from turin.storage.checking import damaged_number
from turin.uploads.queries import unsettled_number

SECONDS = Histogram(
    "turin_request_seconds",
    "How long an answer took to make",
    ["route", "method", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=None,
)


def text(at: datetime, *, together: bool) -> bytes:
    """Return all figures in Prometheus's text format; ``together``: of all processes."""
    registry = CollectorRegistry()
    if together:
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(SECONDS)
    registry.register(_Waiting(at))
    return generate_latest(registry)


class _Waiting(Collector):
    def __init__(self, at: datetime) -> None:
        self._at = at

    @override
    def collect(self) -> Iterator[Metric]:
        letters = GaugeMetricFamily("turin_letters", "Messages in each state", labels=["state"])
        for state, number in sorted(mail.counts().items()):
            letters.add_metric([state], number)
        yield letters
        yield self._age(
            "turin_oldest_letter_seconds",
            "For how long the oldest due message has waited",
            mail.oldest_waiting(self._at),
        )
        yield GaugeMetricFamily(
            "turin_quarantined_addresses", "Addresses at which nothing arrives", mail.quarantined()
        )
        yield self._age(
            "turin_beat_silent_seconds", "For how long beat has been silent", last_tick()
        )
        yield GaugeMetricFamily("turin_live_jobs", "Long work that has not ended", jobs.live())
        yield GaugeMetricFamily(
            "turin_waiting_uploads", "Files that wait for the virus scanner", unsettled_number()
        )
        yield GaugeMetricFamily(
            "turin_damaged_files", "Stored files that are gone or changed", damaged_number()
        )

    def _age(self, name: str, says: str, since: datetime | None) -> Metric:
        """Return a metric that has no value where there is nothing whose age could be told."""
        seconds = (self._at - since).total_seconds() if since else None
        return GaugeMetricFamily(name, says, seconds)
