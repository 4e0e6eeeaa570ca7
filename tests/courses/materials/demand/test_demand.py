"""Downloads are counted by file, day and country, and nobody can be read out of the counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from courses.materials.demand import operations, queries
from courses.materials.demand.models import Fetched
from courses.materials.demand.rules import Month, told
from tests.factories import materials, people
from turin import clock
from turin.db import db, transaction
from turin.people.models import Role

CONTENT = bytes(range(256)) * 40


@pytest.fixture
def file(app):
    with transaction():
        return materials.held(materials.work(), "en", CONTENT)


@pytest.fixture
def address(file):
    return f"/dl/{file.sha256[:12]}/{file.name}"


def counted(app):
    app.extensions["afterwards"].write()
    db.session.rollback()
    return {(one.file_id, one.country): one.times for one in db.session.scalars(select(Fetched))}


def test_a_download_counts_when_it_begins_and_once(app, client, file, address):
    tag = client.get(address).headers["ETag"]
    client.get(address, headers={"Range": "bytes=0-99"})
    for asked in (
        {"Range": "bytes=100-", "If-Range": tag},
        {"Range": "bytes=-5"},
        {"If-None-Match": tag},
        {"User-Agent": "Somebot/1.0"},
        {"Sec-Purpose": "prefetch"},
    ):
        client.get(address, headers=asked)
    client.head(address)
    assert counted(app) == {(file.id, ""): 2}


def test_the_lighter_file_and_the_text_are_downloads_too_and_the_picture_is_none(app, client, file):
    with transaction():
        made = {
            kind: materials.made(file, kind, kind.encode()) for kind in ("light", "text", "picture")
        }
    start = f"{file.sha256[:12]}/"
    for kind in ("light", "picture"):
        assert client.get(f"/dl/{start}{made[kind].sha256[:12]}/{file.name}").status_code == 200
    assert client.get(f"/en/library/text/{start}{file.name}").status_code == 200
    assert counted(app) == {(file.id, ""): 2}


def test_where_nginx_sends_who_has_it_already_does_not_count(
    app, client, file, address, monkeypatch
):
    site = replace(app.extensions["settings"], accel="/stored")
    monkeypatch.setitem(app.extensions, "settings", site)
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert counted(app) == {(file.id, ""): 1}


def test_the_page_itself_writes_nothing(app, client, file, address):
    client.get(address)
    assert db.session.scalars(select(Fetched)).all() == []


def test_the_country_is_what_our_proxy_says(app, client, file, address, monkeypatch):
    client.get(address, headers={"CF-IPCountry": "TJ"})  # nobody asked for it
    site = replace(app.extensions["settings"], country_header="CF-IPCountry")
    monkeypatch.setitem(app.extensions, "settings", site)
    for told_by in ("TJ", "tj", "XX", "Tajikistan"):
        client.get(address, headers={"CF-IPCountry": told_by})
    assert counted(app) == {(file.id, ""): 3, (file.id, "TJ"): 2}


def test_what_cannot_be_written_fails_no_download(app, client, file, address, caplog):
    client.get(address)
    with transaction():
        db.session.delete(db.session.get(type(file), file.id))
    assert counted(app) == {}
    assert client.get(address).status_code == 404


def test_few_from_one_country_are_told_without_it():
    rows = [
        Month(1, "2026-11", "TJ", 4),
        Month(1, "2026-11", "KH", 5),
        Month(1, "2026-11", "", 2),
        Month(1, "2026-10", "TJ", 7),
    ]
    assert told(rows) == [
        Month(1, "2026-11", "", 6),
        Month(1, "2026-11", "KH", 5),
        Month(1, "2026-10", "TJ", 7),
    ]
    assert sum(one.times for one in told(rows)) == 18


def test_days_become_months_when_they_are_old(app, file):
    day = date(2026, 1, 5)
    with transaction():
        for number in range(4):
            row = operations.Row(file.id, day + timedelta(days=number), "TJ")
            operations.add({row: 2})
    before = queries.rows(queries.Asked())
    at = clock.now().replace(year=2026, month=5, day=20)
    with transaction():
        operations.fold(at)
    with transaction():
        operations.fold(at)  # once more changes nothing
    kept = db.session.scalars(select(Fetched)).all()
    assert [(one.day, one.times) for one in kept] == [(date(2026, 1, 1), 8)]
    assert queries.rows(queries.Asked()) == before


def test_staff_reads_sums_and_the_rows_of_which_they_are_made(app, client, file):
    with transaction():
        operations.add({operations.Row(file.id, date(2026, 11, 3), "TJ"): 6})
        operations.add({operations.Row(file.id, date(2026, 11, 4), "KH"): 2})
        coordinator = people.person(Role.COORDINATOR)
    client.enter(coordinator)
    page = client.get("/staff/library/demand?by=country").text
    assert "8 downloads" in page
    assert "Tajikistan" in page
    assert "Cambodia" not in page
    assert "Other or not known" in page
    rows = client.get("/staff/library/demand/rows.csv?since=2026-11").data.decode("utf-8-sig")
    assert [line.split(",")[-2:] for line in rows.splitlines()[1:]] == [["", "2"], ["TJ", "6"]]
    assert "Nothing was fetched" in client.get("/staff/library/demand?until=2026-10").text
