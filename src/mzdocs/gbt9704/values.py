"""What is measured of a DOCX: pages, paragraphs, footers, traces. Values only, all frozen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from mzdocs.core.problems import Sentence
from mzdocs.core.units import Length, mm, pt
from mzdocs.gbt9704.sheet_values import Border, DoubleRule, Page, is_red

Role = Literal[
    "份号", "密级", "紧急程度", "标志", "发文字号", "令号", "签发人", "标题", "题注", "主送",
    "正文", "一级", "二级", "三级", "四级",
    "附件说明", "署名", "成文日期", "附注", "附件", "附件标题", "主题词", "抄送", "印发", "",
]  # fmt: skip
Typeface = Literal["仿宋", "楷体", "黑体", "小标宋", "宋体", ""]
Rule = Literal["exact", "atLeast", "auto"]
Story = Literal["正文", "表格", "文本框", "页脚", "页眉"]

_ALIGNED = {"left": "左对齐", "center": "居中", "right": "右对齐", "both": "两端对齐"}
_FACES: tuple[tuple[Typeface, tuple[str, ...]], ...] = (
    ("仿宋", ("仿宋", "fangsong", "fandolfang")),
    ("小标宋", ("标宋", "biaosong", "xbsjw")),
    ("楷体", ("楷体", "楷_", "正楷", "kaiti", "fzkai", "fandolkai")),
    ("黑体", ("黑体", "黑_", "simhei", "heiti", "fzhei", "fandolhei")),
    ("宋体", ("宋体", "书宋", "simsun", "songti", "fzshusong", "fandolsong")),
)


def typeface(name: str) -> Typeface:
    """The official typeface a font's name stands for, whoever made the font; none for any other."""
    low = name.casefold()
    return next((face for face, marks in _FACES if any(mark in low for mark in marks)), "")


_CHINESE = re.compile("[\u3400-\u9fff]")
Format = Literal["文件", "信函", "命令", "纪要"]
"""The usual form of a paper, and the special ones of clauses 10.1, 10.2 and 10.3."""


def special(marks: Sequence[str]) -> Literal["命令", "纪要", ""]:
    """What form the words of the mark say a paper has: an order's (10.2), that of minutes (10.3), or none of these."""
    words = "".join(marks).rstrip("）)").replace(" ", "")
    if words.endswith("令"):
        return "命令"
    return "纪要" if words.endswith("纪要") else ""


@dataclass(frozen=True)
class Run:
    """A run of text of one look."""

    text: str
    east: str
    latin: str
    size: Length
    bold: bool
    colour: str
    hidden: bool
    hinted: bool
    language: str
    themed: bool
    tracking: Length = mm(0)
    """What is added after each character."""
    adorned: tuple[str, ...] = ()
    """The names of the properties that set it off from the text round it, bold apart, as in `w:i`."""

    @property
    def face(self) -> Typeface:
        """The official typeface its Chinese characters are in."""
        return typeface(self.east)

    @property
    def red(self) -> bool:
        """Mostly red, however it was mixed."""
        return is_red(self.colour)


@dataclass(frozen=True)
class Spacing:
    """Above, below, and from line to line: so much, at least so much, or so many times the natural line."""

    before: Length
    after: Length
    rule: Rule
    line: float
    """Points, or for `auto` a factor."""
    on_grid: bool

    @property
    def exact(self) -> Length | None:
        """From line to line, where that is a fixed length; else none."""
        return pt(self.line) if self.rule == "exact" else None


@dataclass(frozen=True)
class MeasuredParagraph:
    """One paragraph as it takes effect: what the styles say and what was set by hand."""

    story: Story
    at: Sentence
    mark: str
    """Where it stands, in a form for programs, such as `¶5`."""
    pieces: tuple[Run, ...]
    align: str
    first: float
    """The first line's indent in characters, less than 0 where it hangs; spaces typed there count."""
    left: float
    right: float
    """Characters."""
    spacing: Spacing
    above: Border | None = None
    below: Border | None = None
    tabs: tuple[tuple[Length, str], ...] = ()
    section: int = 0
    row: tuple[int, int] | None = None
    """Which table, and which row of it."""
    drawn: bool = False
    """Holds a drawing."""
    shaded: bool = False
    """Whether all of it stands on a ground."""
    framed: Length | None = None
    """The upper edge of the frame it stands in, from the sheet's; none where the text places it."""
    aside: bool = False
    """Whether a frame places it from left to right."""
    fields: str = ""
    """The instructions of its fields."""
    paged: str = ""
    """What is read where its page number is 1; nothing without a page number."""
    counted: str = ""
    """The number that the word processor shows before its text."""
    side: int = 0
    """On which side its text begins, as the program that saved it last had it; 0 where none has said."""
    breaks: bool = False
    """Whether a break to a new side stands in it, or is asked for before it."""
    new_side: bool = False
    """Whether a break makes it the first text of a side."""
    role: Role = ""
    part: int = 0
    """0 the paper itself, 1 and on its annexes and what stands under further titles."""

    @property
    def text(self) -> str:
        """All of its text, with the blanks."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def words(self) -> str:
        """What is read: its number and its text, without blanks at the ends."""
        return (self.counted + self.text).strip(" \t\n\r\u3000\xa0")

    @property
    def aligned(self) -> str:
        """How it is aligned, in Chinese."""
        return _ALIGNED.get(self.align, "另一种对齐")

    @property
    def flush_right(self) -> bool:
        """Whether it ends at the right: aligned so, or behind one tab to a stop that is."""
        after_tab = self.text.count("\t") == 1 and bool(self.tabs) and self.tabs[0][1] in ("right", "end")
        return self.align == "right" or after_tab

    @property
    def main(self) -> Run | None:
        """The piece most of its text is in."""
        said = [piece for piece in self.pieces if piece.text.strip()]
        return max(said, key=lambda piece: len(piece.text), default=None)

    @property
    def lead(self) -> Run | None:
        """The piece its text begins with."""
        return next((piece for piece in self.pieces if piece.text.strip(" \t\u3000")), None)

    @property
    def size(self) -> Length:
        """The size of its main piece; 0 where it has no text."""
        return self.main.size if self.main else mm(0)


@dataclass(frozen=True)
class Traces:
    """What a file says beside its text."""

    people: tuple[str, ...] = ()
    """Who wrote and who saved it."""
    company: str = ""
    application: str = ""
    template: str = ""
    tracked: int = 0
    comments: int = 0
    macros: bool = False
    linked: tuple[str, ...] = ()
    """Kinds of what is fetched from elsewhere when it is opened."""


@dataclass(frozen=True)
class MeasuredDocx:
    """A whole DOCX."""

    pages: tuple[Page, ...]
    paragraphs: tuple[MeasuredParagraph, ...]
    footers: Mapping[str, tuple[MeasuredParagraph, ...]]
    even_and_odd: bool
    traces: Traces = field(default_factory=Traces)
    double_rules: tuple[DoubleRule, ...] = ()
    numbered_above: bool = False
    """Whether a header holds a page number."""
    other_rules: bool = False
    """Whether something is drawn in it, or a border is red, that may be a double rule for all one can tell."""

    def of(self, *roles: Role) -> tuple[MeasuredParagraph, ...]:
        """The paragraphs of these roles, in the order of the file."""
        return tuple(each for each in self.paragraphs if each.role in roles)

    @property
    def official(self) -> bool:
        """Whether it has a red head."""
        return bool(self.of("标志", "发文字号"))

    @property
    def format(self) -> Format:
        """The form it has: of a letter by double rules, or by a number at the right under a bare name."""
        marks = [mark.words for mark in self.of("标志")]
        by_name = special(marks)
        if by_name:
            return by_name
        bare = any(not mark.endswith("文件") for mark in marks)
        at_right = bare and any(number.flush_right for number in self.of("发文字号"))
        return "信函" if self.official and (self.double_rules or at_right) else "文件"

    @property
    def upright(self) -> tuple[Page, ...]:
        """The sheets that are not wider than high."""
        return tuple(page for page in self.pages if not page.sideways)

    @property
    def chinese(self) -> bool:
        """Whether there is a Chinese character in it."""
        return any(_CHINESE.search(each.text) for each in self.paragraphs)

    @property
    def prose(self) -> bool:
        """Whether it is a paper of sentences, with a head or without, and not a form to fill in."""
        if self.official:
            return True
        sideways = not self.pages or self.pages[0].sideways
        tables = any(each.story == "表格" for each in self.paragraphs)
        return not sideways and bool(self.of("一级", "二级") or (len(self.of("正文")) > 1 and not tables))
