"""Files are looked at again, and damage is told to whoever can mend it."""

from datetime import timedelta
from errno import ENOSPC

import pytest
from sqlalchemy import select

from tests.factories import materials, people
from turin import clock, storage
from turin.db import db, transaction
from turin.people.models import Role
from turin.storage import checking
from turin.storage.checking import check, damaged, mend
from turin.storage.models import Damage, StoredFile

CONTENT = b"the words of a handbook"
MANY = 4


@pytest.fixture
def files(app, site_of):
    """Some files that rows name, in the order of their hashes."""
    with transaction():
        work = materials.work()
        held = [
            materials.held(work, "en", CONTENT * number, f"{number}.pdf")
            for number in range(1, MANY + 1)
        ]
        return sorted(file.sha256 for file in held)


def spoil(store, sha256, content=b"rotten"):
    if store.name == "folder":
        store.path(sha256).write_bytes(content)
    else:
        store._client.put_object(**store._named(sha256), Body=content)


def lose(store, sha256):
    assert store.remove(sha256, before=clock.now() + timedelta(days=1))


def test_what_is_whole_is_noted(files):
    at = clock.now()
    assert check(at) == []
    rows = db.session.scalars(select(StoredFile).order_by(StoredFile.sha256)).all()
    assert [(row.sha256, row.checked_at, row.damage) for row in rows] == [
        (sha256, at, None) for sha256 in files
    ]
    assert sum(row.size for row in rows) == len(CONTENT) * 10


def test_damage_is_found_logged_and_dated_by_its_first_night(files, site_of, caplog):
    spoil(site_of, files[0])
    lose(site_of, files[1])
    first, second = clock.now(), clock.now() + timedelta(days=1)

    assert [one.damage for one in check(first)] == [Damage.CHANGED, Damage.GONE]
    assert f"a stored file is damaged: {files[0]} is changed" in caplog.messages
    check(second)
    told = {one.sha256: (one.damaged_at, one.checked_at) for one in damaged()}
    assert told == dict.fromkeys(files[:2], (first, second))


@pytest.mark.parametrize("store", ["folder"], indirect=True)
def test_what_the_disk_cannot_read_is_damaged_and_the_others_are_looked_at(files, site_of, caplog):
    site_of.path(files[0]).unlink()
    site_of.path(files[0]).mkdir()  # the one thing that root cannot read either

    assert [(one.sha256, one.damage) for one in check(clock.now())] == [(files[0], Damage.CHANGED)]
    assert len(db.session.scalars(select(StoredFile)).all()) == MANY
    assert f"a stored file cannot be read: {files[0]}" in caplog.messages


@pytest.mark.parametrize("error", [RuntimeError("no answer"), OSError(ENOSPC, "no room here")])
def test_a_file_that_cannot_be_looked_at_keeps_nobody_from_the_others(
    files, site_of, monkeypatch, caplog, error
):
    open_ = site_of.open

    def fails(sha256, *part):
        if sha256 == files[1]:
            raise error
        return open_(sha256, *part)

    monkeypatch.setattr(site_of, "open", fails)
    assert check(clock.now()) == []
    seen = db.session.scalars(select(StoredFile.sha256)).all()
    assert sorted(seen) == [files[0], *files[2:]]
    assert f"a stored file could not be looked at: {files[1]}" in caplog.messages


def test_a_store_that_is_away_is_not_asked_all_night(files, site_of, monkeypatch):
    asked = []

    def away(sha256, *_part):
        asked.append(sha256)
        raise RuntimeError("no answer")

    monkeypatch.setattr(site_of, "open", away)
    monkeypatch.setattr(checking, "ENOUGH", MANY - 1)
    assert check(clock.now()) == []
    assert asked == files[: MANY - 1]


def test_those_come_first_that_nobody_has_looked_at_for_longest(files):
    size = max(row.size for row in check(clock.now()) or [StoredFile(size=0)])
    assert size == 0
    for night in range(1, MANY + 1):
        check(clock.now() + timedelta(days=night), octets=1)
        seen = select(StoredFile.sha256).order_by(StoredFile.checked_at.desc())
        assert db.session.scalars(seen.limit(1)).one() == files[night - 1]


def test_no_more_is_read_than_a_night_allows(files):
    check(clock.now(), octets=1)
    assert len(db.session.scalars(select(StoredFile)).all()) == 1


def test_what_was_damaged_is_looked_at_every_night(files, site_of):
    lose(site_of, files[1])
    check(clock.now())
    for content in (CONTENT * number for number in range(1, MANY + 1)):
        storage.store(content)  # it comes again
    check(clock.now() + timedelta(days=1), octets=1)
    assert damaged() == []


@pytest.fixture
def copies(files, site_of, tmp_path):
    """A backup of the files, as far as mending needs one."""
    for sha256 in files:
        to = tmp_path / "backup" / "files" / sha256[:2] / sha256
        to.parent.mkdir(parents=True, exist_ok=True)
        with storage.opened(sha256) as file:
            to.write_bytes(file.read())
    return tmp_path / "backup"


def test_what_is_damaged_is_mended_from_a_backup(app, files, site_of, copies):
    spoil(site_of, files[0])
    lose(site_of, files[1])
    said = app.test_cli_runner().invoke(args=["storage", "check"])
    assert (said.exit_code, said.output.count(" is ")) == (1, 2)
    said = app.test_cli_runner().invoke(args=["storage", "mend", str(copies)])

    assert (said.exit_code, said.output.count("is mended")) == (0, 2)
    assert damaged() == []
    assert check(clock.now() + timedelta(days=1)) == []
    said = app.test_cli_runner().invoke(args=["storage", "check"])
    assert "No file is known to be damaged" in said.output


def test_a_copy_that_is_damaged_too_mends_nothing(app, files, site_of, copies):
    lose(site_of, files[0])
    check(clock.now())
    (copies / "files" / files[0][:2] / files[0]).write_bytes(b"rotten too")
    said = app.test_cli_runner().invoke(args=["storage", "mend", str(copies)])

    assert (said.exit_code, "not in this backup" in said.output) == (1, True)
    assert not mend(files[0], copies / "nowhere", clock.now())


def test_an_administrator_and_whoever_watches_the_site_are_told(client, files, site_of):
    lose(site_of, files[0])
    check(clock.now())
    assert "turin_damaged_files 1.0" in client.get("/metrics").text
    with transaction():
        administrator = people.person(Role.ADMINISTRATOR, language="en")
        coordinator = people.person(Role.COORDINATOR, language="en")
    client.enter(administrator)
    assert "1 stored file is damaged" in client.get("/staff").text
    client.enter(coordinator)
    assert "stored file" not in client.get("/staff").text
