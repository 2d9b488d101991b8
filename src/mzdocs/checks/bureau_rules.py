"""The district's own file judged by itself, before any station is looked at: these give errors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mzdocs.checks.rule import KeyPath, Violation, violation
from mzdocs.core.ids import DOCUMENT_NUMBER
from mzdocs.core.problems import ProblemType, problem_type
from mzdocs.model.district import ArchiveClass, ArchiveDesign, Board, District, PaperFacts, Procedure
from mzdocs.model.score_sheet import ASPECTS, ScoreItem

STEP_UNKNOWN = problem_type(
    "MZ1501", "支线要返回的步骤“{code}”不存在", "The step {code} a branch goes back to does not exist",
    "改为本流程里的步骤代号。", "Use the code of a step of this procedure.",
)  # fmt: skip
BOARD_SHAPE = problem_type(
    "MZ1502", "展板“{title}”须有条文或流程，二者择一", "The board {title} needs articles or a procedure, one of the two",
    "补上其中一种，删去另一种。", "Write one of them.",
)  # fmt: skip
ASPECTS_WRONG = problem_type(
    "MZ1503", "评分表须恰好有六个方面，各一次：{aspects}", "The score sheet must have the six aspects, once each: {aspects}",
    "按六个方面整理评分表。", "Arrange the sheet by the six aspects.",
)  # fmt: skip
RULE_UNKNOWN = problem_type(
    "MZ1504", "评分条目引用的规则“{code}”不存在", "The score item refers to an unknown rule {code}",
    "改为现有的规则编号（mzdocs check 会列出）。", "Use an existing rule code.",
)  # fmt: skip
CODE_TWICE = problem_type(
    "MZ1505", "代码“{code}”重复", "The code {code} is used twice", "改为不重复的代码。", "Use a code of its own.",
)  # fmt: skip
LOCK_CLASH = problem_type(
    "MZ1506", "“{part}”同时写在锁定和开放里", "{part} is both locked and open", "只留一处。", "Keep one of them.",
)  # fmt: skip
NO_SOURCE = problem_type(
    "MZ1507", "展板“{title}”没有写依据", "The board {title} names no source",
    "补上依据和核对日期。", "Add the source and when it was checked.",
)  # fmt: skip
NO_LEVEL = problem_type(
    "MZ1508", "评分表没有从 0 分起的等次，低分的站会没有结果", "No level begins at 0 points: a low score would have no result",
    "把最低一等的“不低于”写成 0。", "Let the lowest level begin at 0.",
)  # fmt: skip
NO_SPINE = problem_type(
    "MZ1509", "没有写卷脊规格，案卷无法分卷", "There are no spines, so that files cannot be bound",
    "写出可用的卷脊厚度，例如 [10 mm, 20 mm, 30 mm]。", "List the spines, for example [10 mm, 20 mm, 30 mm].",
)  # fmt: skip
CLASS_CODE = problem_type(
    "MZ1510", "类别代码“{code}”不能用作文件名和档号", "The class code {code} cannot stand in a file name and an archive number",
    "只用字母和数字，例如 DB。", "Use letters and digits only, for example DB.",
)  # fmt: skip
UNKNOWN_MARK = problem_type(
    "MZ1511", "花括号里的“{mark}”不是可以代入的词，会原样印出来", "{mark} in braces stands for nothing and would be printed as it is",
    "花括号里只能写：{known}。", "In braces write only: {known}.",
)  # fmt: skip
WRONG_CLOCK = problem_type(
    "MZ1513", "按件整理的类别从形成之日起算，以户为单位的不能从形成之日起算", "A class arranged by item counts from the day of forming, one by household does not",
    "按件的写 形成之日；以户为单位的写 退出之日 或 确认之日。", "A class by item counts from the day a paper is made; one by household from leaving or from confirmation.",
)  # fmt: skip
PERIODS_DIFFER = problem_type(
    "MZ1514", "保管期限、期限代码和年限不一致：按“年限”，期限代码应是 {code}，保管期限应以“{text}”开头",
    "Retention, its code and its years differ: by the years, the code is {code} and the retention begins with {text}",
    "三处写成同一个期限；永久保管的代码写 Y，不写年限。", "Let the three agree; what is kept for ever has the code Y and no years.",
)  # fmt: skip
TOO_SHORT = problem_type(
    "MZ1515", "从退出之日起算的，年限不少于 {least} 年", "Counted from the day of leaving, {least} years are the least",
    "按低保档案管理的要求改为 {least} 年以上。", "Keep them {least} years or more, as the rules for such files ask.",
)  # fmt: skip
TOO_LONG = problem_type(
    "MZ1516", "年限须是 1 至 {most} 年；更长的按永久保管", "A period has 1 to {most} years; what is kept longer is kept for ever",
    "改正年限；永久保管的代码写 Y，不写年限。", "Correct the years; what is kept for ever has the code Y and no years.",
)  # fmt: skip
ONE_NUMBER = problem_type(
    "MZ1512", "这份公文每站一份，发文字号里没有用花括号代入“序号”，各站会同号", "Each station has this paper, and its number has no mark for the serial: all would bear one number",
    "在号的位置写上花括号和“序号”二字。", "Put the mark, in braces, at the place of the serial.",
)  # fmt: skip
NUMBER_SHAPE = problem_type(
    "MZ1517", "发文字号“{number}”不合式样：机关代字、用六角括号括起的四位年份、序号、“号”",
    "The number {number} is not of the standard's form (GB/T 9704-2012, 7.2.5)",
    "写成 澄民〔2026〕41号 的样子；序号前不写“第”，不补零。", "Write the abbreviation, the whole year in tortoise-shell brackets, and the number without leading noughts.",
)  # fmt: skip
ONE_WAY = problem_type(
    "MZ1518", "评分条目 {code} 须写一种计分办法（每处扣、是否、分档、分段），现在写了 {count} 种",
    "The item {code} needs one way of scoring; it has {count}",
    "只留一种。", "Keep one.",
)  # fmt: skip
TOO_MANY_POINTS = problem_type(
    "MZ1519", "评分条目 {code} 最多可得 {most} 分，超过分值 {full}", "The item {code} may get {most} points, above its {full}",
    "分段的得分不超过分值；得分率不超过 100。", "Let bands give no more than the points, and shares no more than 100.",
)  # fmt: skip
RULES_COUNT = problem_type(
    "MZ1520", "评分条目 {code} 由规则判定，只能用“每处扣”或“是否”", "The item {code} is judged by rules: by defects, or yes or no",
    "改用“每处扣”或“是否”，或去掉规则。", "Score it by defect or by yes or no, or take the rules away.",
)  # fmt: skip
PHASE_DAYS = problem_type(
    "MZ1521", "“{name}”的止日早于起日", "{name} ends before it begins", "核对日期。", "Check the days.",
)  # fmt: skip

LEAST_YEARS = 3
"""After a household left (national notice on files of minimum living security)."""
MOST_YEARS = 100
_MARK = re.compile(r"\{(.*?)\}")
_PLAQUE_MARKS, _REPORT_MARKS = ("区", "街道", "工作站"), ("序号",)

Found = Iterator[tuple[ProblemType, Violation]]


def judge_district(district: District, rule_codes: frozenset[str], per_station: frozenset[str] = frozenset()) -> Found:
    """Every fault; `per_station` are the papers of which each station gets its own."""
    for i, board in enumerate(district.boards):
        yield from _board(board, ("展板", i))
    yield from _twice([board.code for board in district.boards], ("展板",))
    yield from _twice([street.code for street in district.streets], ("街道",))
    for part in sorted(set(district.design.locked) & set(district.design.open)):
        yield LOCK_CLASH, violation("设计", "锁定", part=part)
    yield from _archive(district.archive)
    yield from _marks(district)
    yield from _score_sheet(district, rule_codes)
    yield from _twice([paper.code for paper in district.papers], ("公文",))
    for i, paper in enumerate(district.papers):
        if paper.code in per_station and paper.number and "{序号}" not in paper.number:
            yield ONE_NUMBER, violation("公文", i, "发文字号")
    for i, phase in enumerate(district.phases):
        if phase.end < phase.start:
            yield PHASE_DAYS, violation("实施方案", i, "止", name=phase.name)
    if district.announcement.end < district.announcement.start:
        yield PHASE_DAYS, violation("公示", "止", name="公示")


def _marks(district: District) -> Found:
    plaques = district.design.plaques
    texts = {"横牌上行": plaques.plate_lead, "横牌主行": plaques.plate_main, "竖牌文字": plaques.board_text}
    for key, text in texts.items():
        yield from _unknown_marks(text, _PLAQUE_MARKS, ("设计", "门牌", key))
    for i, paper in enumerate(district.papers):
        yield from _number(paper, ("公文", i, "发文字号"), _REPORT_MARKS)


def _number(paper: PaperFacts, path: KeyPath, marks: tuple[str, ...]) -> Found:
    if paper.number is None:
        return
    yield from _unknown_marks(paper.number, marks, path)
    if not DOCUMENT_NUMBER.fullmatch(paper.number.replace("{序号}", "1")):
        yield NUMBER_SHAPE, violation(*path, number=paper.number)


def _unknown_marks(text: str, known: tuple[str, ...], path: KeyPath) -> Found:
    for mark in _MARK.findall(text):
        if mark not in known:
            yield UNKNOWN_MARK, violation(*path, mark=mark, known="、".join(known))


def _archive(design: ArchiveDesign) -> Found:
    """Classes name files and part the client files: two alike would overwrite or double a volume."""
    path = ("档案", "类别")
    for i, archive_class in enumerate(design.classes):
        yield from _retention(archive_class, (*path, i))
        yield from _twice(list(archive_class.papers), (*path, i, "材料"))
        if not re.fullmatch("[A-Za-z0-9]{1,12}", archive_class.code):
            yield CLASS_CODE, violation(*path, i, "代码", code=archive_class.code)
    yield from _twice([archive_class.code.upper() for archive_class in design.classes], path)
    yield from _twice([archive_class.name for archive_class in design.classes], path)
    if not design.spines:
        yield NO_SPINE, violation("档案", "卷脊规格")


def _retention(archive_class: ArchiveClass, path: KeyPath) -> Found:
    """What is printed, what stands in the archive number and what appraisal counts by is one period."""
    years = archive_class.keep_years
    code, text = ("Y", "永久") if years is None else (f"D{years}", f"{years}年")
    if archive_class.retention_code != code or not archive_class.retention.startswith(text):
        yield PERIODS_DIFFER, violation(*path, "期限代码", code=code, text=text)
    if years is not None and not 1 <= years <= MOST_YEARS:
        yield TOO_LONG, violation(*path, "年限", most=MOST_YEARS)
    if archive_class.by_item != (archive_class.clock == "形成之日"):
        yield WRONG_CLOCK, violation(*path, "起算")
    if archive_class.clock == "退出之日" and years is not None and years < LEAST_YEARS:
        yield TOO_SHORT, violation(*path, "年限", least=LEAST_YEARS)


def _board(board: Board, path: KeyPath) -> Found:
    if bool(board.articles) == bool(board.procedure and board.procedure.steps):
        yield BOARD_SHAPE, violation(*path, title=board.title)
    if not board.sources:
        yield NO_SOURCE, violation(*path, title=board.title)
    if board.procedure:
        yield from _procedure(board.procedure, (*path, "流程", "步骤"))


def _procedure(procedure: Procedure, path: KeyPath) -> Found:
    codes = [step.code for step in procedure.steps]
    yield from _twice(codes, path)
    for s, step in enumerate(procedure.steps):
        for b, branch in enumerate(step.branches):
            if branch.back_to and branch.back_to not in codes:
                yield STEP_UNKNOWN, violation(*path, s, "支线", b, "返回", code=branch.back_to)


def _twice(codes: list[str], path: KeyPath) -> Found:
    for code, count in Counter(codes).items():
        if count > 1:
            last = len(codes) - 1 - codes[::-1].index(code)
            yield CODE_TWICE, violation(*path, last, code=code)


def _score_sheet(district: District, rule_codes: frozenset[str]) -> Found:
    aspects = district.score_sheet.aspects
    if sorted(aspect.aspect for aspect in aspects) != sorted(ASPECTS):
        yield ASPECTS_WRONG, violation("评分表", "方面", aspects="、".join(ASPECTS))
    if all(level.least for level in district.score_sheet.levels):
        yield NO_LEVEL, violation("评分表", "等次")
    for a, aspect in enumerate(aspects):
        yield from _twice([item.code for item in aspect.items], ("评分表", "方面", a, "条目"))
        for i, item in enumerate(aspect.items):
            yield from _score_item(item, rule_codes, ("评分表", "方面", a, "条目", i))


def _score_item(item: ScoreItem, rule_codes: frozenset[str], path: KeyPath) -> Found:
    for code in sorted(set(item.rules) - rule_codes):
        yield RULE_UNKNOWN, violation(*path, "规则", code=code)
    if len(item.ways) != 1:
        yield ONE_WAY, violation(*path, code=item.code, count=len(item.ways))
    elif item.rules and item.ways[0] in ("分档", "分段"):
        yield RULES_COUNT, violation(*path, "规则", code=item.code)
    shares = [item.points * grade.share / 100 for grade in item.grades]
    most = max([*shares, *(band.points for band in item.bands)], default=0)
    if most > item.points:
        yield TOO_MANY_POINTS, violation(*path, code=item.code, most=f"{most:g}", full=f"{item.points:g}")
