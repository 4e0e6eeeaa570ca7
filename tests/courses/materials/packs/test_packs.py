"""A pack is chosen, made once, and opens and verifies by itself."""

import json
import subprocess
from contextlib import contextmanager
from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import html5lib
import pytest
from sqlalchemy import select

from courses.materials.models import ActivityMaterial, Audience
from courses.materials.packs import operations
from courses.materials.packs.models import Pack
from tests.factories import activities, materials, packs, people
from turin import clock, storage
from turin.db import db, transaction
from turin.jobs.models import Job
from turin.people.models import Role

KHMER, RUSSIAN = b"%PDF khmer" * 900, b"<p>words</p>" * 300


@pytest.fixture
def works(app):
    """Two works that an activity hands out, and a third for staff."""
    with transaction():
        one, two = materials.work("one", ("km", "en")), materials.work("two", ("ru",))
        materials.held(one, "km", KHMER, "សៀវភៅ.pdf")
        materials.held(one, "en", b"%PDF english", "con.pdf")
        materials.held(two, "ru", RUSSIAN, "Справочник.html", "html")
        staff = materials.work("staff", audience=Audience.STAFF)
        materials.held(staff, "en", b"%PDF for staff", "staff.pdf")
        activity = activities.activity()
        for place, work in enumerate((one, two, staff)):
            db.session.add(
                ActivityMaterial(activity_id=activity.id, work_id=work.id, position=place)
            )
        db.session.flush()
        return activity.key


def made(client, address) -> Pack:
    """Ask for a pack as the page does, and have it made."""
    page = client.get(address).page
    (form,) = [one for one in page.iter("form") if one.get("method") == "post"]
    token = form.find(".//input[@name='csrf_token']").get("value")
    answer = client.post(form.get("action"), data={"csrf_token": token})
    assert answer.status_code == 303, answer.text
    packs.make()
    return db.session.scalars(select(Pack).where(Pack.key == answer.location[-64:])).one()


@contextmanager
def opened(part):
    with storage.opened(part.sha256) as stored, ZipFile(stored) as file:
        yield file


CHOSEN = "?shown=1&in=km&in=ru&work=one&work=two&budget="


def test_the_reader_sees_what_fits_and_why_the_rest_does_not(client, works):
    page = client.get(f"/en/packs/activity/{works}").text
    assert "con.pdf" not in page
    assert "2 documents" not in page  # in English there is one, of the chain
    assert "Left out: we have it only in these languages: Russian." in page
    assert "For participants: sign in to download it." in page


def test_a_pack_opens_by_itself_and_verifies(client, works, tmp_path):
    pack = made(client, f"/en/packs/activity/{works}{CHOSEN}")
    with opened(pack.parts[0]) as file:
        file.extractall(tmp_path)
        documents = {one.filename: one for one in file.infolist()}
    subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=tmp_path, check=True)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert [
        (one["path"], one["size"], one["sha256"], one["language"]) for one in manifest["documents"]
    ] == [
        ("documents/សៀវភៅ.pdf", len(KHMER), sha256(KHMER).hexdigest(), "km"),
        ("documents/Справочник.html", len(RUSSIAN), sha256(RUSSIAN).hexdigest(), "ru"),
    ]
    assert documents["documents/សៀវភៅ.pdf"].compress_type == ZIP_STORED
    assert documents["documents/Справочник.html"].compress_type == ZIP_DEFLATED
    assert documents["documents/សៀវភៅ.pdf"].flag_bits & 0x800
    assert {one.date_time for one in documents.values()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_index_is_in_the_readers_language_and_needs_nothing_else(client, works):
    pack = made(client, f"/ar/packs/activity/{works}{CHOSEN}")
    with opened(pack.parts[0]) as file:
        body = file.read("index.html")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = parser.parse(body, transport_encoding="utf-8")
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert b"http://" not in body
    assert b"https://" not in body
    links = [one.get("href") for one in page.iter("a")]
    assert links[0] == "documents/%E1%9E%9F%E1%9F%80%E1%9E%9C%E1%9E%97%E1%9F%85.pdf"


def test_who_asks_second_gets_it_at_once_and_the_same_bytes_come_of_the_same(client, works):
    pack = made(client, f"/en/packs/activity/{works}{CHOSEN}")
    first, hashes = pack.key, [one.sha256 for one in pack.parts]
    assert made(client, f"/en/packs/activity/{works}{CHOSEN}50").key == first
    assert len(db.session.scalars(select(Job)).all()) == 1
    with transaction():
        db.session.delete(db.session.scalars(select(Pack)).one())
    again = made(client, f"/en/packs/activity/{works}{CHOSEN}")
    assert [one.sha256 for one in again.parts] == hashes


def test_a_lighter_copy_saves_room_and_says_so(client, works):
    with transaction():
        work = materials.work("heavy")
        heavy = materials.held(work, "en", b"%PDF" + bytes(3_000_000), "heavy.pdf")
        materials.made(heavy, "light", b"%PDF light")
    address = "/en/packs/library?shown=1&in=en&work=heavy&budget="
    lighter = "A lighter copy: its pictures or its sound are of lower quality."
    assert lighter not in client.get(f"{address}5").text
    assert lighter in client.get(f"{address}2").text

    pack = made(client, f"{address}2")
    with opened(pack.parts[0]) as file:
        assert file.read("documents/heavy-light.pdf") == b"%PDF light"
    assert [entry.file_id for entry in pack.entries] == [heavy.id]


def test_a_pack_in_parts_is_whole_zips(client, works, monkeypatch):
    monkeypatch.setattr("courses.materials.packs.forms.MEGABYTE", 20_500)
    pack = made(client, f"/en/packs/activity/{works}{CHOSEN}&part=2")
    assert [one.documents for one in pack.parts] == [1, 1]
    for part, other in zip(pack.parts, (b"two", b"one"), strict=True):
        with opened(part) as file:
            assert file.testzip() is None
            assert {"index.html", "manifest.json", "SHA256SUMS"} <= set(file.namelist())
            assert b"In the other parts" in file.read("index.html"), other


def test_a_pack_is_fetched_in_ranges_and_kept_by_everybody(client, works):
    pack = made(client, f"/en/packs/activity/{works}{CHOSEN}")
    part = pack.parts[0]
    page = client.get(f"/en/packs/{pack.key}").page
    (address,) = [one.get("href") for one in page.iter("a") if "/dl/" in one.get("href", "")]
    whole = client.get(address)
    assert sha256(whole.data).hexdigest() == part.sha256
    rest = client.get(address, headers={"Range": "bytes=100-", "If-Range": whole.headers["ETag"]})
    assert whole.data[:100] + rest.data == whole.data
    assert "immutable" in whole.headers["Cache-Control"]


def test_a_pack_with_something_for_staff_is_for_staff(client, works):
    with transaction():
        coordinator = people.person(Role.COORDINATOR)
    client.enter(coordinator)
    pack = made(client, f"/en/packs/activity/{works}?shown=1&in=en&work=one&work=staff")
    address = f"/dl/packs/{pack.parts[0].sha256[:12]}/{pack.parts[0].name}"
    assert client.get(address).headers["Cache-Control"] == "private, no-store"
    client.leave()
    assert client.get(f"/en/packs/{pack.key}").status_code == 404
    assert client.get(address).status_code == 404


def test_nothing_that_fits_is_said_and_what_was_chosen_stays(client, works):
    page = client.get(f"/en/packs/activity/{works}{CHOSEN}").page
    token = page.find(".//input[@name='csrf_token']").get("value")
    answer = client.post(
        f"/en/packs/activity/{works}?shown=1&in=km&work=two", data={"csrf_token": token}
    )
    assert answer.status_code == 422
    assert "Nothing that you chose fits." in answer.text


def test_a_pack_that_nobody_uses_is_forgotten(app, works):
    with transaction():
        work = materials.work("three")
        materials.held(work, "en", b"%PDF three")
        pack = packs.pack([work])
        pack.used_at = clock.now() - operations.KEPT
    with transaction():
        operations.forget(clock.now())
    assert db.session.scalars(select(Pack)).all() == []
