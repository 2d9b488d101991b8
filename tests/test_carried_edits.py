"""An edit of a delivered paper goes back to the one value or line it comes from, or to a person."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

from pathlib import Path

import pytest

from mzdocs.build.carried_edits import carried_files, origins
from mzdocs.build.mended_files import in_their_place
from mzdocs.load import Source, Workspace
from mzdocs.load.yaml_text.yamlfile import read
from mzdocs.model.letter import Wording

NAME = "data/stations/x.yaml"
DATA = """# 站
名称: 桃源站
地址: 桃源路 8 号
电话: "0999-1234"
说明: '两句话。'
别名: 桃源站
长: >-
  折起来的
  文字
"""
WORDING = "标题：报告\n====\n{{ 站名 }}现报告如下。\n特此报告。\n{% if 真 %}特此报告，请审阅。{% endif %}\n"
SHIPPED = Wording("b", "b.txt", "请予支持为盼。\n")
OWN = Wording("a", "data/wording/a.txt", WORDING)


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    for name, text in ((NAME, DATA), (OWN.file, WORDING)):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Workspace(tmp_path)


def source(space: Workspace, name: str = NAME) -> Source:
    tree, _ = read(DATA.encode(), name)
    return Source(name, tree, space.root)


CASES: dict[str, tuple[str, str, list[tuple[str, int | None, str, str]]]] = {
    "a value whole": ("桃源路 8 号", "桃源路 9 号", [(NAME, 3, "桃源路 8 号", "桃源路 9 号")]),
    "a value within a sentence": ("本站在桃源路 8 号，欢迎。", "本站在桃园路 8 号，欢迎。", [(NAME, 3, "桃源路 8 号", "桃园路 8 号")]),
    "a value that grows at its end": ("地址：桃源路 8 号", "地址：桃源路 8 号三楼", [(NAME, 3, "桃源路 8 号", "桃源路 8 号三楼")]),
    "a value emptied": ("地址：桃源路 8 号。", "地址：。", []),
    "two values alike": ("桃源站", "桃园站", [(NAME, 2, "桃源站", "桃园站"), (NAME, 6, "桃源站", "桃园站")]),
    "more than a value": ("在桃源路 8 号。", "位于桃源路 9 号。", []),
    "a line of a wording": ("特此报告。", "特此汇报。", [(OWN.file, 4, "特此报告。", "特此汇报。")]),
    "a line among tags": ("桃源站现报告如下。", "桃源站现汇报如下。", []),
    "a wording of the program": ("请予支持为盼。", "请予支持。", [(SHIPPED.file, 1, "请予支持为盼。", "请予支持。")]),
    "nowhere": ("别的话", "别的字", []),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_where_an_edit_comes_from(space: Workspace, name: str) -> None:
    was, now, expected = CASES[name]
    found = origins(was, now, [source(space)], [OWN, SHIPPED])
    assert [(each.at.file, each.at.line, each.was, each.now) for each in found] == expected


def test_what_is_not_ours_is_named_and_not_written(space: Workspace) -> None:
    book = origins("桃源路 8 号", "桃源路 9 号", [source(space, "data/stations/x.xlsx")], [])
    shipped = origins("请予支持为盼。", "请予支持。", [], [SHIPPED])
    assert [each.ours for each in (*book, *shipped)] == [False, False]
    assert carried_files([*book, *shipped], space) == ([], [])


@pytest.mark.parametrize(
    ("was", "now", "line"),
    [
        ("桃源路 8 号", "桃源路 9 号", "地址: 桃源路 9 号"),
        ("0999-1234", "0999-1235", '电话: "0999-1235"'),
        ("两句话。", "三句话。", "说明: '三句话。'"),
        ("特此报告。", "特此汇报。", "特此汇报。"),
    ],
)
def test_an_edit_is_written_and_nothing_beside_it(space: Workspace, was: str, now: str, line: str) -> None:
    files, done = carried_files(origins(was, now, [source(space)], [OWN]), space)
    (written,) = in_their_place(files)
    before, after = written.before.decode().split("\n"), written.path.read_text("utf-8").split("\n")
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [line]
    assert written.kept and written.kept.read_bytes() == written.before
    assert len(done) == 1


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("折起来的 文字", "折起来的 字"),
        ("桃源路 8 号", "桃源路: 8 号"),
        ("桃源路 8 号", "桃源路 # 8 号"),
        ("两句话。", "两'句话。"),
        ("桃源路 8 号", "[桃源路 8 号"),
    ],
)
def test_what_would_be_read_as_something_else_is_not_written(space: Workspace, was: str, now: str) -> None:
    found = origins(was, now, [source(space)], [OWN])
    assert len(found) == 1
    assert carried_files(found, space) == ([], [])
