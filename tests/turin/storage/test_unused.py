"""What no row names goes, and nothing else does."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from tasks import beat
from tests.factories import materials
from turin import clock, storage
from turin.db import Base, db, transaction
from turin.storage import checking, named
from turin.storage.models import StoredFile
from turin.storage.stores import DESK
from turin.storage.unused import remove_unused


@pytest.fixture(autouse=True)
def _own_folder(folder, use):
    use(folder)


def stored(content: bytes, days_ago: float) -> str:
    sha256 = storage.store(content).sha256
    aged(sha256, days_ago)
    return sha256


def aged(sha256: str, days: float) -> None:
    then = (clock.now() - timedelta(days=days)).timestamp()
    os.utime(storage.path(sha256), (then, then))


def test_what_nothing_names_goes_after_seven_days(app, folder):
    old, young = stored(b"old", 7.1), stored(b"young", 6.9)
    with transaction():
        kept = materials.held(materials.work(), "en", b"named").sha256
    aged(kept, 400)

    assert remove_unused(clock.now()) == 1
    assert {one.sha256 for one in folder.all()} == {young, kept}
    assert not storage.path(old).exists()


def test_a_file_that_comes_again_waits_for_its_row(app):
    old = stored(b"came once, years ago", 800)
    storage.store(b"came once, years ago")

    assert remove_unused(clock.now()) == 0
    assert storage.path(old).exists()


def test_a_row_that_comes_while_files_are_looked_through_keeps_its_file(app, folder, monkeypatch):
    old = stored(b"named at the last moment", 30)
    every = folder.all

    def all_():
        for one in every():
            with transaction():
                materials.held(materials.work(), "en", b"named at the last moment")
            aged(old, 30)
            yield one

    monkeypatch.setattr(folder, "all", all_)
    assert remove_unused(clock.now()) == 0
    assert storage.path(old).exists()


def test_a_file_in_any_store_goes(app, folder, bucket, use):
    stored(b"old", 30)
    use(bucket, folder)
    assert remove_unused(clock.now()) == 1
    assert not list(folder.all())


def test_what_a_killed_process_left_goes_too(app):
    instance = app.extensions["settings"].instance
    pack, copy, new = (instance / f"{DESK}{name}" for name in ("pack", "copy", "new"))
    pack.mkdir()
    for file in (pack / "part.zip", copy, new):
        file.write_bytes(b"half of it")
    for old in (pack, copy):
        os.utime(old, (0, 0))
    remove_unused(clock.now())

    assert sorted(instance.glob(f"{DESK}*")) == [new]
    new.unlink()


def test_what_was_seen_of_a_file_that_nothing_names_is_forgotten(app):
    with transaction():
        kept = materials.held(materials.work(), "en", b"named").sha256
        for sha256 in ("0" * 64, kept):
            db.session.add(StoredFile(sha256=sha256, size=3, checked_at=clock.now()))
    remove_unused(clock.now())
    assert db.session.scalars(select(StoredFile.sha256)).all() == [kept]


def test_every_column_that_is_called_so_names_files(app):
    models = {
        (table.name, one.name)
        for table in Base.metadata.tables.values()
        for one in table.c
        if one.name.endswith("sha256") and table.name != "stored_file"
    }
    assert {("material_file", "sha256"), ("certificate", "sha256")} <= models
    columns = named.columns(db.session.connection())
    assert {(one.table.name, one.name) for one in columns} == models


def test_a_table_that_this_program_does_not_know_keeps_its_files(app):
    sha256 = stored(b"of a newer version", 30)
    with transaction():
        db.session.execute(text("CREATE TABLE of_tomorrow (picture_sha256 VARCHAR(64))"))
        db.session.execute(text("INSERT INTO of_tomorrow VALUES (:it)"), {"it": sha256})
    try:
        assert remove_unused(clock.now()) == 0
    finally:
        with transaction():
            db.session.execute(text("DROP TABLE of_tomorrow"))


def test_beat_has_it_done_every_day_and_outside_of_its_transaction(app, folder):
    sha256 = stored(b"old", 30)
    with transaction():
        file = materials.held(materials.work(), "en", b"gone")
    storage.path(file.sha256).unlink()
    for job in ("remove_unused", "check", "check"):  # the third finds its slot taken
        beat.run.run(f"storage.{job}")  # here, not in the context of the application made last

    assert folder.kept(sha256) is None
    assert [one.sha256 for one in checking.damaged()] == [file.sha256]
