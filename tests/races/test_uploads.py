"""A file is begun, added to, judged and used once, however many ask for it at the same moment."""

from functools import partial

from sqlalchemy import select

from tests.factories import people, uploads
from tests.races.threads import at_once
from turin import clock
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.people.models import Person, Role
from turin.uploads import access, operations, parts, settling, whole
from turin.uploads.models import State, Upload

WRITERS = 6


def coordinator() -> int:
    with transaction():
        return people.person(Role.COORDINATOR).id


def begin(person):
    with transaction():
        by = db.session.get_one(Person, person)
        operations.begin("Handbook.pdf", 10, "mark", by=by, at=clock.now())


def append(number, person, content, offset=0):
    with transaction():
        by = db.session.get_one(Person, person)
        upload = access.upload(number, by, lock=True)
        assert operations.append(upload, offset, content, at=clock.now())


def settle(number, person):
    verdict = settling.judge(settling.arrived(db.session.get_one(Upload, number)))
    with transaction():
        by = db.session.get_one(Person, person)
        upload = access.upload(number, by, lock=True)
        operations.settle(upload, verdict, by=by, at=clock.now())


def claim(number, person):
    with transaction():
        hers = select(Person.id).where(Person.id == person)
        operations.claim([number], sent_by=hers, at=clock.now())


def test_several_windows_begin_the_same_file_once(app):
    person = coordinator()
    assert at_once(app, *[partial(begin, person)] * WRITERS) == {"done": WRITERS}
    assert len(db.session.scalars(select(Upload.id)).all()) == 1


def test_the_same_part_sent_several_times_at_once_is_there_once(app):
    person = coordinator()
    begin(person)
    number = db.session.scalars(select(Upload.id)).one()
    assert at_once(app, *[partial(append, number, person, b"a,b\n1,2\n")] * WRITERS) == {
        "done": WRITERS
    }
    db.session.rollback()
    assert db.session.get_one(Upload, number).received == 8
    assert parts.path(number).read_bytes() == b"a,b\n1,2\n"


def test_a_file_that_is_judged_several_times_at_once_is_taken_once(app):
    person = coordinator()
    with transaction():
        by = db.session.get_one(Person, person)
        number = uploads.upload(by, State.WHOLE).id
    assert at_once(app, *[partial(settle, number, person)] * 3) == {"done": 3}
    db.session.rollback()
    assert db.session.get_one(Upload, number).state is State.TAKEN
    assert db.session.scalars(select(AuditEntry.deed)).all() == ["uploads.taken"]


def test_what_waits_is_taken_once_though_several_look_at_it_again(app):
    with transaction():
        by = people.person(Role.COORDINATOR)
        for _ in range(2):
            uploads.upload(by, State.WHOLE)
    again = partial(whole.settle_waiting, lambda: False)
    assert at_once(app, *[again] * 3) == {"done": 3}
    db.session.rollback()
    assert set(db.session.scalars(select(Upload.state))) == {State.TAKEN}
    assert db.session.scalars(select(AuditEntry.deed)).all() == ["uploads.taken"] * 2


def test_a_file_is_claimed_once_however_many_want_it(app):
    person = coordinator()
    with transaction():
        number = uploads.upload(db.session.get_one(Person, person)).id
    ended = at_once(app, *[partial(claim, number, person)] * WRITERS)
    assert ended == {"done": 1, "NotThere": WRITERS - 1}
