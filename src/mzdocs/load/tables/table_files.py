"""The tables that stand in a station's own workbook -> files of their own beside a YAML, each cell as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from mzdocs.core.problems import Stopped, errors
from mzdocs.load.tables.client_tables import read_table
from mzdocs.load.tables.table_book import book_cells
from mzdocs.load.workbook.own_tables import ARCHIVE, OWN_TABLES

_NAMES = {"客户档案": "clients", "户内材料": "papers", "管理文件": "records"}


def own_table_files(raw: bytes, file: str, root: dict[str, Any], stem: str) -> Iterator[tuple[str, bytes]]:
    """Each such table as a CSV by its name, which is put into the tree in the place of the workbook's.

    Raises:
        Stopped: a table has errors: what a spreadsheet made of its cells is not handed on.
    """
    archive = root.get(ARCHIVE, {})
    for table in OWN_TABLES:
        if archive.get(table.name) != PurePath(file).name:
            continue
        wrong = errors(read_table(table, raw, file).problems)
        if wrong:
            raise Stopped(wrong)
        archive[table.name] = f"{stem}-{_NAMES[table.name]}.csv"
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(_without_stars(book_cells(table, raw, file).rows))
        yield archive[table.name], out.getvalue().encode("utf-8-sig")


def _without_stars(rows: list[list[str]]) -> Iterator[list[str]]:
    """Rows of cells, the headings without the sign of what must be filled in."""
    for number, row in enumerate(rows):
        yield [cell.rstrip("*") for cell in row] if number == 0 else row
