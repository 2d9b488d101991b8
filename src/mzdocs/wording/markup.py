"""The lines of a filled wording -> the parts and blocks of a paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mzdocs.core.problems import Location
from mzdocs.core.text import chinese_number
from mzdocs.model.letter import Align, Annex, Block, Heading, NewPage, Paragraph
from mzdocs.wording.form_groups import signing
from mzdocs.wording.groups import GROUPS
from mzdocs.wording.source_lines import SourceLine, lines_of, set_solid, unmarked

HEAD_ENDS = "===="
MOST_HEADINGS = 99
TEXT, SIDEWAYS_TEXT = 156.0, 247.0
"""Millimetres of the text, and of a form on its side."""


@dataclass
class Draft:
    """A wording read: its head by key, its body, what it issues, its annexes."""

    head: dict[str, SourceLine] = field(default_factory=dict)
    body: list[Block] = field(default_factory=list)
    issued: Annex | None = None
    annexes: list[Annex] = field(default_factory=list)

    @property
    def blocks(self) -> list[Block]:
        """All blocks, wherever they stand."""
        parts = [*filter(None, [self.issued]), *self.annexes]
        return [*self.body, *(block for part in parts for block in part.body)]


def read(filled: str, file: str) -> Draft:
    """A filled wording as blocks.

    Raises:
        Stopped: a line is not written as it should be; the problem has its place.
    """
    lines = list(lines_of(filled, file))
    stop = next((i for i, line in enumerate(lines) if line.raw.startswith(HEAD_ENDS)), None)
    if stop is None:
        raise SourceLine("", Location(file)).wrong("没有分隔线 ====", "the line ==== is missing")
    draft = Draft(_head(lines[:stop]))
    begins, *others = _parted(lines[stop + 1 :])
    width = SIDEWAYS_TEXT if "纸张" in draft.head and draft.head["纸张"].text == "横" else TEXT
    draft.body = _blocks(begins[1], width)
    if "版式" in draft.head and draft.head["版式"].text == "纪要":
        draft.body = [_listed(block) for block in draft.body]
    for label, part in others:
        kind, name = label.raw.split("：", 1)
        made = Annex(set_solid(unmarked(name)), tuple(_blocks(part, width)))
        if kind == "附件":
            draft.annexes.append(made)
        elif draft.issued or draft.annexes:
            raise label.wrong("“印发：”只写一次，写在附件前面", "what is issued stands once, before the annexes")
        else:
            draft.issued = made
    return draft


def _listed(block: Block) -> Block:
    """A list of those present or absent bears its label, the former under an empty line (GB/T 9704-2012, 10.3)."""
    if isinstance(block, Paragraph) and (found := _OF_MINUTES.match(block.text)):
        return replace(block, label=found[0], apart=found[0] == "出席：")
    return block


_OF_MINUTES = re.compile("(?:出席|请假|列席)：")


def _head(lines: Sequence[SourceLine]) -> dict[str, SourceLine]:
    head: dict[str, SourceLine] = {}
    for line in lines:
        key, colon, text = line.raw.partition("：")
        if not colon or key in head:
            raise line.wrong("抬头每行写“名称：内容”，一项一次", "a line of the head is a key, a colon, a text, once")
        if unmarked(text):
            head[key] = SourceLine(text.strip(), line.location)
    return head


_PART = re.compile("(附件|印发)：(.+)")


def _parted(lines: Sequence[SourceLine]) -> list[tuple[SourceLine, list[SourceLine]]]:
    """The body's lines, then those of each part that follows it, under the line that begins it."""
    parts: list[tuple[SourceLine, list[SourceLine]]] = [(SourceLine("", Location()), [])]
    for line in lines:
        if _PART.fullmatch(line.raw):
            parts.append((line, []))
        else:
            parts[-1][1].append(line)
    return parts


def _blocks(lines: Sequence[SourceLine], width: float) -> list[Block]:
    blocks: list[Block] = []
    numbers = _Numbers()
    at = 0
    while at < len(lines):
        kind = next((kind for kind in GROUPS if lines[at].raw.startswith(kind)), None)
        if kind is None:
            blocks.append(found := _single(lines[at], numbers, width))
            if isinstance(found, NewPage) and found.title:
                numbers = _Numbers()
            at += 1
            continue
        end = at + 1
        while end < len(lines) and lines[end].raw.startswith("|") and not _opens(lines[end]):
            end += 1
        blocks.append(GROUPS[kind](lines[at], lines[at + 1 : end]))
        at = end
    return blocks


def _opens(line: SourceLine) -> bool:
    return any(line.raw.startswith(kind) for kind in GROUPS)


class _Numbers:
    """The running numbers of headings and of numbered paragraphs."""

    def __init__(self) -> None:
        self.counts = [0] * 5
        self.points = self.run_on = 0

    def heading(self, level: int) -> str:
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (4 - level)
        self.points = 0
        if level == 1:
            self.run_on = 0
        return _SPELT[level](self.counts[level])

    def point(self, text: str) -> str:
        """Counted from the last heading on."""
        self.points += 1
        return _pointed(self.points, text)

    def running(self, text: str) -> str:
        """Counted through the whole chapter."""
        self.run_on += 1
        return _pointed(self.run_on, text)


def _pointed(number: int, text: str) -> str:
    """1.甲, but 2. 9月: without the space it would read as 2.9."""
    return f"{number}.{' ' if text[:1].isdigit() else ''}{text}"


_SPELT: Mapping[int, Callable[[int], str]] = {
    1: lambda number: f"{chinese_number(number)}、",
    2: lambda number: f"（{chinese_number(number)}）",
    3: lambda number: f"{number}.",
    4: lambda number: f"（{number}）",
}
_ALIGNED: Mapping[str, Align] = {"< ": "left", "= ": "center", "> ": "right"}


def _single(line: SourceLine, numbers: _Numbers, width: float) -> Block:
    raw = line.raw
    marks = len(raw) - len(raw.lstrip("#"))
    if marks and raw[marks : marks + 1] == " ":
        if marks > 4:
            raise line.wrong("标题最多四级", "there are four levels of headings")
        if numbers.counts[marks] == MOST_HEADINGS:
            raise line.wrong(f"同级标题最多{MOST_HEADINGS}个", f"at most {MOST_HEADINGS} headings of a level")
        return Heading(marks, set_solid(numbers.heading(marks) + unmarked(raw[marks:])))
    if raw.startswith("+ "):
        return Paragraph(numbers.point(set_solid(unmarked(raw[2:]))))
    if raw.startswith("++ "):
        return Paragraph(numbers.running(set_solid(unmarked(raw[3:]))))
    if raw[:2] in _ALIGNED:
        return Paragraph(set_solid(unmarked(raw[2:])), _ALIGNED[raw[:2]])
    if raw.startswith("~ "):
        return signing(line, width)
    if raw.startswith("----"):
        return NewPage(unmarked(raw.lstrip("-")))
    if raw.startswith("|"):
        raise line.wrong("这一行没有接在表、图的首行后面", "this row follows no head of a table or chart")
    return Paragraph(set_solid(line.text))
