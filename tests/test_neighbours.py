"""Stations side by side: what two of them share that is one's own as a rule, and what one alone has not."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mzdocs.build.neighbours import with_neighbours
from mzdocs.build.preparation import Prepared
from mzdocs.load import Source
from mzdocs.load.tables.row_numbers import rows_said
from mzdocs.load.yaml_tree import Tree
from mzdocs.model.station_data import StationData

from .workspaces import Ended, Told, Workspace, replace

Run = Callable[..., Ended]
OWN = {
    '街道代码: "001"': '街道代码: "002"', "桃源街道民政工作站": "柳林街道民政工作站", "全宗号: Z101": "全宗号: Z102",
    "序号: 41\n": "序号: 42\n", "桃源街办〔2026〕31号": "柳林街办〔2026〕31号",
}  # fmt: skip
PHONES = {"咨询: 0999-5551001": "咨询: 0999-5552001", "监督: 0999-5551002": "监督: 0999-5552002"}


def beside(workspace: Workspace, slug: str = "liulin", **others: str) -> None:
    """Another station made of the sample, with numbers, telephones and clients of its own, and these texts changed."""
    path = workspace.station.with_name(f"{slug}.yaml")
    shutil.copy(workspace.station, path)
    for old, new in {**OWN, **PHONES, "客户档案: taoyuan-clients.csv": f"客户档案: {slug}.csv"}.items():
        replace(path, old, new)
    rows = workspace.table.read_text("utf-8").splitlines()
    path.with_suffix(".csv").write_text("\n".join(rows) + "\n", "utf-8")
    for old, new in others.items():
        replace(path, old, new)


def told(ended: Ended, code: str) -> list[Told]:
    assert ended.code == 0, ended.said
    return [each for each in ended.told if each.code == code]


def test_a_person_helped_at_two_stations_is_told_by_row_and_nobody_by_name(sample: Workspace, run: Run) -> None:
    beside(sample)
    (found,) = told(run("check"), "MZ2847")
    rows = [n for n, line in enumerate(sample.table.read_text("utf-8").splitlines(), 1) if ",在保," in line]
    lasting = [n for n in rows if "临时救助" not in sample.table.read_text("utf-8").splitlines()[n - 1]]
    assert found.location.endswith("taoyuan.yaml 档案.客户档案")
    assert f"有 {len(lasting)} 户的户主在工作站 liulin" in found.message
    assert f"（{rows_said(lasting).zh}）" in found.message


def test_who_left_one_of_two_stations_is_not_told(sample: Workspace, run: Run) -> None:
    beside(sample)
    table = sample.station.with_name("liulin.csv")
    table.write_text(table.read_text("utf-8").replace(",在保,", ",已退出,2026-10-01"), "utf-8")
    assert told(run("check"), "MZ2847") == []


@pytest.mark.parametrize(("own", "count"), [("0999-5552001", 0), ("0999-5551001", 1)])
def test_a_telephone_of_two_stations_is_asked_about(own: str, count: int, sample: Workspace, run: Run) -> None:
    beside(sample, **{"咨询: 0999-5552001": f"咨询: {own}"})
    found = told(run("check"), "MZ2845")
    assert [(each.location.rsplit("/", 1)[1], "liulin" in each.message) for each in found] == [
        ("taoyuan.yaml 电话.咨询", True)
    ] * count


def prepared(slug: str, data: StationData) -> Prepared:
    return Prepared(slug, data, (), {}, sources=(Source(f"{slug}.yaml", Tree(None, {}), Path()),))


@pytest.mark.parametrize(("others", "count"), [(2, 0), (3, 1)])
def test_a_post_code_is_odd_where_three_others_agree(others: int, count: int, sample: Workspace) -> None:
    data = sample.station_data()
    made = [prepared(f"s{i}", data) for i in range(others)]
    odd = data.station.model_copy(update={"post_code": "710000"})
    stations = [*made, prepared("odd", dataclasses.replace(data, station=odd))]
    found = [(each.slug, p.code) for each in with_neighbours(stations) for p in each.problems if p.code == "MZ2846"]
    assert found == [("odd", "MZ2846")] * count
