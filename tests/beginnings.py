"""A district that has only just begun: the shortest files, and the same with more of the sample's facts in them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from mzdocs import load
from mzdocs.build import first_files
from mzdocs.build.first_files import FirstNames
from mzdocs.kinds.wanting import wanting
from mzdocs.model.station_data import StationData

from . import workspaces
from .workspaces import Workspace

NAMES = FirstNames("云川市", "澄江区", ("桃园街道",), date(2026, 11, 30), "990103")


def begun(root: Path, names: FirstNames = NAMES) -> Workspace:
    """The workspace `mzdocs new` writes."""
    first_files.write(root, names)
    return Workspace(root)


def with_a_monitor(workspace: Workspace) -> None:
    """The same with the telephone of the bureau and one monitor, whose badge can then be made."""
    bureau = "民政局: { 名称: 云川市澄江区民政局"
    workspaces.replace(workspace.district, bureau, f"{bureau}, 监督电话: 0999-5550112")
    shutil.copy(workspaces.DATA / "stations" / "photos" / "001-001-01.png", workspace.photos)
    monitor = (
        "{ 序号: '01', 姓名: 石青, 工作电话: 0999-5551002, 照片: photos/001-001-01.png,"
        " 聘期: { 起: 2026-12-01, 止: 2029-11-30 } }"
    )
    community = f"  - {{ 代码: '001', 名称: 桃溪社区, 类型: 社区, 监督员: [{monitor}] }}"
    text = workspace.station.read_text("utf-8")
    workspace.station.write_text(f"{text}社区:\n{community}\n", "utf-8")


def lines_of_facts(text: str) -> list[str]:
    """The lines of a data file that say something."""
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def needed_for(kind: str, root: Path) -> StationData:
    """The sample with no more than `kind` wants: what `wanting` names is put in until it names nothing."""
    whole = workspaces.make(root)
    district, station = (_plain(path) for path in (whole.district, whole.station))
    shared = {key: district[key] for key in ("市", "区", "年度", "制发日期", "街道")}
    shared["民政局"] = {"名称": district["民政局"]["名称"]}
    own = {key: station[key] for key in ("街道代码", "名称", "制发日期")}
    for _ in range(20):
        _write(whole.district, shared)
        _write(whole.station, own)
        found, _source = load.load_district(load.Workspace(root))
        loaded = load.load_station(whole.station, load.Workspace(root))
        wanted = wanting(found, loaded.station, (kind,)).get(kind)
        if wanted is None:
            wordings = load.load_wordings(load.Workspace(root))[0]
            return StationData(found, loaded.station, loaded.clients, loaded.photos, wordings=wordings)
        for fact in wanted:
            _give(fact, shared, own, district, station)
    raise AssertionError(wanted)


def _give(fact: str, shared: dict[str, Any], own: dict[str, Any], district: Any, station: Any) -> None:
    """Put one fact into the file it belongs into."""
    words = fact.removeprefix("区里的").partition("（")[0].split("·")
    place, source = (shared, district) if fact.startswith("区里的") else (own, station)
    if words[0] == "民政局":
        place, source = place["民政局"], source["民政局"]
        words = words[1:]
    assert words[0] not in place, fact
    place[words[0]] = source[words[0]]


def _plain(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def _write(path: Path, facts: Any) -> None:
    path.write_text(yaml.safe_dump(facts, allow_unicode=True, default_style='"'), encoding="utf-8")
