"""A catalogue -> one SQLite file, made in memory: tables station, volume and item, and the words of the items.

Equal catalogues give equal bytes with the same SQLite; its version is written into the head of the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date

from mzdocs.plan.catalogue_columns import VERSION
from mzdocs.plan.catalogue_values import Catalogue, Column, Listing, Row, Value
from mzdocs.publish.search import APPLICATION, WORDS, parted

_TYPES = {"text": "TEXT", "count": "INTEGER", "year": "INTEGER", "day": "TEXT"}
_KEYS = {
    "station": {"工作站": "PRIMARY KEY"},
    "volume": {"档号": "PRIMARY KEY"},
    "item": {"序号": "PRIMARY KEY", "档号": "UNIQUE", "案卷档号": "REFERENCES volume (档号)"},
}
_INDEXED = ("日期", "身份证号")


def written(catalogue: Catalogue) -> bytes:
    """The catalogue's SQLite database, with an index of words; the same catalogue gives the same bytes."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as book:
        for setting, value in (("page_size", 4096), ("application_id", APPLICATION), ("user_version", VERSION)):
            book.execute(f"PRAGMA {setting} = {value}")
        book.execute("PRAGMA encoding = 'UTF-8'")
        book.execute("PRAGMA secure_delete = ON")  # what is freed while pages are balanced is emptied
        book.execute("BEGIN")
        _fill(book, catalogue)
        book.execute("COMMIT")
        book.execute("VACUUM")
        return book.serialize()


def _fill(book: sqlite3.Connection, catalogue: Catalogue) -> None:
    facts = catalogue.about.facts
    _table(book, "station", tuple(Column(name, "text", 0) for name, _ in facts), [tuple(fact for _, fact in facts)])
    _table(book, "volume", catalogue.volumes.columns, catalogue.volumes.rows)
    _table(book, "item", catalogue.items.columns, catalogue.items.rows)
    for name in _INDEXED:
        book.execute(f"CREATE INDEX item_{name} ON item ({name})")
    _words(book, catalogue.items)


def _table(book: sqlite3.Connection, name: str, columns: tuple[Column, ...], rows: Iterable[Row]) -> None:
    keys = _KEYS[name]
    lines = ", ".join(f"{each.name} {_TYPES[each.kind]} {keys.get(each.name, '')}".rstrip() for each in columns)
    book.execute(f"CREATE TABLE {name} ({lines})")
    places = ", ".join("?" * len(columns))
    book.executemany(f"INSERT INTO {name} VALUES ({places})", (tuple(map(_stored, row)) for row in rows))


def _stored(value: Value) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value


def _words(book: sqlite3.Connection, items: Listing) -> None:
    """Full text by single characters: `ascii` takes every other character as part of a word, the rarest too."""
    names = [column.name for column in items.columns]
    order, places = names.index("序号"), [names.index(name) for name in WORDS]
    book.execute(f"CREATE VIRTUAL TABLE words USING fts5({', '.join(WORDS)}, content='', tokenize='ascii')")
    into = f"INSERT INTO words (rowid, {', '.join(WORDS)}) VALUES (?{', ?' * len(WORDS)})"
    book.executemany(into, ([row[order], *(parted(str(row[at] or "")) for at in places)] for row in items.rows))
    book.execute("INSERT INTO words (words) VALUES ('optimize')")
