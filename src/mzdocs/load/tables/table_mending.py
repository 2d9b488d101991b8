"""A table with cells that are read otherwise than they are written -> the same, with these written as they are read.

Nothing else of its bytes changes: encoding, line ends, quotes and the columns nobody reads stay.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from mzdocs.core.problems import Stopped
from mzdocs.core.text import normal
from mzdocs.load.habits import said
from mzdocs.load.mends import Mend
from mzdocs.load.tables.client_tables import cells_meant
from mzdocs.load.tables.raw_tables import is_text, written_text
from mzdocs.load.tables.table_formats import TableFormat
from mzdocs.load.tables.table_heads import names_known
from mzdocs.load.yaml_text.yamlfile import Refused

_Span = tuple[int, int]


def mended_table(table: TableFormat[Any], raw: bytes, file: str) -> tuple[bytes, list[Mend]]:
    """The table with each such cell as it is read; a workbook, and what cannot be read, stays as it is."""
    if not is_text(raw):
        return raw, []
    try:
        meant = cells_meant(table, raw, file)
        text, encoding, separator = written_text(raw, file, partial(names_known, table), table.written)
    except (Refused, Stopped):
        return raw, []
    spans = _spans(text, separator) if meant else []
    if not meant or not _parted_alike(text, separator, spans):
        return raw, []
    edits = []
    for (row, column), (_, cell, _) in meant.items():
        start, end = spans[row - 1][column]
        edits.append((start, end, _written(cell, separator, text[start:end])))
    for start, end, cell in sorted(edits, reverse=True):
        text = text[:start] + cell + text[end:]
    mends = [Mend(place, said(habits)) for place, _, habits in meant.values()]
    return _encoded(text, encoding, raw), mends


def _spans(text: str, separator: str) -> list[list[_Span]]:
    """Where each cell of each row begins and ends, its quotes among it."""
    apart = re.escape(separator)
    cell = re.compile(rf'(?:"(?:[^"]|"")*"[^{apart}\r\n]*|[^{apart}\r\n]*)')
    rows: list[list[_Span]] = []
    at = 0
    while at < len(text):
        row: list[_Span] = []
        while True:
            found = cell.match(text, at)
            assert found  # an empty cell is one
            row.append(found.span())
            at = found.end()
            if text[at : at + 1] != separator:
                break
            at += 1
        rows.append(row)
        at += 2 if text[at : at + 2] == "\r\n" else 1
    return rows


def _parted_alike(text: str, separator: str, spans: list[list[_Span]]) -> bool:
    """Whether the cells are those the reader sees; of a table written in an odd way nothing is changed."""
    read = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [[normal(cell) for cell in row] for row in read] == [
        [normal(_read(text[start:end])) for start, end in row] if text[row[0][0] : row[-1][1]] else [] for row in spans
    ]


def _read(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _written(cell: str, separator: str, before: str) -> str:
    """A cell as it is written: in quotes where it was, or where it needs them."""
    quoted = before[:1] == '"' or any(char in cell for char in f'{separator}"\r\n')
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if quoted else cell


def _encoded(text: str, encoding: str, before: bytes) -> bytes:
    if encoding == "utf-8-sig":
        return (codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b"") + text.encode()
    if encoding == "utf-16":
        little = before.startswith(codecs.BOM_UTF16_LE)
        return before[:2] + text.encode("utf-16-le" if little else "utf-16-be")
    return text.encode(encoding)


def told_by_column(mends: list[Mend]) -> Iterator[tuple[Mend, list[int]]]:
    """The first change of each column and way of writing, and the rows of all."""
    alike: dict[object, tuple[Mend, list[int]]] = {}
    for mend in mends:
        place = mend.location
        alike.setdefault((place.file, place.path, mend.says), (mend, []))[1].append(place.line or 0)
    yield from alike.values()
