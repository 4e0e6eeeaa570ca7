"""A stored file is sent whole or in parts, by whomever the settings say, under its name."""

import random
from dataclasses import replace
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest

from courses.materials.models import Audience
from tests import s3
from tests.factories import materials
from turin.db import transaction
from turin.storage.bucket import Bucket
from turin.storage.downloads import made
from turin.storage.stores import FOREVER

CONTENT = random.Random(50).randbytes(50_000)
TAG = f'"{sha256(CONTENT).hexdigest()}"'
NAME = "دليل.pdf"


@pytest.fixture
def address(site_of):
    with transaction():
        file = materials.held(materials.work(languages=("ar",)), "ar", CONTENT, NAME)
        return f"/dl/{file.sha256[:12]}/{file.name}"


def test_it_is_sent_whole(client, address):
    answer = client.get(address)

    assert (answer.status_code, answer.data) == (200, CONTENT)
    assert answer.headers["ETag"] == TAG
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Length"] == "50000"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Last-Modified" not in answer.headers  # it may be another on another machine


def test_head_says_the_same_and_sends_nothing(client, address):
    whole, head = client.get(address), client.head(address, headers={"Range": "bytes=5-"})

    assert (head.status_code, head.data) == (200, b"")
    same = ("ETag", "Accept-Ranges", "Content-Length", "Content-Type", "Content-Disposition")
    assert [head.headers[name] for name in same] == [whole.headers[name] for name in same]


@pytest.mark.parametrize(
    ("headers", "status", "start", "stop"),
    [
        ({"Range": "bytes=0-0"}, 206, 0, 1),
        ({"Range": "bytes=-100"}, 206, 49_900, 50_000),
        ({"Range": "bytes=40000-", "If-Range": TAG}, 206, 40_000, 50_000),
        ({"Range": "bytes=40000-", "If-Range": f"W/{TAG}"}, 200, 0, 50_000),
        ({"Range": "bytes=40000-", "If-Range": '"another"'}, 200, 0, 50_000),
        ({"Range": "bytes=4-", "If-Range": "Fri, 27 Nov 2026 00:00:00 GMT"}, 200, 0, 50_000),
        ({"Range": "bytes=60000-", "If-Range": '"another"'}, 200, 0, 50_000),
        ({"Range": "bytes=0-9,20-29"}, 200, 0, 50_000),
        ({"Range": "bytes=0-9,10-29"}, 206, 0, 30),
        ({"Range": "pages=1-2"}, 200, 0, 50_000),
        ({"If-Match": TAG}, 200, 0, 50_000),
    ],
)
def test_the_part_that_is_asked_for_is_sent(client, address, headers, status, start, stop):
    answer = client.get(address, headers=headers)

    assert (answer.status_code, answer.data) == (status, CONTENT[start:stop])
    assert answer.headers["Content-Length"] == str(stop - start)
    told = f"bytes {start}-{stop - 1}/50000" if status == 206 else None
    assert answer.headers.get("Content-Range") == told


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Range": "bytes=50000-"}, 416),
        ({"Range": "bytes=50000-", "If-None-Match": TAG}, 304),
        ({"If-None-Match": f"W/{TAG}"}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-Match": '"another"'}, 412),
    ],
)
def test_nothing_is_sent_where_nothing_fits(client, address, headers, status):
    answer = client.get(address, headers=headers)

    assert (answer.status_code, answer.data) == (status, b"")
    kept = "public, max-age=31536000, immutable" if status == 304 else "no-store"
    assert answer.headers["Cache-Control"] == kept
    told = "bytes */50000" if status == 416 else None
    assert answer.headers.get("Content-Range") == told


@pytest.mark.parametrize(("goes", "status"), [("to the bucket", 200), ("for good", 404)])
def test_what_goes_just_before_it_is_opened(client, folder, bucket, use, monkeypatch, goes, status):
    use(bucket, folder)
    with transaction():
        file = materials.held(materials.work(), "en", b"of the bucket, but for this")
    bucket.remove(file.sha256, before=FOREVER)
    folder.put({file.sha256: CONTENT})
    open_ = folder.open

    def goes_first(sha256, *part):
        if goes == "to the bucket":
            bucket.put({sha256: CONTENT})
        folder.remove(sha256, before=FOREVER)
        return open_(sha256, *part)

    monkeypatch.setattr(folder, "open", goes_first)
    answer = client.get(f"/dl/{file.sha256[:12]}/{file.name}")
    assert answer.status_code == status
    assert (answer.data == CONTENT) is (status == 200)


@pytest.fixture
def sent_away(app, tmp_path, use):
    """A site whose bucket browsers may be sent to; they reach it under another name."""
    with s3.bucket(tmp_path) as bucket:
        public = bucket._told.endpoint.replace("127.0.0.1", "localhost")
        use(Bucket(replace(bucket._told, public=public), tmp_path))
        with transaction():
            file = materials.held(materials.work(languages=("ar",)), "ar", CONTENT, NAME)
        yield f"/dl/{file.sha256[:12]}/{file.name}"


def test_a_browser_is_sent_to_the_bucket_for_a_day(client, sent_away):
    answer = client.get(sent_away)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "no-store")
    there = urlsplit(answer.location)
    assert there.hostname == "localhost"
    assert parse_qs(there.query)["X-Amz-Expires"] == ["86400"]
    with urlopen(Request(answer.location, headers={"Range": "bytes=40000-"})) as got:
        assert got.read() == CONTENT[40_000:]
        assert "filename*=UTF-8''%D8%AF" in got.headers["Content-Disposition"]
        assert got.headers["Content-Type"] == "application/pdf"
        assert got.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_script_of_ours_and_who_asks_for_the_head_are_answered_from_here(client, sent_away):
    assert client.get(sent_away, headers={"Sec-Fetch-Mode": "cors"}).data == CONTENT
    assert client.head(sent_away).headers["ETag"] == TAG


def test_who_may_not_have_it_is_sent_nowhere(client, sent_away):
    with transaction():
        closed = materials.work("closed", audience=Audience.STAFF)
        file = materials.held(closed, "en", CONTENT, "for-staff.pdf")
    answer = client.get(f"/dl/{file.sha256[:12]}/{file.name}")

    assert answer.status_code == 404
    assert "Location" not in answer.headers


def test_what_was_made_just_now_has_its_name_too(app):
    with app.test_request_context():
        answer = made(b"PK", "قائمة.xlsx", "application/zip")
    assert "filename*=UTF-8''%D9%82" in answer.headers["Content-Disposition"]
