"""The migrations, on both engines: they say what the models say, and each can be taken back."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import text

from courses.activities.models import ActivityAssistant
from courses.materials.models import Audience, WorkKind
from tests.factories import activities, materials, people, schedule
from tests.migrations.schema import schema
from tests.migrations.steps import SCRIPTS, downgrade, upgrade
from turin.db import Base, db, transaction
from turin.db.schema import up_to_date
from turin.people.models import Role

OURS = {"turin", "courses", "tasks", "app"}


@pytest.fixture
def app(app):
    """The application, whose tables are made anew where a test did not leave them as they were."""
    yield app
    db.session.remove()
    if db.engine.dialect.name == "postgresql" and not up_to_date():
        db.session.remove()
        drop()
        upgrade("head")


@pytest.fixture
def emptied(site, app):
    """The application on a database without tables."""
    if db.engine.dialect.name == "postgresql":
        drop()
    else:
        site[0].empty()
    return app


def drop() -> None:
    with db.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


def test_the_migrations_make_what_the_models_say(app):
    migrated = schema()
    downgrade("base")
    Base.metadata.create_all(db.engine)
    assert migrated == schema()


def test_each_migration_can_be_taken_back_and_done_again(emptied):
    made, left, again = [schema()], [], []
    upgrade("head", lambda: made.append(schema()))
    downgrade("base", lambda: left.append(schema()))
    upgrade("head", lambda: again.append(schema()))
    for script, before, after in zip(SCRIPTS, made, reversed(left), strict=False):
        assert after == before, f"{script.revision} leaves something behind"
    for script, once, twice in zip(SCRIPTS, made[1:], again, strict=True):
        assert once == twice, f"{script.revision} makes something else the second time"
    assert len(left) == len(SCRIPTS)


OLD = """
INSERT INTO activity (id, key, kind, state, title, summary, for_whom, certificate_title, starts,
    delivery, venue, city, zone, audience, audience_regions, choice, centre_part, fee,
    attendance_share, moves, source, confidence, note, demonstration, example)
VALUES ({id}, 'A{id}', 'course', '{state}', '{{}}', '{{}}', '{{}}', '{{}}', '2027-03-08',
    'turin', '{{}}', '{{}}', 'Europe/Rome', '[]', '[]', 'selection', 'organised', '{{}}',
    80, 0, '', 'high', '{{}}', false, false)
"""
OLD_SESSION = """
INSERT INTO session (id, activity_id, title, zone, local_starts, local_ends, starts_at, ends_at,
    room_id, online)
VALUES ({id}, {activity}, '{{}}', 'Europe/Rome', '2027-03-08 {0}:00:00', '2027-03-08 {1}:00:00',
    '2027-03-08 {0}:00:00', '2027-03-08 {1}:00:00', 1, false)
"""


def test_sessions_that_overlap_already_are_booked_as_allowed(emptied):
    upgrade("0021_lists")
    hours = [("09", "10"), ("10", "12"), ("11", "13"), ("12", "14"), ("14", "15"), ("11", "12")]
    with db.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO room (id, name, capacity, city, demonstration)"
                " VALUES (1, 'Africa', 30, 'Turin', false)"
            )
        )
        for number, state in ((1, "open"), (2, "postponed")):
            connection.exec_driver_sql(OLD.format(id=number, state=state))
        for number, (starts, ends) in enumerate(hours, 1):
            activity = 1 + number // 6  # the last is of the one that is postponed
            told = OLD_SESSION.format(starts, ends, id=number, activity=activity)
            connection.exec_driver_sql(told)
    upgrade("0029_bookings")
    with db.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT session_id, together, allowed_why <> '' FROM booking ORDER BY session_id")
        ).all()
    assert [(number, bool(allowed)) for number, _, allowed in rows] == [
        (1, False),
        (2, True),
        (3, True),
        (4, True),
        (5, False),
    ]
    assert len({mark for _, mark, _ in rows}) == 3
    downgrade("0021_lists")
    upgrade("0029_bookings")


def test_whoever_has_a_new_role_loses_it_where_there_is_none_yet(app):
    with transaction():
        person = people.person(Role.ASSISTANT, Role.MANAGER, Role.TRAINER)
        people.deputy(people.person(Role.COORDINATOR), person)
        activities.activity().assistants = [ActivityAssistant(person_id=person.id)]
    db.session.remove()
    (before,) = (one.down_revision for one in SCRIPTS if one.revision == "0034_roles")
    downgrade(before)
    with db.engine.connect() as connection:
        left = connection.execute(text("SELECT role FROM role_grant ORDER BY role")).all()
    assert [role for (role,) in left] == ["coordinator", "trainer"]
    upgrade("head")


def test_of_files_of_one_format_the_first_stays_where_there_may_be_but_one(app):
    with transaction():
        made = materials.work(audience=Audience.APPLICANTS, kind=WorkKind.PRACTICE_PROFILE)
        for name in ("one.pdf", "two.pdf"):
            materials.held(made, "en", name.encode(), name)
    db.session.remove()
    downgrade("0038_order_of_lists")
    with db.engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM material_file")).scalars().all()
        work = connection.execute(text("SELECT kind, audience FROM work")).one()
    assert names == ["one.pdf"]
    assert tuple(work) == ("database", "participants")
    upgrade("head")


def test_migrations_are_one_row_of_serial_numbers():
    names = [Path(script.path).stem for script in SCRIPTS]
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert names == [script.revision for script in SCRIPTS]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.revision)
def test_a_migration_knows_no_model(script):
    """A model will have changed by the time when somebody runs this migration."""
    tree = ast.parse(Path(script.path).read_text())
    imported = {
        alias.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert not {name.partition(".")[0] for name in imported} & OURS


def test_sessions_that_are_there_get_each_a_name_for_calendars(app):
    with transaction():
        activity = activities.activity()
        for day in range(3):
            schedule.session(activity, day=day)
    db.session.remove()
    (script,) = (one for one in SCRIPTS if one.revision == "0025_calendars")
    downgrade(script.down_revision)
    upgrade("head")

    with db.engine.connect() as connection:
        names = connection.execute(text("SELECT uid FROM session")).scalars().all()
    assert len(set(names)) == 3
    assert {len(name) for name in names} == {32}


def test_words_that_are_chosen_already_get_a_key_and_keep_it_out_of_new_lists(emptied):
    upgrade("0030_rooms_and_sessions")
    upgrade("0031_terms")
    with db.engine.begin() as connection:
        keys = connection.execute(text("SELECT key FROM term ORDER BY id")).scalars().all()
        connection.exec_driver_sql(OLD.format(id=1, state="open"))
        connection.execute(
            text(
                "INSERT INTO term (id, key, vocabulary, name, description, position, retired,"
                " source, confidence, note, example, demonstration)"
                " VALUES (9, 'gender', 'theme', '{}', '{}', 1, false, '', '', '{}', false, false)"
            )
        )
        connection.execute(text("INSERT INTO activity_term (activity_id, term_id) VALUES (1, 9)"))
    assert keys == ["term_1", "term_2"]
    downgrade("0030_rooms_and_sessions")
    with db.engine.connect() as connection:
        kept = connection.execute(text("SELECT vocabulary FROM term ORDER BY id")).scalars().all()
    assert kept == ["funding", "funding"]
    upgrade("0031_terms")


def test_what_was_done_to_a_session_is_told_of_its_activity(emptied):
    upgrade("0030_rooms_and_sessions")
    old = """
    INSERT INTO audit_entry (id, at, deed, subject_type, subject_id, facts)
    VALUES ({id}, '2026-01-01 09:00:00', 'schedule.moved', '{kind}', {subject}, '{{}}')
    """
    with db.engine.begin() as connection:
        connection.exec_driver_sql(OLD.format(id=7, state="open"))
        connection.execute(
            text(
                "INSERT INTO room (id, name, capacity, city, demonstration)"
                " VALUES (1, 'Africa', 30, 'Turin', false)"
            )
        )
        connection.exec_driver_sql(OLD_SESSION.format("09", "10", id=3, activity=7))
        for number, kind, subject in ((1, "session", 3), (2, "session", 99), (3, "room", 3)):
            connection.exec_driver_sql(old.format(id=number, kind=kind, subject=subject))
    for revision in ("0030_rooms_and_sessions", "0032_histories_and_views"):
        upgrade("0032_histories_and_views")
        downgrade(revision)
    with db.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT id, part_of_type, part_of_id FROM audit_entry ORDER BY id")
        ).all()
    assert [tuple(row) for row in rows] == [(1, "activity", 7), (2, None, None), (3, None, None)]
