"""Reading a spreadsheet as it lies in its file, with what each cell is."""

from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

NAMES = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


class Read(NamedTuple):
    """The first sheet: its cells as texts, whether it runs from the right, and its formulas."""

    rows: list[list[str]]
    rtl: bool
    formulas: list[str]


def read(body: bytes) -> Read:
    with ZipFile(BytesIO(body)) as file:
        sheet = fromstring(file.read("xl/worksheets/sheet1.xml"))
        texts = fromstring(file.read("xl/sharedStrings.xml"))
    shared = ["".join(one.itertext()) for one in texts.iterfind("x:si", NAMES)]
    rows = [
        [_text(cell, shared) for cell in row.iterfind("x:c", NAMES)]
        for row in sheet.iterfind(".//x:row", NAMES)
    ]
    view = sheet.find(".//x:sheetView", NAMES)
    formulas = ["".join(one.itertext()) for one in sheet.iterfind(".//x:f", NAMES)]
    return Read(rows, view is not None and view.get("rightToLeft") == "1", formulas)


def _text(cell: Element, shared: list[str]) -> str:
    value = cell.findtext("x:v", "", NAMES)
    return shared[int(value)] if cell.get("t") == "s" else value
