"""The comments a workbook of ours keeps of the YAML file it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.load.workbook.book_cells import open_book
from mzdocs.load.workbook.book_writing import NOTES
from mzdocs.load.workbook.sheet_head import mark_of


def notes_of(raw: bytes, file: str) -> Iterator[tuple[str, str]]:
    """Each with the key path it stood at.

    Raises:
        Stopped: the workbook cannot be read.
    """
    for sheet in open_book(raw, file).sheets:
        if mark_of(sheet) == NOTES:
            for row in sheet.rows[2:]:
                if len(row.cells) > 1:
                    yield row.cells[0].text, row.cells[1].text
