"""What is done behind the pages: certificates from the drawing to the letter, applications."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import func, select

from courses.activities.models import Activity, Choice
from courses.certificates import operations as certificates
from courses.certificates.models import Certificate
from courses.certificates.models import State as Made
from courses.registration import operations as registration
from courses.registration.models import Application, State
from tests.benchmarks.table import Row
from tests.factories import activities, people, schedule
from tests.factories import certificates as factory
from tests.factories.registration import ANSWERS
from turin import clock
from turin.db import db, transaction
from turin.jobs import runner
from turin.people.models import Person, Role

CERTIFICATES = 300
NAMES = ("Amina Kouyaté", "ليلى الخطيب", "Гулнора Раҳимова")
THREADS = 8  # as many as the web server has
APPLICANTS = 400
SEATS = 100


def certificates_a_second(app: Flask) -> Row:
    """Issue certificates, and let the job draw, store, register and announce each."""
    with app.app_context():
        with transaction():
            by = people.person(Role.COORDINATOR)
            activity = activities.running((by,), code="BENCH1")
            session = schedule.session(activity)
            for number in range(CERTIFICATES):
                own = NAMES[number % len(NAMES)]
                factory.participant(
                    activity,
                    [session],
                    reference=f"BENCH-{number}",
                    email=f"bench.{number}@union.example",
                    certificate_name=own,
                    language="ar" if number % 2 else "en",
                )
        begun, used = time.perf_counter(), time.process_time()
        with transaction():
            certificates.issue(activity, address="https://courses.example", by=by, at=clock.now())
        runner.run()
        spent, used = time.perf_counter() - begun, time.process_time() - used
        made = db.session.scalar(
            select(func.count())
            .select_from(Certificate)
            .where(Certificate.activity_id == activity.id, Certificate.state == Made.VALID)
        )
    rate = made / spent
    figure = f"{rate:.0f}; {made / used:.0f} for each second of the processor's"
    whole = made == CERTIFICATES
    return Row("certificates a second, one process", "at least 100", figure, whole and rate >= 100)


def applications_a_second(app: Flask) -> Row:
    """Have eight threads apply, for people signed in, where who comes first has a seat."""
    with app.app_context(), transaction():
        activity = activities.activity(code="BENCH2", seats=SEATS, choice=Choice.FIRST_COME)
        activity_id = activity.id
        drafts = [_draft(activity, people.person()) for _ in range(APPLICANTS)]

    def send(draft_id: int, person_id: int) -> None:
        with app.app_context(), transaction():
            registration.submit(
                db.session.get_one(Application, draft_id),
                by=db.session.get_one(Person, person_id),
                at=clock.now(),
            )

    begun = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(send, *zip(*drafts, strict=True)))
    rate = APPLICANTS / (time.perf_counter() - begun)
    with app.app_context():
        states = Counter(
            db.session.scalars(
                select(Application.state).where(Application.activity_id == activity_id)
            )
        )
    exact = states == {State.CONFIRMED: SEATS, State.RESERVED: APPLICANTS - SEATS}
    figure = f"{rate:.0f}, {'exact' if exact else 'NOT EXACT'}"
    what = "applications sent and placed a second, one process"
    return Row(what, "at least 100, exact", figure, exact and rate >= 100)


def _draft(activity: Activity, person: Person) -> tuple[int, int]:
    known = {**ANSWERS, "name": person.name, "email": person.email}
    draft, _token = registration.start(activity, language="en", known=known, at=clock.now())
    return draft.id, person.id
