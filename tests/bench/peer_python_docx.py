"""python-docx: a table of the rows, added row by row as its manual has it, or made whole and filled row by row."""

from __future__ import annotations

import sys
from pathlib import Path

from docx import Document

from tests.bench.forms import HEAD, NAME
from tests.bench.lines import JsonLines


def main(source: Path, target: Path, way: str) -> None:
    made, rows = Document(), list(JsonLines(source))
    made.add_heading(NAME)
    table = made.add_table(rows=1 if way == "add_row" else 1 + len(rows), cols=len(HEAD))
    filled = iter(table.rows)
    for texts in (HEAD, *rows):
        row = next(filled) if way == "add_table" or texts is HEAD else table.add_row()
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.save(str(target))


if __name__ == "__main__":
    main(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
