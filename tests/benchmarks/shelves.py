"""The library among 1,000 works and among 50,000, with 400,000 translations."""

from urllib.parse import quote

from tests.benchmarks import works
from tests.benchmarks.pages import Page, quickest
from tests.benchmarks.site import Site
from tests.benchmarks.table import Row
from turin.db import transaction

FEW, MANY = 1_000, 50_000
MOST_GROWTH = 1.5
PAGES = [
    Page("library", "/en/library?n={n}"),
    Page("library, a language", "/en/library?lang=km&n={n}"),
    Page("library, a theme", "/en/library?theme=governance&n={n}"),
    Page("library, search", "/en/library?q=labour+migration&n={n}"),
    Page("library, search in Arabic", f"/ar/library?q={quote('هجرة')}&n={{n}}"),
]


def measured(site: Site) -> list[Row]:
    """Compare the quickest of many answers before and after."""
    took = []
    for wanted in (FEW, MANY):
        with site.app.app_context(), transaction():
            works.fill(wanted)
        took.append([quickest(site, page) for page in PAGES])
    return [
        Row(
            f"{page.name} with fifty times the works (50,000 and 400,000 translations)",
            f"at most {MOST_GROWTH} times its time",
            f"{many / few:.2f} times {few * 1000:.0f} ms",
            many / few <= MOST_GROWTH,
        )
        for page, few, many in zip(PAGES, *took, strict=True)
    ]
