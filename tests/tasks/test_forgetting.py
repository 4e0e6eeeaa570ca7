"""What a table says that it keeps for a while is gone when the while is over, and not before."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tasks import beat
from tests.factories import people
from turin import audit, clock, jobs, mail
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.jobs.models import Job
from turin.jobs.operations import finish
from turin.mail.models import Attempt, Intent, Outgoing, State
from turin.people import current, links
from turin.people.models import MailLink, SignIn


def sign_in(at):
    current.begin(people.person(), at)


def mail_link(at):
    links.make(links.SIGN_IN, "amina@union.example", at)


def long_work(at):
    job = jobs.start("tests.count", ("tests", 1), total=0, by=None, at=at)
    finish(job.id, at=at)


def deed(at):
    somebody = people.person()
    audit.record("tests.deed", somebody, by=somebody, at=at)


KEPT = [
    ("people.forget", SignIn, sign_in, timedelta(days=31)),
    ("people.forget", MailLink, mail_link, timedelta(days=30)),
    ("jobs.forget", Job, long_work, timedelta(days=365)),
    ("audit.forget", AuditEntry, deed, timedelta(days=730)),
]


def do(name, at):
    (regular,) = (job for job in beat.TABLE if job.name == name)
    with transaction():
        regular.work(at)
    db.session.rollback()


@pytest.mark.parametrize(("name", "table", "make", "kept"), KEPT)
def test_it_is_deleted_when_its_time_is_over(app, name, table, make, kept):
    now = clock.now()
    with transaction():
        make(now - kept - timedelta(hours=1))
        make(now - kept + timedelta(hours=1))
    do(name, now)
    assert len(db.session.scalars(select(table)).all()) == 1


def letter(occurrence, at):
    with transaction():
        stranger = mail.Stranger("Amina", "amina@union.example", "en")
        mail.post("tests.a", subject=("tests", 1), person=stranger, occurrence=occurrence, at=at)


def test_a_letter_is_deleted_a_year_after_it_was_promised_with_all_that_became_of_it(app):
    now = clock.now()
    letter("1", now - timedelta(days=366))
    letter("2", now - timedelta(days=364))
    letter("3", now - timedelta(days=366))
    with transaction():
        for outgoing in db.session.scalars(select(Outgoing).where(Outgoing.id < 3)):
            outgoing.state = State.SENT
        db.session.add(
            Attempt(outbox_id=1, n=1, started=now, ended=now, phase="dot", code=250, text="")
        )
    do("mail.forget", now)
    assert db.session.scalars(select(Intent.occurrence)).all() == ["2", "3"], "3 has not left"
    assert db.session.scalars(select(Attempt)).all() == []
