"""Sheets to be imported, made as people make them."""

from io import BytesIO

from openpyxl import Workbook


def xlsx(*rows) -> bytes:
    """Return a spreadsheet of rows; a text that begins with = is a formula in it."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    file = BytesIO()
    book.save(file)
    return file.getvalue()
