"""Files are named by their content and stored whole."""

import hashlib

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
    assert [path.name for path in storage.path(first.sha256).parent.iterdir()] == [first.sha256]
