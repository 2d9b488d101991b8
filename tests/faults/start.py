"""Slips of somebody who has only begun: in names, in the first files, in what is filled in next."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from tests.beginnings import begun, with_a_monitor
from tests.faults import Fault
from tests.workspaces import Workspace, line_of, replace

DISTRICT, STATION = "data/district.yaml", "data/stations/taoyuan.yaml"
Spoil = Callable[[Workspace], object]


def first(spoil: Spoil) -> Spoil:
    """In the first files, in place of the sample."""

    def made(workspace: Workspace) -> None:
        shutil.rmtree(workspace.root / "data")
        begun(workspace.root)
        spoil(workspace)

    return made


def of_district(old: str, new: str) -> Spoil:
    return first(lambda workspace: replace(workspace.district, old, new))


def of_station(old: str, new: str) -> Spoil:
    return first(lambda workspace: replace(workspace.station, old, new))


def _uncommented(workspace: Workspace) -> None:
    replace(workspace.station, "# 地址:\n", "地址:\n")


def _no_hangings(workspace: Workspace) -> None:
    replace(workspace.station, "挂牌:\n  - { 地点: 大门, 式样: 横牌, 数量: 1 }\n", "")


def _no_photo(workspace: Workspace) -> None:
    with_a_monitor(workspace)
    (workspace.photos / "001-001-01.png").unlink()


def _dots_are_left(workspace: Workspace) -> None:
    replace(workspace.district, '行政区划代码: "990103"', '行政区划代码: "000000"')


def _at(file: str, text: str) -> Callable[[Workspace], str]:
    return lambda workspace: f"{file}:{line_of(workspace.root / file, text)}"


FAULTS = (
    Fault("a code of six noughts", first(_dots_are_left), "MZ1113", _at(DISTRICT, "000000"), "先不写这一行"),
    Fault("a code of five digits", of_district("990103", "99010"), "MZ1113", _at(DISTRICT, '"99010"'), "GB/T 2260"),
    Fault("a mark of the maker misspelt",
          of_district("# ── 以下", "设计: { 门牌: { 监制: '{民正局}　监制' } }\n# ── 以下"), "MZ1511",
          _at(DISTRICT, "民正局"), "民政局"),
    Fault("the key of a part misspelt", of_station("挂牌:", "挂排:"), "MZ1102", _at(STATION, "挂排"), "挂牌"),
    Fault("the district's key misspelt", of_district("# 救助热线:", "救助热钱: 0999-5512349"), "MZ1102",
          _at(DISTRICT, "救助热钱"), "救助热线"),
    Fault("a blank left after its mark was taken away", first(_uncommented), "MZ1105",
          lambda workspace: f"{STATION}:{_line(workspace)}"),
    Fault("a style of sign there is not", of_station("横牌, 数量", "方牌, 数量"), "MZ1103", _at(STATION, "方牌"),
          "横牌"),
    Fault("a name unlike the register's", of_station("名称: 澄江区桃园", "名称: 澄江区桃圆"), "MZ1402",
          _at(STATION, "桃圆"), "桃园"),
    Fault("a street that is not in the register", of_station('街道代码: "001"', '街道代码: "002"'), "MZ1401",
          _at(STATION, '"002"')),
    Fault("a day in words", of_station("制发日期: 2026-11-30", "制发日期: 今天"), "MZ1109", _at(STATION, "今天"),
          "2026"),
    Fault("nothing to make", first(_no_hangings), "MZ2813", f"{STATION}:1:1", "挂牌"),
    Fault("a badge whose photo is not there", first(_no_photo), "MZ1305", _at(STATION, "石青"), exit=11),
    Fault("badges asked for before anybody is named", first(lambda _: None), "MZ2813", f"{STATION}:1:1", "监督员",
          command=("build", "--only", "badge")),
    Fault("papers asked for before anything is filled in", first(lambda _: None), "MZ2813", f"{STATION}:1:1", "场所",
          command=("inspection",)),
    Fault("the district's papers before it has a score sheet", first(lambda _: None), "MZ2813", f"{DISTRICT}:1:1",
          "评分表", command=("district",)),
    Fault("what the station has not filled in", first(lambda _: None), "MZ2812", f"{STATION}:1:1", "监督员", "提示"),
    Fault("what the bureau has not filled in", first(lambda _: None), "MZ2815", f"{DISTRICT}:1:1", "救助热线", "提示"),
    Fault("a new district where there is one", lambda _: None, "MZ7101", ".", command=(
        "new", ".", "--city", "云川市", "--district", "澄江区", "--street", "桃园街道", "--yes"), exit=2),
    Fault("a street without its ending", lambda _: None, "MZ7141", "", "桃园街道", command=(
        "new", "own", "--city", "云川市", "--district", "澄江区", "--street", "桃园", "--yes"), exit=2),
    Fault("a district without its ending", lambda _: None, "MZ7141", "", "澄江区", command=(
        "new", "own", "--city", "云川市", "--district", "澄江", "--street", "桃园街道", "--yes"), exit=2),
    Fault("a code of another province", lambda _: None, "MZ7142", "", "GB/T 2260", command=(
        "new", "own", "--city", "云川市", "--district", "澄江区", "--street", "桃园街道", "--code", "110101",
        "--province", "云南省", "--yes"), exit=2),
    Fault("nothing given and nobody to ask", lambda _: None, "MZ7145", "", "--street", command=(
        "new", "own", "--yes"), exit=2),
)  # fmt: skip


def _line(workspace: Workspace) -> int:
    """Of the line that begins so."""
    lines = workspace.station.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith("地址:"))
