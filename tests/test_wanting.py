"""Facts that may wait: what is not given is told, never judged, never a blank on a sheet; nothing more is asked for."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from mzdocs import checks, load
from mzdocs.build.gathered import gather
from mzdocs.build.settings import Settings
from mzdocs.checks.district_rules import DistrictFile
from mzdocs.core.problems import Severity
from mzdocs.kinds import KINDS
from mzdocs.model.client_files import NotRead
from mzdocs.model.district import District
from mzdocs.model.fields import Facts
from mzdocs.model.partial_facts import NotGiven, PartialFacts, waits
from mzdocs.model.station import Station
from mzdocs.model.station_data import StationData

from .beginnings import begun, lines_of_facts, needed_for, with_a_monitor
from .workspaces import Ended, Workspace, line_of, listing, replace

Run = Callable[..., Ended]


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made = begun(tmp_path / "first")
    monkeypatch.chdir(made.root)
    return made


def facts_of(first: Workspace) -> tuple[District, Station]:
    space = load.Workspace(first.root)
    return load.load_district(space)[0], load.load_station(first.station, space).station


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_made_of_what_it_is_said_to_want_and_of_no_more(kind: str, tmp_path: Path) -> None:
    data = needed_for(kind, tmp_path / "needed")
    assert list(KINDS[kind].plan(data))


def test_what_is_not_given_is_no_value_and_says_its_key(first: Workspace) -> None:
    district, station = facts_of(first)
    for facts, name, key in ((station, "premises", "场所"), (district, "hotline", "救助热线")):
        assert waits(facts, name) and not facts.gives(name)
        with pytest.raises(NotGiven) as stopped:
            getattr(facts, name)
        assert stopped.value.problems[0].facts == {"key": key}
    with pytest.raises(AttributeError):
        _ = station.premisses  # type: ignore[attr-defined]  # that it is none is what is looked at
    assert station.gives("hangings") and not station.gives("staff") and station.staff == ()


def test_what_is_not_given_stays_so_when_it_is_copied_sent_and_compared(first: Workspace) -> None:
    _, station = facts_of(first)
    sent = pickle.loads(pickle.dumps(station))
    assert sent == station and hash(sent) == hash(station) and waits(sent, "archive")
    assert waits(station.model_copy(update={"name": "某站"}), "archive")
    assert waits(station.as_of(station.issued_on), "archive")


def test_every_field_that_may_wait_belongs_to_facts_that_know_it() -> None:
    """Elsewhere nobody would be stopped, and the mark of its absence could reach a page."""

    def below(facts: type[Facts]) -> set[type[Facts]]:
        found = set(Facts.__subclasses__())
        while more := {sub for each in found for sub in each.__subclasses__()} - found:
            found |= more
        return found

    for facts in below(Facts):
        for name, field in facts.model_fields.items():
            made = field.default_factory() if field.default_factory and name not in ("design",) else None  # type: ignore[call-arg]  # none of them takes data
            if type(made).__name__ == "_Absence":
                assert issubclass(facts, PartialFacts), (facts, name)


def test_the_first_files_check_with_one_line_each_and_nothing_is_judged(first: Workspace, run: Run) -> None:
    ended = run("check")
    assert ended.code == 0
    assert [(told.code, told.location) for told in ended.told] == [
        ("MZ2815", "data/district.yaml:1:1"), ("MZ2812", "data/stations/taoyuan.yaml:1:1"),
    ]  # fmt: skip
    of_district, of_station = (told.message for told in ended.told)
    assert "胸牌还缺：民政局·监督电话；" in of_district
    assert "案卷还缺：档案、地址、社区；一户一档、公示名单还缺：档案；" in of_station and "门牌还缺" not in ended.said
    assert "未达标 0 处" in ended.out and "1 个工作站的三有四全没有填齐" in ended.out


def test_the_first_files_are_a_dozen_lines_and_make_a_plaque(first: Workspace, run: Run) -> None:
    said = [line for path in (first.district, first.station) for line in lines_of_facts(path.read_text("utf-8"))]
    assert len(said) <= 13  # the region code is one of them, which a plaque does not want
    ended = run("build")
    assert ended.code == 0, ended.said
    assert {path.name for path in (first.output / "taoyuan" / "signage").glob("*.pdf")} == {
        "plaque-plate.pdf", "plaque-plate-outlined.pdf",
    }  # fmt: skip
    assert "没有做展板、胸牌、案卷、一户一档、公示名单、公文：澄江区桃园街道民政工作站。" in ended.out
    assert run("audit").code == 0


def test_of_a_plaque_the_region_code_is_not_asked(first: Workspace, run: Run) -> None:
    replace(first.district, '行政区划代码: "990103"\n', "")
    assert "胸牌还缺：行政区划代码、民政局·监督电话" in run("check").said
    assert run("build-signage", "--only", "plaque").code == 0


def test_what_is_asked_for_by_name_and_cannot_be_made_is_an_error(first: Workspace, run: Run) -> None:
    told = run("build", "--only", "plaque", "--only", "badge").only("MZ2813")
    assert told.message == "做不了：胸牌还缺：社区·监督员（或 人员·工作牌）、区里的民政局·监督电话"
    assert not (first.output / "taoyuan").exists()
    assert run("build", "--only", "plaque").code == 0


@pytest.mark.parametrize("command", ["archive-index", "inspection", "district"])
def test_a_command_of_which_nothing_can_be_made_ends_with_what_is_wanting(
    command: str, first: Workspace, run: Run
) -> None:
    ended = run(command)
    assert ended.code == 10
    assert ended.only("MZ2813").message.startswith("做不了：")


def test_a_station_that_has_nothing_to_make_says_so(first: Workspace, run: Run) -> None:
    text = first.station.read_text("utf-8")
    first.station.write_text(text.replace("挂牌:\n  - { 地点: 大门, 式样: 横牌, 数量: 1 }\n", ""), "utf-8")
    assert "门牌还缺：挂牌（或 科室牌）；" in run("check").only("MZ2813").message


def test_what_was_made_before_and_has_lost_its_facts_is_an_error_and_stays(first: Workspace, run: Run) -> None:
    """Nobody who has begun with everything loses a product without a word."""
    with_a_monitor(first)
    assert run("build-signage").code == 0
    before = listing(first.output / "taoyuan" / "signage")
    badges = {name: sum for name, sum in before.items() if name.startswith("badges")}
    replace(first.district, '行政区划代码: "990103"\n', "")
    ended = run("build-signage")
    assert ended.code == 10 and badges
    assert "胸牌还缺：区里的行政区划代码" in ended.only("MZ2814").message
    assert badges.items() <= listing(first.output / "taoyuan" / "signage").items()


def test_a_misspelt_part_is_refused_and_not_taken_for_one_that_waits(sample: Workspace, run: Run) -> None:
    replace(sample.station, "\n经费:\n", "\n经废:\n")
    told = run("check").only("MZ1102")
    assert told.location.startswith(f"data/stations/taoyuan.yaml:{line_of(sample.station, '经废')}")
    assert "经费" in told.message


@pytest.mark.parametrize("part", ["场所", "经费", "设备", "制度", "挂牌", "档案"])
def test_a_part_nobody_has_filled_in_is_not_judged_and_no_paper_is_made_of_it(
    part: str, sample: Workspace, run: Run
) -> None:
    text = sample.station.read_text("utf-8").split("\n")
    start = text.index(f"{part}:")
    end = next(at for at in range(start + 1, len(text)) if text[at][:1] not in ("", " ", "-"))
    sample.station.write_text("\n".join([*text[:start], *text[end:]]), "utf-8")
    ended = run("check")
    told = [each for each in ended.told if each.code == "MZ2812"]
    assert len(told) == 1 and part in told[0].message.split("公文还缺：")[1].split("、"), ended.said
    judged = [each for each in ended.told if each.code < "MZ28" and each.location.split()[-1].startswith(part)]
    assert not judged, ended.said


def test_in_the_districts_papers_such_a_station_is_neither_good_nor_bad(sample: Workspace) -> None:
    text = sample.station.read_text("utf-8")
    start = text.index("\n经费:\n")
    sample.station.write_text(text[:start] + text[text.index("\n\n", start) :], "utf-8")
    gathered = gather(load.Workspace(sample.root), Settings(kinds=("paper",)))
    assert gathered.district_data.missing["001"] == "材料未填齐"
    assert "001" not in gathered.district_data.stations
    assert set(gathered.district_data.missing.values()) == {"材料未填齐", "未报送材料"}


def test_before_an_inspection_a_term_that_is_still_to_begin_counts(sample: Workspace, run: Run) -> None:
    """A station that was not inspected yet is told so in one line, not in one for each community."""
    text = sample.station.read_text("utf-8")
    start = text.index("\n检查:\n")
    end = text.index("\n自查:\n")
    sample.station.write_text(text[:start] + text[end:], "utf-8")
    ended = run("check")
    assert ended.code == 0 and "MZ2701" not in ended.codes
    assert "其中 1 个工作站没有填检查验收" in ended.out
    assert "MZ2701" in run("check", "--on", "2026-10-12").codes


ARCHIVE = {
    "MZ1408", "MZ1410", "MZ1419", "MZ1421", "MZ1422", "MZ1423", "MZ1424", "MZ1425", "MZ1426", "MZ1430", "MZ1431",
    "MZ1432", "MZ1437", "MZ1438", "MZ1509", "MZ1510", "MZ1513", "MZ1514", "MZ1515", "MZ1516", "MZ1761", "MZ1762",
    "MZ1763", "MZ1764", "MZ1765", "MZ1766", "MZ1834", "MZ1991",
}  # fmt: skip
SHEET = {
    "MZ1411", "MZ1461", "MZ1462", "MZ1463", "MZ1464", "MZ1465", "MZ1503", "MZ1504", "MZ1508", "MZ1518", "MZ1519",
    "MZ1520", "MZ1721", "MZ1722", "MZ1723", "MZ1724", "MZ1729", "MZ1856", "MZ1986", "MZ1987",
}  # fmt: skip
NOT_RUN = {
    "地址": {"MZ1830"}, "电话": {"MZ1825", "MZ1826", "MZ1830"}, "办公时间": {"MZ1830", "MZ1981"},
    "救助热线": {"MZ1830"}, "监督电话": {"MZ1625", "MZ1830"}, "档案": ARCHIVE, "评分表": SHEET,
    "标准": {"MZ1959", "MZ1985"},
    "行政区划代码": {"MZ1621", "MZ1623", "MZ1625", "MZ1964"},
}  # fmt: skip
"""Where a fact is not given: the errors nobody looks for, each of what is not made without that fact."""


def without(facts: PartialFacts, name: str) -> PartialFacts:
    """The same facts with one not given."""
    left = facts.model_copy(update={name: type(facts).model_fields[name].get_default(call_default_factory=True)})
    left.model_fields_set.discard(name)
    return left


@pytest.mark.parametrize("of", ["district", "bureau", "station"])
def test_errors_are_looked_for_wherever_what_they_spoil_can_be_made(of: str, sample: Workspace) -> None:
    data = sample.station_data()
    facts = {"district": data.district, "bureau": data.district.bureau, "station": data.station}[of]
    for name, field in type(facts).model_fields.items():
        left = without(facts, name) if not field.is_required() else facts
        if not waits(left, name):
            continue
        district = {"district": left, "bureau": data.district.model_copy(update={"bureau": left})}.get(
            of, data.district
        )
        station = left if of == "station" else data.station
        stopped = not_run(StationData(district, station, data.clients, data.photos))  # type: ignore[arg-type]  # it is one of the two
        assert stopped <= NOT_RUN.get(str(field.alias), set()), field.alias


def not_run(data: StationData) -> set[str]:
    """The codes of errors that no rule looks for."""
    stopped = set()
    tables = ((checks.RULES, data), (checks.DISTRICT_FILE_RULES, DistrictFile(data.district, checks.CODES)))
    for rules, facts in tables:
        for rule in rules:
            try:
                list(rule.check(facts))
            except NotGiven:
                stopped |= {rule.problem_type.code} if rule.problem_type.severity is Severity.ERROR else set()
            except NotRead:
                continue
    return stopped
