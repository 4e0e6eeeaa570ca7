"""Promising letters: once each, with the change or not at all."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from turin import clock, mail
from turin.db import db, transaction
from turin.mail.models import Intent, Outgoing, State
from turin.people.models import Person

STRANGER = mail.Stranger("Amina Saleh", "amina@example.org", "ar")


def post(person=STRANGER, **over) -> bool:
    return mail.post(
        "registration.offer",
        **{
            "subject": ("application", 7),
            "person": person,
            "occurrence": "1",
            "at": clock.now(),
            **over,
        },
    )


def outbox() -> list[Outgoing]:
    return list(db.session.scalars(select(Outgoing).order_by(Outgoing.id)))


def test_the_same_letter_posted_twice_is_posted_once(app):
    with transaction():
        assert post()
        assert not post()
    with transaction():
        assert not post(mail.Stranger("Amina", "AMINA@example.org", "en"))
    assert [row.state for row in outbox()] == [State.QUEUED]


def test_of_many_letters_those_are_posted_that_were_not_yet(app):
    letters = [
        (("application", number), mail.Stranger("", f"a{number}@example.org", "en"))
        for number in (1, 2, 2, 3)
    ]
    with transaction():
        assert mail.post_all("tests.one", letters[:1], occurrence="1", at=clock.now()) == 1
        assert mail.post_all("tests.one", letters, occurrence="1", at=clock.now()) == 2
        assert mail.post_all("tests.one", [], occurrence="1", at=clock.now()) == 0
    assert [row.intent.subject_id for row in outbox()] == [1, 2, 3]


def test_another_subject_occurrence_or_person_is_another_letter(app):
    with transaction():
        person = Person(
            name="Amina Saleh",
            email="amina@example.org",
            email_key="amina@example.org",
            created_at=clock.now(),
        )
        db.session.add(person)
        db.session.flush()
        assert post()
        assert post(person)
        assert post(occurrence="2")
        assert post(subject=("application", 8))
    assert len({row.message_id for row in outbox()}) == 4


def test_a_letter_is_posted_with_the_change_or_not_at_all(app):
    def change_that_fails():
        with transaction():
            post()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_that_fails()
    assert db.session.scalar(select(func.count(Intent.id))) == 0


def test_what_is_not_due_waits(app):
    with transaction():
        post(due=clock.now() + timedelta(hours=1))
        post(due=clock.now() - timedelta(hours=1), occurrence="2")
    assert [row.state for row in outbox()] == [State.SCHEDULED, State.QUEUED]


def test_a_letter_that_has_not_left_can_be_taken_back(app):
    with transaction():
        post()
        post(occurrence="2")
    with transaction():
        taken = mail.cancel(
            "registration.offer", subject=("application", 7), occurrence="2", at=clock.now()
        )
        assert taken == 1
    first, second = outbox()
    assert (first.state, second.state) == (State.QUEUED, State.WITHHELD)
    assert second.intent.cancelled_at
    with transaction():
        assert mail.cancel("registration.offer", subject=("application", 7), at=clock.now()) == 1


def test_posting_wakes_a_worker_once_a_commit(app, monkeypatch):
    calls = []
    monkeypatch.setitem(app.extensions, "mail_nudge", lambda: calls.append(1))
    with transaction():
        post()
        post(occurrence="2")
        assert not calls
    assert calls == [1]


def test_a_worker_that_cannot_be_woken_does_not_undo_the_change(app, monkeypatch):
    def gone():
        raise ConnectionError

    monkeypatch.setitem(app.extensions, "mail_nudge", gone)
    with transaction():
        post()
    assert len(outbox()) == 1
