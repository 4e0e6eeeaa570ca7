"""Files are added as what they are, described, and deleted only where nothing needs them."""

import pytest
from sqlalchemy import select

from courses.materials import incoming
from courses.materials.models import CourseMaterial, Licence, MaterialFile, TranslationState
from tests.factories import activities, materials
from turin.db import db, transaction

HANDBOOK = "/staff/library/works/handbook"


def files() -> list[MaterialFile]:
    db.session.rollback()
    return list(db.session.scalars(select(MaterialFile).order_by(MaterialFile.id)))


@pytest.fixture
def arabic(handbook):
    return f"{HANDBOOK}/translations/{handbook.editions[0].translations[0].id}/files/add"


def test_a_file_is_added_with_its_licence(client, arabic, fill):
    answer = fill(
        arabic, file=[("دليل.pdf", b"%PDF-1.7 x")], licence="cc_by", attribution="© ILO 2008"
    )
    assert answer.status_code == 303
    added = files()[1]
    assert (added.name, added.format, added.licence) == ("دليل.pdf", "pdf", Licence.CC_BY)
    assert client.get(f"/dl/{added.sha256[:12]}/{added.name}").data == b"%PDF-1.7 x"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.exe", b"MZ", "of no kind that the library hands out"),
        ("x.pdf", b"", "is empty"),
        ("x.pdf", b"MZ", "is not what the end of its name says"),
        ("pdf", b"%PDF-", "of no kind"),
        ("x.txt", b"a\0b", "is not what the end of its name says"),
    ],
)
def test_what_is_no_such_file_is_told(arabic, fill, name, content, said):
    answer = fill(arabic, file=[(name, content)], attribution="© ILO")
    assert answer.status_code == 422
    assert said in answer.text
    assert "© ILO" in answer.text
    assert len(files()) == 1


def test_a_file_that_is_too_large_is_refused(coordinator):
    with pytest.raises(incoming.FileTooLarge):
        incoming.receive("x.pdf", b"%PDF-" + b"x" * incoming.MOST, by=coordinator)


def test_the_same_file_is_not_added_twice(arabic, fill):
    for _time in range(2):
        answer = fill(arabic, file=[("x.pdf", b"%PDF-1")])
    assert "The very same file is there already." in answer.text
    assert fill(arabic, file=[("x.pdf", b"%PDF-2")]).status_code == 303
    assert [one.name for one in files()[1:]] == ["x.pdf", "x-2.pdf"]


def test_no_file_at_all_is_told(arabic, fill):
    assert "Choose a file." in fill(arabic).text


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
