"""What a participant finds on her page."""

from tests.factories import activities, certificates, people, schedule
from turin.db import transaction
from turin.people.models import Role


def test_a_participant_finds_her_certificate_on_her_page(app, client):
    with transaction():
        coordinator, person = people.person(Role.COORDINATOR), people.person()
        activity = activities.running((coordinator,))
        session = schedule.session(activity)
        seat = certificates.participant(activity, [session], person_id=person.id)
        (certificate,) = certificates.issued(activity, by=coordinator)
    client.enter(person)

    page = client.get(f"/en/me/{seat.reference}").text
    assert f"/en/me/certificates/{certificate.number}.pdf" in page
