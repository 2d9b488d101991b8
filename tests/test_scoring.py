"""Scores: full points less so much a defect, never below nothing, and the level they reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from mzdocs import load
from mzdocs.dossier import Dossier
from mzdocs.problems import Place, Problem, Severity, fault
from mzdocs.rectification import UNSCORED, matters
from mzdocs.scoring import ScoreCard, exact, level_for, score, spell
from mzdocs.station import Judgment

ROOT = Path(__file__).parents[1]


def finding(code: str, path: str = "社区[3].监督员") -> Problem:
    declared = fault(code, "少{n}名", "{n} missing", "补齐。", "add", severity=Severity.FINDING)
    return declared.at(Place("x.yaml", 1, 1, path), n=1)


@cache
def loaded(station: str) -> Dossier:
    space = load.Workspace(ROOT)
    district, _ = load.load_district(space)
    found = load.load_station(ROOT / f"data/stations/{station}.yaml", space)
    return Dossier(district, found.station, found.clients, found.photos)


def dossier(station: str, findings: Sequence[Problem] = ()) -> Dossier:
    return replace(loaded(station), findings=tuple(findings))


def judged(subject: Dossier, *judgments: Judgment) -> Dossier:
    inspection = subject.station.inspection.model_copy(update={"judgments": judgments})
    station = subject.station.model_copy(update={"inspection": inspection})
    return Dossier(subject.district, station, findings=subject.findings)


def judgment(item: str, defects: int, note: str = "情况") -> Judgment:
    return Judgment.model_validate({"条目": item, "问题数": str(defects), "情况": note})


def got(card: ScoreCard, code: str) -> Decimal:
    return next(item.got for item in card.items if item.item.code == code)


def test_a_station_without_defects_gets_full_points_and_the_highest_level() -> None:
    card = score(judged(dossier("wanghe")))
    assert card.total == card.full == 100
    assert card.level.name == "优秀"


def test_each_finding_of_a_rule_costs_the_points_of_its_line() -> None:
    card = score(judged(dossier("wanghe", [finding("MZ2701"), finding("MZ2701")])))
    assert got(card, "6.1") == 3
    assert card.total == 98


def test_an_item_never_falls_below_nothing() -> None:
    card = score(judged(dossier("wanghe", [finding("MZ2701")] * 9)))
    assert got(card, "6.1") == 0
    assert card.total == 95


def test_judgments_and_findings_of_one_line_add_up() -> None:
    subject = judged(dossier("wanghe", [finding("MZ2701")]), judgment("6.1", 2))
    assert got(score(subject), "6.1") == 2


def test_half_points_stay_half_points() -> None:
    card = score(judged(dossier("wanghe"), judgment("1.4", 3), judgment("2.6", 1)))
    assert card.total == Decimal("98")
    assert spell(got(card, "1.4")) == "1.5"


@pytest.mark.parametrize(
    ("points", "printed"), [("0", "0"), ("5.0", "5"), ("4.50", "4.5"), ("100", "100"), ("97.8", "97.8")]
)
def test_points_are_printed_without_zeros_or_exponents(points: str, printed: str) -> None:
    assert spell(Decimal(points)) == printed


def test_sums_of_tenths_carry_no_noise() -> None:
    assert spell(exact(0.1) + exact(0.2)) == "0.3"


@pytest.mark.parametrize(
    ("total", "name"),
    [("100", "优秀"), ("95", "优秀"), ("94.5", "合格"), ("85", "合格"), ("84.5", "不合格"), ("0", "不合格")],
)
def test_the_level_is_the_highest_the_total_reaches(total: str, name: str) -> None:
    levels = dossier("wanghe").district.score_sheet.levels
    assert level_for(Decimal(total), levels).name == name
    assert level_for(Decimal(total), levels[::-1]).name == name


def test_a_total_below_every_level_is_refused() -> None:
    upper = dossier("wanghe").district.score_sheet.levels[:1]
    with pytest.raises(ValueError, match="no level"):
        level_for(Decimal(3), upper)


def test_a_line_nobody_looked_at_is_told_apart() -> None:
    items = {item.item.code: item for item in score(judged(dossier("wanghe"))).items}
    assert items["1.1"].examined
    assert not items["1.4"].examined


def test_a_finding_no_line_counts_costs_nothing_but_is_told() -> None:
    subject = judged(dossier("wanghe", [finding("MZ2999", "档案")]))
    card = score(subject)
    (matter,) = matters(subject, card)
    assert card.total == 100
    assert (matter.aspect, matter.item, matter.evidence) == (UNSCORED, "", "工作站数据（档案）")


def test_matters_follow_the_sheet_with_ground_remedy_and_day() -> None:
    subject = dossier("nanping", [finding("MZ2701")])
    found = matters(subject, score(subject))
    assert [matter.item for matter in found] == sorted(matter.item for matter in found)
    added = next(matter for matter in found if matter.item == "6.1")
    assert (added.what, added.remedy, added.evidence) == ("少1名", "补齐", "工作站数据（社区）")
    assert added.due is not None
    assert added.due.isoformat() == "2026-12-15"
