"""One run of all benchmarks: a Markdown table of goals and figures.

Ratios count, not absolute numbers: page and greeting are asked for in turn on the same machine.
"""

import logging
from urllib.parse import quote

from tests.benchmarks import downloads, filling, pages, planning, shelves, timetables, work
from tests.benchmarks.pages import Page, quickest
from tests.benchmarks.site import FEW, Site, memory, site
from tests.benchmarks.table import HEAD, Row, told
from tests.courses.exchange import finding
from turin.db import transaction

MANY = 10 * FEW
MOST_MEMORY = 120  # MB
MOST_GROWTH = 1.5


def measured(site: Site) -> list[Row]:
    """Serve the site and a greeting, and measure everything."""
    rows = []
    hello, web = site.serve("hello"), site.serve("site")
    try:
        rows += map(told, pages.measured(site))
        largest, own = memory(web)
        rows.append(
            told(
                Row(
                    "resident memory of a web worker, MB",
                    f"under {MOST_MEMORY}",
                    f"{largest:.0f}, {own:.0f} of them its own",
                    largest < MOST_MEMORY,
                )
            )
        )
        rows += map(told, downloads.measured(site))
        rows += map(told, planning.counted(site))
        rows += map(told, growth(site))
        rows += map(told, findings(site))
    finally:
        for server in (web, hello):
            server.kill()
    for measure in (work.certificates_a_second, work.applications_a_second):
        rows.append(told(measure(site.app)))
    return rows


def growth(site: Site) -> list[Row]:
    """Compare the time of some pages at 1,000 and at 10,000 activities."""
    grown = [
        Page("catalogue", "/en/courses?n={n}"),
        Page("search", "/en/courses?q=labour+migration&n={n}"),
        Page("search in Arabic", f"/ar/courses?q={quote('هجرة اليد العاملة')}&n={{n}}"),
        Page("search in what is past", "/en/courses?when=past&q=labour+migration&n={n}"),
        Page("staff overview", "/staff?n={n}", cookie=site.coordinator),
    ]
    few = [quickest(site, page) for page in grown]
    with site.app.app_context(), transaction():
        filling.fill(MANY)
    many = [quickest(site, page) for page in grown]
    rows = []
    for page, took, takes in zip(grown, few, many, strict=True):
        times = takes / took
        rows.append(
            Row(
                f"{page.name} with ten times the rows (10,000 and 200,000)",
                f"at most {MOST_GROWTH} times its time",
                f"{times:.2f} times {took * 1000:.0f} ms",
                times <= MOST_GROWTH,
            )
        )
    return rows


def findings(site: Site) -> list[Row]:
    """Ask what people would ask of the example catalogue, and see what is found."""
    with site.app.app_context():
        figures = finding.measured(finding.asked())
    return [
        Row(
            f"search, {len(finding.QUERIES)} queries: {name}",
            f"at least {least:.0%}",
            f"{share:.1%} ({figures.right} of {out_of})",
            share >= least,
        )
        for name, share, least, out_of in (
            ("of what is wanted, found", figures.recall, 0.96, figures.wanted),
            ("of what is found, wanted", figures.precision, 0.9, figures.found),
        )
    ]


if __name__ == "__main__":
    logging.disable()
    with site() as one:
        table = measured(one)
    with site() as one:
        table += timetables.measured(one)
    with site() as one:
        table += map(told, shelves.measured(one))
    print(HEAD, *table, sep="\n")
