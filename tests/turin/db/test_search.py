"""Search finds the same rows on both engines, in every script."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import literal_column, select

from turin.db import db, transaction
from turin.db.paging import page
from turin.db.search import (
    SearchTerm,
    Sought,
    asking,
    best_first,
    corrected,
    forget,
    index,
    matches,
    normalised,
    often,
    spoken,
    words,
)
from turin.db.search.asking import asked
from turin.db.search.terms import all_forms
from turin.db.types import Text

TEXTS = {
    1: Text(
        en="Labour migration: rights of migrant workers",
        ru="Трудовая миграция: права трудящихся-мигрантов",
        ar="هجرة اليد العاملة وحقوق العمال المهاجرين",
        zh="劳务移民与移民工人的权利",
    ),
    2: Text(
        en="Fair recruitment",
        fr="Recrutement équitable",
        ar="الاستقدام العادل",
        km="ការជ្រើសរើស",
    ),
}


@pytest.fixture(autouse=True)
def _indexed(app):
    with transaction():
        for number, text in TEXTS.items():
            index("work", number, text)
        index("course", 3, Text(en="Migrant workers of another kind of row"))


def found(query: str) -> set[int]:
    """Return what a query finds, whether its words are looked up or each row is asked for them."""
    ids = select(SearchTerm.subject_id).where(SearchTerm.kind == "work").distinct().subquery()
    looked_up, by_row = (
        set(db.session.scalars(select(ids.c[0]).where(matches("work", ids.c[0], query, often))))
        for often in ((), asked(query))
    )
    assert looked_up == by_row
    return looked_up


@pytest.mark.parametrize(
    "query",
    [
        "migrants",
        "MIGRATION labour",
        "right",
        "migr",
        "трудовой миграции",
        "трудовую",
        "правами мигранта",
        "المهاجرون",
        "العمّال",
        "مهاجرين",
        "هجره",
        "الهجرة",
        "حقوق العمال",
        "移民",
        "权利",
        "劳",
        "移民工人",
    ],
)
def test_a_text_is_found_by_its_words_in_other_forms(query):
    assert found(query) == {1}


@pytest.mark.parametrize("query", ["equitable", "ÉQUITABLES", "العادل", "ជ្រើស", "recruiting fair"])
def test_accents_and_case_make_no_difference(query):
    assert found(query) == {2}


@pytest.mark.parametrize(
    "query", ["fisheries", "migrant recruitment", "渔业", "рыба", "%", "_ight"]
)
def test_every_word_must_be_there(query):
    expected = {1, 2} if not words(query) else set()
    assert found(query) == expected


@pytest.mark.parametrize("query", ["", "   ", "?!"])
def test_a_query_without_words_finds_everything(query):
    assert found(query) == {1, 2}


def test_a_changed_text_is_found_by_its_new_words_alone():
    with transaction():
        index("work", 2, Text(en="Domestic work"))
    assert found("recruitment") == set()
    assert found("domestic") == {2}


def test_what_is_forgotten_is_not_found():
    with transaction():
        forget("work", 1)
    assert found("migrant") == set()


def test_the_same_name_is_one_however_it_is_composed():
    assert normalised("Jose\u0301") == normalised("José") == "jose"
    assert normalised("ＩＬＯ") == "ilo"
    assert normalised("Straße") == "strasse"
    assert normalised("أحمد") == normalised("احمد")
    assert normalised("Ёлка") == normalised("елка")


def test_a_query_costs_no_more_the_longer_it_is():
    assert found(" ".join(["migrant"] * 500)) == {1}
    long = " ".join(f"migrant{number}" for number in range(500))
    assert str(matches("work", literal_column("1"), long)).count("SELECT") == 12


def test_what_has_the_words_in_its_title_comes_first_and_as_written_before_other_forms():
    with transaction():
        index("course", 4, Text(en="Other"), texts=[Text(en="A migrant")])
        index("course", 5, Text(en="Migration and one migrant"))
        index("course", 6, Text(en="Migrants"))
    ids = select(SearchTerm.subject_id).where(SearchTerm.kind == "course").distinct().subquery()
    rows = best_first(
        Sought("course", ids.c[0], "migrant"), select(ids.c[0]), (), (ids.c[0].asc(),)
    )
    assert db.session.scalars(rows).all() == [3, 5, 6, 4]


def test_of_all_that_is_found_the_first_in_their_order_are_ranked(monkeypatch):
    monkeypatch.setattr(asking, "MOST_FOUND", 2)
    with transaction():
        index("course", 4, Text(en="Other"), texts=[Text(en="A migrant")])
        index("course", 5, Text(en="Migrants"))
    ids = select(SearchTerm.subject_id).where(SearchTerm.kind == "course").distinct().subquery()
    rows = best_first(
        Sought("course", ids.c[0], "migrant"), select(ids.c[0]), (), (ids.c[0].desc(),)
    )
    assert db.session.scalars(rows).all() == [5, 4]
    assert page(rows, 1, size=1, most=2).is_cut


def test_a_word_is_there_often_where_more_terms_than_that_begin_so(monkeypatch):
    monkeypatch.setattr(asking, "OFTEN", 2)
    assert often("work", "labour migration") == frozenset()
    with transaction():
        index("work", 6, Text(en="Labour inspection", fr="Inspection du travail"))
        index("work", 7, Text(en="Labour and labourers"))
    assert often("work", "labour migration") == {"labour"}
    assert often("course", "labour migration") == often("work", "") == frozenset()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("recriutment", "recruitment"),
        ("migarnt rights", "migrant"),
        ("رلمهاجرين", "المهاجرين"),
    ],
)
def test_a_word_that_nothing_has_is_taken_for_the_nearest(typed, meant):
    assert meant in str(corrected("work", typed))


@pytest.mark.parametrize(
    "typed",
    [
        "migrant",
        "zzzzzz",
        "C143",
        "渔业",
        "",
        "migrant zzzzzz",
        "recriutment migarnt recruitmnet migrnat",  # so many are in no language of ours
    ],
)
def test_what_is_known_or_near_nothing_or_a_number_is_left_as_it_is(typed):
    assert corrected("work", typed) is None


def test_the_languages_in_which_all_words_were_found_are_told():
    assert spoken("work", [1, 2], "العمال المهاجرين") == {1: ["ar"]}
    assert spoken("work", [1, 2], "migrant права") == {1: ["en", "ru"]}
    assert spoken("work", [1, 2], "?") == {}


@pytest.mark.parametrize(
    ("written", "looked_for"),
    [
        ("lao động", "lao dong"),
        ("اتفاقية ٩٧", "97"),
        ("المهاجرین", "المهاجرين"),
        ("काठमाडौं", "काठमाडौं"),
        ("برنامج للعمال", "عامل"),
        ("القوانين", "قانون"),
        ("بالهجرة", "الهجرة"),
    ],
)
def test_what_people_type_in_its_place_is_the_same(written, looked_for):
    with transaction():
        index("work", 2, Text(ar=written))
    assert 2 in found(looked_for)


def test_words_that_every_sentence_has_are_not_looked_for():
    assert found("the rights of the migrants") == {1}
    assert found("of the") == set()


def test_many_who_search_at_once_find_what_one_alone_does():
    asked = ["labour", "migration", "recruitment", "protection", "العمال", "работников"] * 50
    alone = [all_forms(word) for word in asked]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # so that threads take turns within a word
    try:
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(all_forms, asked)) == alone
    finally:
        sys.setswitchinterval(before)
