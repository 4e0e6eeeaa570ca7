"""Many readers ask for packs at the same moment."""

from functools import partial

from sqlalchemy import select

from courses.materials.models import Work
from courses.materials.packs import rules
from courses.materials.packs.models import Pack
from tests.factories import materials, packs
from tests.races.threads import at_once
from turin.db import db, transaction
from turin.jobs.models import Job


def asking(*keys):
    with transaction():
        packs.pack(list(db.session.scalars(select(Work).where(Work.key.in_(keys)))))


def held(*keys):
    with transaction():
        for key in keys:
            materials.held(materials.work(key), "en", key.encode() * 600, f"{key}.pdf")


def test_who_asks_for_the_same_gets_the_same(app):
    held("a")
    assert at_once(app, *[partial(asking, "a")] * 6) == {"done": 6}
    assert len(db.session.scalars(select(Pack)).all()) == 1
    assert len(db.session.scalars(select(Job)).all()) == 1


def test_together_they_get_no_more_than_there_is_room_for(app, monkeypatch):
    monkeypatch.setattr(rules, "ANYBODY", rules.ANYBODY._replace(in_all=1300))
    held(*"abcdef")
    ended = at_once(app, *(partial(asking, key) for key in "abcdef"))
    assert ended == {"done": 2, "NoRoom": 4}
