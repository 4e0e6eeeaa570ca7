"""Who changes the day of an outcome, and who notes a commitment in it, know of each other."""

from functools import partial

from courses.outcomes import operations
from courses.outcomes.models import Outcome
from courses.outcomes.operations import Facts, Undertaken
from tests.factories import activities, outcomes, people
from tests.races.threads import at_once
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Person, Role

ROUNDS = 10


def test_no_commitment_is_due_before_its_outcome_whoever_changes_it_at_the_same_moment(app):
    with transaction():
        by = people.person(Role.COORDINATOR).id

    def adopt_later(number):
        with transaction():
            outcome, person = db.session.get_one(Outcome, number), db.session.get_one(Person, by)
            later = PartialDate("2027-06-01")
            facts = Facts(outcome.kind, outcome.title, Text(), later, published=False)
            operations.edit(outcome, facts, by=person, at=clock.now())

    def undertake(number):
        with transaction():
            outcome, person = db.session.get_one(Outcome, number), db.session.get_one(Person, by)
            said = Undertaken(Text(en="Ratify"), "", PartialDate("2027-05"))
            operations.undertake(outcome, said, by=person, at=clock.now())

    for _round in range(ROUNDS):
        with transaction():
            made = outcomes.outcome(activities.activity(), adopted=PartialDate("2027-04-01")).id
        ended = at_once(app, partial(adopt_later, made), partial(undertake, made))
        assert ended == {"done": 1, "DueBeforeAdoption": 1}
        db.session.rollback()
