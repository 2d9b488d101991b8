"""Bytes of any kind of file -> its layers: raw, and opened as far as it can be."""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress

from mzdocs.leaks import png_layers
from mzdocs.leaks.finder import Layer
from mzdocs.leaks.packed import is_locked, lone_entries, packed
from mzdocs.leaks.spellings import readings

_DEEPEST = 4
"""Files within files: what lies deeper is not opened, and so not called clean."""
_OPENED = (b"PK\x03\x04", b"%PDF", b"SQLi", b"\x89PNG")


def layers(data: bytes, inside: str = "", depth: int = 0) -> Iterator[Layer]:
    """Everything that can be read in a file and in the files inside it."""
    yield Layer(f"{inside}raw", data=data, closed=is_locked(data))
    for layer in _opened(data, inside):
        yield layer
        if layer.data[:4] in _OPENED:
            yield from _deeper(layer.data, layer.where, depth)
        elif layer.data:
            yield from _packed(layer.data, f"{layer.where} > ", depth)
    if not data.startswith(b"PK\x03\x04"):
        yield from _packed(data, inside, depth)


def _packed(data: bytes, inside: str, depth: int) -> Iterator[Layer]:
    for each in packed(data):
        yield from _deeper(each, f"{inside}packed", depth)


def _deeper(data: bytes, where: str, depth: int) -> Iterator[Layer]:
    if depth < _DEEPEST:
        yield from layers(data, f"{where} > ", depth + 1)
    else:
        yield Layer(where, data=data, closed=data[:4] in _OPENED)


def _opened(data: bytes, inside: str) -> Iterator[Layer]:
    if data[:5] == b"%PDF-":
        from mzdocs.leaks import pdf_layers

        found = pdf_layers.layers(data)
    elif data[:4] == b"PK\x03\x04":
        found = _zip(data)
    elif data[:16] == b"SQLite format 3\x00":
        found = _sqlite(data)
    elif data[:4] == b"\x89PNG":
        found = png_layers.layers(data)
    else:
        found = _text(data)
    for layer in found:
        yield Layer(f"{inside}{layer.where}", layer.text, layer.data, layer.closed)


def _zip(data: bytes) -> Iterator[Layer]:
    known: list[range] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Layer("zip comment", data=archive.comment)
            known = [
                range(each.header_offset, each.header_offset + each.compress_size + 1) for each in archive.infolist()
            ]
            for entry in archive.infolist():
                yield Layer("zip names", f"{entry.filename}\n", entry.comment + entry.extra)
                part = archive.read(entry)
                yield Layer(entry.filename, data=part)
                yield from (Layer(entry.filename, each.text) for each in _text(part))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        yield Layer("zip", closed=True)
    for part in lone_entries(data, known):
        yield Layer("lone entry", data=part)
        yield from (Layer("lone entry", each.text) for each in _text(part))


_NO_TEXT = re.compile(rb"\x89PNG|\xff\xd8\xff|PK\x03\x04|%PDF-")


def _text(data: bytes) -> Iterator[Layer]:
    """As written, and as it reads else."""
    if _NO_TEXT.match(data):
        return
    for encoding in _ENCODINGS.get(data[:2], ("utf-8-sig", "gb18030")):
        with suppress(UnicodeDecodeError):
            yield from (Layer("text", reading) for reading in readings(data.decode(encoding)))
            return


_ENCODINGS = {b"\xff\xfe": ("utf-32", "utf-16"), b"\xfe\xff": ("utf-16",), b"\0\0": ("utf-32", "gb18030")}


def _sqlite(data: bytes) -> Iterator[Layer]:
    with closing(sqlite3.connect(":memory:")) as base:
        try:
            base.deserialize(data)
            tables = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
            for name, sql in tables:
                indexed = "using fts5" in (sql or "").lower()
                yield from _indexed(base, name) if indexed else _table(base, name)
        except sqlite3.Error:
            yield Layer("sqlite", closed=True)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _table(base: sqlite3.Connection, name: str) -> Iterator[Layer]:
    """Each row and each column as one text, for a number may be parted over either; what is no text as it is."""
    rows = base.execute(f"SELECT * FROM {_quoted(name)}").fetchall()
    yield from (Layer(f"table {name}", "\n".join(map(str, each))) for each in (*rows, *zip(*rows, strict=True)))
    yield from (Layer(f"table {name}", data=value) for row in rows for value in row if isinstance(value, bytes))


def _indexed(base: sqlite3.Connection, name: str) -> Iterator[Layer]:
    """A full-text index keeps words compressed: put together again in their order, they are the text."""
    base.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', {_quoted(name)}, 'instance')")
    for order in ("doc, col, offset", "term"):
        words = [row[0] for row in base.execute(f"SELECT term FROM temp.words ORDER BY {order}")]
        yield Layer(f"index {name}", "\n".join(words))
    base.execute("DROP TABLE temp.words")
