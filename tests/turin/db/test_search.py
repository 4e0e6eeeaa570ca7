"""Search finds the same rows on both engines, in every script."""

import pytest
from sqlalchemy import literal_column, select

from turin.db import db, transaction
from turin.db.search import SearchTerm, forget, index, matches, normalised, words
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
    kinds = select(SearchTerm.subject_id).where(SearchTerm.kind == "work").distinct().subquery()
    return set(db.session.scalars(select(kinds.c[0]).where(matches("work", kinds.c[0], query))))


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
    long = " ".join(["migrant"] * 500)
    assert found(long) == {1}
    assert str(matches("work", literal_column("1"), long)).count("SELECT") == 12
