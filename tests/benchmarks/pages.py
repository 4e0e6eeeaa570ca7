"""Pages against a greeting of the same server: in turn, over several rounds; medians are told."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from sqlalchemy import event

from tests.benchmarks import filling
from tests.benchmarks.site import Site, asked
from tests.benchmarks.table import Row
from turin.db import db

ROUNDS = 3
SECONDS = 0.8  # of each measurement
TIMES = 25
CONNECTIONS = (4, 32)


@dataclass(frozen=True)
class Page:
    """A page to ask for; ``floor``: at least so large a part of the greeting's answers a second."""

    name: str
    path: str
    floor: float = 1 / 8
    cookie: str = ""


def pages(site: Site) -> list[Page]:
    """Return the pages to measure; a query that nobody had before makes one that is not kept."""
    client = site.app.test_client()
    with site.app.app_context():
        key = filling.pattern().key
    activity = client.get(f"/en/courses/{key}").headers["Location"]
    public = {"catalogue": "/en/courses", "activity page": activity, "library": "/en/library"}
    return [
        *(Page(f"{name}, kept", path, 1 / 3) for name, path in public.items()),
        *(Page(f"{name}, made anew", f"{path}?n={{n}}") for name, path in public.items()),
        Page("first step of applying", f"/en/apply/{key}/you"),
        Page("staff overview", "/staff", cookie=site.coordinator),
    ]


def against_hello(page: Page, connections: int) -> tuple[float, float]:
    """Return the median rates of a page and of the greeting, asked for in turn."""
    hello, ours = [], []
    asked("site", 2 * connections, SECONDS / 2, page.path, page.cookie)  # both workers have seen it
    for _ in range(ROUNDS):
        hello.append(asked("hello", connections, SECONDS, "/"))
        ours.append(asked("site", connections, SECONDS, page.path, page.cookie))
    return median(ours), median(hello)


def measured(site: Site) -> Iterator[Row]:
    """Measure every page at every number of connections, and count its statements."""
    for page in pages(site):
        for connections in CONNECTIONS:
            ours, hello = against_hello(page, connections)
            yield Row(
                f"{page.name}, {connections} at once",
                f"at least 1/{1 / page.floor:.0f} of hello",
                f"1/{hello / ours:.1f} ({ours:.0f} of {hello:.0f} a second)",
                ours / hello >= page.floor,
            )
        if not page.name.endswith("kept"):
            number = statements(site, page)
            yield Row(f"{page.name}, SQL statements", "at most 10", str(number), number <= 10)


def quickest(site: Site, page: Page) -> float:
    """Return the seconds that a page takes, made anew, in this process: of many times the least.

    What else the machine does makes it slower and never quicker.
    """
    client = site.app.test_client(use_cookies=False)
    took = []
    for _ in range(TIMES):
        path = page.path.format(n=time.monotonic_ns())
        started = time.perf_counter()
        answer = client.get(path, headers={"Cookie": page.cookie})
        took.append(time.perf_counter() - started)
        if answer.status_code != 200:
            raise RuntimeError(f"asking for {path}: {answer.status}")
    return min(took)


def statements(site: Site, page: Page) -> int:
    """Return how many SQL statements a page sends."""
    sent = []
    client = site.app.test_client(use_cookies=False)
    with site.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *all_: sent.append(all_[2]))
    client.get(page.path.format(n="count"), headers={"Cookie": page.cookie})
    return len(sent)
