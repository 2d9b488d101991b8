"""Other programs take the catalogue in: by its published schema, as tables that join, as records of archives."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import jsonschema
import pandas
import pytest

from mzdocs.plan.catalogue_columns import ITEM_COLUMNS, VOLUME_COLUMNS
from mzdocs.plan.catalogue_values import Catalogue, Column
from mzdocs.render.catalogue_files import WRITERS, write
from mzdocs.render.catalogue_files.dat18file import DAT18
from mzdocs.render.catalogue_files.dat46file import DAT46
from mzdocs.render.catalogue_files.ead3file import NAMESPACE
from mzdocs.render.catalogue_files.element_records import Element

from .catalogues import changed, items, known, with_items

ROWS, FEW = 20_000, 500
"""As many households as a station may have; what pandas takes a workbook of in a second."""


@cache
def grown(count: int) -> Catalogue:
    """So many households, each with a number of its own, in one volume."""
    names = [column.name for column in ITEM_COLUMNS]
    first, number = known().items.rows[0], names.index("身份证号")
    rows = []
    for order in range(1, count + 1):
        row = list(first)
        row[0], row[1], row[number] = order, f"Z101-MZ·DB-D10-001-{order:04}", f"{99010300000000000 + order}X"
        rows.append(tuple(row))
    return replace(with_items(rows), volumes=replace(known().volumes, rows=known().volumes.rows[:1]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("catalogue")
    for file in WRITERS:
        (made / file).write_bytes(write(grown(FEW if file.endswith("xlsx") else ROWS), file))
    return made


# by the schema


def schema() -> jsonschema.Draft202012Validator:
    said = json.loads(write(known(), "catalogue.schema.json"))
    jsonschema.Draft202012Validator.check_schema(said)
    return jsonschema.Draft202012Validator(said)


def test_the_json_document_is_as_its_schema_says() -> None:
    assert list(schema().iter_errors(json.loads(write(known(), "catalogue.json")))) == []
    assert schema().is_valid(json.loads(write(grown(FEW), "catalogue.json")))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("身份证号", "\t99010319610527793X"), ("日期", "20210302"), ("日期", None), ("页数", "11"), ("页数", -1),
        ("密级代码", "秘密"), ("开放标识", "受控"), ("期限代码", "10年"), ("档号", "Z101"), ("题名", ""), ("别的", 1),
    ],
)  # fmt: skip
def test_what_is_not_is_refused(column: str, value: object) -> None:
    said = json.loads(write(known(), "catalogue.json"))
    said["items"][0][column] = value
    assert not schema().is_valid(said)


def test_the_schema_says_what_each_code_means() -> None:
    lists = json.loads(write(known(), "catalogue.schema.json"))["$defs"]
    assert {each["const"]: each["title"] for each in lists["密级代码"]["oneOf"]}["MM"] == "秘密"
    assert lists["开放标识"]["enum"] == ["开放", "控制", "延期开放", "未审核"]


def package() -> dict:
    return json.loads(write(known(), "datapackage.json"))


def test_the_package_describes_both_tables_column_by_column() -> None:
    found = {each["path"]: each["schema"] for each in package()["resources"]}
    tables = {"catalogue.csv": ITEM_COLUMNS, "catalogue-volumes.csv": VOLUME_COLUMNS}
    types = {"text": "string", "count": "integer", "year": "year", "day": "date"}
    assert {path: [field["name"] for field in said["fields"]] for path, said in found.items()} == {
        path: [column.name for column in columns] for path, columns in tables.items()
    }
    for path, columns in tables.items():
        for field, column in zip(found[path]["fields"], columns, strict=True):
            assert field["type"] == types[column.kind] and field["description"] == column.meaning
            assert field["constraints"]["required"] is column.required
            assert field["constraints"].get("pattern", "") == column.form
    assert found["catalogue.csv"]["foreignKeys"][0]["reference"] == {"resource": "volumes", "fields": ["档号"]}
    assert "foreignKeys" not in found["catalogue-volumes.csv"], "an empty list of them is against the profile"


# tables


def kinds(name: str) -> dict[str, str]:
    """The columns of a resource by name, each with its type, as the package tells them."""
    said = next(each for each in package()["resources"] if each["name"] == name)
    return {field["name"]: field["type"] for field in said["schema"]["fields"]}


def in_pandas(path: Path, name: str = "items") -> pandas.DataFrame:
    types = {"string": "string", "integer": "Int64", "year": "Int64", "date": "string"}
    return pandas.read_csv(path, dtype={column: types[kind] for column, kind in kinds(name).items()})


def rows(frame: pandas.DataFrame) -> list[tuple]:
    return [tuple(None if pandas.isna(value) else value for value in row) for row in frame.itertuples(index=False)]


def plain(catalogue: Catalogue) -> list[tuple]:
    return [tuple(str(v) if isinstance(v, date) else v for v in row) for row in catalogue.items.rows]


def test_pandas_reads_the_same_rows_from_all_four(folder: Path) -> None:
    wanted = plain(grown(ROWS))
    assert rows(in_pandas(folder / "catalogue.csv")) == wanted
    text = {column.name: "string" for column in ITEM_COLUMNS if column.kind in ("text", "day")}
    workbook = pandas.read_excel(folder / "catalogue.xlsx", dtype=text, keep_default_na=False, na_values=[""])
    assert rows(workbook) == plain(grown(FEW))
    said = json.loads((folder / "catalogue.json").read_bytes())["items"]
    assert rows(pandas.DataFrame(said, dtype=object)) == wanted
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as base:
        assert rows(pandas.read_sql("SELECT * FROM item ORDER BY 序号", base, dtype=object)) == wanted


def in_duckdb(folder: Path, sql: str) -> list[tuple]:
    """What DuckDB answers, with the tables `item` and `volume` of the CSV files and `object` of the JSON document."""
    types = {"string": "VARCHAR", "integer": "BIGINT", "year": "BIGINT", "date": "DATE"}
    with closing(duckdb.connect()) as base:
        for table, resource, file in (
            ("item", "items", "catalogue.csv"),
            ("volume", "volumes", "catalogue-volumes.csv"),
        ):
            typed = {column: types[kind] for column, kind in kinds(resource).items()}
            base.execute(f"CREATE TABLE {table} AS FROM read_csv('{folder / file}', header=true, columns={typed})")
        document = f"read_json('{folder}/catalogue.json', maximum_object_size=100000000)"
        base.execute(f"CREATE TABLE object AS SELECT unnest(items, max_depth := 2) FROM {document}")
        return base.execute(sql).fetchall()


def test_duckdb_reads_the_same_rows_with_days_as_days(folder: Path) -> None:
    assert in_duckdb(folder, "FROM item ORDER BY 序号") == list(grown(ROWS).items.rows)
    assert in_duckdb(folder, "FROM volume") == list(grown(ROWS).volumes.rows)


def test_in_duckdb_csv_and_json_join_on_the_identity_number(folder: Path) -> None:
    joined = "SELECT count(*), count(DISTINCT 身份证号) FROM item JOIN object USING (身份证号, 档号, 页数)"
    assert in_duckdb(folder, joined) == [(ROWS, ROWS)]
    assert in_duckdb(folder, "SELECT count(*) FROM item JOIN volume ON item.案卷档号 = volume.档号") == [(ROWS,)]


def test_sqlite_takes_the_csv_and_every_number_joins(folder: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize((folder / "catalogue.sqlite").read_bytes())
        in_pandas(folder / "catalogue.csv").to_sql("taken", base, index=False)
        joined = "SELECT count(*) FROM item JOIN taken USING (身份证号) WHERE item.日期 = taken.日期"
        assert base.execute(joined).fetchone() == (ROWS,)
        types = "SELECT DISTINCT typeof(身份证号), typeof(页数) FROM taken"
        assert base.execute(types).fetchall() == [("text", "integer")]


# records that archives exchange


def ead() -> ElementTree.Element:
    return ElementTree.fromstring(write(known(), "catalogue-ead3.xml"))


def q(*names: str) -> str:
    return "/".join(f"{{{NAMESPACE}}}{name}" for name in names)


def test_the_finding_aid_has_the_fonds_its_classes_volumes_and_items() -> None:
    root = ead()
    levels = [each.get("level") for each in root.iter(q("c"))]
    assert {level: levels.count(level) for level in levels} == {"series": 3, "file": 4, "item": 9}
    assert root.find(q("archdesc")).get("level") == "fonds"
    assert root.findtext(q("archdesc", "did", "unitid")) == "Z101"
    titles = [each.findtext(q("did", "unittitle")) for each in root.iter(q("c")) if each.get("level") == "item"]
    assert titles == [item["题名"] for item in items()]


def test_every_part_of_the_finding_aid_stands_where_the_standard_wants_it() -> None:
    """The order of `control` and of what stands beside `did` is fixed in the schema of EAD3 1.1."""
    root = ead()
    assert [each.tag for each in root] == [q("control"), q("archdesc")]
    assert [each.tag for each in root.find(q("control"))] == [
        q(name)
        for name in ("recordid", "filedesc", "maintenancestatus", "maintenanceagency", "languagedeclaration",
                     "maintenancehistory")
    ]  # fmt: skip
    for unit in root.iter(q("c")):
        assert unit[0].tag == q("did") and all(each.text or len(each) for each in unit[0])
    for day in root.iter(q("datesingle")):
        assert re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day.get("standarddate", "")) and day.text


@pytest.mark.parametrize("file", ["catalogue-ead3.xml", "catalogue-dat46.xml", "catalogue-dat18.xml"])
def test_no_identity_number_goes_out_with_the_records(file: str) -> None:
    text = write(known(), file).decode()
    assert [item["身份证号"] for item in items() if item["身份证号"] and str(item["身份证号"]) in text] == []


def record(file: str, tag: str, place: int) -> dict[str, str | None]:
    found = ElementTree.fromstring(write(known(), file)).findall(tag)[place]
    return {each.tag: each.text for each in found}


def test_the_metadata_have_their_names_and_numbers() -> None:
    root = ElementTree.fromstring(write(known(), "catalogue-dat46.xml"))
    first = root.find("件")
    assert [(each.get("编号"), each.tag) for each in first][:6] == [
        ("M1", "聚合层次"), ("M5", "全宗名称"), ("M6", "立档单位名称"), ("M8", "档号"), ("M9", "全宗号"),
        ("M11", "年度"),
    ]  # fmt: skip
    assert root.get("标准") == "DA/T 46-2009"
    found = record("catalogue-dat46.xml", "件", 0)
    assert (found["题名"], found["人名"], found["日期"], found["页号"], found["保管期限"]) == (
        "万春生户最低生活保障审核确认材料", "万春生", "2021-03-02", "1-11", "10年",
    )  # fmt: skip
    secret = record("catalogue-dat46.xml", "件", 8)
    assert secret["密级"] == "秘密" and "人名" not in secret and "文件编号" not in secret


def test_the_description_has_eight_digits_for_a_day_and_says_what_is_kept() -> None:
    volume, item = record("catalogue-dat18.xml", "案卷", 0), record("catalogue-dat18.xml", "件", 0)
    assert (volume["著录层级"], volume["日期"], volume["载体形态"]) == (
        "案卷级",
        "20210301-20210302",
        "纸质，2件，21页",
    )
    assert (item["著录层级"], item["日期"], item["载体形态"], item["开放标识"]) == (
        "文件级", "20210302", "纸质，11页", "未审核",
    )  # fmt: skip


def test_the_period_is_told_without_the_reason_for_it() -> None:
    found = changed(known(), 0, 保管期限="10年（本区确定；自退出保障之日起）")
    assert '<保管期限 编号="M12">10年</保管期限>' in write(found, "catalogue-dat46.xml").decode()
    assert "本区确定" not in write(found, "catalogue-dat46.xml").decode()


@pytest.mark.parametrize("file", ["catalogue-ead3.xml", "catalogue-dat46.xml", "catalogue-dat18.xml"])
def test_marks_of_markup_in_a_title_stay_text(file: str) -> None:
    root = ElementTree.fromstring(write(changed(known(), 0, 题名="<b>&\"{题名}'"), file))
    assert "<b>&\"{题名}'" in [each.text for each in root.iter()]


# the page that publishes the columns

PAGE = (Path(__file__).parents[1] / "docs" / "catalogue.md").read_text("utf-8")
_TYPES = {"text": "文字", "count": "整数", "year": "年", "day": "日期"}


def elements_of(column: Column, level: str) -> str:
    """The elements of both standards that a column goes into."""

    def uses(element: Element) -> bool:
        return column.name in element.columns

    dat46 = [f"{each.mark} {each.name}" for each in getattr(DAT46, level) if uses(each)]
    dat18 = [each.name for each in getattr(DAT18, level) if uses(each)]
    return " | ".join((("、".join(dat46) or "—"), ("、".join(dat18) or "—")))


def line(column: Column, level: str) -> str:
    """A column as the page has it."""
    form = "、".join(column.choices) or column.form.replace("|", r"\|")
    needed = "是" if column.required else "否"
    shown = f"`{form}`" if column.form and not column.choices else form
    return (
        f"| {column.name} | {column.meaning} | {_TYPES[column.kind]} | {needed} | {shown} | {column.example} |"
        f" {elements_of(column, level)} |"
    )


@pytest.mark.parametrize(("level", "columns"), [("item", ITEM_COLUMNS), ("volume", VOLUME_COLUMNS)])
def test_the_page_has_a_line_for_each_column_in_order(level: str, columns: tuple[Column, ...]) -> None:
    assert "\n".join(line(column, level) for column in columns) in PAGE


def test_every_file_stands_on_the_page() -> None:
    assert [file for file in WRITERS if f"`{file}`" not in PAGE] == []
    assert io.StringIO(PAGE).readline() == "# 档案目录数据\n"
