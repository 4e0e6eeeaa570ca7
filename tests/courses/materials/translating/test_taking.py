"""What comes back finds its translation by its name, is shown first, and is taken in as shown."""

import pytest
from sqlalchemy import select

from courses.materials.keeping import operations
from courses.materials.models import Licence, MaterialFile, Translation, TranslationState
from courses.materials.translating.references import Reference, understood
from tests.factories import people
from tests.forms import words
from tests.fuzz.forms import forms_of
from turin import clock
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.people.models import Role

PDF = b"%PDF-1.7 "
TAKE = "/staff/library/translations/take"


def one(language: str) -> Translation:
    db.session.rollback()
    return db.session.scalars(select(Translation).where(Translation.language == language)).one()


def number(of) -> int:
    db.session.rollback()
    return len(db.session.scalars(select(of)).all())


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("gender_2.e2.km.from-en-v3.docx", Reference("gender_2", 2, "km", "en", 3)),
        ("gender_2.e2.km.from-en-v3 (1).docx", Reference("gender_2", 2, "km", "en", 3)),
        ("gender_2.e2.km.from-en-v3_final.pdf", Reference("gender_2", 2, "km", "en", 3)),
        ("gender_2.e1.km.pdf", Reference("gender_2", 1, "km")),
        ("gender_2.e1.km", Reference("gender_2", 1, "km")),
        ("handbook khmer.pdf", None),
        ("", None),
    ],
)
def test_a_name_of_a_work_order_is_understood(name, found):
    assert understood(name) == found
    assert found is None or understood(f"{found}.pdf") == found


def test_a_new_translation_and_a_new_version_are_taken_in_together(client, handbook, send, press):
    with transaction():
        en = one("en")
        operations.move_on(en, "Chapter 3 is new", by=None, at=clock.now())
        en.edition.translations[0].files[0].licence = Licence.CC_BY
    shown = send(
        ("handbook.e1.km.from-en-v2.pdf", PDF + b"km"),
        ("handbook.e1.ar.from-en-v2 (1).pdf", PDF + b"ar"),
        ("handbook.e1.km.from-en-v2.docx", b"PK\x03\x04 km"),
    )
    page = words(client.get(shown))
    assert "New version Handbook on migration, Arabic, Version 2" in page
    assert "Replaces: handbook.pdf" in page
    assert "First text Handbook on migration, Khmer, Version 1" in page
    assert number(Translation) == 2

    done = press(shown)
    assert done.status_code == 303
    km, ar = one("km"), one("ar")
    assert (km.state, km.version, km.derived_version, km.derived_from.language) == (
        TranslationState.IN_REVIEW,
        1,
        2,
        "en",
    )
    assert sorted(file.name for file in km.files) == ["handbook-1-km.docx", "handbook-1-km.pdf"]
    ar = one("ar")
    assert (ar.state, ar.version, ar.derived_version) == (TranslationState.PUBLISHED, 2, 2)
    assert [(file.version, file.licence) for file in ar.files] == [
        (1, Licence.CC_BY),
        (2, Licence.CC_BY),
    ]
    assert [change.what for change in ar.changes] == ["Chapter 3 is new"]
    deeds = select(AuditEntry).where(AuditEntry.deed == "materials.taken_in")
    assert len(db.session.scalars(deeds).all()) == 3
    assert "3 files are taken in." in client.get(done.location).text


def test_a_fault_keeps_all_of_it_from_being_done(client, handbook, send, press):
    shown = send(
        ("handbook.e1.km.from-en-v1.pdf", PDF + b"km"),
        ("khmer.pdf", PDF + b"who knows"),
    )
    page = client.get(shown)
    assert "Nothing can be taken in yet: mend 1 file, or leave it out." in page.text
    assert "Its name is none of a work order." in page.text
    assert "Take in" not in page.text.partition("</table>")[2]
    assert press(page).status_code == 422
    assert number(MaterialFile) == 2


def test_what_nobody_knows_is_matched_by_hand(handbook, send, press, token):
    shown = send(("khmer.pdf", PDF + b"km"))
    n = token("khmer.pdf")
    chosen = {f"to-{n}": "handbook.e1.km.from-en-v1", f"state-{n}": "published"}
    told = press(shown, "show", **chosen)
    assert told.status_code == 200
    assert number(MaterialFile) == 2
    assert press(told).status_code == 303
    assert one("km").state == TranslationState.PUBLISHED


def test_what_was_just_chosen_is_shown_before_it_is_done(handbook, send, press, token):
    """Else twelve files that were set to be published would be taken in as in review."""
    files = [f"handbook.e1.{code}.from-en-v1.pdf" for code in ("km", "fr", "ru")]
    shown = send(*((name, PDF + name.encode()) for name in files))
    published = {f"state-{token(name)}": "published" for name in files}
    told = press(shown, **published)
    assert told.status_code == 422
    assert "What would become of the files is not what you were shown before." in told.text
    assert number(MaterialFile) == 2
    assert press(told).status_code == 303
    assert {one(code).state for code in ("km", "fr", "ru")} == {TranslationState.PUBLISHED}


def test_what_is_left_out_keeps_nothing_from_being_taken_in(client, handbook, send, press, token):
    good, same = "handbook.e1.km.from-en-v1.pdf", "handbook.e1.km.from-en-v1 (2).pdf"
    shown = send((good, PDF + b"km"), (same, PDF + b"km"), ("notes.pdf", PDF + b"notes"))
    page = client.get(shown)
    assert "mend 2 files, or leave them out" in page.text
    n = token("notes.pdf")
    chosen = {f"out-{n}": "1", f"to-{n}": "what is it", f"state-{n}": "published"}
    told = press(page, "show", **chosen)
    assert "mend 1 file, or leave it out" in told.text
    (form,) = [one for one in forms_of(told.text) if one.method == "post"]
    assert {name: form.fields[name].values for name in chosen} == {
        name: [value] for name, value in chosen.items()
    }
    told = press(told, "show", **{f"out-{token(same)}": "1"})
    assert "Take in 1 file" in told.text
    assert press(told).status_code == 303
    assert number(MaterialFile) == 3
    left = client.get("/staff/library/translations/send").text
    assert (good in left, same in left, "notes.pdf" in left) == (False, True, True)


def test_a_choice_at_a_file_with_a_fault_is_kept(handbook, send, press, token):
    shown = send(("khmer.pdf", PDF + b"km"))
    chosen = {f"to-{token('khmer.pdf')}": "khmer", f"state-{token('khmer.pdf')}": "published"}
    (form,) = [one for one in forms_of(press(shown, "show", **chosen).text) if one.method == "post"]
    assert {name: form.fields[name].values for name in chosen} == {
        name: [value] for name, value in chosen.items()
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("toolkit.e1.km.from-en-v1.pdf", "There is no work called toolkit"),
        ("handbook.e2.km.from-en-v1.pdf", "The work has no edition 2"),
        ("handbook.e1.zz.from-en-v1.pdf", "We know no language zz"),
        ("handbook.e1.km.from-en-v9.pdf", "The work has no such version in English"),
        ("handbook.e1.km.from-ru-v1.pdf", "The work has no such version in Russian"),
        ("handbook.e1.km.pdf", "Say of what it was made"),
        ("handbook.e1.en.from-ar-v1.pdf", "this one cannot be made from it"),
    ],
)
def test_what_is_not_understood_says_why(client, handbook, send, name, said):
    page = client.get(send((name, PDF))).text
    assert said in page
    assert "Fault" in page


def test_equal_files_are_told(client, handbook, send):
    page = client.get(
        send(
            ("handbook.e1.km.from-en-v1.pdf", PDF + b"km"),
            ("handbook.e1.fr.from-en-v1.pdf", PDF + b"km"),
            ("handbook.e1.ru.from-en-v1.pdf", PDF + b"english"),
            ("handbook.e1.es.from-en-v1.pdf", PDF + b"1"),
            ("handbook.e1.es.from-en-v1 (2).pdf", PDF + b"2"),
        )
    )
    said = words(page)
    assert (
        "It is the very same file as handbook.e1.km.from-en-v1.pdf. Leave one of them out." in said
    )
    assert (
        "It is the very same file as handbook.pdf, which is handbook in English."
        " Leave it out, or correct its name." in said
    )
    assert "handbook.e1.es.from-en-v1.pdf is the same translation in the same format." in said


def test_what_is_there_already_is_left(client, handbook, send):
    page = client.get(send(("handbook.e1.ar.from-en-v1.pdf", PDF + b"arabic"))).text
    assert "There already" in page
    assert "there is nothing to take in" in page


def test_another_format_joins_the_version_that_is_there(handbook, send, press):
    shown = send(("handbook.e1.ar.from-en-v1.docx", b"PK\x03\x04 ar"))
    assert press(shown).status_code == 303
    assert [(file.version, file.format) for file in one("ar").files] == [(1, "pdf"), (1, "docx")]


def test_a_published_text_that_goes_into_review_is_told(client, handbook, send, press, token):
    name = "handbook.e1.ar.from-en-v1.pdf"
    shown = send((name, PDF + b"new"))
    assert "until it is published again" not in client.get(shown).text
    told = press(shown, "show", **{f"state-{token(name)}": "in_review"})
    assert "until it is published again" in told.text


def test_what_has_changed_since_it_was_shown_is_shown_anew(client, handbook, send, press):
    page = client.get(send(("handbook.e1.ar.from-en-v1.pdf", PDF + b"new")))
    with transaction():
        operations.move_on(one("ar"), "Corrected", by=None, at=clock.now())
    answer = press(page)
    assert answer.status_code == 422
    assert "not what you were shown before" in answer.text
    assert len(one("ar").files) == 1


def test_a_file_is_taken_in_once(client, handbook, send, press):
    shown = send(("handbook.e1.km.from-en-v1.pdf", PDF + b"km"))
    assert press(shown).status_code == 303
    assert "No file is chosen, or those that were are used by now." in client.get(shown).text
    page = client.get("/staff/library/translations/send").text
    assert "Nothing that was sent is waiting to be used." in page


def test_a_token_is_hers_who_sent_it(client, handbook, send):
    shown = send(("handbook.e1.km.from-en-v1.pdf", PDF))
    with transaction():
        another = people.person(Role.COORDINATOR)
    client.leave()
    client.enter(another)
    for address in (shown, f"{TAKE}?f=nonsense"):
        assert "No file is chosen, or those that were are used by now." in client.get(address).text
