"""Two coordinators put terms of one vocabulary into another order at the same moment."""

from functools import partial

from courses.activities import operations, queries
from courses.activities.models import Term, Vocabulary
from tests.factories import people
from tests.races.threads import at_once
from turin import clock
from turin.db import db, transaction
from turin.db.types import Text
from turin.people.models import Person, Role


def test_each_term_has_a_place_of_its_own(app):
    with transaction():
        person = people.person(Role.COORDINATOR)
        by = person.id
        for name in "abcdef":
            operations.add_term(Vocabulary.DONOR, Text(en=name), by=person, at=clock.now())
    numbers = [one.id for one in queries.terms()[Vocabulary.DONOR]]

    def act(deed, what):
        with transaction():
            person = db.session.get_one(Person, by)
            deed(what if isinstance(what, Vocabulary) else db.session.get_one(Term, what), person)

    def up(term, person):
        operations.raise_term(term, by=person, at=clock.now())

    def new(vocabulary, person):
        operations.add_term(vocabulary, Text(en="new"), by=person, at=clock.now())

    calls = [partial(act, up, number) for number in numbers[3:]]
    calls += [partial(act, new, Vocabulary.DONOR)] * 2
    assert at_once(app, *calls) == {"done": 5}
    db.session.rollback()  # what was read before
    places = [one.position for one in queries.terms()[Vocabulary.DONOR]]
    assert len(set(places)) == len(places) == 8
