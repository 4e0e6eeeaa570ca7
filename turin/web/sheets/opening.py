"""From what was sent to its cells, within limits, whatever it is."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from turin import packed
from turin.web.sheets import refusals, texts
from turin.web.sheets.cells import Cell, Faulty, Formula

MOST_ROWS = 2000
MOST_COLUMNS = 60
MOST_UNPACKED = 8 * 1024 * 1024  # octets; what a packed file says of itself is all that is read
MOST_PARTS = 500
MACROS, DECLARED = "xl/vbaProject.bin", b"<!DOCTYPE"
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how an XLSX begins; a file of before, or locked
TABLE = list[list[Cell]]


def sent(content: bytes) -> TABLE:
    """Return the cells of an XLSX (its first sheet) or a CSV. Raises what `refusals` has."""
    if content.startswith(OLE):
        raise refusals.OldSheet
    if content.startswith(ZIP):
        return _within_limits(_of_workbook(content))
    return pasted(texts.decoded(content))


def pasted(words: str) -> TABLE:
    """Return the cells of what was pasted, as `sent` does."""
    return _within_limits(texts.rows_of(words))


def _of_workbook(content: bytes) -> Iterable[Sequence[Cell]]:
    """Give the rows of the first sheet that can be seen.

    The library reads what anybody may send; for a broken file it raises whatever came to pass. It
    takes 15 MB of a process, and most read no sheet.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - see above

    try:
        _check_parts(content)
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
        sheet.reset_dimensions()  # a file may claim a million rows
        rows = [[_cell(one) for one in row] for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1)]
        book.close()
    except (refusals.TooLarge, refusals.OldSheet):
        raise
    except Exception as broken:
        raise refusals.NoSheet from broken
    return rows


def _check_parts(content: bytes) -> None:
    """Raise TooLarge for a bomb, OldSheet for a packed file of another program or with macros.

    No program writes a part twice, one outside of the file, or one that declares entities: who does
    wants a reader to take it for something else, or to open what lies on our disk.
    """
    with ZipFile(BytesIO(content)) as file:
        try:
            parts = packed.parts(file, most_parts=MOST_PARTS, most_unpacked=MOST_UNPACKED)
        except packed.TooMuch as bomb:
            raise refusals.TooLarge from bomb
        declares = any(DECLARED in file.read(part) for part in parts)
    names = {part.filename for part in parts}
    if "mimetype" in names or "[Content_Types].xml" not in names or MACROS in names:
        raise refusals.OldSheet
    if declares:
        raise BadZipFile
    if not any(name.startswith("xl/") for name in names):
        raise BadZipFile


def _cell(cell: object) -> Cell:
    kind, value = getattr(cell, "data_type", "n"), getattr(cell, "value", None)
    if value is None:
        return None
    if kind == "f":
        return Formula(value)
    return Faulty(value) if kind == "e" else value


def _within_limits(rows: Iterable[Sequence[Cell]]) -> TABLE:
    """Return the rows without what is empty behind them. Raises TooManyRows or TooManyColumns."""
    table: TABLE = []
    for number, row in enumerate(rows, 1):
        filled = [cell if cell not in {"", None} else None for cell in row]
        while filled and filled[-1] is None:
            filled.pop()
        if len(filled) > MOST_COLUMNS:
            raise refusals.TooManyColumns(most=MOST_COLUMNS)
        if filled and number > MOST_ROWS + 1:
            raise refusals.TooManyRows(most=MOST_ROWS)
        if number <= MOST_ROWS + 1:
            table.append(filled)
    return table
