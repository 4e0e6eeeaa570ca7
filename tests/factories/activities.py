"""Activities and the courses behind them: made inside an open transaction, and flushed."""

from datetime import UTC, datetime, timedelta
from itertools import count

from courses.activities.models import (
    Activity,
    ActivityCoordinator,
    ActivityLanguage,
    ActivityModule,
    Delivery,
    Kind,
    State,
)
from courses.catalogue.models import Course, CourseModule, Module, Term, Vocabulary
from turin.db import db
from turin.db.types import PartialDate, Text
from turin.people.models import Person

_numbers = count(50_000)  # far from the codes that tests give themselves
TODAY = datetime.now(UTC).date()


def module(**over) -> Module:
    """A module that courses share."""
    number = next(_numbers)
    return _stored(
        Module(
            **{
                "key": f"module-{number}",
                "title": Text(en=f"Module {number}", ar=f"الوحدة {number}"),
                "objectives": Text(en="What international standards ask for."),
                "hours": 6,
                **over,
            }
        )
    )


def term(vocabulary=Vocabulary.THEME, **over) -> Term:
    """A word of a vocabulary."""
    number = next(_numbers)
    values = {"name": Text(en=f"Theme {number}", ar=f"الموضوع {number}"), "position": number}
    return _stored(Term(vocabulary=vocabulary, **{**values, **over}))


def course(modules=(), **over) -> Course:
    """A course that uses ``modules``."""
    number = next(_numbers)
    made = Course(
        **{
            "key": f"course-{number}",
            "title": Text(en=f"Labour migration {number}", ar=f"هجرة اليد العاملة {number}"),
            "summary": Text(en="Two weeks on the rights of migrant workers."),
            "for_whom": Text(en="Officials, employers and trade unionists."),
            **over,
        }
    )
    made.modules = [
        CourseModule(module_id=one.id, position=place) for place, one in enumerate(modules)
    ]
    return _stored(made)


def activity(run_by=(), languages=("en",), modules=(), **over) -> Activity:
    """An activity open for applications that starts in 60 days and lasts five.

    ``run_by``: persons; ``languages``: codes; ``modules``: `Module` rows taught, as snapshots.
    """
    code = over.pop("code", f"A90{next(_numbers):05}")
    starts = TODAY + timedelta(days=60)
    made = Activity(
        **{
            "key": code,
            "code": code,
            "kind": Kind.COURSE,
            "state": State.OPEN,
            "title": Text(en="Fair recruitment", ar="الاستقدام العادل"),
            "summary": Text(en="One week in Turin."),
            "starts": PartialDate(str(starts)),
            "ends": PartialDate(str(starts + timedelta(days=4))),
            "delivery": Delivery.TURIN,
            "venue": Text(en="Turin campus", ar="حرم تورينو"),
            "city": Text(en="Turin", ar="تورينو"),
            "country": "IT",
            "zone": "Europe/Rome",
            "seats": 25,
            "audience": ["government", "employers", "workers"],
            "deadline": TODAY + timedelta(days=30),
            **over,
        }
    )
    made.languages = [
        ActivityLanguage(language=language, position=place)
        for place, language in enumerate(languages)
    ]
    made.modules = [
        ActivityModule(
            module_id=one.id,
            position=place,
            title=one.title,
            objectives=one.objectives,
            hours=one.hours,
        )
        for place, one in enumerate(modules)
    ]
    made.coordinators = [ActivityCoordinator(person_id=person.id) for person in run_by]
    return _stored(made)


def running(run_by: tuple[Person, ...] = (), **over) -> Activity:
    """An activity that began yesterday."""
    starts = TODAY - timedelta(days=1)
    return activity(
        run_by,
        **{
            "state": State.RUNNING,
            "starts": PartialDate(str(starts)),
            "ends": PartialDate(str(starts + timedelta(days=4))),
            "deadline": starts - timedelta(days=30),
            **over,
        },
    )


def _stored(row):
    db.session.add(row)
    db.session.flush()
    return row
