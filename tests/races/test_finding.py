"""Two change what the same course is found by, at the same moment."""

from functools import partial

from sqlalchemy import select

from courses.catalogue.models import Course, Module
from courses.catalogue.operations import ModuleFacts, change_module
from tests.factories import activities, people
from tests.races.threads import at_once
from turin import clock
from turin.db import db, transaction
from turin.db.search import matches
from turin.db.types import Text
from turin.people.models import Person, Role

ROUNDS = 5


def test_a_course_is_found_by_both_of_the_modules_that_change_at_once(app):
    with transaction():
        by = people.person(Role.COORDINATOR).id
        modules = [activities.module() for _ in range(2)]
        course = activities.course(modules).id
        numbers = [one.id for one in modules]

    def rename(number, words):
        with transaction():
            facts = ModuleFacts(Text(en=words), Text(), None, [])
            module, person = db.session.get_one(Module, number), db.session.get_one(Person, by)
            change_module(module, facts, by=person, at=clock.now())

    for place in range(ROUNDS):
        said = [f"both {one}{place}" for one in ("first", "second")]
        calls = [partial(rename, *one) for one in zip(numbers, said, strict=True)]
        assert at_once(app, *calls) == {"done": 2}
        wanted = matches("course", Course.__table__.c.id, " ".join(said))
        assert db.session.scalars(select(Course.id).where(wanted)).all() == [course]
        db.session.rollback()
