"""The district's own file: what would make every station's paper wrong is told before any station is looked at."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from mzdocs.checks import DISTRICT_FILE_RULES, check_district, provenance
from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.rule import Violation
from mzdocs.core.problems import Location, Problem
from mzdocs.core.units import Size, mm
from mzdocs.derive.badge_codes.signatures import SAMPLE_KEY, public_key
from mzdocs.model.district import BadgeKey, District, SecondScript
from mzdocs.model.issue_register import Register, RegisterEntry
from mzdocs.model.score_sheet import Band, Grade
from mzdocs.model.unified_design import FrameFacts, HangFacts

from .test_rules import badge, changed, crowded_plate, punched, sound

PER_STATION = frozenset({"inspection-report"})


def district(**update: Any) -> District:
    return changed(sound().district, **update)


def standard(**update: Any) -> District:
    return district(standard=changed(sound().district.standard, **update))


def kinds(name: str, nth: int, /, **update: Any) -> District:
    """One kind of a vocabulary changed."""
    known = getattr(sound().district, name)
    return district(**{name: tuple(changed(each, **update) if i == nth else each for i, each in enumerate(known))})


def meeting(day: date) -> District:
    """The kick-off on another day; the invitation is of 4 March, the minutes are of 11 March."""
    return district(kickoff=changed(sound().district.kickoff, held_on=day))


def board(number: int, **update: Any) -> District:
    return district(
        boards=tuple(changed(each, **update) if i == number else each for i, each in enumerate(sound().district.boards))
    )


def procedure(**update: Any) -> District:
    """The first board with a procedure, its first step changed."""
    number = next(i for i, each in enumerate(sound().district.boards) if each.procedure)
    found = sound().district.boards[number].procedure
    assert found is not None
    first, *others = found.steps
    return board(number, procedure=changed(found, steps=(changed(first, **update), *others)))


def last_step(**update: Any) -> District:
    number = next(i for i, each in enumerate(sound().district.boards) if each.procedure)
    found = sound().district.boards[number].procedure
    assert found is not None
    *others, last = found.steps
    return board(number, procedure=changed(found, steps=(*others, changed(last, **update))))


def design(**update: Any) -> District:
    return district(design=changed(sound().district.design, **update))


def board_size(width: float, height: float) -> District:
    spec = changed(sound().district.design.board, size=Size(mm(width), mm(height)))
    return design(board=spec)


def plaques(**update: Any) -> District:
    return design(plaques=changed(sound().district.design.plaques, **update))


def narrow_frame() -> FrameFacts:
    return FrameFacts.model_validate({"压边": "6 mm", "面宽": "6 mm", "颜色": "哑银"})


def far_points() -> HangFacts:
    return HangFacts.model_validate({"数量": "2", "间距": "640 mm", "距上边": "10 mm"})


def archive(**update: Any) -> District:
    return district(archive=changed(sound().district.archive, **update))


def archive_class(**update: Any) -> District:
    first, *others = sound().district.archive.classes
    return archive(classes=(changed(first, **update), *others))


def sheet(**update: Any) -> District:
    return district(score_sheet=changed(sound().district.score_sheet, **update))


def items(*updates: dict[str, Any]) -> District:
    """The first aspect with so many items, changed; the last item of all has the points that are left."""
    first, *others = sound().district.score_sheet.aspects
    made = tuple(changed(item, **update) for item, update in zip(first.items, updates, strict=False))
    left = sum(item.points for item in first.items) - sum(item.points for item in made)
    *middle, last = others
    *rest, filled = last.items
    filled = changed(filled, points=filled.points + left)
    return sheet(aspects=(changed(first, items=made), *middle, changed(last, items=(*rest, filled))))


def criteria(*lines: int, title: str = "考评表", office: str = "") -> District:
    """An assessment whose criteria take so many lines, in a district with an office of this name."""
    sheet = sound().district.assessments[0]
    made = tuple(changed(sheet.criteria[0], name="内容", standard="严" * 22 * count) for count in lines)
    full = sum(each.points for each in made)
    first, *others = sound().district.streets
    streets = (changed(first, office=office or first.office), *others)
    return district(assessments=(changed(sheet, criteria=made, title=title, full=full),), streets=streets)


def highest(least: float) -> District:
    """The highest level from so many points on."""
    first, *others = sound().district.score_sheet.levels
    return sheet(levels=(changed(first, least=least), *others))


def assessed_of(full: float) -> District:
    """The first form of assessment, of so many points."""
    first, *others = sound().district.assessments
    return district(assessments=(changed(first, full=full), *others))


GOOD = Grade.model_validate({"档次": "好", "得分率": "100"})


def twice(number: int, key: str) -> tuple[Any, ...]:
    """The streets, one of them under a name of the first."""
    first = sound().district.streets[0]
    return tuple(
        changed(each, **{key: getattr(first, key)}) if i == number else each
        for i, each in enumerate(sound().district.streets)
    )


def periods(*written: str) -> District:
    """Forms for the staff, of these periods."""
    sheet = sound().district.assessments[0]
    return district(assessments=tuple(changed(sheet, period=each) for each in written))


def papers(number_of: int, **update: Any) -> District:
    known = list(sound().district.papers)
    known[number_of] = changed(known[number_of], **update)
    return district(papers=tuple(known))


def alike() -> District:
    """Two corrections of one serial, which went out both."""
    known = list(sound().district.papers)
    for place, number in ((2, "澄民〔2026〕90号"), (3, "澄民函〔2026〕90号")):
        known[place] = changed(known[place], code="correction", corrects="澄民〔2026〕8号", number=number)
    return district(papers=tuple(known))


def place(code: str) -> int:
    """Where a paper stands in the district's list."""
    return [paper.code for paper in sound().district.papers].index(code)


def phases(**update: Any) -> District:
    first, *others = sound().district.phases
    return district(phases=(changed(first, **update), *others))


def matter(number: int, **update: Any) -> District:
    known = list(sound().district.matters)
    known[number] = changed(known[number], **update)
    return district(matters=tuple(known))


def branch_to(code: str) -> District:
    from mzdocs.model.boards import Branch

    return procedure(branches=(Branch.model_validate({"情形": "甲", "处理": "乙", "返回": code}),))


def keys(*public: str, until: int | None = None) -> District:
    """These public keys, all in use from one day, and withdrawn so many days after."""
    since = date(2026, 1, 1)
    entry = {"启用": since.isoformat()}
    if until is not None:
        entry["停用"] = (since + timedelta(days=until)).isoformat()
    return district(badge_keys=tuple(BadgeKey.model_validate({"公钥": each, **entry}) for each in public))


def announced(start: date, end: date) -> District:
    return district(announcement=changed(sound().district.announcement, start=start, end=end))


def agreed(**update: Any) -> District:
    return district(responsibility=changed(sound().district.responsibility, **update))


def compared(**update: Any) -> District:
    """The first source of the first board, changed."""
    first, *others = sound().district.boards[0].sources
    return board(0, sources=(changed(first, **update), *others))


def street(**update: Any) -> District:
    first, *others = sound().district.streets
    return district(streets=(changed(first, **update), *others))


def of_two_scripts(script: str, order: str) -> District:
    source = {"名称": "某自治州文字使用条例（虚构）", "核对日期": "2026-11-20"}
    said = {"文字": script, "横牌次序": order, "竖牌次序": "汉字在左", "依据": source}
    return district(second_script=SecondScript.model_validate(said))


@pytest.mark.parametrize(
    ("script", "order", "possible"),
    [
        ("蒙古文", "民族文字在左", True), ("蒙古文", "汉字在左", True), ("蒙古文", "汉字在上", False),
        ("藏文", "民族文字在上", True), ("彝文", "汉字在上", True), ("维吾尔文", "民族文字在左", False),
    ],
)  # fmt: skip
def test_only_a_script_written_downwards_stands_beside(script: str, order: str, possible: bool) -> None:
    assert (checked(of_two_scripts(script, order)) == []) == possible


TAKEN = "澄民〔2026〕17号"
"""A number that went out under another paper."""
ASPECTS = sound().district.score_sheet.aspects
ARTICLES = next(each.articles for each in sound().district.boards if each.articles)
BROKEN: dict[str, tuple[Callable[[], District], str]] = {
    "MZ1501": (lambda: branch_to("mei-you"), "返回"),
    "MZ1502": (lambda: board(0, articles=()), "展板/0"),
    "MZ1983": (lambda: papers(0, code="work-plam"), "公文/0/代号"),
    "MZ1986": (lambda: sheet(full=99), "评分表/方面"),
    "MZ1987": (lambda: highest(100.1), "评分表/等次/0/不低于"),
    "MZ1988": (lambda: design(theme="defualt"), "设计/主题"),
    "MZ1989": (lambda: plaques(plate=changed(sound().district.design.plaques.plate, inks=("黑", "底版"))), "设计/门牌/横牌/油墨/1"),
    "MZ1990": (lambda: assessed_of(99), "考评/0/条目"),
    "MZ2849": (lambda: street(office="澄江区桃圆街道办事处"), "街道/0/办事处"),
    "MZ2839": (lambda: district(monitor_threshold=25), "监督员双配人口"),
    "MZ1503": (lambda: sheet(aspects=ASPECTS[1:]), "评分表/方面"),
    "MZ1504": (lambda: items({"rules": ("MZ9999",)}), "条目/0/规则"),
    "MZ1505": (lambda: board(1, code=sound().district.boards[0].code), "展板/1"),
    "MZ1506": (lambda: design(open=("展板", "门牌")), "设计/锁定"),
    "MZ1507": (lambda: board(0, sources=()), "展板/0"),
    "MZ1508": (lambda: sheet(levels=tuple(each for each in sound().district.score_sheet.levels if each.least)), "评分表/等次"),
    "MZ1509": (lambda: archive(spines=()), "档案/卷脊规格"),
    "MZ1513": (lambda: archive_class(clock="形成之日"), "档案/类别/0/起算"),
    "MZ1514": (lambda: archive_class(keep_years=5), "档案/类别/0/期限代码"),
    "MZ1515": (lambda: archive_class(keep_years=2, retention_code="D2", retention="2年"), "档案/类别/0/年限"),
    "MZ1516": (lambda: archive_class(keep_years=101, retention_code="D101", retention="101年"), "档案/类别/0/年限"),
    "MZ1511": (lambda: plaques(plate_lead="{区}{街}"), "设计/门牌/横牌上行"),
    "MZ1512": (lambda: papers(0, number="澄民〔2026〕7号"), "公文/0/发文字号"),
    "MZ1517": (lambda: papers(2, number="澄民[2026]18号"), "公文/2/发文字号"),
    "MZ1811": (lambda: papers(2, number="澄政办〔2026〕57号"), f"公文/{place('circular')}/发文字号"),
    "MZ1812": (lambda: papers(2, number=TAKEN), "公文/2/发文字号"),
    "MZ1813": (lambda: papers(2, corrects=TAKEN), "公文/2"),
    "MZ1814": (lambda: papers(2, code="correction", corrects="澄民〔2026〕8号"), "公文/2/更正"),
    "MZ1817": (alike, "公文/3/发文字号"),
    "MZ1518": (lambda: items({"per_defect": 1.0, "yes_or_no": True}), "条目/0"),
    "MZ1519": (lambda: items({"rules": (), "yes_or_no": False, "bands": (Band.model_validate({"不低于": "1", "得分": "6"}),)}), "条目/0"),
    "MZ1520": (lambda: items({"yes_or_no": False, "grades": (Grade.model_validate({"档次": "A", "得分率": "100"}),)}), "条目/0/规则"),
    "MZ1721": (lambda: sheet(levels=(*sound().district.score_sheet.levels[:-1], changed(sound().district.score_sheet.levels[-1], outcome="通报批评，酌情扣分"))), "评分表/等次/2/结果运用"),
    "MZ1729": (lambda: sheet(levels=(changed(sound().district.score_sheet.levels[0], deduction=1.0), *sound().district.score_sheet.levels[1:])), "评分表/等次/1/年终扣分"),
    "MZ1767": (lambda: board(5, procedure=changed(sound().district.boards[5].procedure, matter="最低生活保障")), "展板/5/流程/事项"),
    "MZ1822": (lambda: matter(3, board="gong-zuo-zhi-du"), "受理事项/3/展板"),
    "MZ1823": (lambda: matter(1, board="di-bao-liu-cheng"), "受理事项/1/展板"),
    "MZ2821": (lambda: matter(4, board=None), "受理事项/4"),
    "MZ1722": (lambda: sheet(example=True), "评分表/示例"),
    "MZ7154": (lambda: district(responsibility=changed(sound().district.responsibility, year=2025)), "责任书/年度"),
    "MZ1959": (lambda: standard(least_staff=8), "标准/人数下限"),
    "MZ1852": (lambda: district(team=None), "公文/5/代号"),
    "MZ1853": (lambda: meeting(date(2026, 3, 3)), "公文/3/成文日期"),
    "MZ1521": (lambda: phases(end=date(2026, 3, 1)), "实施方案/0/止"),
    "MZ1960": (lambda: periods("2026年1月至3月"), "考评/0/周期"),
    "MZ1961": (lambda: periods("2026年度", "2026年度"), "考评/1/周期"),
    "MZ1901": (lambda: announced(date(2026, 12, 21), date(2040, 1, 1)), "公示/止"),
    "MZ1902": (lambda: announced(date(2026, 12, 21), date(2027, 3, 1)), "公示/止"),
    "MZ1903": (lambda: district(assessments=(changed(sound().district.assessments[0], period="2025年度"),)), "考评/0/周期"),
    "MZ1904": (lambda: papers(place("work-plan"), number="澄民〔2025〕18号"), f"公文/{place('work-plan')}/发文字号"),
    "MZ1905": (lambda: papers(place("circular"), issued_on=date(2026, 12, 24)), f"公文/{place('circular')}/成文日期"),
    "MZ1909": (lambda: district(year=2027), "年度"),
    "MZ1910": (lambda: phases(end=date(2026, 5, 1)), "实施方案/1/起"),
    "MZ1911": (lambda: announced(date(2026, 12, 21), date(2026, 12, 26)), "公示/止"),
    "MZ1914": (lambda: compared(checked_on=date(2025, 10, 11)), "展板/0/依据/0/核对日期"),
    "MZ1915": (lambda: compared(checked_on=date(2027, 3, 1)), "展板/0/依据/0/核对日期"),
    "MZ1916": (lambda: compared(checked_on=date(2026, 10, 13)), "展板/0/依据/0/核对日期"),
    "MZ1917": (lambda: compared(number="2026年10月13日起施行"), "展板/0/依据/0/文号"),
    "MZ1918": (lambda: agreed(signed_on=date(2026, 3, 8)), "责任书/签订日期"),
    "MZ1731": (lambda: criteria(*[1] * 12), "考评/0/条目"),
    "MZ1631": (lambda: plaques(maker="监" * 39), "设计/门牌/监制"),
    "MZE25": (lambda: plaques(single_lines=mm(6), maker="\U000323af监制"), "设计/门牌/监制"),
    "MZ1632": (lambda: plaques(plate=crowded_plate()), "设计/门牌/横牌/四角孔"),
    "MZ1671": (lambda: design(board=changed(sound().district.design.board, corner=mm(4))), "设计/展板/边框"),
    "MZ1672": (lambda: design(board=changed(sound().district.design.board, frame=narrow_frame())), "设计/展板/边框"),
    "MZ1673": (lambda: design(board=changed(sound().district.design.board, hangs_by=far_points())), "设计/展板/挂点"),
    "MZ1674": (lambda: plaques(room=changed(sound().district.design.plaques.room, lower_edge=mm(1440))), "设计/门牌/科室牌/中心离地"),
    "MZ1616": (lambda: design(badge=badge("85.6×47.6 mm")), "设计/胸牌/尺寸"),
    "MZ1617": (lambda: design(badge=punched(inset=1.9)), "设计/胸牌/挂孔"),
    "MZ1624": (lambda: keys(public_key(b"a" * 32), until=-1), "胸牌公钥/0/停用"),
    "MZ1626": (lambda: keys(public_key(b"a" * 32), SAMPLE_KEY), "胸牌公钥/1/公钥"),
    "MZ1636": (lambda: street(second_name=("དམངས་སྲིད",)), "街道/0/民族文字"),
    "MZ1637": (lambda: of_two_scripts("蒙古文", "民族文字在上"), "第二文字/横牌次序"),
    "MZ1638": (lambda: changed(of_two_scripts("藏文", "汉字在上"), streets=street(second_name=("民政",)).streets), "街道/0/民族文字/0"),
    "MZ1510": (lambda: archive_class(code="../DB"), "档案/类别/0/代码"),
    "MZ1641": (lambda: board(0, articles=ARTICLES * 3), "展板/0"),
    "MZ1642": (lambda: changed(board_size(370, 3000), boards=sound().district.boards[:5], matters=()), "展板/4/流程"),
    "MZ1644": (lambda: last_step(onward="无异议"), "步骤/6/顺行"),
    "MZ2641": (lambda: procedure(source="条例第3条"), "步骤/0/依据"),
}  # fmt: skip


def located(violation: Violation) -> Location:
    return Location("district.yaml", path="/".join(map(str, violation.path)))


OUT = Register(
    entries=tuple(
        RegisterEntry.model_validate(
            {"年度": "2026", "事项": "更正", "代号": "correction-90", "文号或编号": number, "日期": "2026-11-20",
             "题名": "x", "更正文号": "澄民〔2026〕8号"}
        )
        for number in ("澄民〔2026〕90号", "澄民函〔2026〕90号")
    ),
    elsewhere=frozenset({TAKEN}),
)  # fmt: skip
"""What went out of the bureau: two corrections, and elsewhere a paper."""


def problems(subject: District) -> list[Problem]:
    return check_district(
        DistrictFile(subject, per_station=PER_STATION, register=OUT, wordings=sound().wordings), located
    )


def checked(subject: District) -> list[tuple[str, str]]:
    return [(problem.code, problem.location.path) for problem in problems(subject)]


def test_the_sample_district_is_sound() -> None:
    assert checked(sound().district) == []


def test_every_rule_of_districts_has_a_sample() -> None:
    assert sorted(BROKEN) == sorted(rule.problem_type.code for rule in DISTRICT_FILE_RULES)


@pytest.mark.parametrize("rule", DISTRICT_FILE_RULES, ids=lambda rule: rule.problem_type.code)
def test_a_rule_of_districts_says_where_it_comes_from_and_counts_for_no_criterion(rule: Any) -> None:
    assert provenance(rule.problem_type.code) is rule.provenance
    assert len(rule.provenance.text) >= 4
    assert rule.criterion is None


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_a_broken_district_is_told_at_its_place(code: str) -> None:
    make, path = BROKEN[code]
    found = checked(make())
    assert [code for code, _ in found] == [code]
    assert path in found[0][1]


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_a_broken_district_has_cause_and_remedy(code: str) -> None:
    for problem in problems(BROKEN[code][0]()):
        for language in ("zh", "en"):
            assert "{" not in problem.message(language) + problem.remedy(language)


@pytest.mark.parametrize(("day", "wrong"), [(3, [3]), (4, []), (11, []), (12, [4])])
def test_the_invitation_comes_before_the_meeting_and_the_minutes_after_it(day: int, wrong: list[int]) -> None:
    assert checked(meeting(date(2026, 3, day))) == [("MZ1853", f"公文/{place}/成文日期") for place in wrong]


@pytest.mark.parametrize(
    ("update", "codes"),
    [({"kickoff": None}, ["kickoff-notice", "kickoff-minutes"]), ({"team": None}, ["team-notice"])],
)
def test_a_paper_whose_matter_is_not_written_is_told(update: dict[str, Any], codes: list[str]) -> None:
    found = problems(district(**update))
    assert [problem.code for problem in found] == ["MZ1852"] * len(codes)
    assert [problem.facts["code"] for problem in found] == codes


def test_an_example_will_do_for_a_draft() -> None:
    assert checked(changed(sheet(example=True), draft=True)) == []


def test_a_board_with_articles_and_a_procedure_is_neither() -> None:
    number = next(i for i, each in enumerate(sound().district.boards) if each.procedure)
    assert checked(board(number, articles=ARTICLES)) == [("MZ1502", f"展板/{number}")]


def test_a_procedure_without_steps_is_no_procedure() -> None:
    number = next(i for i, each in enumerate(sound().district.boards) if each.procedure)
    empty = changed(sound().district.boards[number].procedure, steps=())
    assert checked(board(number, procedure=empty)) == [("MZ1502", f"展板/{number}")]


def test_a_branch_may_go_back_to_a_step_that_is_there() -> None:
    steps = next(each.procedure.steps for each in sound().district.boards if each.procedure)
    assert checked(branch_to(steps[1].code)) == []


@pytest.mark.parametrize(
    ("subject", "path"),
    [
        (lambda: district(streets=(*sound().district.streets, sound().district.streets[0])), "街道/8"),
        (lambda: archive_class(code="te"), "档案/类别"),
        (lambda: archive_class(name=sound().district.archive.classes[1].name), "档案/类别/1"),
        (lambda: items({}, {"code": "1.1"}), "评分表/方面/0/条目/1"),
        (lambda: district(streets=twice(1, "name")), "街道/1"),
        (lambda: district(streets=twice(2, "station")), "街道/2"),
        (lambda: items({"rules": (), "yes_or_no": False, "grades": (GOOD, GOOD)}), "评分表/方面/0/条目/0/分档/1"),
    ],
)  # fmt: skip
def test_codes_and_names_that_part_things_differ(subject: Callable[[], District], path: str) -> None:
    second = sound().district.archive.classes[1].code
    made = subject()
    if path == "档案/类别":
        made = archive_class(code=second.lower())
    found = checked(made)
    assert [code for code, _ in found] == ["MZ1505"]
    assert found[0][1].startswith(path)


@pytest.mark.parametrize("text", ["{区}{街道}", "{工作站}", "民政工作站", "（{区}）"])
def test_known_marks_and_plain_words_are_right(text: str) -> None:
    assert checked(plaques(plate_lead=text, plate_main=text, board_text=text)) == []


def test_problems_come_in_the_same_order_every_time() -> None:
    many = items({"rules": ("MZ9998", "MZ9999", "MZ9997")})
    assert [problem.facts["code"] for problem in problems(many)] == ["MZ9997", "MZ9998", "MZ9999"]


@pytest.mark.parametrize(
    ("made", "path"),
    [
        (lambda: standard(least_administrative=8), "标准/行政编制下限"),
        (lambda: standard(places=()), "标准/挂牌地点"),
        (lambda: kinds("equipment_kinds", 0, source=None), "设备种类/0"),
        (lambda: kinds("vehicle_kinds", 1, necessary=True), "交通工具种类/1"),
        (lambda: kinds("facility_kinds", 2, necessary=True), "便民设施种类/2"),
    ],
)
def test_a_standard_that_nothing_can_be_judged_by_is_told(made: Callable[[], District], path: str) -> None:
    assert checked(made()) == [("MZ1959", path)]
    assert checked(kinds("facility_kinds", 2, necessary=True, source="本区确定")) == []


@pytest.mark.parametrize("name", ["equipment_kinds", "vehicle_kinds", "facility_kinds"])
def test_two_kinds_do_not_bear_one_name_but_may_share_another_one(name: str) -> None:
    first = getattr(sound().district, name)[0]
    assert [code for code, _ in checked(kinds(name, 1, name=first.name))] == ["MZ1505"]
    assert checked(kinds(name, 1, also=first.also)) == []
