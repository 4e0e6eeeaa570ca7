"""Every store keeps files whole, under their hash, until they are removed."""

import os
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from botocore.exceptions import ClientError

from turin import clock
from turin.storage.stores import Gone

CONTENT = bytes(range(256)) * 300
HASH = sha256(CONTENT).hexdigest()


def test_what_is_put_is_there(store):
    store.put({HASH: CONTENT})

    kept = store.kept(HASH)
    assert (kept.sha256, kept.size) == (HASH, len(CONTENT))
    assert abs(clock.now() - kept.at) < timedelta(minutes=1)
    assert list(store.all()) == [kept]
    with store.open(HASH) as file:
        assert file.read() == CONTENT
    with store.on_disk(HASH) as path:
        assert path.read_bytes() == CONTENT


def test_it_is_read_from_where_one_likes(store):
    store.put({HASH: CONTENT})

    with store.open(HASH, 1000) as file:
        assert file.read() == CONTENT[1000:]
    with store.open(HASH, 1000, 1010) as file:
        assert file.read(10) == CONTENT[1000:1010]
    with store.open(HASH, 5, 5) as file:
        assert file.read(0) == b""


def test_a_file_is_put_by_its_path(store, tmp_path):
    came = tmp_path / "came"
    came.write_bytes(CONTENT)
    store.put({HASH: came})

    with store.open(HASH) as file:
        assert file.read() == CONTENT


def test_an_empty_file_is_one(store):
    store.put({sha256(b"").hexdigest(): b""})

    with store.open(sha256(b"").hexdigest()) as file:
        assert file.read() == b""


def test_what_is_not_there_is_said_to_be_gone(store):
    assert store.kept(HASH) is None
    assert list(store.all()) == []
    with pytest.raises(Gone):
        store.open(HASH)
    with pytest.raises(Gone), store.on_disk(HASH):
        pass
    assert not store.remove(HASH, before=clock.now())


def test_what_came_long_ago_can_be_removed(store):
    store.put({HASH: CONTENT})
    later = clock.now() + timedelta(days=8)

    assert not store.remove(HASH, before=clock.now() - timedelta(days=7))
    assert store.remove(HASH, before=later)
    assert store.kept(HASH) is None


def test_what_comes_again_counts_as_new_and_is_not_written_again(folder):
    folder.put({HASH: CONTENT})
    old = (clock.now() - timedelta(days=30)).timestamp()
    os.utime(folder.path(HASH), (old, old))
    inode = folder.path(HASH).stat().st_ino
    folder.put({HASH: CONTENT})

    assert not folder.remove(HASH, before=clock.now() - timedelta(days=7))
    assert folder.path(HASH).stat().st_ino == inode


def test_an_object_that_comes_again_counts_as_new(bucket):
    with time_machine.travel(clock.now() - timedelta(days=1, hours=1)):
        bucket.put({HASH: CONTENT})
    before = bucket.kept(HASH).at
    bucket.put({HASH: CONTENT})

    assert bucket.kept(HASH).at > before


def test_a_file_that_comes_while_it_is_removed_stays(folder, monkeypatch):
    folder.put({HASH: CONTENT})
    old = (clock.now() - timedelta(days=30)).timestamp()
    os.utime(folder.path(HASH), (old, old))
    rename = type(folder.path(HASH)).rename

    def comes_just_before(path, target):
        folder.put({HASH: CONTENT})
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(type(folder.path(HASH)), "rename", comes_just_before)
        assert not folder.remove(HASH, before=clock.now() - timedelta(days=7))
    assert folder.path(HASH).read_bytes() == CONTENT


def test_what_a_crash_left_is_tidied(folder):
    folder.put({HASH: CONTENT})
    path = folder.path(HASH)
    path.rename(path.with_name(f"{HASH}.leaving"))
    half, new = path.with_name("tmp1"), path.with_name("tmp2")
    half.touch()
    new.touch()
    os.utime(half, (0, 0))
    folder.tidy(before=clock.now() - timedelta(days=7))

    assert path.read_bytes() == CONTENT
    assert sorted(path.parent.iterdir()) == sorted([path, new])


def test_what_becomes_a_file_while_it_is_tidied_ends_nothing(folder, monkeypatch):
    halves = [folder.path(HASH).with_name(name) for name in ("tmp1", "tmp2")]
    halves[0].parent.mkdir(parents=True)
    for half in halves:
        half.touch()
        os.utime(half, (0, 0))
    glob = type(folder.root).glob

    def listed(root, names):
        found = sorted(glob(root, names))
        halves[0].unlink()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(type(folder.root), "glob", listed)
        folder.tidy(before=clock.now())
    assert not any(half.exists() for half in halves)


def test_who_tidies_may_put_back_what_is_being_removed(folder, monkeypatch):
    folder.put({HASH: CONTENT})
    rename = type(folder.root).rename

    def tidied_at_once(path, target):
        rename(path, target)
        with monkeypatch.context() as patch:
            patch.setattr(type(folder.root), "rename", rename)
            folder.tidy(before=clock.now())

    monkeypatch.setattr(type(folder.root), "rename", tidied_at_once)
    assert not folder.remove(HASH, before=clock.now() + timedelta(days=1))
    assert folder.path(HASH).read_bytes() == CONTENT


def test_a_bucket_holds_no_foreign_names_for_files_of_ours(bucket):
    bucket._client.put_object(Bucket=bucket._told.bucket, Key="logs/today", Body=b"")
    assert list(bucket.all()) == []


def test_a_store_that_refuses_us_is_not_taken_for_empty(bucket):
    bucket._client.delete_bucket(Bucket=bucket._told.bucket)
    with pytest.raises(ClientError):
        bucket.put({HASH: CONTENT})
    with pytest.raises(ClientError):
        list(bucket.all())
