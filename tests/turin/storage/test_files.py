"""Files are named by their content and stored whole."""

import hashlib
import os
import re
from pathlib import Path

from turin import storage


def test_a_file_is_found_by_the_hash_of_its_content(app):
    stored = storage.store(b"forty-two")

    assert stored.sha256 == hashlib.sha256(b"forty-two").hexdigest()
    assert stored.size == 9
    assert storage.path(stored.sha256).read_bytes() == b"forty-two"


def test_the_same_content_is_stored_once_and_leaves_no_half_file(app):
    first = storage.store(b"the same")
    before = storage.path(first.sha256).stat().st_mtime_ns

    assert storage.store(b"the same") == first
    assert storage.path(first.sha256).stat().st_mtime_ns == before
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


def test_several_files_are_stored_as_each_would_be(app):
    contents = [b"one of several", b"another", b"one of several"]

    stored = storage.store_all(iter(contents))

    assert stored == [storage.store(one) for one in contents]
    assert [storage.path(one.sha256).read_bytes() for one in stored] == contents
