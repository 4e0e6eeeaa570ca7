"""Sending files in parts: every octet arrives once, whatever happens on the way."""

import hashlib
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.turin.uploads.sender import NOTES, Sender
from tests.turin.uploads.zoo.pdfs import GOOD
from turin import clock, storage
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.uploads import operations, parts, queries
from turin.uploads.models import State, Upload

SHA256 = hashlib.sha256(NOTES).hexdigest()


def rows():
    return list(db.session.scalars(select(Upload).order_by(Upload.id)))


def test_a_file_that_comes_in_parts_is_stored_as_what_it_is(sender):
    told = sender.send(GOOD, name="Handbook (final).docx")
    assert (told["state"], told["says"]) == ("taken", "It is here, and can be used.")
    (row,) = rows()
    assert (row.name, row.format, row.pages) == ("Handbook (final).pdf", "pdf", 3)
    assert storage.path(row.sha256).read_bytes() == GOOD
    assert parts.held(row.id) == 0
    assert db.session.scalars(select(AuditEntry.deed)).all() == ["uploads.taken"]


def test_a_part_that_is_sent_again_does_no_harm(sender):
    at = sender.begin().json["at"]
    for _ in range(3):
        answer = sender.part(at, 0, NOTES[:400])
        assert (answer.status_code, answer.headers["Upload-Offset"]) == (200, "400")
    assert sender.part(at, 100, NOTES[100:200]).json["received"] == 400
    assert sender.part(at, 400, NOTES[400:]).json["state"] == "taken"
    assert sender.part(at, 400, NOTES[400:]).json["state"] == "taken"
    assert rows()[0].sha256 == SHA256


@pytest.mark.parametrize(("offset", "length"), [(500, 10), (399, 10), (400, 100_000)])
def test_a_part_that_does_not_fit_is_answered_with_the_place_to_go_on(sender, offset, length):
    at = sender.begin().json["at"]
    sender.part(at, 0, NOTES[:400])
    answer = sender.part(at, offset, b"x" * length)
    assert (answer.status_code, answer.json["received"]) == (409, 400)
    assert sender.part(at, 400, NOTES[400:]).json["state"] == "taken"


def test_head_says_how_far_it_is(sender):
    at = sender.begin().json["at"]
    sender.part(at, 0, NOTES[:400])
    answer = sender.client.head(at)
    assert answer.headers["Upload-Offset"] == "400"
    assert answer.headers["Upload-Length"] == str(len(NOTES))
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_same_file_chosen_again_goes_on_where_it_was(sender):
    begun = sender.begin().json
    sender.part(begun["at"], 0, NOTES[:400])
    again = sender.begin().json
    assert (again["at"], again["received"]) == (begun["at"], 400)
    assert sender.begin(mark="1700000000001").json["received"] == 0
    assert sender.begin(size=len(NOTES) + 1).json["received"] == 0


def test_a_file_whose_last_answer_was_lost_is_not_sent_again(sender):
    sent = sender.send(NOTES, mark=SHA256)
    again = sender.begin(mark=SHA256).json
    assert (again["number"], again["state"]) == (sent["number"], "taken")
    assert sender.begin(name="other.md", mark=SHA256).json["received"] == 0
    sender.send(NOTES)
    assert sender.begin().json["received"] == 0  # when it was changed does not say what is in it


def test_what_was_used_or_deleted_is_sent_again(sender):
    for _ in range(2):
        told = sender.send(NOTES, mark=SHA256)
        sender.client.post(f"{told['at']}/remove", data={"csrf_token": sender.token})
    claimed = sender.send(NOTES, mark=SHA256)["number"]
    with transaction():
        db.session.get_one(Upload, claimed).claimed_at = clock.now()
    assert sender.begin(mark=SHA256).json["received"] == 0


def test_two_windows_send_the_same_file_once(sender):
    first, second = sender, Sender(sender.client)
    at = first.begin().json["at"]
    assert second.begin().json["at"] == at
    offset = 0
    while offset < len(NOTES):
        for one in (first, second):
            answer = one.part(at, offset, NOTES[offset : offset + 300])
            assert answer.status_code == 200
        offset = answer.json["received"]
    assert [row.sha256 for row in rows()] == [SHA256]


def test_what_a_power_cut_took_is_sent_again(sender):
    at = sender.begin().json["at"]
    sender.part(at, 0, NOTES[:600])
    parts.write(rows()[0].id, 0, NOTES[:250])
    assert sender.client.get(at).json["received"] == 250
    assert sender.part(at, 600, NOTES[600:]).status_code == 409
    assert sender.part(at, 250, NOTES[250:]).json["state"] == "taken"
    assert rows()[0].sha256 == SHA256


def test_what_arrived_otherwise_than_it_was_sent_is_not_taken(sender):
    told = sender.send(NOTES, mark=hashlib.sha256(b"another").hexdigest())
    assert told["state"] == "refused"
    assert told["says"] == "What arrived is not what was sent. Send this file once more."
    assert sender.send(NOTES, mark=SHA256)["state"] == "taken"


def test_a_file_that_cannot_be_taken_is_refused_with_its_first_part(sender):
    at = sender.begin(name="Handbook.pdf", size=80_000_000).json["at"]
    answer = sender.part(at, 0, b"MZ\x90\0" + b"\0" * 1000).json
    assert answer["state"] == "refused"
    assert answer["says"].startswith("We do not take files of this kind.")
    assert parts.held(rows()[0].id) == 0
    assert sender.part(at, 1004, b"more").status_code == 409


def test_an_empty_file_is_told_so_at_once(sender):
    told = sender.begin(size=0).json
    assert (told["state"], told["says"][:35]) == ("refused", "There is nothing in this file. Save")


def test_a_file_that_is_too_large_is_not_even_begun(sender):
    answer = sender.begin(size=500_000_001)
    assert answer.status_code == 422
    assert answer.json["says"].startswith("A file may have 500 MB at most.")
    assert rows() == []


def test_nobody_fills_our_disk(sender, monkeypatch):
    monkeypatch.setattr(operations, "MOST_WAITING", 4)
    for number in range(4):
        assert sender.begin(mark=f"mark {number}").status_code == 201
    assert sender.begin(mark="one more").json["says"].startswith("4 files of yours are here.")
    assert sender.begin(mark="mark 3").status_code == 201


def test_all_files_of_one_person_have_a_limit_together(sender):
    for number in range(6):
        assert sender.begin(mark=f"mark {number}", size=500_000_000).status_code == 201
    assert "3,000 MB together" in sender.begin().json["says"]


def test_who_did_not_begin_it_finds_nothing(sender, other):
    at = sender.begin().json["at"]
    assert other.client.get(at).status_code == 404
    assert other.client.head(at).status_code == 404
    assert other.part(at, 0, NOTES).status_code == 404
    for deed in ("check", "remove"):
        sent = other.client.post(f"{at}/{deed}", data={"csrf_token": other.token})
        assert sent.status_code == 404
    assert "notes" not in other.client.get("/staff/uploads").text
    assert [row.received for row in rows()] == [0]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "forged"},
        {"Upload-Offset": "-1"},
        {"Upload-Offset": "²"},
        {"Upload-Offset": "9" * 4000},
        {"Upload-Offset": ""},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ],
    ids=str,
)
def test_what_is_no_part_is_not_taken(sender, headers):
    at = sender.begin().json["at"]
    answer = sender.part(at, 0, NOTES, **headers)
    assert answer.status_code in {400, 409}
    assert [row.received for row in rows()] == [0]


def test_a_part_of_more_than_a_megabyte_is_refused_unread(sender):
    at = sender.begin(size=2_000_000).json["at"]
    assert sender.part(at, 0, b"a" * 1_100_000).status_code == 413


def test_the_form_takes_whole_files_without_a_script(sender):
    files = [(BytesIO(GOOD), "a/b/Handbook.pdf"), (BytesIO(b"MZ\0"), "setup.exe")]
    data = {"csrf_token": sender.token, "files": [*files, (BytesIO(NOTES), "notes")]}
    answer = sender.client.post("/staff/uploads", data=data)
    assert answer.status_code == 303
    assert [(row.name, row.state) for row in rows()] == [
        ("Handbook.pdf", State.TAKEN),
        ("setup.exe", State.REFUSED),
        ("notes.txt", State.TAKEN),
    ]
    page = sender.client.get("/staff/uploads").text
    assert "2 files have come in." in page
    assert "We do not take files of this kind." in page


def test_the_form_takes_ten_megabytes_and_no_more(sender):
    large = b"A line of text.\n" * 600_000
    for content, status in ((large, 303), (large + large[:2_500_000], 413)):
        file = FileStorage(BytesIO(content), "notes.txt")
        boundary, body = encode_multipart({"csrf_token": sender.token, "files": file})
        kind = f"multipart/form-data; boundary={boundary}"
        answer = sender.client.post("/staff/uploads", data=body, content_type=kind)
        assert answer.status_code == status
    assert "Together these files are too large to be sent at once." in answer.text
    assert "What has come in" in answer.text
    assert [row.state for row in rows()] == [State.TAKEN]


def test_the_form_asks_for_a_file(sender):
    answer = sender.client.post("/staff/uploads", data={"csrf_token": sender.token})
    assert answer.status_code == 422
    assert "Choose a file." in answer.text


def test_equal_files_are_stored_once(sender, other):
    before = sum(1 for _ in storage.path(SHA256).parent.parent.glob("*/*"))
    content = NOTES + b"of today"
    sender.send(content)
    other.send(content)
    first, second = rows()
    assert first.sha256 == second.sha256
    assert sum(1 for _ in storage.path(SHA256).parent.parent.glob("*/*")) <= before + 1


def test_who_may_send_files_finds_where(sender, other):
    for one, page in ((sender, "/staff"), (other, "/staff/teaching")):
        assert 'href="/staff/uploads"' in one.client.get(page).text


def test_what_is_deleted_is_gone(sender):
    sender.send(NOTES)
    at = f"/staff/uploads/{rows()[0].id}"
    page = sender.client.get("/staff/uploads")
    assert f"{at}/remove" in page.text
    assert sender.client.post(f"{at}/remove", data={"csrf_token": "old"}).status_code == 422
    sent = sender.client.post(f"{at}/remove", data={"csrf_token": sender.token})
    assert sent.status_code == 303
    assert "Nothing has come in yet." in sender.client.get("/staff/uploads").text
    assert sender.client.get(at).status_code == 404
    assert [(row.name, row.sha256) for row in rows()] == [("", None)]


def test_what_is_deleted_counts_for_the_disk_as_long_as_it_lies_there(sender, sara, monkeypatch):
    monkeypatch.setattr(operations, "MOST_OCTETS", 3 * len(NOTES))
    monkeypatch.setattr(operations, "MOST_WAITING", 1)

    def send_and_delete():
        answer = sender.begin()
        if answer.status_code == 201:
            at = answer.json["at"]
            sender.part(at, 0, NOTES)
            sender.client.post(f"{at}/remove", data={"csrf_token": sender.token})
        return answer

    assert [send_and_delete().status_code for _ in range(4)] == [201, 201, 201, 422]
    assert "what you delete counts for seven days" in sender.begin().json["says"]
    with transaction():
        operations.forget(clock.now() + timedelta(days=7))
    assert sender.begin().status_code == 201


def test_what_never_came_whole_does_not_count_once_it_is_deleted(sender, sara):
    at = sender.begin(size=400_000_000).json["at"]
    sender.client.post(f"{at}/remove", data={"csrf_token": sender.token})
    assert queries.weight(sara) == (0, 0)
