"""Files are named by their content and stored whole, wherever the site keeps them."""

import hashlib
import os
import re
import tracemalloc
from dataclasses import replace
from errno import EXDEV
from pathlib import Path

import pytest

from turin import storage
from turin.config import S3
from turin.storage import files
from turin.storage.bucket import Bucket
from turin.storage.folder import Folder
from turin.storage.stores import FOREVER

MOVING = b"on its way to another store"
OF_MOVING = hashlib.sha256(MOVING).hexdigest()


def read(sha256):
    with storage.opened(sha256) as file:
        return file.read()


@pytest.mark.usefixtures("site_of")
def test_a_file_is_found_by_the_hash_of_its_content(app):
    stored = storage.store(b"forty-two")

    assert stored.sha256 == hashlib.sha256(b"forty-two").hexdigest()
    assert stored.size == 9
    assert read(stored.sha256) == b"forty-two"
    with storage.on_disk(stored.sha256) as path:
        assert path.read_bytes() == b"forty-two"


def test_the_same_content_is_stored_once_and_leaves_no_half_file(app):
    first = storage.store(b"the same")
    before = storage.path(first.sha256).stat().st_mtime_ns

    assert storage.store(b"the same") == first
    assert storage.path(first.sha256).stat().st_mtime_ns == before
    assert storage.path(first.sha256).stat().st_mode & 0o777 == 0o640  # for nginx in our group
    beside = storage.path(first.sha256).parent.iterdir()  # other tests store files here too
    assert all(re.fullmatch("[0-9a-f]{64}", path.name) for path in beside)


def test_a_file_and_then_its_name_are_on_the_disk_before_it_is_stored(app, monkeypatch):
    kept = []
    fsync = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda of: (kept.append(Path(f"/proc/self/fd/{of}").resolve()), fsync(of))
    )
    stored = storage.path(storage.store(b"of a certificate").sha256)

    half, folder, above = kept
    assert half.parent == folder == stored.parent.resolve()
    assert above == folder.parent
    assert half.name != stored.name


@pytest.mark.usefixtures("site_of")
def test_several_files_are_stored_as_each_would_be(app):
    contents = [b"one of several", b"another", b"one of several"]

    stored = storage.store_all(iter(contents))

    assert stored == [storage.store(one) for one in contents]
    assert [read(one.sha256) for one in stored] == contents


@pytest.mark.usefixtures("site_of")
def test_a_file_that_came_is_stored_and_stays_where_it_is(app, tmp_path):
    came = tmp_path / "came"
    came.write_bytes(b"eighty megabytes")
    for _ in range(2):  # the second time it is there already
        stored = storage.store_file(came)

        assert stored == storage.store(b"eighty megabytes")
        assert read(stored.sha256) == b"eighty megabytes"
        assert came.read_bytes() == b"eighty megabytes"


def test_a_file_on_another_disk_is_copied(app, tmp_path, monkeypatch):
    def far(*_):
        raise OSError(EXDEV, "another disk")

    came = tmp_path / "came"
    came.write_bytes(b"from afar")
    monkeypatch.setattr(os, "link", far)
    stored = storage.store_file(came)

    assert read(stored.sha256) == b"from afar"


def test_a_large_file_is_never_in_memory(app, tmp_path):
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(20 << 20)
    tracemalloc.start()
    try:
        stored = storage.store_file(large)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 2 << 20
    assert storage.path(stored.sha256).stat().st_size == stored.size == 20 << 20
    storage.path(stored.sha256).unlink()


def test_what_the_one_store_lacks_is_looked_for_in_the_other(app, folder, bucket, use):
    use(folder)
    of_before = storage.store(b"of before").sha256
    use(bucket, folder)
    new = storage.store(b"new").sha256

    assert read(of_before) == b"of before"
    assert bucket.kept(of_before) is None
    assert bucket.kept(new)
    assert folder.kept(new) is None
    with storage.on_disk(of_before) as path:
        assert path == folder.path(of_before)
    with pytest.raises(storage.Gone):
        storage.opened("0" * 64)


@pytest.fixture(params=["to-s3", "to-folder"])
def moving(request, app, folder, bucket, use):
    """A file that moves at a word, from the second store of the site to the first."""
    target, source = (bucket, folder) if request.param == "to-s3" else (folder, bucket)
    source.put({OF_MOVING: MOVING})
    use(target, source)

    def move():
        target.put({OF_MOVING: MOVING})
        source.remove(OF_MOVING, before=FOREVER)

    return source, target, move


def test_what_moves_while_it_is_looked_for_is_found(moving, monkeypatch):
    source, target, move = moving
    kept = source.kept

    def too_late(sha256):
        monkeypatch.setattr(source, "kept", kept)  # which a bucket that removes asks too
        move()
        return kept(sha256)

    monkeypatch.setattr(source, "kept", too_late)

    assert files.found(OF_MOVING)[0] is target


def test_what_moves_while_it_is_opened_is_opened(moving, monkeypatch):
    source, _target, move = moving
    open_ = source.open
    monkeypatch.setattr(source, "open", lambda *asked: (move(), open_(*asked))[1])

    assert read(OF_MOVING) == MOVING


def test_what_moves_while_its_path_is_asked_for_has_one(moving, monkeypatch):
    source, _target, move = moving
    on_disk = source.on_disk
    monkeypatch.setattr(source, "on_disk", lambda sha256: (move(), on_disk(sha256))[1])

    with storage.on_disk(OF_MOVING) as path:
        assert path.read_bytes() == MOVING


@pytest.mark.parametrize(
    ("told", "kinds"),
    [
        ({}, [Folder]),
        ({"s3": True, "storage": "s3"}, [Bucket, Folder]),
        ({"s3": True, "storage": "folder"}, [Folder, Bucket]),
    ],
)
def test_the_settings_choose_the_store(app, monkeypatch, told, kinds):
    monkeypatch.setitem(app.extensions, "stores", ())
    if told.pop("s3", None):
        told["s3"] = S3("http://127.0.0.1:1", "turin", "key", "secret", "us-east-1")
    files.init_app(app, replace(app.extensions["settings"], **told))

    assert list(map(type, files.stores())) == kinds
