"""The demonstration: made once, by the operations of the site, and marked as invented."""

import unicodedata
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from courses.activities.models import Activity, State
from courses.activities.queries import run_by
from courses.attendance.models import Attendance
from courses.exchange import commands
from courses.exchange.demonstration import AlreadyMade, ExampleMissing, make, people
from courses.exchange.unloading import unload
from courses.registration import queries as registration
from courses.registration.models import Application
from courses.schedule.models import Room, Session
from tests.conftest import bring
from turin import clock
from turin.db import db, transaction
from turin.organisations.models import Group, Organisation
from turin.people import passwords
from turin.people.models import Person, Role

pytestmark = pytest.mark.xdist_group("example")  # what they stand on is made once an engine
NOW = clock.now()
# It is made by operations that are tried on both engines by themselves, and takes seconds.
on_sqlite = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.fixture
def demonstration(site, example):
    bring(site[0], "demonstration", made)


def made() -> None:
    with transaction():
        assert make(NOW)["activities"] == 7


def activities(**by):
    query = select(Activity).where(Activity.demonstration).filter_by(**by)
    return list(db.session.scalars(query.order_by(Activity.starts)))


@on_sqlite
def test_everything_invented_says_so(demonstration):
    assert len(activities()) == 7
    assert not db.session.scalars(select(Person).where(~Person.demonstration)).all()
    assert not db.session.scalars(select(Room).where(~Room.demonstration)).all()
    invented = db.session.scalars(select(Organisation).where(Organisation.demonstration)).all()
    assert all("Demonstration" in one.name["en"] for one in invented)
    told = db.session.scalars(select(Application.organisation).distinct()).all()
    assert all(name.startswith("Demonstration") for name in told)


@on_sqlite
def test_one_starts_in_a_week_one_runs_half_marked_and_one_is_over_and_marked(demonstration):
    today = NOW.date()
    (soon,) = activities(state=State.CONFIRMED)
    assert soon.starts.day == today + timedelta(days=7)
    (running,) = activities(state=State.RUNNING)
    assert running.starts.first < today < running.ends.last
    (over,) = activities(state=State.CLOSED)
    assert over.ends.last < today

    def marked(activity):
        marks = db.session.scalar(
            select(func.count(Attendance.session_id.distinct()))
            .join(Session)
            .where(Session.activity_id == activity.id)
        )
        ended = select(func.count(Session.id)).where(
            Session.activity_id == activity.id, Session.ends_at < NOW
        )
        return marks, db.session.scalar(ended)

    some, begun = marked(running)
    assert 0 < some < begun
    assert marked(over) == (15, 15)


@on_sqlite
def test_applicants_come_from_every_group_and_write_their_names_in_many_scripts(demonstration):
    assert set(db.session.scalars(select(Application.group))) == set(Group)
    names = "".join(db.session.scalars(select(Person.certificate_name)))
    scripts = {unicodedata.name(letter).split()[0] for letter in names if letter.isalpha()}
    assert scripts >= set(
        "LATIN CYRILLIC ARABIC ARMENIAN GEORGIAN ETHIOPIC DEVANAGARI BENGALI SINHALA TAMIL"
        " THAI LAO KHMER MYANMAR CJK".split()
    )
    for activity in activities():
        taken = registration.seats_taken(activity)
        assert taken <= activity.seats


@on_sqlite
def test_somebody_assists_and_somebody_stands_in(demonstration):
    tendai, mateo = (
        db.session.scalars(select(Person).filter_by(email=f"{key}@{people.DOMAIN}")).one()
        for key in ("assistant", "deputy")
    )
    assisted = [one.activity.state for one in run_by(tendai) if one.assists]
    assert sorted(assisted) == [State.CONFIRMED, State.RUNNING]
    assert len([one for one in run_by(mateo) if one.away]) == 7


@on_sqlite
def test_the_accounts_that_are_offered_can_sign_in(demonstration):
    roles = {}
    for account in people.offered():
        person = db.session.scalars(select(Person).filter_by(email=account.email)).one()
        roles[account.email.partition("@")[0]] = [grant.role for grant in person.roles]
        assert passwords.fits(account.password, person.password_hash)
    assert roles == {
        "coordinator": [Role.COORDINATOR],
        "deputy": [Role.COORDINATOR],
        "assistant": [Role.ASSISTANT],
        "manager": [Role.MANAGER],
        "trainer": [Role.TRAINER],
        "participant": [],
        "participant-ar": [],
        "administrator": [Role.ADMINISTRATOR],
    }


def test_it_is_made_once(demonstration):
    with pytest.raises(AlreadyMade), transaction():
        make(NOW)


def test_the_example_can_be_unloaded_from_under_it(demonstration):
    with transaction():
        done = unload()
    assert done.kept == []
    assert len(activities(course_id=None)) == 7
    assert all(activity.modules for activity in activities())


def test_without_the_example_it_is_not_made(app):
    with pytest.raises(ExampleMissing), transaction():
        make(NOW)
    assert not db.session.scalars(select(Person)).all()


def test_the_command_wants_the_example_first(app):
    assert "first load the example" in app.test_cli_runner().invoke(commands.demo, ["load"]).stderr


@on_sqlite
def test_the_command_tells_who_may_sign_in(example, app):
    runner = app.test_cli_runner()
    said = runner.invoke(commands.demo, ["load"], catch_exceptions=False).output
    assert f"coordinator@demo.turin.example  {people.PASSWORD}" in said
    again = runner.invoke(commands.demo, ["load"], catch_exceptions=False).output
    assert again.startswith("The demonstration is here already.")


def test_a_real_site_makes_none(app, monkeypatch):
    settings = app.extensions["settings"]
    real = type(settings)(
        **{name: getattr(settings, name) for name in settings.__slots__} | {"demo": False}
    )
    monkeypatch.setitem(app.extensions, "settings", real)
    said = app.test_cli_runner().invoke(commands.demo, ["load"])
    assert said.exit_code == 1
    assert "a real site has no demonstration" in said.stderr
