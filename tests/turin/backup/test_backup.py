"""A backup is one once it was opened again: on both databases, and with what can go wrong."""

import json
import os
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, select

from courses.materials.models import MaterialFile
from tests import s3
from tests.factories import materials, people
from tests.postgresql import programs
from turin.backup import making
from turin.db import db, transaction
from turin.people.factors.models import OneTimeCodes
from turin.storage.folder import FOR_NGINX, Folder
from turin.storage.stores import FOREVER

ANOTHER = "the key of quite another site, long enough"


@pytest.fixture
def backup(app, tmp_path, monkeypatch):
    """A backup of a site with a handbook, and a person with one-time codes."""
    monkeypatch.setenv("PATH", f"{programs()}:{os.environ['PATH']}")
    with transaction():
        people.with_codes(people.person(name="Amina Haddad"))
        materials.held(materials.work(), "en")
    result = app.test_cli_runner().invoke(args=["backup", str(tmp_path)])
    assert result.exit_code == 0, result.output
    folder = Path(result.output.strip())
    assert folder.parent == tmp_path
    return folder


def handbook(backup: Path) -> Path:
    """The handbook's file in the backup, in which other tests' files lie too."""
    digest = db.session.scalars(select(MaterialFile.sha256)).one()
    return backup / "files" / digest[:2] / digest


@pytest.fixture
def check(app, backup):
    """Check the backup, and return what was said if it is not whole."""

    def checked() -> str:
        result = app.test_cli_runner().invoke(args=["restore-check", str(backup)])
        assert result.exit_code in {0, 1}, result.exception
        return result.output if result.exit_code else ""

    return checked


def test_a_backup_is_whole_and_leaves_nothing_behind(backup, check, app):
    assert not check()
    if db.engine.dialect.name == "postgresql":
        url = make_url(str(db.engine.url)).set(drivername="postgresql")
        with psycopg.connect(url.render_as_string(hide_password=False)) as site:
            names = site.execute("SELECT datname FROM pg_database").fetchall()
        assert not [name for (name,) in names if "restore_check" in name]


def test_it_is_readable_by_its_maker_alone_and_lacks_the_key(backup, app):
    assert backup.stat().st_mode & 0o077 == 0
    told = b"".join(file.read_bytes() for file in backup.rglob("*") if file.is_file())
    assert app.config["SECRET_KEY"].encode() not in told


def test_a_row_that_was_lost_is_told(backup, check):
    file = backup / "manifest.json"
    told = json.loads(file.read_text())
    told["counts"]["person"] += 1
    file.write_text(json.dumps(told))
    assert "person: 1 rows, the manifest says 2" in check()


def test_a_file_that_changed_is_told(backup, check):
    file = handbook(backup)
    file.write_bytes(b"another handbook")
    assert f"the file {file.name} is not what was stored" in check()


def test_a_file_that_a_row_names_and_that_is_gone_is_told(backup, check):
    file = handbook(backup)
    file.unlink()
    assert f"material_file: the file {file.name} is not there" in check()


def test_a_cut_database_cannot_be_restored(backup, check):
    file = next(backup.glob("database.*"))
    file.write_bytes(file.read_bytes()[:5000])
    assert "cannot be restored" in check()


def test_the_secrets_that_open_are_counted(app, backup):
    result = app.test_cli_runner().invoke(args=["restore-check", str(backup)])
    assert "one_time_codes: 1 of 1 sealed secrets open" in result.output


def test_another_sites_key_is_told_and_whose_secrets_it_does_not_open(app, backup, check):
    (number,) = db.session.scalars(select(OneTimeCodes.person_id))
    app.config["SECRET_KEY"] = ANOTHER
    said = check()
    assert "the secret key of this site is not the one of the site that was copied" in said
    assert "one_time_codes: 0 of 1 sealed secrets open" in said
    assert f"one_time_codes: this site's key does not open those of person_id {number}\n" in said
    assert "Amina" not in said


def test_a_key_of_before_opens_what_was_copied(app, backup, check):
    app.config["SECRET_KEY_FALLBACKS"] = [app.config["SECRET_KEY"]]
    app.config["SECRET_KEY"] = ANOTHER
    assert not check()


def test_a_secret_that_was_damaged_is_told(backup, check, app):
    codes = db.session.scalars(select(OneTimeCodes)).one()
    with transaction():
        codes.sealed_secret = codes.sealed_secret[:-8]
    result = app.test_cli_runner().invoke(args=["backup", str(backup.parent / "later")])
    folder = result.output.strip()
    said = app.test_cli_runner().invoke(args=["restore-check", folder]).output
    assert f"does not open those of person_id {codes.person_id}" in said
    assert "the secret key" not in said


@pytest.mark.parametrize("site", ["postgresql"], indirect=True)
def test_without_postgresqls_programs_it_says_what_to_install(app, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    result = app.test_cli_runner().invoke(args=["backup", str(tmp_path / "backups")])
    assert result.exit_code == 1
    assert "pg_dump is not on the PATH" in result.output
    assert not list((tmp_path / "backups").iterdir())


def test_what_is_no_backup_is_told(app, tmp_path):
    result = app.test_cli_runner().invoke(args=["restore-check", str(tmp_path)])
    assert result.exit_code == 1
    assert "cannot be restored" in result.output


@pytest.fixture
def in_bucket(app, tmp_path, monkeypatch):
    """A site that keeps its files in a bucket."""
    with s3.bucket(tmp_path) as bucket:
        monkeypatch.setitem(app.extensions, "stores", (bucket,))
        yield bucket


@pytest.mark.usefixtures("in_bucket")
def test_what_lies_elsewhere_is_copied_too(app, request, tmp_path):
    folder = request.getfixturevalue("backup")
    assert handbook(folder).read_bytes() == b"the words of it"
    assert not request.getfixturevalue("check")()


@pytest.mark.parametrize("when", ["before the old store is listed", "once it is listed"])
def test_what_moves_while_files_are_copied_is_copied(app, tmp_path, monkeypatch, when):
    old = Folder(tmp_path / "old")
    digest = sha256(b"on its way").hexdigest()
    old.put({digest: b"on its way"})
    list_ = old.all

    def listed():
        found = list_() if when.startswith("before") else list(list_())
        new.put({digest: b"on its way"})
        old.remove(digest, before=FOREVER)
        yield from found

    monkeypatch.setattr(old, "all", listed)
    with s3.bucket(tmp_path) as new:
        monkeypatch.setitem(app.extensions, "stores", (new, old))
        assert making._copy_files(tmp_path / "copy") == 1
    copy = Folder(tmp_path / "copy").path(digest)
    assert (copy.read_bytes(), copy.stat().st_mode & 0o777) == (b"on its way", FOR_NGINX)


def test_files_can_stay_where_they_are_and_are_looked_for_there(
    app, in_bucket, tmp_path, monkeypatch
):
    monkeypatch.setenv("PATH", str(programs()), prepend=":")
    with transaction():
        sha256 = materials.held(materials.work(), "en").sha256
    words = ["backup", "--without-files", str(tmp_path / "backups")]
    made = app.test_cli_runner().invoke(args=words)
    folder = made.output.strip()
    assert not (Path(folder) / "files").exists()

    checked = app.test_cli_runner().invoke(args=["restore-check", folder])
    assert checked.exit_code == 0, checked.output
    assert "files were not copied" in checked.output
    in_bucket.remove(sha256, before=FOREVER)
    checked = app.test_cli_runner().invoke(args=["restore-check", folder])
    assert f"material_file: the file {sha256} is not there" in checked.output
