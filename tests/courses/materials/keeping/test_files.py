"""Files are added as what they are, described, and deleted only where nothing needs them."""

import pytest
from sqlalchemy import select

from courses.materials import incoming
from courses.materials.models import CourseMaterial, Licence, MaterialFile, TranslationState
from tests.factories import activities, materials, people, uploads
from tests.fuzz.forms import forms_of
from turin.clock import now
from turin.db import db, transaction

HANDBOOK = "/staff/library/works/handbook"


def files() -> list[MaterialFile]:
    db.session.rollback()
    return list(db.session.scalars(select(MaterialFile).order_by(MaterialFile.id)))


@pytest.fixture
def arabic(handbook):
    return f"{HANDBOOK}/translations/{handbook.editions[0].translations[0].id}/files/add"


def test_files_are_added_with_their_licence(client, coordinator, arabic, fill):
    with transaction():
        sent = [
            uploads.upload(coordinator, name=name, format="pdf", content=content, pages=4).id
            for name, content in (("دليل.pdf", b"%PDF-1.7 x"), ("ملحق.pdf", b"%PDF-1.7 y"))
        ]
    chosen = {"files": [str(one) for one in sent]}
    answer = fill(arabic, **chosen, licence="cc_by", attribution="© ILO 2008")
    assert answer.status_code == 303
    added = files()[1:]
    assert {(one.name, one.format, one.licence, one.pages) for one in added} == {
        ("دليل.pdf", "pdf", Licence.CC_BY, 4),
        ("ملحق.pdf", "pdf", Licence.CC_BY, 4),
    }
    assert client.get(f"/dl/{added[0].sha256[:12]}/{added[0].name}").data.startswith(b"%PDF-1.7")
    assert "Nothing that was sent is waiting to be used." in client.get(arabic).text


def test_a_file_that_is_used_by_now_is_told_and_nothing_typed_is_lost(coordinator, arabic, fill):
    with transaction():
        sent = uploads.upload(coordinator, name="x.pdf", format="pdf")
        other = uploads.upload(coordinator, name="y.pdf", format="pdf")
        incoming.claim(incoming.sent([str(other.id)], by=coordinator), by=coordinator, at=now())
    answer = fill(arabic, files=[str(other.id)], attribution="© ILO")
    assert answer.status_code == 422
    assert "© ILO" in answer.text
    assert fill(arabic, files=[str(sent.id)]).status_code == 303


def test_what_somebody_else_sent_cannot_be_chosen(coordinator, arabic, fill):
    with transaction():
        theirs = uploads.upload(people.person(), name="x.pdf", format="pdf")
        uploads.upload(coordinator, name="y.pdf", format="pdf")
    assert fill(arabic, files=[str(theirs.id)]).status_code == 422
    assert len(files()) == 1


def test_the_same_file_is_not_added_twice(coordinator, arabic, fill):
    answers = []
    for content in (b"%PDF-1", b"%PDF-1", b"%PDF-2"):
        with transaction():
            sent = uploads.upload(coordinator, name="x.pdf", format="pdf", content=content)
        answers.append(fill(arabic, files=[str(sent.id)]))
    assert "The very same file is there already." in answers[1].text
    assert answers[2].status_code == 303
    assert [one.name for one in files()[1:]] == ["x.pdf", "x-2.pdf"]


def test_no_file_at_all_is_told(coordinator, arabic, fill):
    with transaction():
        uploads.upload(coordinator, name="x.pdf", format="pdf")
    assert "Choose at least one file." in fill(arabic).text


def test_a_licence_is_corrected(handbook, fill):
    fill(f"{HANDBOOK}/files/{files()[0].id}", licence="permission", attribution="ILO")
    assert (files()[0].licence, files()[0].attribution) == (Licence.PERMISSION, "ILO")


def test_a_file_that_somebody_translates_from_is_kept(handbook, fill):
    with transaction():
        handbook.editions[0].translations[0].state = TranslationState.IN_REVIEW
        db.session.merge(handbook)
    answer = fill(f"{HANDBOOK}/files/{files()[0].id}/remove")
    assert answer.status_code == 422
    assert "It is still needed" in answer.text
    assert len(files()) == 1


def test_a_file_that_an_activity_hands_out_is_kept(handbook, fill):
    with transaction():
        course = activities.course()
        db.session.add(CourseMaterial(course_id=course.id, work_id=handbook.id))
        activities.activity(course=course)
    path = f"{HANDBOOK}/files/{files()[0].id}/remove"
    assert fill(path).status_code == 422
    with transaction():
        materials.held(db.session.merge(handbook), "en", b"%PDF-2", "more.pdf")
    assert fill(path).status_code == 303
    assert [one.name for one in files()] == ["more.pdf"]


def test_a_file_that_nothing_needs_is_deleted(client, handbook, fill):
    assert fill(f"{HANDBOOK}/files/{files()[0].id}/remove").status_code == 303
    assert files() == []


def test_what_could_not_be_made_of_a_file_is_tried_again(client, handbook):
    with transaction():
        held = handbook.editions[0].translations[1].files[0]
        materials.made(held, "text", state="not_possible", reason="too_heavy")
        materials.made(held, "light", state="not_possible", reason="not_lighter")
    page = f"{HANDBOOK}/files/{held.id}"
    shown = client.get(page).text
    assert "Text only: The file takes too much time or memory" in shown

    (again,) = [form for form in forms_of(shown) if form.action == f"{page}/try-again"]
    token = {"csrf_token": again.fields["csrf_token"].values[0]}
    assert client.post(again.action, data=token).status_code == 303
    told = client.get(page).text
    assert "Text only: being prepared" in told
    assert "Lighter file: The file cannot be made much smaller." in told
    assert f"{page}/try-again" not in told
