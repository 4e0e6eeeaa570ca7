"""The letter to the holder."""

from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from courses.certificates import operations
from courses.certificates.models import Certificate
from courses.certificates.numbers import grouped
from tests.factories import activities, certificates, people, schedule
from turin import clock
from turin.db import db, transaction
from turin.mail import Withheld
from turin.mail.models import Outgoing
from turin.mail.rendering import render
from turin.people.models import Role


@pytest.fixture
def certificate(app):
    with transaction():
        coordinator = people.person(Role.COORDINATOR)
        activity = activities.activity([coordinator])
        holder = people.person(name="Amina Haddad", email="amina@union.example")
        session = schedule.session(activity)
        certificates.participant(activity, [session], person_id=holder.id, reference="TR-7")
        (made,) = certificates.issued(activity, by=coordinator)
    return made


def letter():
    outgoing = db.session.scalars(select(Outgoing.id)).one()
    return message_from_bytes(render(outgoing, clock.now()).message, policy=policy.default)


def test_she_reads_where_to_fetch_it_and_where_others_check_it(certificate):
    read = letter()
    assert read["To"] == "Amina Haddad <amina@union.example>"
    assert read["Subject"] == "Your certificate is ready"
    for form in ("plain", "html"):
        words = read.get_body((form,)).get_content()
        assert f"http://localhost/en/me/certificates/{certificate.number}.pdf" in words
        assert f"http://localhost/v/{certificate.number}" in words
        assert grouped(certificate.number) in words
        assert "TR-7" in words


def test_the_letter_does_not_say_who_sent_her(certificate):
    assert "Union of Domestic Workers" not in letter().as_string()


def test_no_letter_leaves_for_a_certificate_that_was_revoked_meanwhile(certificate):
    with transaction():
        operations.revoke(
            certificate,
            reason="x",
            by=certificate.activity.coordinators[0].person,
            at=clock.now(),
        )
    assert db.session.scalars(select(Certificate.sha256)).one()
    with pytest.raises(Withheld):
        letter()
