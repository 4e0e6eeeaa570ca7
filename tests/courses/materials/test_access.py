"""Whoever a work is for may have its files, and nobody else learns that there are any."""

import pytest
from sqlalchemy import delete, select

from courses.activities.models import Activity
from courses.materials.models import (
    ActivityMaterial,
    Audience,
    CourseMaterial,
    Translation,
    TranslationState,
)
from courses.registration.models import State
from tests.factories import activities, materials, packs, people, registration, schedule
from turin.db import db, transaction
from turin.organisations.models import Group
from turin.people.models import Role

OUT = {TranslationState.PUBLISHED, TranslationState.SUPERSEDED}
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
        opened = client.get(address, follow_redirects=True).status_code == 200
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
    address = f"/dl/{file.sha256[:12]}/{file.name}"
    assert client.get(address, follow_redirects=True).status_code == 200


@pytest.fixture
def readers(app):
    """A work that an activity hands out, and one of each sort of people who might have it."""
    with transaction():
        coordinator, trainer = people.person(Role.COORDINATOR), people.person(Role.TRAINER)
        activity = activities.running((coordinator,))
        schedule.session(activity, trainers=[trainer])
        work = materials.work()
        db.session.add(ActivityMaterial(activity_id=activity.id, work_id=work.id))
        applicant, participant = people.person(), people.person()
        registration.application(activity, applicant, state=State.SUBMITTED)
        registration.application(activity, participant, state=State.CONFIRMED)
    return work, {
        "anybody": None,
        "applicant": applicant,
        "participant": participant,
        "trainer": trainer,
        "coordinator": coordinator,
    }


HERS = {
    Audience.ALL: {"anybody", "applicant", "participant", "trainer", "coordinator"},
    Audience.APPLICANTS: {"applicant", "participant", "trainer", "coordinator"},
    Audience.PARTICIPANTS: {"participant", "trainer", "coordinator"},
    Audience.STAFF: {"trainer", "coordinator"},
}


@pytest.mark.parametrize("state", list(TranslationState))
@pytest.mark.parametrize("audience", list(Audience))
def test_what_has_not_come_out_is_there_for_who_keeps_the_library_alone(
    app, client, readers, audience, state
):
    """A word that stands only in the draft is in no copy of it for anybody else."""
    work, persons = readers
    with transaction():
        work = db.session.merge(work)
        work.audience = audience
        file = materials.held(work, "en", b"zqdraft", "zqdraft.pdf")
        light = materials.made(file, "light", b"zqdraft, lighter")
        materials.made(file, "text", b"<p>zqdraft</p>")
        pack = packs.made([work])
        file.translation.state = state
        start = f"{file.sha256[:12]}/"
        part = f"/dl/packs/{pack.parts[0].sha256[:12]}/{pack.parts[0].name}"
        copies = (
            f"/dl/{start}{file.name}",
            f"/dl/{start}{light.sha256[:12]}/{file.name}",
            f"/en/library/text/{start}{file.name}",
            f"/en/packs/{pack.key}",
            part,
        )
    may = HERS[audience] if state in OUT else {"coordinator"}
    for name, person in persons.items():
        reader = app.test_client()
        if person:
            reader.enter(person)
        answers = [reader.get(one, follow_redirects=True) for one in copies]
        had = [answer.status_code == 200 and b"zqdraft" in answer.data for answer in answers[:3]]
        had += [answer.status_code == 200 for answer in answers[3:]]
        assert set(had) == {name in may}, (name, had)
        public = [answer.headers["Cache-Control"].startswith("public") for answer in answers]
        assert not any(public) or (audience is Audience.ALL and state in OUT)


@pytest.mark.parametrize("state", list(TranslationState))
@pytest.mark.parametrize("audience", list(Audience))
def test_no_page_leads_to_what_has_not_come_out(client, readers, audience, state):
    """The translation's own page leads to what is hers, and none to anything else."""
    work, persons = readers
    with transaction():
        work = db.session.merge(work)
        work.audience = audience
        materials.held(work, "en", name="zqdraft.pdf").translation.state = state
    for name in ("anybody", "participant"):
        if persons[name]:
            client.enter(persons[name])
        may = state in OUT and name in HERS[audience]
        assert ("zqdraft" in client.get("/en/library/handbook/1/en").text) == may
        for page in ("library", "library/handbook"):
            assert may or "zqdraft" not in client.get(f"/en/{page}").text


@pytest.mark.parametrize("state", list(TranslationState))
def test_a_text_that_is_looked_through_again_says_so_and_not_that_it_is_not_held(
    client, readers, state
):
    with transaction():
        work = db.session.merge(readers[0])
        materials.held(work, "en").translation.state = state
    page = client.get("/en/library/handbook/1/en").text

    assert ("can be read here when that is done" in page) == (state not in OUT)
    assert "Text not held here" not in page


def test_an_answer_that_is_kept_for_seconds_forgets_a_text_taken_back(client, readers):
    with transaction():
        file = materials.held(db.session.merge(readers[0]), "en")
        address = f"/dl/{file.sha256[:12]}/{file.name}"
        number = file.translation_id
    assert client.get(address).status_code == 200
    with transaction():
        db.session.get_one(Translation, number).state = TranslationState.IN_REVIEW
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("role", ["participant", "trainer"])
def test_a_list_of_its_own_takes_the_place_of_the_course_s(client, readers, role):
    """What the coordinator has taken out is open no longer, whoever had it by the course."""
    work, persons = readers
    with transaction():
        work = db.session.merge(work)
        activity = db.session.scalars(select(Activity)).one()
        activity.course_id = activities.course().id
        work.audience = Audience.PARTICIPANTS
        taken_out = materials.work("taken-out", audience=Audience.PARTICIPANTS)
        for one in (work, taken_out):
            db.session.add(CourseMaterial(course_id=activity.course_id, work_id=one.id))
        files = [materials.held(work, "en", b"kept"), materials.held(taken_out, "en", b"gone")]
        kept, gone = (f"/dl/{file.sha256[:12]}/{file.name}" for file in files)
    client.enter(persons[role])
    opened = [client.get(one, follow_redirects=True).status_code for one in (kept, gone)]
    assert opened == [200, 404]
    with transaction():
        db.session.execute(delete(ActivityMaterial))  # without one, the course's counts
    opened = [client.get(one, follow_redirects=True).status_code for one in (kept, gone)]
    assert opened == [200, 200]
