"""Two coordinators press the button for the same certificates."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from courses.activities.models import Activity
from courses.certificates import operations, rules
from courses.certificates.models import Certificate
from tests.factories import activities, certificates, people, schedule
from turin import clock
from turin.db import db, transaction
from turin.people.models import Person, Role

THREADS = 4


def test_a_double_press_issues_each_certificate_once(app):
    with transaction():
        coordinator = people.person(Role.COORDINATOR)
        activity = activities.activity([coordinator])
        session = schedule.session(activity)
        for _ in range(5):
            certificates.participant(activity, [session])
        ids = activity.id, coordinator.id
    together = Barrier(THREADS)

    def press(_):
        with app.app_context():
            activity, by = db.session.get(Activity, ids[0]), db.session.get(Person, ids[1])
            together.wait()
            try:
                with transaction():
                    return operations.issue(
                        activity, address=certificates.ADDRESS, by=by, at=clock.now()
                    )
            except rules.NothingToIssue:
                return "nothing"
            finally:
                db.session.remove()

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(press, range(THREADS)))
    assert sorted(answers, key=str) == [5, "nothing", "nothing", "nothing"]
    assert db.session.scalar(select(func.count()).select_from(Certificate)) == 5
