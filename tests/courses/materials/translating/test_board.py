"""The board counts who reads what this year, and its work order is what it shows."""

import pytest
from sqlalchemy import select

from courses.materials.keeping import operations
from courses.materials.models import (
    ActivityMaterial,
    CourseMaterial,
    Translation,
    TranslationState,
)
from courses.materials.translating import board
from courses.materials.translating.demand import demand
from courses.registration.models import Application, State
from tests import spreadsheets
from tests.factories import activities, materials, registration
from tests.forms import words
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate

BOARD = "/staff/library/translations"
TEXT = "http://localhost/en/library/handbook/1/en"
BEGINS = ["handbook", "Handbook on migration", "", "English", "2", TEXT]  # of each row of an order
SIZE = ["120", "31000"]  # pages and words


def rows(year=2031, gap="", language=""):
    found = board.narrowed(board.wanted(demand(year)), gap, language)
    return [(one.gap.value, one.language, one.people) for one in found]


def test_readers_are_those_with_a_seat_by_all_that_they_read(handbook):
    found = demand(2031)
    read = {language: found.of_work[handbook.id, language] for language in ("en", "ar", "fr", "km")}
    assert read == {"en": 3, "ar": 3, "fr": 1, "km": 1}
    assert found.in_all["lo"] == 0
    assert not demand(2030).of_work


def test_who_takes_part_twice_is_one_reader(handbook):
    with transaction():
        again = activities.activity(
            course_id=_course(handbook), starts=PartialDate("2031-09"), ends=None
        )
        seat = db.session.scalars(select(Application)).first()
        registration.application(again, seat.person, state=State.CONFIRMED, languages=["km"])
    assert demand(2031).of_work[handbook.id, "km"] == 1


def test_an_activity_with_a_list_of_its_own_hands_out_no_other(handbook):
    with transaction():
        other = materials.work("other", ("en",))
        activity = db.session.scalars(select(Application.activity_id)).first()
        db.session.add(ActivityMaterial(activity_id=activity, work_id=other.id))
    found = demand(2031)
    assert found.works == {other.id}


def test_what_is_missing_and_out_of_date_is_shown_by_demand(client, handbook):
    assert rows() == [("missing", "fr", 1), ("missing", "km", 1)]
    with transaction():
        en = db.session.scalars(select(Translation).where(Translation.language == "en")).one()
        operations.move_on(en, "Chapter 3 is new", by=None, at=clock.now())
    assert rows() == [("stale", "ar", 3), ("missing", "fr", 1), ("missing", "km", 1)]
    assert rows(gap="stale") == [("stale", "ar", 3)]
    assert rows(language="km") == [("missing", "km", 1)]

    page = words(client.get(f"{BOARD}?year=2031"))
    assert "3 translations are wanted" in page
    assert "Made from version 1 Chapter 3 is new" in page
    assert "handbook.e1.km.from-en-v2" in page
    assert "1 translation is wanted" in words(client.get(f"{BOARD}?year=2031&gap=stale"))


@pytest.mark.parametrize("state", [*TranslationState][:3])
def test_what_is_under_way_has_its_place(client, handbook, state):
    with transaction():
        km = Translation(language="km", state=state, translator="Phnom Penh office")
        db.session.merge(handbook).editions[0].translations.append(km)
    assert (state.value, "km", 1) in rows()
    assert "Phnom Penh office" in client.get(f"{BOARD}?year=2031&gap={state.value}").text


def test_totals_by_language(client, handbook):
    page = words(client.get(f"{BOARD}?year=2031"))
    assert "Khmer 1 1 0 0 0 0" in page


def test_nothing_wanted_says_what_to_do(client, handbook):
    assert "Nothing is wanted here." in client.get(f"{BOARD}?year=1999").text


def test_a_work_order_has_a_row_for_each(client, handbook):
    with transaction():
        en = db.session.scalars(select(Translation).where(Translation.language == "en")).one()
        operations.move_on(en, "=Chapter 3", by=None, at=clock.now())
        materials.made(en.files[0], "text", b"<p>Words</p>", details={"words": 31_000})
    answer = client.get(f"{BOARD}/order.xlsx?year=2031")
    heads, *found = spreadsheets.read(answer.data).rows
    assert heads[0] == "Work"
    assert heads[5] == "Where the text is"
    assert heads[-1] == "Name of the file to send back, before its ending"
    assert found == [
        [*BEGINS, language, *SIZE, what, state, "", people, f"handbook.e1.{code}.from-en-v2"]
        for language, what, state, people, code in (
            ("Arabic", "'=Chapter 3", "Out of date", "3", "ar"),
            ("French", "", "Missing", "1", "fr"),
            ("Khmer", "", "Missing", "1", "km"),
        )
    ]
    rest = client.get(f"{BOARD}/order.csv?year=2031&lang=km").text
    assert rest.count("\n") == 2


def test_the_board_needs_few_statements_and_no_more_for_many(client, handbook, statements):
    counts = []
    for number in (1, 12):
        with transaction():
            for place in range(number):
                made = materials.work(f"work{number}_{place}", ("ar", "en", "fr"))
                ar, en, fr = made.editions[0].translations
                ar.derived_from = fr.derived_from = en
                en.version = 2
                used = CourseMaterial(course_id=_course(handbook), work_id=made.id)
                db.session.add(used)
        counts.append(statements(lambda: client.get(f"{BOARD}?year=2031")))
    assert counts[0] == counts[1] <= 10


def _course(handbook) -> int:
    used = select(CourseMaterial.course_id).where(CourseMaterial.work_id == handbook.id)
    return db.session.scalars(used).one()
