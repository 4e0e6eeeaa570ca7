"""Files move from one store to the other, both ways, whatever ends it, while people read."""

import pytest

from turin import storage
from turin.storage.moving import Journal, move
from turin.storage.stores import Gone

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
def journal(tmp_path):
    return Journal(tmp_path / "journal")


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
    half = move(source, target, Journal(tmp_path / "journal"), remove=False)
    done = {next(half).sha256 for _ in range(3)}
    half.close()
    with (tmp_path / "journal").open("a") as torn:
        torn.write("\n0123")  # killed in the middle of a line

    sent = []
    put = target.put
    monkeypatch.setattr(target, "put", lambda new: (sent.extend(new), put(new)))
    moved = list(move(source, target, Journal(tmp_path / "journal"), remove=False))

    assert len(moved) == MANY
    assert set(sent) == hashes(source) - done
    assert hashes(target) == hashes(source)


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
