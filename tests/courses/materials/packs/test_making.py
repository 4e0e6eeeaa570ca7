"""A pack that is being made says so all the while, and one that cannot be made says why."""

from hashlib import sha256

import pytest
import time_machine

from courses.materials.packs import queries
from tests.factories import materials, packs
from turin import clock, storage
from turin.db import db, transaction
from turin.db.types import Text
from turin.jobs import operations, runner
from turin.jobs.models import State
from turin.jobs.queries import SILENT, anything_waiting

CHOICE = "/en/packs/library?shown=1&in=en&budget=2&part=&work=7"
ROTTEN = b"%PDF that will rot"


@pytest.fixture
def pack(app):
    """A pack of three documents in as many parts, still to be made."""
    contents = {"One": b"%PDF one", "Two": ROTTEN, "Three": b"%PDF three"}
    with transaction():
        works = [materials.work(title.lower(), title=Text(en=title)) for title in contents]
        for work, content in zip(works, contents.values(), strict=True):
            materials.held(work, "en", content, f"{work.key}.pdf")
        found = packs.pack(works, most=1)
        found.back_to = CHOICE
    return found


def test_work_that_takes_long_is_not_taken_for_abandoned(pack, monkeypatch):
    """Nor what an earlier attempt had counted."""
    with time_machine.travel(clock.now(), tick=False) as now:

        def slow(what):
            def does(*args):
                assert not anything_waiting(clock.now()), "another worker would begin beside it"
                now.shift(SILENT * 0.7)
                assert not anything_waiting(clock.now()), "another worker would begin beside it"
                return what(*args)

            return does

        with transaction():
            operations.advance(queries.job(pack).id, at=clock.now(), rows=2)
        monkeypatch.setattr(storage, "opened", slow(storage.opened))
        monkeypatch.setattr(storage, "store_file", slow(storage.store_file))
        assert runner.run() == 1
    db.session.expire_all()
    job = queries.job(pack)
    assert (job.state, job.begun, job.done) == (State.FINISHED, 1, 3)


@pytest.fixture
def rotten(pack):
    """Have a stored file changed, and gone afterwards: tests share the folder."""
    file = storage.path(sha256(ROTTEN).hexdigest())
    file.write_bytes(b"rotten")
    yield file
    file.unlink(missing_ok=True)


@pytest.mark.parametrize("gone", [False, True])
def test_a_document_that_is_damaged_or_gone_is_named_and_the_choice_comes_back(
    client, pack, rotten, gone
):
    if gone:
        rotten.unlink()
    packs.make()
    assert pack.parts == []
    page = client.get(f"/en/packs/{pack.key}")
    assert "The pack could not be made." in page.text
    assert "Two (English)" in page.text
    assert "This document is damaged here." in page.text
    assert "The server broke off." not in page.text
    assert [a.get("href") for a in page.page.iter("a") if a.text == "Choose again"] == [CHOICE]


def test_what_the_server_broke_off_says_so_and_the_choice_comes_back(client, pack, monkeypatch):
    def full(_path):
        raise OSError

    monkeypatch.setattr(storage, "store_file", full)
    for _ in range(operations.MOST_BEGINNINGS):
        packs.make()
    page = client.get(f"/en/packs/{pack.key}")
    assert "The server broke off." in page.text
    assert [a.get("href") for a in page.page.iter("a") if a.text == "Choose again"] == [CHOICE]
