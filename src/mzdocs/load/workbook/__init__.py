"""A workbook (.xlsx) of a clerk: the gate it must pass, its cells as text, and what they are worth as a data file.

To read a table of a workbook, `open_book` is all there is to know::

    book = open_book(raw, "data/stations/taoyuan-clients.xlsx")  # Stopped: refused by name, or not to be read
    sheet = book.filled[0]                                       # its sheets that have cells; `sheet.hidden` if hidden
    for row in sheet.rows:                                       # rows with something in them; `row.number` from 1
        for column, cell in enumerate(row.cells, 1):             # as many as the widest filled cell needs
            cell.text, cell.kind                                 # "2026-11-20", "date"; `kind` is a `CellKind`
    sheet.at(row.number, column, key)                            # Location that prints as `file 表!C5 key`

Equal cells are one object: a column of one word costs no memory. A date cell's text is ISO (`2026-11-20`, with a time
behind it where it has one, `13:30` for a time of day); a number's is what Excel keeps of it, without trailing zeros, as
shown where it is a percentage. A formula's text is what it was last worth. Numbers are never made identity numbers:
`kind` says "number", and who reads a column of such numbers refuses it.
"""

from __future__ import annotations

from mzdocs.load.workbook.book_cells import BookCell, BookRow, BookSheet, CellKind, ReadBook, open_book

__all__ = ["BookCell", "BookRow", "BookSheet", "CellKind", "ReadBook", "open_book"]
