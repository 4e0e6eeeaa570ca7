"""A trainer's files are used by who runs an activity in which she teaches, and by nobody else."""

import pytest

from courses.materials import incoming
from tests.factories import activities, materials, people, schedule, uploads
from turin.clock import now
from turin.db import db, transaction
from turin.people.models import Person, Role
from turin.uploads.models import State
from turin.uploads.refusals import NotThere

ROLES = {
    "trainer": Role.TRAINER,
    "other_trainer": Role.TRAINER,
    "coordinator": Role.COORDINATOR,
    "deputy": Role.COORDINATOR,
    "other_coordinator": Role.COORDINATOR,
    "administrator": Role.ADMINISTRATOR,
}
USE_THEM = {"coordinator", "deputy", "administrator"}


@pytest.fixture
def staff(app):
    """A trainer of an activity, who runs it, and others; each has sent a file named like her."""
    with transaction():
        made = {key: people.person(role, name=key) for key, role in ROLES.items()}
        activity = activities.running((made["coordinator"],))
        schedule.session(activity, trainers=[made["trainer"]])
        schedule.session(activities.running((made["other_coordinator"],)))
        people.deputy(made["coordinator"], made["deputy"])
        for name, one in made.items():
            uploads.upload(one, name=f"{name}.pdf", format="pdf")
        uploads.upload(made["trainer"], State.WHOLE, name="unscanned.pdf")
    return made


def names(person) -> set[str]:
    return {one.name.removesuffix(".pdf") for one in incoming.waiting(person)}


@pytest.mark.parametrize("name", ROLES)
def test_everybody_finds_her_own_and_those_of_her_trainers(staff, name):
    hers = {name} | ({"trainer"} if name in USE_THEM else set())
    assert names(staff[name]) == hers | ({"other_trainer"} if name == "administrator" else set())


@pytest.mark.parametrize("name", ROLES)
def test_nobody_claims_what_she_does_not_find(staff, name):
    (found,) = [one for one in incoming.waiting(staff["trainer"]) if one.name == "trainer.pdf"]

    def claim():
        with transaction():
            by = db.session.get_one(Person, staff[name].id)
            incoming.claim([found], by=by, at=now())

    if name in USE_THEM | {"trainer"}:
        claim()
        assert "trainer" not in names(staff["trainer"])
    else:
        with pytest.raises(NotThere):
            claim()


def test_who_runs_the_activity_adds_a_trainers_file_to_a_work(client, staff):
    with transaction():
        work = materials.work()
    page = f"/staff/library/works/{work.key}/translations/{work.editions[0].translations[0].id}"
    client.enter(staff["coordinator"])
    shown = client.get(f"{page}/files/add").text
    assert "trainer.pdf, 1 kB, sent by trainer" in shown
    assert "coordinator.pdf, 1 kB<" in shown
    assert "sent by trainer" in client.get("/staff/library/translations/send").text
    client.enter(staff["other_coordinator"])
    assert "trainer" not in client.get(f"{page}/files/add").text


def test_who_waits_for_the_scanner_is_told_so_where_files_are_chosen(client, staff):
    client.enter(staff["coordinator"])
    send = "/staff/library/translations/send"
    assert "virus scanner" not in client.get(send).text
    with transaction():
        work = materials.work()
        for _ in range(2):
            uploads.upload(db.session.merge(staff["coordinator"]), State.WHOLE)
    add = f"/staff/library/works/{work.key}/translations/{work.editions[0].translations[0].id}"
    for page in (send, f"{add}/files/add"):
        assert "2 files of yours are here and wait for the virus scanner." in client.get(page).text


def test_the_page_says_where_files_go_on(client, staff):
    client.enter(staff["trainer"])
    page = client.get("/staff/uploads").text
    assert "Your coordinator finds them under “Add a file” in the library" in page
    assert "/staff/library/translations/send" not in page
    client.enter(staff["coordinator"])
    page = client.get("/staff/uploads").text
    assert 'href="/staff/library/translations/send"' in page
    assert "Your coordinator finds them" not in page
