"""The district's score sheet -> what nothing can be scored by, as errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.likely import likely
from mzdocs.checks.rule import AGREE, KeyPath, Rule, Violation, violation
from mzdocs.core.problems import Sentence, problem_type
from mzdocs.derive.scoring import exact
from mzdocs.model.score_sheet import ASPECTS, ScoreItem


def aspects_are_the_six(data: DistrictFile) -> Iterator[Violation]:
    """Other aspects than the six (ASPECTS), or one twice."""
    if sorted(aspect.aspect for aspect in data.district.score_sheet.aspects) != sorted(ASPECTS):
        yield violation("评分表", "方面", aspects="、".join(ASPECTS))


def points_add_up(data: DistrictFile) -> Iterator[Violation]:
    """Items whose points do not sum to the full points of the sheet."""
    sheet = data.district.score_sheet
    total = _total(item.points for _, item in _items(data))
    if total != sheet.full:
        sums = [_total(item.points for item in aspect.items) for aspect in sheet.aspects]
        said = "、".join(f"{each.aspect} {points:g}" for each, points in zip(sheet.aspects, sums, strict=True))
        yield violation("评分表", "方面", total=f"{total:g}", full=f"{sheet.full:g}", sums=said)


def _total(points: Iterable[float]) -> float:
    return float(sum(map(exact, points)))


def levels_can_be_told_apart(data: DistrictFile) -> Iterator[Violation]:
    """A level above the full points, or that begins where another does."""
    sheet = data.district.score_sheet
    least = [level.least for level in sheet.levels]
    for i, level in enumerate(sheet.levels):
        if level.least > sheet.full:
            why = Sentence(
                f"高于满分 {sheet.full:g}，没有站达得到", f"is above the full {sheet.full:g}: nobody reaches it"
            )
            yield violation("评分表", "等次", i, "不低于", level=level.name, least=f"{level.least:g}", why=why)
        elif level.least in least[:i]:
            other = sheet.levels[least.index(level.least)].name
            why = Sentence(f"与“{other}”的相同，分不开", f"is that of {other}: they cannot be told apart")
            yield violation("评分表", "等次", i, "不低于", level=level.name, least=f"{level.least:g}", why=why)


def levels_begin_at_zero(data: DistrictFile) -> Iterator[Violation]:
    """No level that begins at 0, so that a low score has no result."""
    if all(level.least for level in data.district.score_sheet.levels):
        yield violation("评分表", "等次")


def scored_rules_are_known(data: DistrictFile) -> Iterator[Violation]:
    """A rule that does not exist, named by an item."""
    for path, item in _items(data):
        for code in sorted(set(item.rules) - data.rule_codes):
            known = (rule for rule in data.rule_codes if rule.startswith("MZ2"))
            yield violation(*path, "规则", code=code, meant=likely(code, sorted(known)))


def _items(data: DistrictFile) -> Iterator[tuple[KeyPath, ScoreItem]]:
    for a, aspect in enumerate(data.district.score_sheet.aspects):
        for i, item in enumerate(aspect.items):
            yield ("评分表", "方面", a, "条目", i), item


def items_have_one_way(data: DistrictFile) -> Iterator[Violation]:
    """An item with no way of scoring, or with several."""
    for path, item in _items(data):
        if len(item.ways) != 1:
            yield violation(*path, code=item.code, count=len(item.ways))


def rules_are_scored_by_defects(data: DistrictFile) -> Iterator[Violation]:
    """An item of rules that is scored by grades or bands."""
    for path, item in _items(data):
        if item.rules and item.ways in (("分档",), ("分段",)):
            yield violation(*path, "规则", code=item.code)


def items_give_no_more_than_their_points(data: DistrictFile) -> Iterator[Violation]:
    """A grade or band that gives more than the item's points."""
    for path, item in _items(data):
        shares = [item.points * grade.share / 100 for grade in item.grades]
        most = max([*shares, *(band.points for band in item.bands)], default=0)
        if most > item.points:
            yield violation(*path, code=item.code, most=f"{most:g}", full=f"{item.points:g}")


def deductions_are_said_once(data: DistrictFile) -> Iterator[Violation]:
    """A level whose outcome speaks of points off, of which 年终扣分 already says how many."""
    for i, level in enumerate(data.district.score_sheet.levels):
        if "扣" in level.outcome:
            yield violation("评分表", "等次", i, "结果运用", level=level.name)


def lower_levels_cost_no_less(data: DistrictFile) -> Iterator[Violation]:
    """A level that takes fewer points off than a higher one."""
    levels = data.district.score_sheet.levels
    for i, level in enumerate(levels):
        above = [each.deduction for each in levels if each.least > level.least and each.deduction is not None]
        if level.deduction is not None and level.deduction < max(above, default=0):
            yield violation("评分表", "等次", i, "年终扣分", level=level.name, most=f"{max(above):g}")


def examples_are_not_signed(data: DistrictFile) -> Iterator[Violation]:
    """A score sheet that is still the example, for papers that are no drafts."""
    if data.district.score_sheet.example and not data.district.draft:
        yield violation("评分表", "示例")


SCORE_SHEET_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(
        problem_type(
            "MZ1986", "各条分值加起来是 {total}，满分是 {full}", "The items' points sum to {total}, the full points are {full}",
            "改分值，使它们加起来是 {full}；满分另有规定的，在评分表写 满分: {total}。各方面：{sums}。",
            "Make the points sum to {full}, or write the full points, {total}, into the sheet. By aspect: {sums}.",
        ),
        AGREE, points_add_up, after=(aspects_are_the_six,),
    ),
    Rule(
        problem_type(
            "MZ1987", "等次“{level}”的“不低于”是 {least}，{why}", "The level {level} begins at {least}, which {why}",
            "核对各等次的“不低于”。", "Check from how many points on each level is given.",
        ),
        AGREE, levels_can_be_told_apart,
    ),
    Rule(
        problem_type(
            "MZ1503", "评分表须恰好有六个方面，各一次：{aspects}", "The score sheet must have the six aspects, once each: {aspects}",
            "按六个方面整理评分表。", "Arrange the sheet by the six aspects.",
        ),
        AGREE, aspects_are_the_six,
    ),
    Rule(
        problem_type(
            "MZ1504", "评分条目引用的规则“{code}”不存在{meant}", "The score item refers to an unknown rule {code}{meant}",
            "改为检查规则的编号，如 MZ2101（MZ2 开头的都在 mzdocs check 的结果和检查报告里）。", "Use the code of a rule, such as MZ2101.",
        ),
        AGREE, scored_rules_are_known,
    ),
    Rule(
        problem_type(
            "MZ1508", "评分表没有从 0 分起的等次，低分的站会没有结果", "No level begins at 0 points: a low score would have no result",
            "把最低一等的“不低于”写成 0。", "Let the lowest level begin at 0.",
        ),
        AGREE, levels_begin_at_zero,
    ),
    Rule(
        problem_type(
            "MZ1518", "评分条目 {code} 须写一种计分办法（每处扣、是否、分档、分段），现在写了 {count} 种",
            "The item {code} needs one way of scoring; it has {count}",
            "只留一种。", "Keep one.",
        ),
        AGREE, items_have_one_way,
    ),
    Rule(
        problem_type(
            "MZ1519", "评分条目 {code} 最多可得 {most} 分，超过分值 {full}", "The item {code} may get {most} points, above its {full}",
            "分段的得分不超过分值；得分率不超过 100。", "Let bands give no more than the points, and shares no more than 100.",
        ),
        AGREE, items_give_no_more_than_their_points,
    ),
    Rule(
        problem_type(
            "MZ1520", "评分条目 {code} 由规则判定，只能用“每处扣”或“是否”", "The item {code} is judged by rules: by defects, or yes or no",
            "改用“每处扣”或“是否”，或去掉规则。", "Score it by defect or by yes or no, or take the rules away.",
        ),
        AGREE, rules_are_scored_by_defects,
    ),
    Rule(
        problem_type(
            "MZ1721", "等次“{level}”的结果运用里写了扣分，公文按“年终扣分”写，会前后说两遍",
            "The outcome of the level {level} speaks of points off, which papers take from its own field: they would say it twice",
            "把扣分从“结果运用”里删去，只写在“年终扣分”；酌情扣分的不写“年终扣分”。", "Leave it to the deduction's own field, which is left out where it is a matter of discretion.",
        ),
        AGREE, deductions_are_said_once,
    ),
    Rule(
        problem_type(
            "MZ1729", "等次“{level}”的年终扣分少于比它高的等次（{most} 分）", "{level} takes fewer points off than a higher level ({most})",
            "等次越低，扣分不能越少；不扣的写 0。", "A lower level takes no fewer points off; write 0 where none are.",
        ),
        AGREE, lower_levels_cost_no_less,
    ),
    Rule(
        problem_type(
            "MZ1722", "评分表还是示例，不能用于正式公文", "The score sheet is still the example: no paper to be signed is made of it",
            "换成本区的评分表以后写 示例: 否；还在试做的，在本文件写 样稿: 是，公文每一面印“样稿”。",
            "Put in the district's own and say that it is no example; for a trial say that papers are drafts, and every side says so.",
        ),
        AGREE, examples_are_not_signed,
    ),
)  # fmt: skip
