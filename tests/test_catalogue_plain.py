"""What a file of a catalogue holds, hides or does beside its tables, and what it says of them, is told by one rule."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from mzdocs.core.problems import Location
from mzdocs.preflight.any_file import examine_file
from mzdocs.preflight.catalogues.catalogue_tables import check_table, tables_of
from mzdocs.publish.manifest import MANIFEST, manifest_bytes
from mzdocs.render.catalogue_files import write

from .catalogues import changed, known, with_items

Change = Callable[[Any], object]
XLSX, CSV, JSON, SQLITE = "catalogue.xlsx", "catalogue.csv", "catalogue.json", "catalogue.sqlite"
SCHEMA, PACKAGE = "catalogue.schema.json", "datapackage.json"


@cache
def sound(file: str) -> bytes:
    return write(known(), file)


def failed(file: str, data: bytes, planned: bool = False) -> set[str]:
    return {
        each.rule for each in check_table(file, data, known() if planned else None, Location(file)) if each.problems
    }


def told(file: str, data: bytes) -> str:
    outcomes = check_table(file, data, None, Location(file))
    return "".join(problem.message() for each in outcomes for problem in each.problems)


# workbooks


def saved(change: Change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(sound(XLSX)))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(part: str, old: str, new: str, **more: str) -> bytes:
    """One part of the workbook with other words, and further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound(XLSX))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            target.writestr(name, data)
        for name, text in more.items():
            target.writestr(name.replace("__", "/").replace("_DOT_", "."), text)
    return out.getvalue()


def items(book: Any) -> Any:
    return book["档案目录"]


def hide_rows(book: Any) -> None:
    items(book).row_dimensions[3].hidden = True


def hide_column(book: Any) -> None:
    items(book).column_dimensions["V"].hidden = True


def hide_sheet(book: Any) -> None:
    book["案卷目录"].sheet_state = "hidden"


def hide_well(book: Any) -> None:
    book["案卷目录"].sheet_state = "veryHidden"


def named(book: Any) -> None:
    book.defined_names["x"] = DefinedName("x", attr_text="档案目录!$A$1")


def commented(book: Any) -> None:
    items(book)["A2"].comment = Comment("x", "y")


def formatted(format: str) -> Change:
    return lambda book: setattr(items(book)["V2"], "number_format", format)


SHEET = "xl/worksheets/sheet1.xml"
BOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a hidden row": (lambda: saved(hide_rows), "隐藏的行"),
    "a row of no height": (lambda: rewritten(SHEET, '<row r="3"', '<row r="3" ht="0" customHeight="1"'), "隐藏的行"),
    "a hidden column": (lambda: saved(hide_column), "隐藏的列"),
    "a column of no width": (
        lambda: rewritten(SHEET, "<cols>", '<cols><col min="40" max="40" width="0"/>'),
        "隐藏的列",
    ),
    "a hidden sheet": (lambda: saved(hide_sheet), "工作表"),
    "a sheet hidden well": (lambda: saved(hide_well), "工作表"),
    "a further sheet": (lambda: saved(lambda book: book.create_sheet("x")), "工作表"),
    "a filter": (lambda: saved(lambda book: items(book).auto_filter.add_filter_column(3, ["DB"])), "筛选"),
    "merged cells": (
        lambda: rewritten(
            SHEET, "<autoFilter ", '<mergeCells count="1"><mergeCell ref="A30:B30"/></mergeCells><autoFilter '
        ),
        "合并",
    ),
    "a name": (lambda: saved(named), "名称"),
    "a comment": (lambda: saved(commented), "批注"),
    "a link": (lambda: saved(lambda book: setattr(items(book)["K2"], "hyperlink", "https://example.com")), "链接"),
    "a format that shows nothing": (lambda: saved(formatted(";;;")), "不显示"),
    "a format that shows something else": (lambda: saved(formatted('"0"')), "不显示"),
    "rows hidden by default": (lambda: rewritten(SHEET, "<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" '), "默认"),
    "macros": (lambda: rewritten(SHEET, "<", "<", xl__vbaProject_DOT_bin="x"), "宏"),
    "an outer link": (lambda: rewritten(SHEET, "<", "<", xl__externalLinks__externalLink1_DOT_xml="x"), "链接"),
    "a connection": (lambda: rewritten(SHEET, "<", "<", xl__connections_DOT_xml="x"), "链接"),
    "a picture": (lambda: rewritten(SHEET, "<", "<", xl__media__image1_DOT_png="x"), "图片"),
    "custom data": (lambda: rewritten(SHEET, "<", "<", customXml__item1_DOT_xml="x"), "别的内容"),
}


@pytest.mark.parametrize("fault", BOOKS)
def test_what_a_workbook_hides_is_told(fault):
    make, said = BOOKS[fault]
    data = make()
    assert failed(XLSX, data) == {"T-PLAIN"}
    assert said in told(XLSX, data)


@pytest.mark.parametrize("change", [
    lambda book: setattr(items(book).column_dimensions["V"], "width", 3),
    lambda book: setattr(items(book).row_dimensions[3], "height", 4),
    lambda book: setattr(items(book).auto_filter, "ref", None),
    lambda book: setattr(items(book)["V2"], "number_format", "@"),
    lambda book: setattr(book, "active", 1),
])  # fmt: skip
def test_how_wide_and_how_filtered_a_workbook_may_be_is_free(change):
    assert failed(XLSX, saved(change)) == set()


# databases


def stored(*statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as base:
        base.deserialize(sound(SQLITE))
        for each in statements:
            base.execute(each)
        return base.serialize()


def freed(content: bytes) -> bytes:
    """With a freed cell of this content between those of the table of stations, below where its cells begin."""
    data = bytearray(sound(SQLITE))
    page = 4096 * (_root("station") - 1)
    begins = int.from_bytes(data[page + 5 : page + 7])
    at = begins - len(content) - 4
    data[page + 1 : page + 3], data[page + 5 : page + 7] = at.to_bytes(2), at.to_bytes(2)
    data[page + at : page + begins] = bytes(2) + (len(content) + 4).to_bytes(2) + content
    return bytes(data)


def _root(table: str) -> int:
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(sound(SQLITE))
        return int(base.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0])


def in_wal() -> bytes:
    data = bytearray(sound(SQLITE))
    data[18:20] = b"\2\2"
    return bytes(data)


ADDED = "INSERT INTO volume SELECT 'Z101-MZ·DB-D10-' || (100 + value), {} FROM volume, json_each('[1,2,3,4,5,6,7,8,9]')"
LONG = "一二三四五六七八九十" * 3
DELETED = (f"INSERT INTO station SELECT '乙', 2, 3, 4, 5, '{LONG}'", "DELETE FROM station WHERE 工作站 = '乙'")
BASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a trigger": (lambda: stored("CREATE TRIGGER t AFTER INSERT ON item BEGIN SELECT 1; END"), "trigger（t）"),
    "a view": (lambda: stored("CREATE VIEW v AS SELECT * FROM item"), "view（v）"),
    "a further table": (lambda: stored("CREATE TABLE notes (a)"), "table（notes）"),
    "a table of a name that may be a person's": (lambda: stored("CREATE TABLE 单守信 (a)"), "table（…）"),
    "a further index": (lambda: stored("CREATE INDEX i ON item (户主)"), "index（i）"),
    "an index gone": (lambda: stored("DROP INDEX item_日期", "VACUUM"), "少了 item_日期"),
    "the words gone": (lambda: stored("DROP TABLE words", "VACUUM"), "少了 words"),
    "the station gone": (lambda: stored("DROP TABLE station", "VACUUM"), "少了 station"),
    "free pages": (lambda: stored("CREATE TABLE x AS SELECT * FROM item", "DROP TABLE x"), "删去的内容"),
    "a deleted row": (lambda: stored("CREATE TABLE x AS SELECT * FROM station", *DELETED, "DROP TABLE x"), "删去的内容"),
    "a place that keeps what it said": (lambda: freed(b"x" * 65), "删去的内容"),
    "another version": (lambda: stored("PRAGMA user_version = 2"), "版本"),
    "another program's mark": (lambda: stored("PRAGMA application_id = 1"), "程序标识"),
    "something after its end": (lambda: sound(SQLITE) + b"x" * 4096, "末尾"),
    "fewer words": (lambda: stored("INSERT INTO words (words) VALUES ('delete-all')", "VACUUM"), "全文索引"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BASES)
def test_what_a_database_holds_beside_its_tables_is_told(fault):
    make, said = BASES[fault]
    data = make()
    assert failed(SQLITE, data) == {"T-PLAIN"}
    assert said in told(SQLITE, data)


def test_a_place_that_was_emptied_keeps_nothing():
    """A large index has such places, as its pages were balanced."""
    assert failed(SQLITE, freed(bytes(65))) == set()
    assert failed(SQLITE, freed(b"x" * 64)) == set()


def test_a_database_that_wants_its_log_is_never_passed():
    assert failed(SQLITE, in_wal()) & {"T-PLAIN", "T-READ"}


# texts


def rows() -> list[list[str]]:
    return list(csv.reader(io.StringIO(sound(CSV).decode("utf-8-sig"), newline="")))


def as_csv(found: list[list[str]], **how: Any) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, **{"quoting": csv.QUOTE_ALL, **how}).writerows(found)
    return out.getvalue().encode("utf-8-sig")


TEXTS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "no mark": (CSV, lambda: sound(CSV)[3:], "T-PLAIN"),
    "two marks": (CSV, lambda: sound(CSV)[:3] + sound(CSV), "T-HEAD"),
    "lines that end as on Unix": (CSV, lambda: sound(CSV).replace(b"\r\n", b"\n"), "T-PLAIN"),
    "no quotes": (CSV, lambda: as_csv(rows(), quoting=csv.QUOTE_MINIMAL), "T-PLAIN"),
    "no line end at the end": (CSV, lambda: sound(CSV)[:-2], "T-PLAIN"),
    "an empty line at the end": (CSV, lambda: sound(CSV) + b"\r\n", "T-READ"),
    "semicolons": (CSV, lambda: as_csv(rows(), delimiter=";"), "T-READ"),
    "tabs": (CSV, lambda: as_csv(rows(), delimiter="\t"), "T-READ"),
    "GB 18030": (CSV, lambda: sound(CSV).decode("utf-8-sig").encode("gb18030"), "T-READ"),
    "UTF-16": (CSV, lambda: sound(CSV).decode("utf-8-sig").encode("utf-16"), "T-READ"),
    "a short row": (CSV, lambda: as_csv([*rows()[:-1], rows()[-1][:-1]]), "T-READ"),
    "a long row": (CSV, lambda: as_csv([*rows()[:-1], [*rows()[-1], "x"]]), "T-READ"),
    "a member more": (JSON, lambda: sound(JSON).replace(b"{", b'{"note": 1,', 1), "T-PLAIN"),
    "another version": (JSON, lambda: sound(JSON).replace(b'"schema": 3', b'"schema": 2', 1), "T-PLAIN"),
    "another kind of column": (JSON, lambda: sound(JSON).replace(b'"count"', b'"text"', 1), "T-PLAIN"),
    "a station without its name": (JSON, lambda: json.dumps({key: value for key, value in json.loads(sound(JSON)).items() if key != "station"}, ensure_ascii=False).encode(), "T-PLAIN"),
    "a number as a text": (JSON, lambda: re.sub('"件号": ([0-9]+)', r'"件号": "\1"', sound(JSON).decode(), count=1).encode(), "T-FORM"),
    "not a number": (JSON, lambda: re.sub('"件号": [0-9]+'.encode(), '"件号": NaN'.encode(), sound(JSON), count=1), "T-FORM"),
}  # fmt: skip


@pytest.mark.parametrize("fault", TEXTS)
def test_a_text_that_is_otherwise_written_is_told(fault):
    file, make, rule = TEXTS[fault]
    assert make() != sound(file)
    assert failed(file, make()) == {rule}


@pytest.mark.parametrize("file", [XLSX, CSV, JSON])
def test_rows_in_another_order_are_told(file):
    first, second, *others = known().items.rows
    assert "T-ORDER" in failed(file, write(with_items([second, first, *others]), file))


@pytest.mark.parametrize("file", [CSV, JSON])
def test_a_row_that_stands_twice_is_told(file):
    first, *others = known().items.rows
    assert "T-UNIQUE" in failed(file, write(with_items([first, first, *others]), file))


# descriptions


def edited(file: str, change: Change) -> bytes:
    said = json.loads(sound(file))
    change(said)
    return json.dumps(said, ensure_ascii=False).encode()


def field(said: Any, name: str) -> Any:
    return next(each for each in said["resources"][0]["schema"]["fields"] if each["name"] == name)


def of_item(said: Any, name: str) -> Any:
    return said["properties"]["items"]["items"]["properties"][name]


DESCRIBED: dict[str, tuple[str, Change, str]] = {
    "a number's type": (PACKAGE, lambda said: field(said, "身份证号").update(type="integer"), "身份证号"),
    "a form": (PACKAGE, lambda said: field(said, "身份证号")["constraints"].update(pattern=".*"), "身份证号"),
    "what is required": (PACKAGE, lambda said: field(said, "题名")["constraints"].update(required=False), "题名"),
    "what is unique": (PACKAGE, lambda said: field(said, "档号")["constraints"].update(unique=False), "档号"),
    "a list": (PACKAGE, lambda said: field(said, "密级")["constraints"]["enum"].pop(), "密级"),
    "a list of codes": (PACKAGE, lambda said: field(said, "密级代码")["categories"].pop(), "密级代码"),
    "a path": (PACKAGE, lambda said: said["resources"][0].update(path="other.csv"), "catalogue.csv"),
    "an encoding": (PACKAGE, lambda said: said["resources"][1].update(encoding="gbk"), "catalogue-volumes.csv"),
    "a delimiter": (PACKAGE, lambda said: said["resources"][0]["dialect"].update(delimiter=";"), "catalogue.csv"),
    "a key": (PACKAGE, lambda said: said["resources"][0]["schema"].update(primaryKey=["序号"]), "catalogue.csv"),
    "a foreign key": (PACKAGE, lambda said: said["resources"][0]["schema"].pop("foreignKeys"), "catalogue.csv"),
    "what is missing": (PACKAGE, lambda said: said["resources"][0]["schema"].update(missingValues=["-"]), "catalogue.csv"),
    "a version": (PACKAGE, lambda said: said.update(version="2"), "version"),
    "a type in the schema": (SCHEMA, lambda said: of_item(said, "页数").update(type="string"), "页数"),
    "a least value": (SCHEMA, lambda said: of_item(said, "页数").update(minimum=-1), "页数"),
    "a pattern": (SCHEMA, lambda said: of_item(said, "档号").update(pattern=".*"), "档号"),
    "a null more": (SCHEMA, lambda said: said["properties"]["items"]["items"]["properties"].update(题名={"anyOf": [of_item(said, "题名"), {"type": "null"}]}), ""),
    "a column not required": (SCHEMA, lambda said: said["properties"]["items"]["items"]["required"].pop(), "items"),
    "open rows": (SCHEMA, lambda said: said["properties"]["volumes"]["items"].update(additionalProperties=True), "volumes"),
    "an open document": (SCHEMA, lambda said: said.pop("additionalProperties"), "schema"),
    "a version in the schema": (SCHEMA, lambda said: said["properties"]["schema"].update(const=2), "schema"),
    "a word less": (SCHEMA, lambda said: said["$defs"]["密级"]["enum"].pop(), "密级"),
    "a code changed": (SCHEMA, lambda said: said["$defs"]["密级代码"]["oneOf"][0].update(const="XX"), "密级"),
}  # fmt: skip


@pytest.mark.parametrize("fault", DESCRIBED)
def test_a_description_that_says_otherwise_is_told(fault):
    file, change, name = DESCRIBED[fault]
    data = edited(file, change)
    assert failed(file, data) == {"T-TOLD"}
    assert name in told(file, data)


@pytest.mark.parametrize("file", [PACKAGE, SCHEMA])
def test_what_a_description_explains_is_free(file):
    def explained(said: Any) -> None:
        said["title"] = "另一个题目"
        (field(said, "题名") if file == PACKAGE else of_item(said, "题名")).update(description="别的说明")

    assert failed(file, edited(file, explained)) == set()


# finding aids and metadata, and files beside one another

RECORDS = {
    "catalogue-ead3.xml": ["页数"],
    "catalogue-dat46.xml": ["页数", "保管期限", "户主", "件号", "年度"],
    "catalogue-dat18.xml": ["户主", "保管期限"],
}
OTHER = {"页数": 77, "保管期限": "五十年", "户主": "别人", "件号": 99, "年度": 1999}


@pytest.mark.parametrize(("file", "name"), [(file, name) for file, names in RECORDS.items() for name in names])
def test_a_record_that_says_another_value_is_told(file, name):
    assert failed(file, write(changed(known(), 2, **{name: OTHER[name]}), file), planned=True) == {"T-SAME"}


@pytest.mark.parametrize("file", RECORDS)
def test_a_volume_that_is_not_recorded_as_it_was_planned_is_told(file):
    data = sound(file).replace("（第1卷）".encode(), "（第9卷）".encode(), 1)
    assert failed(file, data, planned=True) == {"T-SAME"}


def beside(folder: Path, spoilt: str, data: bytes) -> set[str]:
    """The rules that fail on one of the files as a catalogue's folder has them, its manifest as it was."""
    files = {name: sound(name) for name in (JSON, SQLITE, CSV, "catalogue-ead3.xml")}
    details = {name: {"kind": "archive"} for name in files}
    (folder / MANIFEST).write_bytes(manifest_bytes(files, {"details": details}))
    for name, held in (files | {spoilt: data}).items():
        (folder / name).write_bytes(held)
    return {each.rule for each in examine_file(folder / spoilt).outcomes if each.problems} - {"M-SUM"}


@pytest.mark.parametrize("file", [JSON, SQLITE, CSV, "catalogue-ead3.xml"])
def test_files_of_one_catalogue_are_held_to_one_another(tmp_path, file):
    assert beside(tmp_path, file, sound(file)) == set()
    assert beside(tmp_path, file, write(changed(known(), 2, 题名="别的题名"), file)) == {"T-SAME"}


def test_what_cannot_be_read_is_no_measure_for_others():
    assert tables_of(JSON, b"{") is None and tables_of(CSV, sound(CSV)) is None
    assert tables_of(JSON, sound(JSON)) == tables_of(SQLITE, sound(SQLITE))
