"""Two activities and everybody who has to do with either: what the access matrix is tried on."""

from dataclasses import dataclass

from courses.registration.models import State
from tests.access.policy import ACTORS
from tests.factories import activities, certificates, materials, people, schedule
from turin import clock
from turin.people.models import Person, Role

ROLES = {
    "trainer": Role.TRAINER,
    "other_trainer": Role.TRAINER,
    "coordinator": Role.COORDINATOR,
    "other_coordinator": Role.COORDINATOR,
    "administrator": Role.ADMINISTRATOR,
    "disabled": Role.COORDINATOR,
}


@dataclass(frozen=True)
class World:
    """The actors by name, and the things that addresses are made of, all of the one activity."""

    actors: dict[str, Person | None]
    things: dict[str, str | int]


def build() -> World:
    """Make the world inside the open transaction."""
    actors = {name: _actor(name) for name in ACTORS}
    activity = activities.running((actors["coordinator"], actors["disabled"]))
    other = activities.running((actors["other_coordinator"],))
    session = schedule.session(activity, trainers=[actors["trainer"]])
    schedule.session(other, trainers=[actors["other_trainer"]])
    application = _application(activity, actors["applicant"], State.SUBMITTED)
    _application(other, actors["other_applicant"], State.SUBMITTED)
    seat = _application(activity, actors["participant"], State.CONFIRMED, present=[session])
    (certificate,) = certificates.issued(activity, by=actors["coordinator"])
    work = materials.work()
    file = materials.held(work, "en")
    things = {
        "activity_id": activity.id,
        "activity_key": activity.key,
        "activity_code": activity.code,
        "session_id": session.id,
        "application_id": application.id,
        "application_reference": application.reference,
        "seat_id": seat.id,
        "seat_reference": seat.reference,
        "certificate_number": certificate.number,
        "work_key": work.key,
        "file_digest": file.sha256[:12],
        "file_name": file.name,
        "coordinator_id": actors["coordinator"].id,
        "applicant_id": actors["applicant"].id,
    }
    return World(actors, things)


def _actor(name: str) -> Person | None:
    if name == "anonymous":
        return None
    roles = [ROLES[name]] if name in ROLES else []
    return people.person(*roles, name=name.replace("_", " ").title())


def _application(activity, person: Person, state: State, present=()):
    return certificates.participant(
        activity,
        present,
        person_id=person.id,
        name=person.name,
        email=person.email,
        state=state,
        submitted_at=clock.now(),
        verified_at=clock.now(),
    )
