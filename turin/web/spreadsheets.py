"""Spreadsheets to be downloaded (XLSX, CSV). Every cell is a text or a number, never a formula."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import NamedTuple

from xlsxwriter import Workbook

from turin.language import reader

# What programs take for the beginning of a formula, in the wide forms of East Asia too.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NOT_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")
LONGEST_NAME = 31
PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
WIDEST = 60
COMMA = {"en", "zh"}  # languages in which programs expect commas; elsewhere those are in numbers
Cell = str | int


class Sheet(NamedTuple):
    """A sheet: what it is called, the heads of its columns, and its rows."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def workbook(*sheets: Sheet) -> bytes:
    """Return a file of ``sheets`` that runs as the reader's language does."""
    file = BytesIO()
    with Workbook(file, PLAIN) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name.translate(NOT_IN_NAMES)[:LONGEST_NAME])
            if reader.current().direction == "rtl":
                page.right_to_left()
            page.freeze_panes(1, 0)
            for column, head in enumerate(sheet.heads):
                page.write_string(0, column, harmless(head), bold)
                page.set_column(column, column, _width(sheet, column))
            for number, row in enumerate(sheet.rows, 1):
                for column, cell in enumerate(row):
                    if isinstance(cell, int):
                        page.write_number(number, column, cell)
                    else:
                        page.write_string(number, column, harmless(cell))
    return file.getvalue()


def comma_separated(sheet: Sheet) -> bytes:
    """Return a sheet as CSV that spreadsheets of the reader's language open at once, in UTF-8."""
    file = StringIO()
    delimiter = "," if reader.current().code in COMMA else ";"
    writer = csv.writer(file, delimiter=delimiter)
    for row in (sheet.heads, *sheet.rows):
        writer.writerow([harmless(one) if isinstance(one, str) else one for one in row])
    return file.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Return ``text`` so that it stays one, also when the sheet is saved as CSV and opened anew."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _width(sheet: Sheet, column: int) -> int:
    longest = max(len(str(row[column])) for row in (sheet.heads, *sheet.rows))
    return min(longest + 2, WIDEST)
