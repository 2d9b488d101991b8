"""The papers of a city or a province: which level a place is, what its paper says, and a place's own wording."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from mzdocs.core.problems import Stopped
from mzdocs.core.text import squeezed
from mzdocs.nation.level_papers import PAPERS_FOLDER, write_level_papers
from mzdocs.nation.level_words import level_words, levels_of, said_of
from mzdocs.nation.rollup import RolledUp, rolled_up
from mzdocs.nation.standing import standing
from mzdocs.nation.station_rows import Result, StationRow
from mzdocs.nation.tasks import Task
from mzdocs.nation.work import Done, StationDone

DAY = date(2026, 12, 1)
LACKING = (1, 0, 0, 0, 0, 0, 0)
OWN = """版式：下行文
范围：市、省
标题：关于{{ 地方.名称 }}｜民政工作站建设情况的｜通报
机关标志：东江省民政厅文件
发文字号：东民〔2026〕8号
主送：各县（市、区）民政局
署名：东江省民政厅
日期：{{ 截至 }}
印发：东江省民政厅办公室｜{{ 截至 }}
====
{% include 'level-body' %}
"""


def rolled(root: Path, *places: str) -> RolledUp:
    """Two stations in each of these districts: one sound, one that lacks staff; a station of the last failed."""
    root.mkdir(exist_ok=True)
    with standing(root) as table:
        for place in places:
            rows = [
                StationRow("a", "001", "甲街道民政工作站", Result(DAY, 95, 100, "优秀"), (0,) * 7, staff=5, monitors=9,
                           households=70, terms={"2026-11": 1, "2027-03": 4}, appraisals={"2026": 6}),
                StationRow("b", "002", "乙街道民政工作站", Result(DAY, 70, 100, "不合格"), LACKING,
                           findings={"MZ2103": 1}, staff=4, monitors=8, households=2),
            ]  # fmt: skip
            table.enter(Task(place, ("a", "b"), 1), Done(tuple(StationDone(x, "made") for x in "ab"), rows=tuple(rows)))
        table.enter(Task(places[-1], ("c",), 1), Done((StationDone("c", "failed"),)))
        return rolled_up(table, DAY, root.name)


@pytest.mark.parametrize(
    ("places", "levels"),
    [
        (("北城区",), {"": "市"}),
        (("滨海市/北城区", "石泉县"), {"": "省", "滨海市": "市"}),
        (("东江省/滨海市/北城区", "直辖市/城区"), {"": "全国", "东江省": "省", "东江省/滨海市": "市", "直辖市": "市"}),
        (("大区/东江省/滨海市/北城区",),
         {"": "全国", "大区": "全国", "大区/东江省": "省", "大区/东江省/滨海市": "市"}),
        ((".",), {}),
    ],
)  # fmt: skip
def test_what_lies_between_a_place_and_its_stations_says_its_level(
    tmp_path: Path, places: tuple[str, ...], levels: dict[str, str]
) -> None:
    assert levels_of(rolled(tmp_path, *places)) == levels


def test_the_words_of_a_place_are_of_what_lies_in_it(tmp_path: Path) -> None:
    found = rolled(tmp_path, "滨海市/北城区", "滨海市/南城区", "石泉县")
    words = level_words(found, "省", "", DAY)
    assert [row["名称"] for row in words["下级"]] == ["滨海市", "石泉县"]  # type: ignore[attr-defined]
    assert [row["位置"] for row in words["各区"]] == [  # type: ignore[attr-defined]
        "滨海市/北城区", "滨海市/南城区", "石泉县",
    ]  # fmt: skip
    assert [row["位置"] for row in level_words(found, "市", "滨海市", DAY)["各区"]] == [  # type: ignore[attr-defined]
        "北城区", "南城区",
    ]  # fmt: skip
    (common,) = words["常见问题"]  # type: ignore[misc]
    assert common == {"代码": "MZ2103", "问题": "在岗在编〈数〉人，应为〈最小〉至〈最多〉人", "标准": "编制", "站数": 3}


def test_a_finding_of_another_version_is_named_by_its_code() -> None:
    assert said_of("MZ2999") == "MZ2999"


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return squeezed("".join(page.get_textpage().get_text_range() for page in document))


def test_the_paper_tells_the_numbers_in_tables_and_charts_in_both_files(tmp_path: Path) -> None:
    found = rolled(tmp_path / "滨海市", "北城区", "南城区")
    assert write_level_papers(found, tmp_path / "滨海市", DAY, tmp_path / "report") == 2
    folder = tmp_path / "report" / PAPERS_FOLDER
    assert sorted(path.name for path in folder.iterdir()) == ["level-summary.docx", "level-summary.pdf"]
    with zipfile.ZipFile(io.BytesIO((folder / "level-summary.docx").read_bytes())) as package:
        word = package.read("word/document.xml").decode()
    text = text_of(folder / "level-summary.pdf")
    for said in (
        "滨海市民政工作站建设情况汇总",
        "截至2026年12月1日，滨海市有街道（乡镇）民政工作站5个，分布在2个区县；成品已做好的4个，没有做成的1个。",
        "“三有四全”七项全部达标的2个，占50%。已经检查验收的4个，平均82.5分，其中优秀2个、不合格2个。",
        "按标准分，没有达标的工作站：编制2个。",
        "50%（缺2个）",
        "82.5分（2个）",
        "“*”是为了不暴露个人，人数不写",
    ):
        assert squeezed(said) in text
        assert said in "".join(part.partition("<")[0] for part in word.split(">"))
    assert squeezed("北城区9177241") not in text
    assert squeezed("北城区917724*6") in text  # one term is over
    # Names below a chart are written with it: a paragraph that goes on overleaf is not cut by them.
    assert text.index("100分") < text.index("人员和到期事项")


def test_a_wording_of_the_province_goes_before_ours_and_may_take_its_body(tmp_path: Path) -> None:
    own = tmp_path / "东江省" / "wording"
    own.mkdir(parents=True)
    (own / "level-summary.txt").write_text(OWN, "utf-8")
    city = tmp_path / "东江省" / "滨海市" / "wording"
    city.mkdir(parents=True)
    (city / "level-summary.txt").write_text(
        "版式：表单\n范围：市\n标题：{{ 地方.名称 }}自己的\n====\n共{{ 合计.工作站 }}个。\n", "utf-8"
    )
    found = rolled(tmp_path / "东江省", "滨海市/北城区")
    assert write_level_papers(found, tmp_path / "东江省", DAY, tmp_path / "report") == 4
    folder = tmp_path / "report" / PAPERS_FOLDER
    province = text_of(folder / "level-summary.pdf")
    assert province.startswith("东江省民政厅文件东民〔2026〕8号关于东江省民政工作站建设情况的通报")
    assert "一、总体情况" in province
    assert text_of(folder / "滨海市" / "level-summary.pdf").startswith("滨海市自己的共3个。")


def test_a_wording_that_is_wrong_is_told_and_keeps_no_other_place_back(tmp_path: Path) -> None:
    for place in ("甲市", "乙市"):
        own = tmp_path / "省" / place / "wording"
        own.mkdir(parents=True)
        line = "{{ 没有的词 }}" if place == "甲市" else "好。"
        (own / "level-summary.txt").write_text(f"版式：表单\n范围：市\n标题：汇总\n====\n{line}\n", "utf-8")
    (tmp_path / "省" / "wording").mkdir()
    (tmp_path / "省" / "wording" / "level-summary.txt").write_text("范围：引用\n", "utf-8")
    found = rolled(tmp_path / "省", "甲市/北城区", "乙市/南城区")
    with pytest.raises(Stopped) as stopped:
        write_level_papers(found, tmp_path / "省", DAY, tmp_path / "report")
    assert [(each.code, str(each.location)) for each in stopped.value.problems] == [
        ("MZ1602", "甲市/wording/level-summary.txt:5")
    ]
    written = sorted(path.parent.name for path in (tmp_path / "report").rglob("*.pdf"))
    assert written == ["乙市"]


def test_a_chart_of_many_places_is_parted_into_some_and_none_of_them_by_a_page(tmp_path: Path) -> None:
    root = tmp_path / "东江省"
    found = rolled(root, *(f"滨海市/{number:02}区" for number in range(13)))
    write_level_papers(found, root, DAY, tmp_path / "report")
    folder = tmp_path / "report" / PAPERS_FOLDER / "滨海市"
    text = text_of(folder / "level-summary.pdf")
    assert text.count(squeezed("各地平均分")) == 2
    assert squeezed("图3　各地平均分（续）") in text
    with zipfile.ZipFile(folder / "level-summary.docx") as package:
        word = package.read("word/document.xml").decode()
    charts = [table for table in word.split("<w:tbl>")[1:] if "82.5分" in table and "w:fill" in table]
    assert len(charts) == 2
    for chart in charts:
        rows = chart.partition("</w:tbl>")[0].split("<w:tr>")[1:]
        kept = ["<w:keepNext/>" in row for row in rows]
        assert all(kept[:-1])


def test_where_a_place_lies_is_told_from_the_one_the_paper_is_of(tmp_path: Path) -> None:
    found = rolled(tmp_path / "东江省", "滨海市/北城区", "石泉县")
    write_level_papers(found, tmp_path / "东江省", DAY, tmp_path / "report")
    folder = tmp_path / "report" / PAPERS_FOLDER
    assert squeezed("滨海市北城区210") in text_of(folder / "level-summary.pdf")
    assert squeezed("滨海市北城区210") not in text_of(folder / "滨海市" / "level-summary.pdf")


def test_the_stations_that_miss_most_are_named_the_lower_score_first(tmp_path: Path) -> None:
    with standing(tmp_path) as table:
        given = [(90, 0, 0), (80, 3, 0), (70, 1, 0), (95, 1, 1), *[(99, 1, 0)] * 9]
        rows = tuple(
            StationRow(
                f"s{at}", f"{at:03}", f"站{at}", Result(DAY, points, 100, "合格"), (missed, 0, 0, 0, 0, 0, other)
            )
            for at, (points, missed, other) in enumerate(given)
        )
        done = Done(tuple(StationDone(each.slug, "made") for each in rows), rows=rows)
        table.enter(Task("北城区", tuple(each.slug for each in rows), 1), done)
        found = rolled_up(table, DAY, "滨海市")
    words = level_words(found, "市", "", DAY)
    needy = [(row["名称"], row["没有达标的项"]) for row in words["最需要帮助"]]  # type: ignore[attr-defined]
    assert needy[:3] == [("站3", ["编制", "信息员队伍"]), ("站2", ["编制"]), ("站1", ["编制"])]
    assert len(needy) == 10
