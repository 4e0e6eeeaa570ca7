"""A pack is chosen, made once, and opens and verifies by itself."""

import json
import subprocess
from contextlib import contextmanager
from hashlib import sha256
from urllib.parse import parse_qs, urlencode
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import html5lib
import pytest
from sqlalchemy import select

from courses.materials.models import ActivityMaterial, Audience, Work
from courses.materials.packs import forms, routes
from courses.materials.packs.models import Pack
from tests.factories import activities, materials, packs, people
from tests.fuzz.forms import forms_of
from turin import storage
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


def press(client, address, **changed):
    """Press "Make the pack" on a page, with ``changed`` what its form shows."""
    (form,) = [one for one in forms_of(client.get(address).text) if "/packs/" in one.action]
    sent = {name: field.values for name, field in form.fields.items()}
    token = form.fields["csrf_token"].options
    return client.post(form.action, data=sent | {"csrf_token": token} | changed)


def made(client, address, **changed) -> Pack:
    """Have the pack made that is chosen at an address."""
    answer = press(client, address, **changed)
    assert answer.status_code == 303, answer.text
    packs.make()
    return db.session.scalars(select(Pack).where(Pack.key == answer.location[-64:])).one()


def chosen(*keys, languages=("km", "ru"), **more) -> str:
    """Return what asks for works in languages, as the query of an address."""
    works = [db.session.scalar(select(Work.id).where(Work.key == key)) for key in keys]
    return urlencode({"shown": 1, "in": languages, "work": works} | more, doseq=True)


@contextmanager
def opened(part):
    with storage.opened(part.sha256) as stored, ZipFile(stored) as file:
        yield file


def test_the_reader_sees_what_fits_and_why_the_rest_does_not(client, works):
    page = client.get(f"/en/packs/activity/{works}").text
    assert "con.pdf" not in page
    assert "2 documents" not in page  # in English there is one, of the chain
    assert "Left out: we have it only in these languages: Russian." in page
    assert "For the staff of the Centre." in page
    with transaction():
        db.session.scalars(
            select(Work).where(Work.key == "staff")
        ).one().audience = Audience.PARTICIPANTS
    page = client.get(f"/en/packs/activity/{works}").text
    assert f'href="/en/sign-in?next=/en/packs/activity/{works}"' in page


def test_a_pack_opens_by_itself_and_verifies(client, works, tmp_path):
    pack = made(client, f"/en/packs/activity/{works}?{chosen('one', 'two')}")
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
    pack = made(client, f"/ar/packs/activity/{works}?{chosen('one', 'two')}")
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
    pack = made(client, f"/en/packs/activity/{works}?{chosen('one', 'two')}")
    first, hashes = pack.key, [one.sha256 for one in pack.parts]
    more = chosen("one", "two", budget=50)
    assert made(client, f"/en/packs/activity/{works}?{more}").key == first
    assert len(db.session.scalars(select(Job)).all()) == 1
    with transaction():
        db.session.delete(db.session.scalars(select(Pack)).one())
    again = made(client, f"/en/packs/activity/{works}?{chosen('one', 'two')}")
    assert [one.sha256 for one in again.parts] == hashes


def test_a_pack_is_made_of_what_is_chosen_now_not_of_what_was_shown(client, works):
    address = f"/en/packs/activity/{works}?{chosen('one', 'two')}"
    now = parse_qs(chosen("two", languages=["ru"], budget=2))
    pack = made(client, address, **now)
    assert [entry.name for entry in pack.entries] == ["Справочник.html"]

    assert pack.back_to.startswith(f"/en/packs/activity/{works}?")
    (form,) = forms_of(client.get(pack.back_to).text)
    assert {name: form.fields[name].values for name in now} == now


def test_what_was_sought_in_the_library_leads_back_there(client, works):
    pack = made(client, "/en/packs/library?q=migration&lang=km")
    (form,) = forms_of(client.get(pack.back_to).text)
    assert form.fields["q"].values == ["migration"]
    assert form.fields["lang"].values == ["km"]
    assert len(form.fields["work"].options) == 1


def test_the_token_is_not_in_the_address_of_what_fits(client, works):
    (form,) = forms_of(client.get(f"/en/packs/activity/{works}").text)
    assert [name for name, field in form.fields.items() if field.kind == "submit"] == ["csrf_token"]


def test_a_hundred_works_have_room_in_an_address():
    works = [Work(id=9_000_000 + number) for number in range(routes.MOST_WORKS)]
    asked = forms.Asked(["en", "fr"], True, 10, 2, None)
    assert len(urlencode(asked.query(works))) < 2000  # gunicorn reads 4094


def test_a_lighter_copy_saves_room_and_says_so(client, works):
    with transaction():
        work = materials.work("heavy")
        heavy = materials.held(work, "en", b"%PDF" + bytes(3_000_000), "heavy.pdf")
        materials.made(heavy, "light", b"%PDF light")
    address = f"/en/packs/library?{chosen('heavy', languages=['en'])}&budget="
    lighter = "A lighter copy: its pictures or its sound are of lower quality."
    assert lighter not in client.get(f"{address}5").text
    assert lighter in client.get(f"{address}2").text

    pack = made(client, f"{address}2")
    with opened(pack.parts[0]) as file:
        assert file.read("documents/heavy-light.pdf") == b"%PDF light"
    assert [entry.file_id for entry in pack.entries] == [heavy.id]


def test_a_pack_in_parts_is_whole_zips(client, works, monkeypatch):
    monkeypatch.setattr("courses.materials.packs.forms.MEGABYTE", 20_500)
    pack = made(client, f"/en/packs/activity/{works}?{chosen('one', 'two', part=2)}")
    assert [one.documents for one in pack.parts] == [1, 1]
    for part, other in zip(pack.parts, (b"two", b"one"), strict=True):
        with opened(part) as file:
            assert file.testzip() is None
            assert {"index.html", "manifest.json", "SHA256SUMS"} <= set(file.namelist())
            assert b"In the other parts" in file.read("index.html"), other


def test_a_pack_is_fetched_in_ranges_and_kept_by_everybody(client, works):
    pack = made(client, f"/en/packs/activity/{works}?{chosen('one', 'two')}")
    part = pack.parts[0]
    shown = client.get(f"/en/packs/{pack.key}")
    assert "This address works for 30 days after the last download" in shown.text
    page = shown.page
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
    pack = made(client, f"/en/packs/activity/{works}?{chosen('one', 'staff', languages=['en'])}")
    address = f"/dl/packs/{pack.parts[0].sha256[:12]}/{pack.parts[0].name}"
    answer = client.get(address, follow_redirects=True)
    assert answer.headers["Cache-Control"] == "private, no-store"
    client.leave()
    assert client.get(f"/en/packs/{pack.key}").status_code == 404
    assert client.get(address).status_code == 404


def test_nothing_that_fits_is_said_and_what_was_chosen_stays(client, works):
    address, nothing = f"/en/packs/activity/{works}", chosen("two", languages=["km"])
    assert "Nothing that you chose fits." in client.get(f"{address}?{nothing}").text
    answer = press(client, f"{address}?{nothing}")
    assert answer.status_code == 422
    assert "Nothing that you chose fits." in answer.text
    (form,) = [one for one in forms_of(answer.text) if "/packs/" in one.action]
    assert form.fields["in"].values == ["km"]
    assert len(form.fields["work"].values) == 1
