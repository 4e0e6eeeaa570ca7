"""A download arrives whole, also when the line breaks, and only where it may."""

from dataclasses import replace
from hashlib import sha256

import pytest
from sqlalchemy import select

from courses.materials.models import MaterialFile
from tests.factories import materials, people
from turin import storage
from turin.db import db, kept, transaction
from turin.people import current

CONTENT = bytes(range(256)) * 40


@pytest.fixture
def address(app):
    with transaction():
        made = materials.work(languages=("km",))
        file = materials.held(made, "km", CONTENT, "សៀវភៅ.pdf")
        return f"/dl/{file.sha256[:12]}/{file.name}"


def test_a_file_comes_with_its_name_in_its_script(client, address):
    answer = client.get(address)

    assert answer.data == CONTENT
    assert answer.mimetype == "application/pdf"
    assert "filename*=UTF-8''%E1%9E%9F" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none';")


def test_text_says_its_encoding_once(app, client):
    with transaction():
        file = materials.held(materials.work(), "en", CONTENT, "handbook.txt", "txt")
        address = f"/dl/{file.sha256[:12]}/{file.name}"
    assert client.get(address).headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_broken_download_goes_on_where_it_stopped(client, address):
    tag = client.head(address).headers["ETag"]
    rest = client.get(address, headers={"Range": "bytes=4000-", "If-Range": tag})

    assert not tag.startswith("W/")
    assert rest.status_code == 206
    assert CONTENT[:4000] + rest.data == CONTENT
    assert rest.headers["Content-Range"] == f"bytes 4000-{len(CONTENT) - 1}/{len(CONTENT)}"


def test_who_has_all_of_it_and_asks_for_the_rest_is_told_how_long_it_is(client, address):
    answer = client.get(address, headers={"Range": f"bytes={len(CONTENT)}-"})

    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(CONTENT)}"


def test_a_file_that_has_changed_starts_again(client, address):
    answer = client.get(address, headers={"Range": "bytes=4000-", "If-Range": '"another"'})

    assert answer.status_code == 200
    assert answer.data == CONTENT


def test_a_file_that_the_reader_has_is_not_sent_again(client, address):
    tag = client.head(address).headers["ETag"]

    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_a_file_is_never_compressed_on_the_way(client, address):
    answer = client.get(address, headers={"Accept-Encoding": "br, gzip"})

    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("wrong", ["/dl/000000000000/x.pdf", "/dl/abc/x.pdf", "/dl/../etc/passwd"])
def test_what_is_not_a_file_of_ours_is_not_there(client, address, wrong):
    assert client.get(wrong).status_code == 404


def test_a_stored_file_that_is_gone_is_not_there_and_somebody_hears_of_it(client, address, caplog):
    digest = db.session.scalars(select(MaterialFile.sha256)).one()
    storage.path(digest).unlink()

    assert client.get(address).status_code == 404
    assert f"a stored file is gone: {digest}" in caplog.messages


def test_an_answer_that_anybody_may_keep_carries_nobodys_cookie(client, address, statements):
    with transaction():
        reader = people.person()
    client.enter(reader)
    with client.session_transaction() as cookie:
        cookie[current.SEEN] -= 300  # so that the next page would note that she is still here
    answer = client.get(address)

    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"].startswith("public")
    kept.drop()
    assert [statements(lambda: client.get(address)) for _ in range(2)] == [1, 0]


@pytest.fixture
def nginx(app, monkeypatch):
    """A site whose files nginx sends."""
    told = replace(app.extensions["settings"], accel="/stored")
    monkeypatch.setitem(app.extensions, "settings", told)


@pytest.mark.usefixtures("nginx")
def test_nginx_is_told_which_file_to_send(client, address):
    answer = client.get(address, headers={"Range": "bytes=4000-"})

    digest = sha256(CONTENT).hexdigest()
    assert answer.status_code == 200
    assert answer.data == b""
    assert answer.headers["X-Accel-Redirect"] == f"/stored/{digest[:2]}/{digest}"
    assert answer.headers["ETag"] == f'"{digest}"'  # or else nginx makes one of its own
    assert "filename*=UTF-8''%E1%9E%9F" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.usefixtures("nginx")
def test_nginx_is_not_asked_what_it_cannot_compare(client, address):
    digest = sha256(CONTENT).hexdigest()
    answers = [
        client.get(address, headers=asked)
        for asked in (
            {"If-None-Match": f'"{digest}"'},
            {"If-Match": '"another"'},
            {"Range": f"bytes={len(CONTENT)}-"},
            {"If-Match": f'"{digest}"', "Range": "bytes=4000-"},
        )
    ]

    assert [one.status_code for one in answers] == [304, 412, 416, 206]
    assert answers[-1].data == CONTENT[4000:]
    assert not any("X-Accel-Redirect" in one.headers for one in answers)
