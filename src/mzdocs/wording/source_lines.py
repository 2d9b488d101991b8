"""A filled wording -> its lines, each with the place it was written at.

What a data file says is never taken for a mark: `escaped` hides a value's own bars, and sets a sign round
it, so that a line that begins with a value is a line of text whatever the value begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mzdocs.core.problems import Location, Sentence, Stopped, problem_type
from mzdocs.model.letter import MERGED, Wording
from mzdocs.wording.fill_limits import within_limits

MARK_WRONG = problem_type(
    "MZ1601",
    "公文文字这一行写错了：{why}",
    "This line of the wording is wrong: {why}",
    "照 docs/wording.md 的写法改。",
    "Write it as docs/wording.md says.",
)

_VALUE, _BAR, _LINE, _END, _CUT = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
"""Private characters, which no data may hold: a value's ends, its bar, the number of a line, its place to break."""
_NUMBER = re.compile(f"{_LINE}([^:]+):([0-9]+){_END}")
CUT = "｜"
"""Where a title may break, and what parts the printer from the day."""


def escaped(text: str) -> str:
    """A value that no mark of a line can be read out of."""
    return f"{_VALUE}{text.replace('|', _BAR).replace(CUT, _CUT)}{_VALUE}"


def numbered(wording: Wording) -> str:
    """Each line with its place, for problems; inside a tag of several lines there is no room for it."""
    depth, lines = 0, []
    for number, line in enumerate(wording.source.splitlines(), 1):
        depth += len(re.findall(r"\{[{%#]", line)) - len(re.findall(r"[}%#]\}", line))
        lines.append(f"{line}{_LINE}{wording.file}:{number}{_END}" if line.strip() and not depth else line)
    return "\n".join(lines)


EACH, AS_OF = "每份", "截至"
"""For each of which list there is a paper, and of what day its words are: lines of the head that are no prose."""


def prose(wording: Wording) -> Iterator[tuple[int, str]]:
    """The lines a wording is written in, by number, with a figure in the place of each value and no tags.

    Raises:
        Stopped: its tags have no end.
    """
    with within_limits(wording):
        plain = _TAG.sub(_standing_in, wording.source)
    lines = enumerate(plain.splitlines(), 1)
    return ((number, line) for number, line in lines if not line.startswith((f"{EACH}：", f"{AS_OF}：")))


_TAG = re.compile(r"\{([{%#]).*?[}%#]\}", re.DOTALL)


def _standing_in(tag: re.Match[str]) -> str:
    return (_FIGURE if tag[1] == "{" else "") + "\n" * tag[0].count("\n")


_FIGURE = "2026"
"""A year and a number alike: `澄民[{{ 年份 }}]{{ 序号 }}号` is as wrong as its values will be."""


@dataclass(frozen=True)
class SourceLine:
    """A line of a filled wording, and where in the file it was written."""

    raw: str
    location: Location

    @property
    def text(self) -> str:
        """The line as it reads, without signs for values."""
        return unmarked(self.raw)

    @property
    def pieces(self) -> list[str]:
        """Its parts between places to break, each as it reads."""
        return [unmarked(piece) for piece in self.raw.split(CUT)]

    def wrong(self, zh: str, en: str) -> Stopped:
        """What stops a paper at this line, and why."""
        return Stopped([MARK_WRONG.at(self.location, why=Sentence(zh, en))])


def unmarked(text: str) -> str:
    """A text as it reads: the signs round values gone, their bars back."""
    return text.replace(_VALUE, "").replace(_BAR, "|").replace(_CUT, CUT).strip()


def lines_of(filled: str, file: str) -> Iterator[SourceLine]:
    """Lines with something on them; one that ends in a backslash goes on in the next."""
    held, location = "", None
    for raw in filled.splitlines():
        found = _NUMBER.search(raw)
        location = location or (Location(found[1], int(found[2])) if found else None)
        text = held + _NUMBER.sub("", raw).strip()
        if text.endswith("\\"):
            held = text[:-1]
            continue
        if text:
            yield SourceLine(text, location or Location(file))
        held, location = "", None


_LOOSE = re.compile(r"(?<=[\u3400-\u9fff]) +(?=[0-9])|(?<=[0-9]) +(?=[\u3400-\u9fff])")


def set_solid(text: str) -> str:
    """Without the spaces data files put between Chinese and figures: official papers set them solid."""
    return _LOOSE.sub("", text)


def cells_of(text: str) -> list[str]:
    """What stands between the bars; a bar at the very end closes the last cell."""
    return [MERGED if cell.strip() == "^" else unmarked(cell) for cell in text.rstrip().removesuffix("|").split("|")]
