"""Files of a catalogue -> their tables, each value as the file has it: by other readers than the writers."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any

from mzdocs.plan.catalogue_columns import ITEM_COLUMNS, VOLUME_COLUMNS
from mzdocs.plan.catalogue_values import Column, Listing, Value
from mzdocs.preflight.catalogues.sheet_reading import sheet_tables

ITEMS, VOLUMES = "档案目录", "案卷目录"
COLUMNS: Mapping[str, tuple[Column, ...]] = {ITEMS: ITEM_COLUMNS, VOLUMES: VOLUME_COLUMNS}
"""The tables of a catalogue by their names."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")


@dataclass(frozen=True)
class ReadTable:
    """A table of a file: the names of its columns, and rows of as many values; `typed` where numbers are numbers."""

    head: Sequence[Any]
    rows: Sequence[Sequence[Any]]
    typed: bool = True

    def listing(self, name: str) -> Listing:
        """The same under the columns of the schema, whose names it has; what is not of its column's kind stays."""
        columns = COLUMNS[name]
        readers = [_reader(column, self.typed) for column in columns]
        rows = (tuple(read(value) for read, value in zip(readers, row, strict=True)) for row in self.rows)
        return Listing(name, columns, tuple(rows))


def _reader(column: Column, typed: bool) -> Callable[[Any], Value]:
    if column.kind == "day":
        return _day
    if column.kind in ("count", "year"):
        return _whole if typed else _count
    return _as_it_is


def _as_it_is(value: Value) -> Value:
    return value


def _whole(value: Any) -> Value:
    """A count; what is a half or a truth value becomes a text, lest it be taken for the number it equals."""
    return repr(value) if isinstance(value, (bool, float)) else value


def _day(value: Value) -> Value:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _count(value: Value) -> Value:
    return int(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else value


def read_tables(format: str, data: bytes) -> Mapping[str, ReadTable]:
    """The tables of a file by their names; a CSV file has one.

    Raises:
        Exception: whatever a reader throws at a file that is damaged or of another kind.
    """
    return _READERS[format](data)


def _csv(data: bytes) -> Mapping[str, ReadTable]:
    """Two tables have heads of other lengths."""
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    name = VOLUMES if len(head) == len(VOLUME_COLUMNS) else ITEMS
    return {name: ReadTable(tuple(head), [[field or None for field in row] for row in rows], typed=False)}


def _json(data: bytes) -> Mapping[str, ReadTable]:
    if data.startswith(codecs.BOM_UTF8):
        raise ValueError("BOM")
    said = json.loads(data, object_pairs_hook=_each_once)
    return {name: _of_objects(said[columns], said[key]) for name, columns, key in _JSON_KEYS}


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a key that stands twice, one reader takes the first value and another the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("keys")
    return found


_JSON_KEYS = ((ITEMS, "columns", "items"), (VOLUMES, "volume_columns", "volumes"))


def _of_objects(columns: list[dict[str, str]], objects: list[dict[str, Any]]) -> ReadTable:
    """Rows of which one has other keys than the rest do not read as a table."""
    head = tuple(column["name"] for column in columns)
    if any(tuple(each) != head for each in objects):
        raise ValueError("keys")
    return ReadTable(head, [tuple(each.values()) for each in objects])


def _sqlite(data: bytes) -> Mapping[str, ReadTable]:
    if not data:  # for want of anything to copy the library says that there is no memory
        raise ValueError("empty")
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(data)
        base.execute("PRAGMA trusted_schema = OFF")
        if base.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise ValueError("quick_check")
        return {name: _selected(base, table) for name, table in ((ITEMS, "item"), (VOLUMES, "volume"))}


def _selected(base: sqlite3.Connection, table: str) -> ReadTable:
    found = base.execute(f"SELECT * FROM {table} ORDER BY rowid")
    return ReadTable(tuple(each[0] for each in found.description), found.fetchall())


def _xlsx(data: bytes) -> Mapping[str, ReadTable]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if package.testzip():
            raise ValueError("zip")
        return {name: ReadTable(*table) for name, table in sheet_tables(package, COLUMNS).items()}


_READERS: Mapping[str, Callable[[bytes], Mapping[str, ReadTable]]] = {
    "csv": _csv,
    "json": _json,
    "sqlite": _sqlite,
    "xlsx": _xlsx,
}
