"""One cell: a day, a time, a number, a choice, as people and programs write them."""

from datetime import date, datetime, time, timedelta

import pytest

from courses.exchange.imports.looking import COLUMNS
from courses.exchange.imports.models import Kind
from courses.exchange.imports.words import languages
from tests.courses.exchange.imports.sheets import xlsx
from turin.web import sheets
from turin.web.sheets import Column, cells
from turin.web.sheets.cells import Wrong
from turin.web.spreadsheets import harmless


@pytest.mark.parametrize(
    "cell",
    [
        date(2027, 3, 8),
        datetime(2027, 3, 8, 9),  # noqa: DTZ001 - as a spreadsheet has it
        46454,
        46454.0,
        "2027-03-08",
        "2027-3-8",
        "2027/03/08",
        "2027-03-08 00:00:00",
        "8/3/2027",
        "08.03.2027",
        "2027年3月8日",
        "٨/٣/٢٠٢٧",
    ],
)
def test_a_day_is_read_as_it_is_written(cell):
    assert cells.day(cell) == date(2027, 3, 8)


@pytest.mark.parametrize("cell", ["31/02/2027", "3/8/27", "March", "0001-01-01", 5, True])
def test_what_is_no_day_is_told(app, cell):
    with pytest.raises(Wrong):
        cells.day(cell)


@pytest.mark.parametrize(
    "cell",
    [
        time(14, 30),
        timedelta(hours=14, minutes=30),
        0.6041666667,
        "14:30",
        "14:30:00",
        "14.30",
        "14h30",
        "2:30 pm",
        "2:30 PM",
        "١٤:٣٠",
    ],
)
def test_a_time_is_read_as_it_is_written(cell):
    assert cells.hour(cell) == time(14, 30)


@pytest.mark.parametrize("cell", ["24:00", "9:60", "noon", "13:00 pm", "9", 14])
def test_what_is_no_time_is_told(app, cell):
    with pytest.raises(Wrong):
        cells.hour(cell)


def test_a_formula_is_never_computed_and_an_error_is_told(app):
    columns = [Column("name", "Name", cells.words(20)), Column("city", "City", cells.words(20))]
    book = xlsx(["Name", "City"], ["=1+1", "Turin"], ["Africa", "#REF!"], ["Asia", "Turin"])
    reading = sheets.read(sheets.sent(book), columns)
    assert [row["name"] for row in reading.whole] == ["Asia"]
    told = [(one.row, one.letter, one.says) for one in reading.faults]
    assert told == [
        (2, "A", "This cell holds a formula. Copy it and paste it as a value."),
        (3, "B", "This cell holds an error of the spreadsheet. Enter what it should say."),
    ]


@pytest.mark.parametrize("words", ["=1+1", "+39 011", "-5", "@sum", "'quoted", "plain"])
def test_what_our_own_files_make_harmless_is_read_as_it_was(words):
    assert cells.plain(harmless(words)) == words


def test_a_text_that_looks_like_a_formula_stays_a_text_in_csv(app):
    columns = [Column("name", "Name", cells.words(20))]
    reading = sheets.read(sheets.sent(b"Name\n=1+1\n"), columns)
    assert reading.rows[0]["name"] == "=1+1"


@pytest.mark.parametrize("kind", Kind)
def test_no_heading_means_two_columns_in_any_language(app, kind):
    names = [name for column in COLUMNS[kind] for name in column.names()]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("said", ["inglés", "EN", "english", "الإنجليزية", "英语"])
def test_a_language_is_known_by_its_code_and_its_name_in_any_language(app, said):
    assert cells.choices(languages)(f"{said}, fr") == ["en", "fr"]
