"""Bytes of any kind of file -> its layers: raw, and opened as far as it can be."""

from __future__ import annotations

import html
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any

from mzdocs.leaks.finder import Layer

_DEEPEST = 4
"""Files within files: what lies deeper is not opened, and so not called clean."""


def layers(data: bytes, inside: str = "", depth: int = 0) -> Iterator[Layer]:
    """Everything that can be read in a file and in the files inside it."""
    yield Layer(f"{inside}raw", data=data)
    for layer in _opened(data, inside):
        whole = layer.data if layer.data[:4] in (b"PK\x03\x04", b"%PDF", b"SQLi") else b""
        yield layer
        if whole and depth < _DEEPEST:
            yield from layers(whole, f"{layer.where} > ", depth + 1)
        elif whole:
            yield Layer(layer.where, closed=True)


def _opened(data: bytes, inside: str) -> Iterator[Layer]:
    if data[:5] == b"%PDF-":
        from mzdocs.leaks import pdf_layers

        found = pdf_layers.layers(data)
    elif data[:4] == b"PK\x03\x04":
        found = _zip(data)
    elif data[:16] == b"SQLite format 3\x00":
        found = _sqlite(data)
    else:
        found = _text(data)
    for layer in found:
        yield Layer(f"{inside}{layer.where}", layer.text, layer.data, layer.closed)


def _zip(data: bytes) -> Iterator[Layer]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Layer("zip comment", data=archive.comment)
            for entry in archive.infolist():
                yield Layer("zip names", f"{entry.filename}\n", entry.comment + entry.extra)
                part = archive.read(entry)
                yield Layer(entry.filename, data=part)
                yield from (Layer(entry.filename, each.text) for each in _text(part))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        yield Layer("zip", closed=True)


def _text(data: bytes) -> Iterator[Layer]:
    """As written, with its escapes read, and of markup only what stands between the tags."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            yield Layer("text", text)
            if "<" in text:
                yield Layer("text", html.unescape(re.sub(r"<[^>]*>", "", text)))
                yield Layer("text", html.unescape(text))
            if text.lstrip()[:1] in ("{", "["):
                with suppress(ValueError, RecursionError):
                    yield Layer("text", "\n".join(_words(json.loads(text))))
            return


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)
    else:
        yield str(value)


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
    for row in base.execute(f"SELECT * FROM {_quoted(name)}"):
        for value in row:
            data = value if isinstance(value, bytes) else b""
            yield Layer(f"table {name}", "" if data else str(value), data)


def _indexed(base: sqlite3.Connection, name: str) -> Iterator[Layer]:
    """A full-text index keeps words compressed: put together again in their order, they are the text."""
    base.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', {_quoted(name)}, 'instance')")
    for order in ("doc, col, offset", "term"):
        words = [row[0] for row in base.execute(f"SELECT term FROM temp.words ORDER BY {order}")]
        yield Layer(f"index {name}", "\n".join(words))
    base.execute("DROP TABLE temp.words")
