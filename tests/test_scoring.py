"""Scores: full points less so much a defect, never below nothing, and the level they reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from mzdocs import load
from mzdocs.core.problems import Location, Problem, Severity, problem_type
from mzdocs.derive.defects import UNSCORED, defects
from mzdocs.derive.scoring import ItemScore, ScoreCard, exact, level_for, score
from mzdocs.model.inspection import Judgment
from mzdocs.model.station_data import StationData
from mzdocs.wording.view import spell

ROOT = Path(__file__).parents[1]


def finding(code: str, path: str = "社区[3].监督员") -> Problem:
    declared = problem_type(code, "少{n}名", "{n} missing", "补齐。", "add", severity=Severity.FINDING)
    return declared.at(Location("x.yaml", 1, 1, path), n=1)


@cache
def loaded(station: str) -> StationData:
    space = load.Workspace(ROOT)
    district, _ = load.load_district(space)
    found = load.load_station(ROOT / f"data/stations/{station}.yaml", space)
    return StationData(district, found.station, found.clients, found.photos, wordings=load.load_wordings(space)[0])


def station_data(station: str, findings: Sequence[Problem] = ()) -> StationData:
    return replace(loaded(station), findings=tuple(findings))


def checked(subject: StationData, *judgments: Judgment) -> StationData:
    """With these records in the place of its own of the same items."""
    own = {judgment.item: judgment for judgment in subject.station.inspection.judgments}
    together = tuple({**own, **{judgment.item: judgment for judgment in judgments}}.values())
    return with_judgments(subject, together)


def with_judgments(subject: StationData, judgments: Sequence[Judgment]) -> StationData:
    inspection = subject.station.inspection.model_copy(update={"judgments": tuple(judgments)})
    return replace(subject, station=subject.station.model_copy(update={"inspection": inspection}))


def judgment(item: str, defects: int = 0, note: str = "情况", **more: object) -> Judgment:
    given = more or {"问题数": str(defects)}
    evidence = {"种类": "记录", "名称": "检查记录单"}
    return Judgment.model_validate({"条目": item, "情况": note, "证据": [evidence], **given})


def with_item(subject: StationData, code: str, **update: object) -> StationData:
    """The district's sheet with one item changed."""
    sheet = subject.district.score_sheet
    aspects = tuple(
        aspect.model_copy(
            update={"items": tuple(i.model_copy(update=update) if i.code == code else i for i in aspect.items)}
        )
        for aspect in sheet.aspects
    )
    district = subject.district.model_copy(update={"score_sheet": sheet.model_copy(update={"aspects": aspects})})
    return replace(subject, district=district)


def item(card: ScoreCard, code: str) -> ItemScore:
    return next(each for each in card.items if each.item.code == code)


def got(card: ScoreCard, code: str) -> Decimal:
    return next(item.got for item in card.items if item.item.code == code)


def test_a_station_without_defects_gets_full_points_and_the_highest_level() -> None:
    card = score(checked(station_data("wanghe")))
    assert card.total == card.full == 100
    assert card.level.name == "优秀"


def test_each_finding_of_a_rule_costs_the_points_of_its_line() -> None:
    card = score(checked(station_data("wanghe", [finding("MZ2701"), finding("MZ2701")])))
    assert got(card, "6.1") == 3
    assert card.total == 98


def test_an_item_never_falls_below_nothing() -> None:
    card = score(checked(station_data("wanghe", [finding("MZ2701")] * 9)))
    assert got(card, "6.1") == 0
    assert card.total == 95


def test_judgments_and_findings_of_one_line_add_up() -> None:
    subject = checked(station_data("wanghe", [finding("MZ2701")]), judgment("6.1", 2))
    assert got(score(subject), "6.1") == 2


def test_half_points_stay_half_points() -> None:
    card = score(checked(station_data("wanghe"), judgment("1.4", 3), judgment("2.7", 1)))
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
    levels = station_data("wanghe").district.score_sheet.levels
    assert level_for(Decimal(total), levels).name == name
    assert level_for(Decimal(total), levels[::-1]).name == name


def test_a_total_below_every_level_is_refused() -> None:
    upper = station_data("wanghe").district.score_sheet.levels[:1]
    with pytest.raises(ValueError, match="no level"):
        level_for(Decimal(3), upper)


def test_a_line_nobody_looked_at_is_told_apart_and_gets_nothing() -> None:
    card = score(with_judgments(station_data("wanghe"), ()))
    assert (item(card, "1.1").proof, item(card, "1.4").proof) == ("数据", "未核实")
    assert (got(card, "1.1"), got(card, "1.4")) == (5, 0)
    assert [each.item.code for each in card.unproved][:2] == ["1.4", "1.5"]
    assert defects(station_data("wanghe"), card) == ()


def test_a_record_without_evidence_proves_nothing() -> None:
    bare = judgment("1.4").model_copy(update={"evidence": ()})
    card = score(checked(station_data("wanghe"), bare))
    assert (item(card, "1.4").proof, card.total) == ("未核实", 97)


@pytest.mark.parametrize(("grade", "points"), [("好", "2"), ("较好", "1.5"), ("一般", "1"), ("差", "0")])
def test_a_graded_item_gets_the_share_of_its_grade(grade: str, points: str) -> None:
    card = score(checked(station_data("wanghe"), judgment("1.5", 档次=grade)))
    assert got(card, "1.5") == Decimal(points)


@pytest.mark.parametrize(
    ("measured", "points"), [("100", "2"), ("90", "2"), ("89.9", "1.5"), ("80", "1.5"), ("60", "1"), ("59.9", "0")]
)
def test_a_measured_item_gets_the_points_of_its_band(measured: str, points: str) -> None:
    subject = checked(station_data("wanghe"), judgment("2.6", 数值=measured))
    assert got(score(subject), "2.6") == Decimal(points)
    bands = item(score(subject), "2.6").item.bands
    assert got(score(with_item(subject, "2.6", bands=bands[::-1])), "2.6") == Decimal(points)


@pytest.mark.parametrize(("met", "points"), [("是", "2"), ("否", "0")])
def test_a_yes_or_no_item_gets_all_or_nothing(met: str, points: str) -> None:
    assert got(score(checked(station_data("wanghe"), judgment("3.6", 符合=met))), "3.6") == Decimal(points)


def test_a_veto_gives_the_lowest_level_whatever_the_total() -> None:
    card = score(station_data("wanghe", [finding("MZ2201")]))
    assert (card.total, card.level.name) == (95, "不合格")
    assert [each.item.code for each in card.vetoing] == ["1.1"]


def test_a_veto_item_that_is_not_verified_vetoes_nothing_yet() -> None:
    subject = with_item(with_judgments(station_data("wanghe"), ()), "1.4", veto=True)
    card = score(subject)
    assert card.vetoing == ()
    assert card.level.name == level_for(card.total, subject.district.score_sheet.levels).name


@pytest.mark.parametrize(("more", "total", "level"), [(0, "85", "合格"), (1, "84.5", "不合格")])
def test_a_score_on_the_pass_line_passes(more: int, total: str, level: str) -> None:
    lost = [
        judgment(code, defects) for code, defects in (("4.4", 3), ("6.4", 3), ("5.5", 8), ("4.3", 6), ("2.7", more))
    ]
    card = score(checked(station_data("wanghe"), *lost, judgment("1.5", 档次="差")))
    assert (card.total, card.level.name) == (Decimal(total), level)


def test_the_own_score_is_told_beside_the_checked_one() -> None:
    card = score(station_data("liulin"))
    assert (item(card, "1.5").own, item(card, "1.1").own) == (Decimal("1.5"), 5)
    assert sum(aspect.own or 0 for aspect in card.aspects) == sum(each.own or 0 for each in card.items)


def test_a_finding_no_line_counts_costs_nothing_but_is_told() -> None:
    subject = checked(station_data("wanghe", [finding("MZ2999", "档案")]))
    card = score(subject)
    (matter,) = defects(subject, card)
    assert card.total == 100
    assert (matter.aspect, matter.item, matter.evidence) == (UNSCORED, "", "")


def test_matters_follow_the_sheet_with_ground_remedy_and_day() -> None:
    subject = station_data("nanping", [finding("MZ2701")])
    found = defects(subject, score(subject))
    assert [matter.item for matter in found] == sorted(matter.item for matter in found)
    added = next(matter for matter in found if matter.item == "6.1")
    assert (added.what, added.remedy, added.evidence) == ("少1名", "补齐", "监督员名册")
    assert (added.owner, added.vetoed, added.lost) == ("站长", False, 1)
    assert added.due is not None
    assert added.due.isoformat() == "2026-12-15"
