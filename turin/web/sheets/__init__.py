"""Reading sheets that people send: XLSX, CSV, or what is pasted from a spreadsheet.

Nothing here knows what is in a sheet: `opening` turns octets or words into cells, `cells` reads one
cell, and `columns` finds the columns by their headings and names row and column of each fault.
"""

from turin.web.sheets.cells import Cell
from turin.web.sheets.columns import Column, Fault, Reading, Row, read
from turin.web.sheets.opening import MOST_ROWS, pasted, sent

__all__ = ["MOST_ROWS", "Cell", "Column", "Fault", "Reading", "Row", "pasted", "read", "sent"]
