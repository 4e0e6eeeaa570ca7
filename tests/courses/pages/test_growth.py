"""Lists take as many statements for a thousand rows as for ten, and few."""

import pytest
from sqlalchemy import insert

from courses.activities.models import Activity, ActivityCoordinator, ActivityLanguage, Kind, State
from courses.materials.models import Edition, Translation, Work, WorkKind
from courses.registration.models import Application
from courses.registration.models import State as Applied
from tests.factories import activities, people
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Person, Role

TITLE = Text(en="Fair recruitment", ar="الاستقدام العادل")


def add(ids: range, coordinator: Person, whole: Activity) -> None:
    """Add activities that she runs, applications for one of them, and works with a text each."""
    now = clock.now()
    rows = {
        Activity: {
            "kind": Kind.COURSE,
            "state": State.OPEN,
            "title": TITLE,
            "starts": PartialDate(str(activities.TODAY.replace(year=activities.TODAY.year + 1))),
        },
        ActivityLanguage: {"language": "en"},
        ActivityCoordinator: {"person_id": coordinator.id},
        Application: {
            "activity_id": whole.id,
            "state": Applied.SUBMITTED,
            "language": "en",
            "started_at": now,
            "submitted_at": now,
            "verified_at": now,
            "name": "Amina Haddad",
        },
        Work: {"kind": WorkKind.HANDBOOK, "title": TITLE},
        Edition: {"name": Text()},
        Translation: {"language": "en"},
    }
    own = {
        Activity: lambda one: {"id": one, "key": f"A{one}"},
        ActivityLanguage: lambda one: {"activity_id": one},
        ActivityCoordinator: lambda one: {"activity_id": one},
        Application: lambda one: {"reference": f"R{one}"},
        Work: lambda one: {"id": one, "key": f"work_{one}"},
        Edition: lambda one: {"id": one, "work_id": one},
        Translation: lambda one: {"edition_id": one},
    }
    for model, same in rows.items():
        db.session.execute(insert(model), [{**same, **own[model](one)} for one in ids])


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/en/courses", 10),
        ("/en/library", 10),
        ("/staff/activities", 10),
        ("/staff/activities/A90WHOLE/applicants", 12),
    ],
)
def test_a_thousand_rows_take_no_more_statements_than_ten(client, app, statements, path, most):
    with transaction():
        coordinator = people.person(Role.COORDINATOR)
        whole = activities.activity((coordinator,), code="A90WHOLE")
    client.enter(coordinator)
    counts = []
    for ids in (range(1000, 1010), range(1010, 2000)):
        with transaction():
            add(ids, coordinator, whole)
        counts.append(statements(lambda: client.get(path)))
    assert counts[0] == counts[1] <= most
