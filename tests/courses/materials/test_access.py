"""Whoever a work is for may have its files, and nobody else learns that there are any."""

import pytest

from courses.materials.models import ActivityMaterial, Audience, CourseMaterial
from courses.registration.models import State
from tests.factories import activities, materials, people, registration
from turin.db import db, transaction
from turin.organisations.models import Group
from turin.people.models import Role

APPLIED = {State.SUBMITTED, State.RESERVED, State.OFFERED, State.CONFIRMED}


@pytest.fixture
def may_have(client):
    """Return whether a person who applied, with her application in a state, gets the file.

    The pages of the library lead to it only if she does.
    """

    def asked(audience, state, group=Group.WORKERS, for_groups=(), by_course=False):
        with transaction():
            work = materials.work(audience=audience, for_groups=list(for_groups))
            file = materials.held(work, "en")
            course = activities.course()
            activity = activities.activity(course=course)
            if by_course:
                db.session.add(CourseMaterial(course_id=course.id, work_id=work.id))
            else:
                db.session.add(ActivityMaterial(activity_id=activity.id, work_id=work.id))
            person = people.person()
            registration.application(activity, person, state=state, group=group)
            address = f"/dl/{file.sha256[:12]}/{file.name}"
        client.enter(person)
        opened = client.get(address).status_code == 200
        for page in ("library", "library/handbook", "library/handbook/1/en"):
            assert (address in client.get(f"/en/{page}").text) == opened, page
        return opened

    return asked


@pytest.mark.parametrize("state", list(State))
def test_what_is_for_applicants_is_for_those_whose_application_stands(may_have, state):
    assert may_have(Audience.APPLICANTS, state) == (state in APPLIED)


@pytest.mark.parametrize("by_course", [True, False])
@pytest.mark.parametrize("state", list(State))
def test_what_is_for_participants_is_for_those_who_have_a_seat(may_have, state, by_course):
    opened = may_have(Audience.PARTICIPANTS, state, by_course=by_course)
    assert opened == (state is State.CONFIRMED)


@pytest.mark.parametrize("group", [*Group, None])
def test_what_is_for_a_group_is_for_who_came_for_it(may_have, group):
    opened = may_have(Audience.PARTICIPANTS, State.CONFIRMED, group, [Group.WORKERS])
    assert opened == (group is Group.WORKERS)


def test_what_is_for_staff_is_for_nobody_who_takes_part(may_have):
    assert not may_have(Audience.STAFF, State.CONFIRMED)


def test_a_file_of_two_works_is_hers_if_she_may_have_one_of_them(app, client):
    with transaction():
        closed = materials.work("closed", audience=Audience.STAFF)
        file = materials.held(closed, "en")
        address = f"/dl/{file.sha256[:12]}/{file.name}"
    assert client.get(address).status_code == 404
    with transaction():
        materials.held(materials.work("open"), "en")
    assert client.get(address).status_code == 200


def test_staff_has_all_of_it(app, client):
    with transaction():
        file = materials.held(materials.work(audience=Audience.STAFF), "en")
        coordinator = people.person(Role.COORDINATOR)
    client.enter(coordinator)
    assert client.get(f"/dl/{file.sha256[:12]}/{file.name}").status_code == 200
