"""What came in is used once, by who sent it, and what is not used is forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import people, uploads
from turin import clock, storage
from turin.db import db, transaction
from turin.people.models import Person, Role
from turin.uploads import operations, parts
from turin.uploads.models import State, Upload
from turin.uploads.refusals import NotThere


@pytest.fixture
def other(app):
    with transaction():
        return people.person(Role.TRAINER)


def claim(numbers, by):
    with transaction():
        hers = select(Person.id).where(Person.id == by.id)
        return operations.claim(numbers, sent_by=hers, at=clock.now())


def add(*told, **over) -> list[int]:
    with transaction():
        return [uploads.upload(*one, **over).id for one in told]


def test_what_is_claimed_says_what_it_is_in_the_order_asked_for(sara):
    first, second = add((sara,), (sara,), pages=3)
    found = claim([second, first, second], sara)
    assert [one.sha256 for one in found] == [db.session.get(Upload, first).sha256] * 2
    assert (found[0].name, found[0].format, found[0].pages) == ("notes.txt", "txt", 3)
    assert storage.path(found[0].sha256).is_file()


def test_a_file_is_claimed_once(sara):
    numbers = add((sara,), (sara,))
    claim(numbers[:1], sara)
    with pytest.raises(NotThere):
        claim(numbers, sara)
    assert claim(numbers[1:], sara)


@pytest.mark.parametrize("state", [State.COMING, State.WHOLE, State.REFUSED])
def test_what_was_not_taken_cannot_be_claimed(sara, state):
    with pytest.raises(NotThere):
        claim(add((sara, state)), sara)


def test_nobody_claims_what_another_sent(sara, other):
    numbers = add((sara,), (other,))
    with pytest.raises(NotThere):
        claim(numbers, sara)


def test_what_was_claimed_is_not_on_the_page_and_cannot_be_deleted_there(sender, sara):
    (number,) = add((sara,))
    claim([number], sara)
    assert "notes.txt" not in sender.client.get("/staff/uploads").text
    sent = sender.client.post(f"/staff/uploads/{number}/remove", data={"csrf_token": sender.token})
    assert sent.status_code == 404


def test_what_is_not_finished_or_used_in_time_is_forgotten_with_its_parts(sara):
    old, new = add((sara, State.COMING), (sara, State.COMING))
    parts.write(999, 0, b"of nobody")
    later = clock.now() + timedelta(days=6)
    with transaction():
        db.session.get(Upload, new).expires_at = later + timedelta(days=7)
        db.session.get(Upload, old).expires_at = later
    with transaction():
        operations.forget(later)
    assert db.session.scalars(select(Upload.id)).all() == [new]
    assert (parts.held(old), parts.held(new), parts.held(999)) == (0, 6, 0)


def test_parts_whose_row_another_is_still_writing_are_left(app):
    parts.write(999, 0, b"of a form without a script")
    with transaction():
        operations.forget(clock.now())
    assert parts.held(999)
    with transaction():
        operations.forget(clock.now() + timedelta(hours=2))
    assert not parts.held(999)
