"""A catalogue's SQLite file -> the items that were asked for; it is only read."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.plan.catalogue_columns import VERSION

NO_CATALOGUE = problem_type(
    "MZ7601",
    "这里还没有档案目录可查",
    "There is no catalogue of an archive here yet",
    "先运行 mzdocs archive-index；再核对工作站的名称。",
    "Run mzdocs archive-index first; check the name of the station.",
)
DAMAGED = problem_type(
    "MZ7602",
    "档案目录库读不出来，或已损坏",
    "The catalogue's database cannot be read, or is damaged",
    "检查文件权限；重新运行 mzdocs archive-index。",
    "Check its permissions; run mzdocs archive-index again.",
    Exit.VERIFY,
)
OTHER_SHAPE = problem_type(
    "MZ7603",
    "这不是本版 mzdocs 的档案目录库",
    "This is not a catalogue database of this version of mzdocs",
    "重新运行 mzdocs archive-index。",
    "Run mzdocs archive-index again.",
    Exit.VERIFY,
)

APPLICATION = 0x4D5A4443
"""Whose the file is, as its head says; the version of the columns stands beside it."""
WORDS = ("题名", "户主", "文号", "户号或编号", "责任者", "社区")
"""The columns whose text is found by words."""
NEEDED = {*WORDS, "序号", "档号", "类别", "类别代码", "身份证号", "日期", "首页", "末页"}
"""The columns that are looked in, or shown."""
_LAST = chr(0x10FFFF)


@dataclass(frozen=True)
class Query:
    """What is asked: all words must be found; both days count.

    A word is part of a name, title, document number, household number, body or community, the beginning of an archive
    number (档号), or a whole identity number.
    """

    words: tuple[str, ...] = ()
    archive_class: str | None = None
    since: date | None = None
    until: date | None = None


Found = dict[str, str | int | None]


@dataclass(frozen=True)
class Answer:
    """How many items there are, and the first of them in binding order, by column."""

    station: str
    total: int
    items: tuple[Found, ...]


def parted(text: str) -> str:
    """Its letters, digits and Chinese characters with blanks between: each is a word of its own to the index.

    So any two characters of a name are found, which an index of three at a time cannot do. Width and case do not count.
    """
    return " ".join(char for char in unicodedata.normalize("NFKC", text).casefold() if _is_letter(char))


def _is_letter(char: str) -> bool:
    """What Unicode does not name yet is a rare character of a name, not a sign."""
    category = unicodedata.category(char)
    return category[0] in "LNM" or category == "Cn"


def search(source: Path | bytes, query: Query, limit: int = 50) -> Answer:
    """Look into a file, or into its bytes.

    Raises:
        Stopped: there is no such file, it is damaged, or another program's.
    """
    location = Location(source.name if isinstance(source, Path) else "")
    if isinstance(source, Path) and not source.exists():
        raise Stopped([NO_CATALOGUE.at(location)])
    try:
        with closing(_opened(source)) as book:
            if (_pragma(book, "application_id"), _pragma(book, "user_version")) != (APPLICATION, VERSION):
                raise Stopped([OTHER_SHAPE.at(location)])
            if _pragma(book, "quick_check(1)") != "ok":
                raise Stopped([DAMAGED.at(location)])
            if not {row["name"] for row in book.execute("PRAGMA table_info(item)")} >= NEEDED:
                raise Stopped([OTHER_SHAPE.at(location)])
            return _answer(book, query, limit)
    except (sqlite3.Error, UnicodeDecodeError):
        raise Stopped([DAMAGED.at(location)]) from None


def _opened(source: Path | bytes) -> sqlite3.Connection:
    """Read-only; nothing a damaged file says in its schema is trusted."""
    if isinstance(source, Path):
        book = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    else:
        book = sqlite3.connect(":memory:")
        book.deserialize(source)
    for guard in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON"):
        book.execute(f"PRAGMA {guard}")
    book.row_factory = sqlite3.Row
    return book


def _pragma(book: sqlite3.Connection, name: str) -> object:
    return _one(book, f"PRAGMA {name}")


def _one(book: sqlite3.Connection, sql: str, values: Sequence[str] = ()) -> Any:
    """The one value of a query.

    Raises:
        sqlite3.DatabaseError: a damaged file has none.
    """
    row = book.execute(sql, values).fetchone()
    if row is None:
        raise sqlite3.DatabaseError
    return row[0]


def _answer(book: sqlite3.Connection, query: Query, limit: int) -> Answer:
    asked = list(_conditions(query))
    where = " AND ".join(f"({sql})" for sql, _ in asked) or "1"
    values = [value for _, each in asked for value in each]
    station = str(_one(book, "SELECT 工作站 FROM station"))
    total = _one(book, f"SELECT count(*) FROM item WHERE {where}", values)
    rows = book.execute(f"SELECT * FROM item WHERE {where} ORDER BY 序号 LIMIT ?", [*values, limit])
    return Answer(station, total, tuple(dict(row) for row in rows))


def _conditions(query: Query) -> Iterator[tuple[str, list[str]]]:
    for word in query.words:
        yield _of_word(word)
    if query.archive_class is not None:
        yield "? IN (类别, 类别代码)", [query.archive_class]
    if query.since:
        yield "日期 >= ?", [query.since.isoformat()]
    if query.until:
        yield "日期 <= ?", [query.until.isoformat()]


def _of_word(word: str) -> tuple[str, list[str]]:
    word = word.encode("utf-8", "replace").decode()  # a command line may hold bytes that are no text
    number = unicodedata.normalize("NFKC", word).strip().upper()
    if not number:
        return "0", []
    sql = "档号 >= ? AND 档号 < ? OR 身份证号 = ?"
    values = [number, number + _LAST, number]
    phrase = parted(word)
    if not phrase:
        return sql, values
    return f"{sql} OR 序号 IN (SELECT rowid FROM words WHERE words MATCH ?)", [*values, f'"{phrase}"']
