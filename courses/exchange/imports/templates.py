"""Empty sheets to begin with: the headings, and beside them an example."""

from collections.abc import Sequence

from flask_babel import gettext as _

from courses.exchange.imports.looking import COLUMNS
from courses.exchange.imports.models import Kind
from turin.web.sheets import Column
from turin.web.spreadsheets import Sheet, comma_separated, workbook


def template(kind: Kind, form: str) -> bytes:
    """Return the sheet of a kind as XLSX, with its example on a second sheet, or as CSV."""
    columns = COLUMNS[kind]
    empty = Sheet(kind.label, [str(column.label) for column in columns], [])
    if form == "csv":
        return comma_separated(empty)
    return workbook(empty, Sheet(_("Example"), empty.heads, example(columns)))


def example(columns: Sequence[Column]) -> list[list[str]]:
    """Return the example of some columns, row by row."""
    rows = max(len(column.example) for column in columns)
    return [
        [column.example[number] if number < len(column.example) else "" for column in columns]
        for number in range(rows)
    ]
