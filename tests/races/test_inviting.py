"""An invitation that is answered and taken back at the same moment is one or the other."""

from functools import partial

from sqlalchemy import func, select

from courses.schedule.inviting import operations
from courses.schedule.inviting.models import Invitation, Teaches
from courses.schedule.inviting.operations import Said
from courses.schedule.models import SessionTrainer
from tests.factories import activities, inviting, people, schedule
from tests.races.threads import at_once
from turin import clock
from turin.db import db, transaction
from turin.people.models import Person, Role

ROUNDS = 5


def invited():
    """Return the id of an invitation to two sessions, and of who runs the activity."""
    with transaction():
        by = people.person(Role.COORDINATOR)
        activity = activities.activity([by])
        sessions = [schedule.session(activity, day=day) for day in (0, 1)]
        return inviting.invitation(activity, sessions).id, by.id


def answer(number):
    with transaction():
        invitation = db.session.get_one(Invitation, number)
        operations.answer(invitation, Said(Teaches.YES), at=clock.now())


def revoke(number, by):
    with transaction():
        invitation = db.session.get_one(Invitation, number)
        operations.revoke(invitation, by=db.session.get_one(Person, by), at=clock.now())


def test_it_is_answered_or_taken_back(app):
    for _round in range(ROUNDS):
        number, by = invited()
        ended = at_once(app, partial(answer, number), partial(revoke, number, by))
        db.session.rollback()
        found = db.session.get_one(Invitation, number)
        taught = found.sessions[0].trainers
        if found.revoked_at:
            assert (ended, taught) == ({"done": 1, "NotAsked": 1}, [])
        else:
            assert ended == {"done": 1, "HasAnswered": 1}
            assert [one.name for one in taught] == ["Nadia Rahmani"]


def test_two_presses_make_one_trainer(app):
    number, _by = invited()
    assert at_once(app, partial(answer, number), partial(answer, number)) == {"done": 2}
    db.session.rollback()

    named = select(func.count(Person.id)).where(Person.name == "Nadia Rahmani")
    assert db.session.scalar(named) == 1
    assert db.session.scalar(select(func.count()).select_from(SessionTrainer)) == 2
