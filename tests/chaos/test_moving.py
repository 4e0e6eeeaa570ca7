"""Files on their way to another store: the command is killed in the middle, and run again."""

import hashlib
import os
import signal
import subprocess
import sys

import pytest

from tests import s3
from tests.architecture.conftest import ROOT
from tests.chaos.test_mail import PATIENCE, running, wait_until
from turin.storage.folder import Folder
from turin.storage.moving import Journal

FILES = 60
COMMAND = (sys.executable, "-m", "flask", "--app", "app", "storage", "migrate", "--to")

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.fixture
def stores(tmp_path):
    with s3.bucket(tmp_path) as bucket:
        yield {"folder": Folder(tmp_path / "files"), "s3": bucket}


@pytest.fixture
def env(app, database_url, stores, tmp_path):
    told = stores["s3"]._told
    return {
        "TURIN_DEMO": "1",
        "TURIN_INSTANCE": str(tmp_path),
        "TURIN_DATABASE_URL": database_url,
        "TURIN_S3_URL": told.endpoint.replace("://", "://key:secret@") + f"/{told.bucket}",
    }


@pytest.mark.parametrize("to", ["s3", "folder"])
def test_a_move_that_is_killed_goes_on_where_it_was(env, stores, tmp_path, to):
    target = stores[to]
    (source,) = (store for store in stores.values() if store is not target)
    contents = [number.to_bytes(4) * 500 for number in range(FILES)]
    hashes = put(source, contents)
    journal = tmp_path / f"moved-to-{to}"
    env["TURIN_STORAGE"] = to
    with running(*COMMAND, to, **env) as process:
        wait_until(lambda: journal.exists() and len(journal.read_text().splitlines()) > FILES / 4)
        os.killpg(process.pid, signal.SIGKILL)
    known = Journal(journal, target)
    arrived = {sha256 for sha256 in hashes if (one := target.kept(sha256)) and one in known}
    before = {one.sha256: one.at for one in target.all()}
    assert FILES / 4 <= len(arrived) < FILES
    assert arrived <= before.keys()

    ended = subprocess.run(
        (*COMMAND, to),
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert f"All {FILES} files are in {to}, each verified" in ended.stdout, ended.stderr
    after = {one.sha256: one.at for one in target.all()}
    assert after.keys() == hashes
    assert {sha256: after[sha256] for sha256 in arrived} == {
        sha256: before[sha256] for sha256 in arrived
    }
    assert not journal.exists()


def put(store, contents):
    """Put the contents, and return their hashes."""
    new = {hashlib.sha256(content).hexdigest(): content for content in contents}
    store.put(new)
    return set(new)
