"""A name -> the empty workbook of a station, or of the district, with its tables."""

from __future__ import annotations

from pathlib import Path

from mzdocs.load.conversion import model_of
from mzdocs.load.workbook.book_layout import table_sheet
from mzdocs.load.workbook.book_writing import BookContent, book_bytes
from mzdocs.load.workbook.own_tables import OWN_TABLES
from mzdocs.model.station import Station


def template_of(name: str, locked: frozenset[str] = frozenset()) -> bytes:
    """The workbook as a file; `locked` are the parts of the design that no station may change."""
    model = model_of(Path(name))
    tables = [(table_sheet(table.name, table.model), ()) for table in OWN_TABLES] if model is Station else []
    title = "民政工作站数据" if model is Station else "区数据"
    return book_bytes(BookContent(model, tables=tables, locked=locked, title=title))
