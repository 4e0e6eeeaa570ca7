"""Files move from one store to the other, both ways, whatever ends it, while people read."""

import pytest

from tests import s3
from turin import storage
from turin.storage.moving import Journal, move
from turin.storage.stores import FOREVER, Gone

MANY = 7


@pytest.fixture(params=["to-s3", "to-folder"])
def way(request, app, folder, bucket, use, monkeypatch, tmp_path):
    """Source and target of a move, with some files in the source; the site knows both."""
    source, target = (folder, bucket) if request.param == "to-s3" else (bucket, folder)
    use(source, target)
    storage.store_all(bytes([number]) * 1000 for number in range(MANY))
    use(target, source)
    return source, target


@pytest.fixture
def journal(way, tmp_path):
    return Journal(tmp_path / "journal", way[1])


def hashes(store):
    return {one.sha256 for one in store.all()}


def test_all_arrives_and_is_read_meanwhile(way, journal):
    source, target = way
    all_ = hashes(source)
    for _moved in move(source, target, journal, remove=True):
        for sha256 in all_:
            storage.opened(sha256).close()

    assert hashes(target) == all_
    assert not hashes(source)


def test_what_has_arrived_is_not_sent_again(way, tmp_path, monkeypatch):
    source, target = way
    half = move(source, target, Journal(tmp_path / "journal", target), remove=False)
    done = {next(half).sha256 for _ in range(3)}
    half.close()
    with (tmp_path / "journal").open("a") as torn:
        torn.write("\n0123")  # killed in the middle of a line

    sent = []
    put = target.put
    monkeypatch.setattr(target, "put", lambda new: (sent.extend(new), put(new)))
    moved = list(move(source, target, Journal(tmp_path / "journal", target), remove=False))

    assert len(moved) == MANY
    assert set(sent) == hashes(source) - done
    assert hashes(target) == hashes(source)


def test_what_the_journal_knows_and_the_target_lost_is_brought_again(way, tmp_path):
    source, target = way
    all_ = hashes(source)
    list(move(source, target, Journal(tmp_path / "journal", target), remove=False))
    for sha256 in all_:
        target.remove(sha256, before=FOREVER)
    list(move(source, target, Journal(tmp_path / "journal", target), remove=True))

    assert hashes(target) == all_
    assert not hashes(source)


def test_what_has_come_to_the_target_since_is_read_again(way, tmp_path):
    source, target = way
    sha256 = min(hashes(source))
    list(move(source, target, Journal(tmp_path / "journal", target), remove=False))
    target.remove(sha256, before=FOREVER)
    target.put({sha256: b"cut on the way"})
    moved = list(move(source, target, Journal(tmp_path / "journal", target), remove=True))

    assert [(one.sha256, one.fault) for one in moved if one.fault] == [
        (sha256, "did not arrive whole")
    ]
    assert hashes(source) == {sha256}


@pytest.mark.parametrize("way", ["to-s3"], indirect=True)
def test_what_has_arrived_in_another_bucket_has_not_arrived_in_this(way, tmp_path, command, use):
    source, target = way
    all_ = hashes(source)
    rotten = "0" * 64
    source.put({rotten: b"a fault that leaves the journal"})
    assert "are not" in command("--to", "s3").output
    with s3.bucket(tmp_path) as another:
        use(another, source)
        command("--to", "s3", "--remove")
        assert hashes(another) == hashes(target) == all_
        assert hashes(source) == {rotten}


def test_a_way_that_was_broken_off_may_be_gone_back_and_again(way, command, use):
    source, target = way
    all_ = hashes(source)
    source.put({"0" * 64: b"a fault that leaves the journal"})
    command("--to", target.name)
    source.remove("0" * 64, before=FOREVER)
    use(source, target)
    assert command("--to", source.name, "--remove").exit_code == 0
    use(target, source)
    assert command("--to", target.name, "--remove").exit_code == 0
    assert hashes(target) == all_


def test_what_is_lost_as_soon_as_it_arrives_does_not_count(way, journal, monkeypatch):
    source, target = way
    monkeypatch.setattr(target, "put", lambda _new: None)
    moved = list(move(source, target, journal, remove=True))

    assert {one.fault for one in moved} == {"did not arrive whole"}
    assert len(hashes(source)) == MANY


def test_what_arrives_otherwise_does_not_count(way, journal, monkeypatch):
    source, target = way
    put = target.put
    monkeypatch.setattr(target, "put", lambda new: put(dict.fromkeys(new, b"cut on the way")))
    moved = list(move(source, target, journal, remove=True))

    assert {one.fault for one in moved} == {"did not arrive whole"}
    assert not hashes(target)
    assert len(hashes(source)) == MANY


def test_what_is_damaged_already_is_told_and_stays(way, journal):
    source, target = way
    sha256 = min(hashes(source))
    source.remove(sha256, before=next(iter(source.all())).at.replace(year=9999))
    source.put({sha256: b"rotten"})
    moved = list(move(source, target, journal, remove=True))

    assert [(one.sha256, one.fault) for one in moved if one.fault] == [
        (sha256, "is damaged where it is")
    ]
    assert hashes(source) == {sha256}


def test_what_is_removed_meanwhile_is_left_out(way, journal, monkeypatch):
    source, target = way
    monkeypatch.setattr(source, "on_disk", _gone)
    assert list(move(source, target, journal, remove=False)) == []


def _gone(sha256):
    raise Gone(sha256)


@pytest.fixture
def command(app):
    def run(*words):
        return app.test_cli_runner().invoke(args=["storage", "migrate", *words])

    return run


def test_the_command_says_what_it_has_done(app, way, command):
    source, target = way
    said = command("--to", target.name)
    assert said.exit_code == 0, said.output
    assert f"All {MANY} files are in {target.name}, each verified by its hash" in said.output
    assert f"{source.name} has them too" in said.output
    assert "has them too" not in command("--to", target.name, "--remove").output
    assert not hashes(source)


def test_what_is_left_over_fails_it(way, command, monkeypatch):
    _source, target = way
    put = target.put
    monkeypatch.setattr(target, "put", lambda new: put(dict.fromkeys(new, b"cut on the way")))
    said = command("--to", target.name)
    assert said.exit_code == 1
    assert f"0 files are in {target.name}, {MANY} are not" in said.output


def test_new_files_have_to_go_there_already(way, command):
    source, _target = way
    said = command("--to", source.name)
    assert said.exit_code == 1
    assert f"set TURIN_STORAGE={source.name}" in said.output


def test_there_have_to_be_two_stores(app, folder, use, command):
    use(folder)
    assert "set TURIN_S3_URL" in command("--to", "s3").output
