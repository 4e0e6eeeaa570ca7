"""What a coordinator has to do to plan a run, counted in a browser."""

from collections.abc import Iterator
from datetime import timedelta

from playwright.sync_api import sync_playwright
from sqlalchemy import select

from courses.activities import queries
from courses.activities.models import Activity, State
from tests.benchmarks.site import PORTS, Site
from tests.benchmarks.table import Row
from tests.browser import effort
from tests.browser.conftest import CHROMIUM, FLAGS
from turin import clock
from turin.db import db, transaction
from turin.people import current
from turin.people.models import Person


def counted(site: Site) -> Iterator[Row]:
    """Copy a run of two weeks, and plan one from a course."""
    address = f"http://127.0.0.1:{PORTS['site']}"
    with site.app.app_context():
        with transaction():
            by = db.session.scalars(select(Person).where(Person.email.like("coordinator@%"))).one()
            key, token = effort.last_year(by), current.begin(by, clock.now())[1]
        first = queries.find(key).starts.first + timedelta(days=2 * 364)
        course = db.session.scalars(
            select(Activity).where(Activity.demonstration, Activity.state == State.OPEN)
        ).first()
        values = {"_user_id": token, current.SEEN: int(clock.now().timestamp())}
        signed = site.app.session_interface.get_signing_serializer(site.app).dumps(values)
        planned = course.course.key
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(base_url=address)
        context.add_cookies([{"name": "session", "value": signed, "url": address}])
        copied = effort.copy(context.new_page(), key, first)
        yield _row("a two-week run with 30 sessions copied", copied, effort.COPY)
        made = effort.plan(context.new_page(), planned)
        yield _row("a run planned from a course and opened", made, effort.NEW)
        browser.close()


def _row(what: str, hand: effort.Hand, most: int) -> Row:
    return Row(f"{what}: loads, fields, clicks", f"at most {most}", str(hand), hand.all <= most)
