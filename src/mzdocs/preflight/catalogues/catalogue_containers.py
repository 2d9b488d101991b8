"""Files of a catalogue -> what they hold, hide or do beside their tables: a table is plain where there is nothing."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing

from mzdocs.core.problems import Sentence
from mzdocs.plan.catalogue_columns import VERSION
from mzdocs.preflight.catalogues.catalogue_reading import COLUMNS
from mzdocs.publish.search import APPLICATION

_BOM = b"\xef\xbb\xbf"
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|app)\.xml|xl/(?:workbook|styles|sharedStrings)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/theme/theme[0-9]+\.xml|xl/worksheets/(?:_rels/)?sheet[0-9]+\.xml(?:\.rels)?"
)
_SHEET, _NAME = (re.compile(rf"<(?:\w+:)?{tag}\b([^>]*)") for tag in ("sheet", "definedName"))
_OWN_NAMES = re.compile(r'name="_xlnm\.(?:_FilterDatabase|Print_Titles|Print_Area)"')
_UNSEEN = re.compile(rb'<(?:\w+:)?(row|col)\b[^>]*?\s(?:hidden="(?:1|true)"|(?:ht|width)="0(?:\.0+)?")')
_AT_WORK: Mapping[bytes, Sentence] = {
    b"filterColumn": Sentence("筛选把一些行藏起来了", "a filter hides rows"),
    b"zeroHeight": Sentence("行默认是隐藏的", "rows are hidden by default"),
    b"mergeCell ": Sentence("有合并的单元格", "cells are merged"),
    b"<conditionalFormatting": Sentence("有条件格式，会改变看到的样子", "conditional formats change what is seen"),
    b"<hyperlink": Sentence("有超链接", "it has links"),
    b"<oleObject": Sentence("有嵌入的对象", "an object is embedded"),
    b"<dataValidation": Sentence("有数据有效性", "cells are validated by the book"),
}
_NOTHING_SHOWN = re.compile(r'formatCode="(?:;+|(?:&quot;[^"]*&quot;;?)+|\[[^"]*)"')
_SQLITE_TABLES = {"station", "volume", "item", "words", "words_data", "words_idx", "words_docsize", "words_config"}
_SQLITE_INDEXES = {"item_日期", "item_身份证号"}
_PAGE_TYPES, _HEAD = (2, 5, 10, 13), 100
_RESIDUE = 64
"""Bytes that may be left free in a page by what a database writes of itself."""


def not_plain(format: str, data: bytes) -> Iterator[Sentence]:
    """What is there beside the tables.

    Raises:
        Exception: whatever a reader throws at a file that is damaged.
    """
    yield from _JUDGES[format](data)


def _csv(data: bytes) -> Iterator[Sentence]:
    """As it is written: bytes that read the same and are other may read otherwise elsewhere."""
    text = data.decode("utf-8-sig")
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(csv.reader(io.StringIO(text, newline=""), strict=True))
    if not data.startswith(_BOM):
        yield Sentence(
            "开头没有 BOM，表格软件会当作别的编码", "without its BOM, so that a spreadsheet takes another encoding"
        )
    if text != written.getvalue():
        yield Sentence("引号、行末或空行不是规定的写法", "quotes, line ends or empty lines are not as they should be")


def _json(data: bytes) -> Iterator[Sentence]:
    said = json.loads(data)
    keys = {"$schema", "schema", "station", "columns", "items", "volume_columns", "volumes"}
    if set(said) != keys or said["schema"] != VERSION:
        yield Sentence("最外层的项目或版本不对", "its members or its version are others")
    for key, columns in zip(("columns", "volume_columns"), COLUMNS.values(), strict=True):
        if [each.get("kind") for each in said[key]] != [column.kind for column in columns]:
            yield Sentence(f"{key} 里栏目的类型不对", f"the kinds of columns in {key} are others")


def _sqlite(data: bytes) -> Iterator[Sentence]:
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(data)
        schema = base.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_autoindex%'").fetchall()
        wanted = {*(("table", name) for name in _SQLITE_TABLES), *(("index", name) for name in _SQLITE_INDEXES)}
        for kind, name in sorted({*schema} - wanted):
            yield Sentence(f"多了 {kind}（{_shown(name)}）", f"a {kind} that is not its own ({_shown(name)})")
        if missing := sorted(name for _, name in wanted - {*schema}):
            yield Sentence(f"少了 {'、'.join(missing)}", f"without {', '.join(missing)}")
        about = {name: base.execute(f"PRAGMA {name}").fetchone()[0] for name in _SAID}
        indexed = base.execute("SELECT count(*) FROM words_docsize").fetchone() if not missing else None
        if indexed and indexed != base.execute("SELECT count(*) FROM item").fetchone():
            yield Sentence("全文索引与目录的条数不同", "its index of words is of another number of items")
    yield from _stored(data, about)


_SAID = ("freelist_count", "page_count", "page_size", "user_version", "application_id")


def _shown(name: str) -> str:
    """A name in letters of programs; others may be about people."""
    return name if re.fullmatch("[A-Za-z0-9_]{1,30}", name) else "…"


def _stored(data: bytes, about: Mapping[str, int]) -> Iterator[Sentence]:
    if (about["user_version"], about["application_id"]) != (VERSION, APPLICATION):
        yield Sentence("版本或程序标识不对", "its version or the mark of its program is another")
    if data[18:20] != b"\x01\x01":
        yield Sentence("要配 -wal 文件才完整", "it is whole only with a -wal file")
    if about["freelist_count"] or _left_in_pages(data, about["page_size"]) > _RESIDUE:
        yield Sentence("删去的内容还留在文件里", "what was deleted is still in the file")
    if len(data) != about["page_count"] * about["page_size"]:
        yield Sentence("文件末尾多了内容", "something follows its last page")


def _left_in_pages(data: bytes, size: int) -> int:
    """Bytes of freed cells that keep what they said: a large index has some that are empty, as it was balanced."""
    free = 0
    for page in range(0, len(data) - size + 1, size):
        head = _HEAD if page == 0 else page
        at = int.from_bytes(data[head + 1 : head + 3]) if data[head] in _PAGE_TYPES else 0
        while 0 < at < size - 3:
            following = int.from_bytes(data[page + at : page + at + 2])
            length = int.from_bytes(data[page + at + 2 : page + at + 4])
            free += sum(map(bool, data[page + at + 4 : page + at + length]))
            at = following if following > at else 0
    return free


def _xlsx(data: bytes) -> Iterator[Sentence]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        if any(not _PARTS.fullmatch(name) for name in names) or len(set(names)) < len(names):
            yield Sentence("有宏、批注、链接、图片等别的内容", "it holds macros, comments, links, pictures or the like")
        book = package.read("xl/workbook.xml").decode()
        yield from _of_book(book)
        if _NOTHING_SHOWN.search(package.read("xl/styles.xml").decode()):
            yield Sentence("有的数字格式不显示内容", "a number format shows nothing of what is there")
        for name in names:
            if name.startswith("xl/worksheets/sheet"):
                yield from _of_sheet(package.read(name))


def _of_book(book: str) -> Iterator[Sentence]:
    sheets = _SHEET.findall(book)
    if len(sheets) != len(COLUMNS) or any('state="' in each and 'state="visible"' not in each for each in sheets):
        yield Sentence("有多的或者隐藏的工作表", "it has further sheets, or hidden ones")
    if any(not _OWN_NAMES.search(each) for each in _NAME.findall(book)):
        yield Sentence("有自己定义的名称", "it defines names")


def _of_sheet(xml: bytes) -> Iterator[Sentence]:
    if (b"hidden=" in xml or b'="0' in xml) and (found := _UNSEEN.search(xml)):
        row = found[1] == b"row"
        yield Sentence("有隐藏的行" if row else "有隐藏的列", "rows are hidden" if row else "columns are hidden")
    yield from (what for mark, what in _AT_WORK.items() if mark in xml)


_JUDGES: Mapping[str, Callable[[bytes], Iterator[Sentence]]] = {
    "csv": _csv, "json": _json, "sqlite": _sqlite, "xlsx": _xlsx,
}  # fmt: skip
