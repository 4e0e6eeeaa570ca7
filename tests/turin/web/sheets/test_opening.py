"""What people send as a sheet: in any encoding, broken, or made to do harm."""

from contextlib import suppress
from io import BytesIO
from itertools import pairwise
from random import Random
from warnings import catch_warnings, simplefilter
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from tests.courses.exchange.imports.sheets import xlsx
from turin.web import sheets
from turin.web.sheets import refusals

TEXT = "Titre;Salle\nDéjà vu;Été\n"
ROWS = [["Titre", "Salle"], ["Déjà vu", "Été"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_letters_are_read_in_any_encoding_that_programs_write(encoding):
    assert sheets.sent(TEXT.encode(encoding)) == ROWS


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_what_the_headings_have_most_of(delimiter):
    text = delimiter.join(['"a, b; c"', "Room", "City"]) + "\n" + delimiter.join("xyz")
    assert sheets.sent(text.encode()) == [["a, b; c", "Room", "City"], ["x", "y", "z"]]


def test_a_line_for_the_program_alone_keeps_the_numbers_of_the_rows():
    assert sheets.sent(b"sep=,\nName,City\nA,B\n") == [[], ["Name", "City"], ["A", "B"]]


def bomb() -> bytes:
    """A file of 9 kB that says it is 9 MB."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 9_000_000)
    return file.getvalue()


def of_another_program() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return file.getvalue()


def with_part(name: str, content: bytes | str, *, replaced: bool = False) -> bytes:
    """A sound file with one more part, or with other words in one of its own."""
    sound, file = ZipFile(BytesIO(xlsx(["Name"], ["Africa"]))), BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed, catch_warnings():
        simplefilter("ignore")  # that a part is there twice
        for part in sound.namelist():
            if not (replaced and part == name):
                packed.writestr(part, sound.read(part))
        packed.writestr(name, content)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
ENTITY = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a %s>]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
<c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>"""
LAUGHS = "'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in pairwise("abcdefghij")
)

BROKEN = {
    "macros": (with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"), refusals.OldSheet),
    "outside": (with_part("xl/../../../etc/cron.d/x", "x"), refusals.NoSheet),
    "from the root": (with_part("/etc/passwd", "x"), refusals.NoSheet),
    "a part twice": (with_part(SHEET, "<worksheet/>"), refusals.NoSheet),
    "a file of ours": (
        with_part(SHEET, ENTITY % 'SYSTEM "file:///etc/passwd"', replaced=True),
        refusals.NoSheet,
    ),
    "an address": (
        with_part(SHEET, ENTITY % 'SYSTEM "http://127.0.0.1:1/x"', replaced=True),
        refusals.NoSheet,
    ),
    "a billion": (with_part(SHEET, ENTITY % LAUGHS[:-1], replaced=True), refusals.NoSheet),
    "two things": (b"%PDF-1.7\n" + xlsx(["Name"], ["Africa"]), refusals.ALL),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", refusals.ALL),
    "cut zip": (b"PK\x03\x04 and no more", refusals.NoSheet),
    "cut file": (xlsx(["Name"], ["Africa"])[:-300], refusals.NoSheet),
    "old file": (b"\xd0\xcf\x11\xe0 an old file", refusals.OldSheet),
    "another program": (of_another_program(), refusals.OldSheet),
    "bomb": (bomb(), refusals.TooLarge),
    "no letters": (b"Name,City\n\x81\x8d\x8f,x", refusals.NoLetters),
    "open quote": (b'Name,City\n"open,x', refusals.NoSheet),
    "many rows": (b"a\n" * 2002, refusals.TooManyRows),
    "many columns": (b"," * 60 + b"x", refusals.TooManyColumns),
    "many cells": (xlsx(["Name"] * 61), refusals.TooManyColumns),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_refused_with_a_reason(name):
    content, refusal = BROKEN[name]
    with pytest.raises(refusal):
        sheets.sent(content)


def test_a_row_far_below_the_others_is_not_lost_in_silence():
    book, file = Workbook(), BytesIO()
    book.active["A1"], book.active["A5000"] = "Name", "Africa"
    book.save(file)
    with pytest.raises(refusals.TooManyRows):
        sheets.sent(file.getvalue())


def test_a_file_with_any_octet_changed_is_read_or_refused_and_nothing_else():
    chance = Random(7)
    whole = xlsx(["Name", "Capacity"], ["Africa", 30])
    for _ in range(60):
        content = bytearray(whole)
        for _ in range(3):
            content[chance.randrange(len(content))] = chance.randrange(256)
        with suppress(*refusals.ALL):
            assert isinstance(sheets.sent(bytes(content)), list)
