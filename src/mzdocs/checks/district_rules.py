"""The district's boards, plaques and papers -> what cannot be right in them, as errors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mzdocs.checks.likely import meant_number
from mzdocs.checks.rule import AGREE, KeyPath, Provenance, Rule, Violation, violation
from mzdocs.core.ids import DOCUMENT_NUMBER
from mzdocs.core.problems import problem_type
from mzdocs.core.theme_choice import Theme
from mzdocs.model.boards import Board
from mzdocs.model.district import District
from mzdocs.model.issue_register import Register
from mzdocs.model.letter import Wordings

NUMBERS = Provenance("国家标准", "GB/T 9704-2012 7.2.5 发文字号由机关代字、年份、序号组成", "规定")
SOURCES = Provenance("通行做法", "公开的制度写明依据和核对日期", "一般")

PLAQUE_MARKS, NUMBER_MARKS = ("区", "街道", "工作站", "民政局"), ("序号",)
THING_KINDS = {"设备种类": "equipment_kinds", "交通工具种类": "vehicle_kinds", "便民设施种类": "facility_kinds"}
"""The district's lists of kinds of things: the key of each, and its field."""
_MARK = re.compile(r"\{(.*?)\}")


@dataclass(frozen=True)
class DistrictFile:
    """The district's own file, and what it must agree with.

    `rule_codes` are the rules a score item may name, `per_station` the papers of which each station gets its own.
    `as_of` is the day that is asked for; `wordings` are the texts of papers, `own_themes` the bureau's themes.
    """

    district: District
    rule_codes: frozenset[str] = frozenset()
    per_station: frozenset[str] = frozenset()
    register: Register = Register()
    as_of: date | None = None
    wordings: Wordings = field(default_factory=dict)
    own_themes: Mapping[str, Theme] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """The day it is judged on: as asked, else that on which its plaques and boards were made."""
        return self.as_of or self.district.issued_on


def branches_go_back_to_steps(data: DistrictFile) -> Iterator[Violation]:
    """A branch that goes back to a step its procedure does not have."""
    for i, board in enumerate(data.district.boards):
        steps = board.procedure.steps if board.procedure else ()
        codes = {step.code for step in steps}
        for s, step in enumerate(steps):
            for b, branch in enumerate(step.branches):
                if branch.back_to and branch.back_to not in codes:
                    yield violation("展板", i, "流程", "步骤", s, "支线", b, "返回", code=branch.back_to)


def boards_have_articles_or_a_procedure(data: DistrictFile) -> Iterator[Violation]:
    """A board with both, or with neither."""
    for i, board in enumerate(data.district.boards):
        if bool(board.articles) == bool(board.procedure and board.procedure.steps):
            yield violation("展板", i, title=board.title)


def boards_name_their_source(data: DistrictFile) -> Iterator[Violation]:
    """A board without a source."""
    for i, board in enumerate(data.district.boards):
        if not board.sources:
            yield violation("展板", i, title=board.title)


def codes_differ(data: DistrictFile) -> Iterator[Violation]:
    """Codes and names that tell things apart; an entry that stands twice as a whole is told once."""
    told: set[KeyPath] = set()
    for entries in _told_apart(data.district):
        last = {word: path for path, word in entries}
        for word, count in Counter(word for _, word in entries).items():
            if count > 1 and last[word] not in told:
                told.add(last[word])
                yield violation(*last[word], code=word)


def _told_apart(district: District) -> Iterator[list[tuple[KeyPath, str]]]:
    """Words of which no two may be equal, each with its place."""
    yield from ([((*path, i), word) for i, word in enumerate(words)] for path, words in _lists_of_codes(district))
    aspects = enumerate(district.score_sheet.aspects if district.gives("score_sheet") else ())
    items = [(("评分表", "方面", a, "条目", i), item) for a, aspect in aspects for i, item in enumerate(aspect.items)]
    yield [(path, item.code) for path, item in items]
    for path, item in items:
        yield [((*path, "分档", n), grade.name) for n, grade in enumerate(item.grades)]
        yield [((*path, "分段", n), f"不低于 {band.least:g}") for n, band in enumerate(item.bands)]


def _lists_of_codes(district: District) -> Iterator[tuple[KeyPath, Sequence[str]]]:
    """Each list of codes or names that differ, of what is given; a class's code also names files where case is folded."""
    for i, board in enumerate(district.boards):
        yield ("展板", i, "流程", "步骤"), _steps(board)
    yield ("展板",), [board.code for board in district.boards]
    for key in ("code", "name", "office", "station"):
        yield ("街道",), [getattr(street, key) for street in district.streets]
    classes = district.archive.classes if district.gives("archive") else ()
    for i, each in enumerate(classes):
        yield ("档案", "类别", i, "材料"), each.papers
    yield ("档案", "类别"), [each.code.upper() for each in classes]
    yield ("档案", "类别"), [each.name for each in classes]
    yield (
        ("评分表", "等次"),
        [level.name for level in district.score_sheet.levels] if district.gives("score_sheet") else [],
    )
    for i, sheet in enumerate(district.assessments):
        yield ("考评", i, "等次"), sheet.levels
    yield ("公文",), [paper.code for paper in district.papers if paper.corrects is None]
    yield ("受理事项",), [matter.name for matter in district.matters]
    yield ("标准", "挂牌地点"), district.standard.places if district.gives("standard") else ()
    for key, name in THING_KINDS.items():
        yield (key,), [kind.name for kind in (getattr(district, name) if district.gives(name) else ())]


def _steps(board: Board) -> list[str]:
    return [step.code for step in board.procedure.steps] if board.procedure else []


def parts_are_locked_or_open(data: DistrictFile) -> Iterator[Violation]:
    """A part of the design that is both."""
    design = data.district.design
    for part in sorted(set(design.locked) & set(design.open)):
        yield violation("设计", "锁定", part=part)


def marks_are_known(data: DistrictFile) -> Iterator[Violation]:
    """A word in braces that stands for nothing."""
    for path, text, known in _marked(data.district):
        for mark in _MARK.findall(text):
            if mark not in known:
                yield violation(*path, mark=mark, known="、".join(known))


def _marked(district: District) -> Iterator[tuple[KeyPath, str, tuple[str, ...]]]:
    """Each text that may hold words in braces, and which."""
    plaques = district.design.plaques
    texts = {
        "横牌上行": plaques.plate_lead, "横牌主行": plaques.plate_main, "竖牌文字": plaques.board_text,
        "监制": plaques.maker,
    }  # fmt: skip
    for key, text in texts.items():
        yield ("设计", "门牌", key), text, PLAQUE_MARKS
    for i, paper in enumerate(district.papers):
        yield ("公文", i, "发文字号"), paper.number or "", NUMBER_MARKS


def numbers_have_their_shape(data: DistrictFile) -> Iterator[Violation]:
    """A document number not of the form 澄民〔2026〕41号."""
    for i, paper in enumerate(data.district.papers):
        if paper.number is not None and not DOCUMENT_NUMBER.fullmatch(paper.number.replace("{序号}", "1")):
            yield violation("公文", i, "发文字号", number=paper.number, meant=meant_number(paper.number))


def numbers_of_stations_differ(data: DistrictFile) -> Iterator[Violation]:
    """A number without {序号} on a paper of which each station gets its own; a correction here is the bureau's own."""
    for i, paper in enumerate(data.district.papers):
        if paper.code in data.per_station and not paper.corrects and paper.number and "{序号}" not in paper.number:
            yield violation("公文", i, "发文字号")


DISTRICT_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(
        problem_type(
            "MZ1501", "支线要返回的步骤“{code}”不存在", "The step {code} a branch goes back to does not exist",
            "改为本流程里的步骤代号。", "Use the code of a step of this procedure.",
        ),
        AGREE, branches_go_back_to_steps,
    ),
    Rule(
        problem_type(
            "MZ1502", "展板“{title}”须有条文或流程，二者择一", "The board {title} needs articles or a procedure, one of the two",
            "补上其中一种，删去另一种。", "Write one of them.",
        ),
        AGREE, boards_have_articles_or_a_procedure,
    ),
    Rule(
        problem_type(
            "MZ1505", "代码或名称“{code}”重复", "The code or name {code} is used twice", "改为不重复的；整条写了两次的，删去一条。", "Use one of its own; of an entry that stands twice delete one.",
        ),
        AGREE, codes_differ,
    ),
    Rule(
        problem_type(
            "MZ1506", "“{part}”同时写在锁定和开放里", "{part} is both locked and open", "只留一处。", "Keep one of them.",
        ),
        AGREE, parts_are_locked_or_open,
    ),
    Rule(
        problem_type(
            "MZ1507", "展板“{title}”没有写依据", "The board {title} names no source",
            "补上依据和核对日期。", "Add the source and when it was checked.",
        ),
        SOURCES, boards_name_their_source,
    ),
    Rule(
        problem_type(
            "MZ1511", "花括号里的“{mark}”不是可以代入的词，会原样印出来", "{mark} in braces stands for nothing and would be printed as it is",
            "花括号里只能写：{known}。", "In braces write only: {known}.",
        ),
        AGREE, marks_are_known,
    ),
    Rule(
        problem_type(
            "MZ1512", "这份公文每站一份，发文字号里没有用花括号代入“序号”，各站会同号", "Each station has this paper, and its number has no mark for the serial: all would bear one number",
            "在号的位置写上花括号和“序号”二字。", "Put the mark, in braces, at the place of the serial.",
        ),
        NUMBERS, numbers_of_stations_differ,
    ),
    Rule(
        problem_type(
            "MZ1517", "发文字号“{number}”不合式样：机关代字、用六角括号括起的四位年份、序号、“号”{meant}",
            "The number {number} is not of the standard's form (GB/T 9704-2012, 7.2.5){meant}",
            "写成 澄民〔2026〕41号 的样子；序号前不写“第”，不补零。", "Write the abbreviation, the whole year in tortoise-shell brackets, and the number without leading noughts.",
        ),
        NUMBERS, numbers_have_their_shape,
    ),
)  # fmt: skip
