"""A line of a data file -> the slips of the hand it may hold, each with the line as it was meant: guesses only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mzdocs.core.problems import Location, Problem, ProblemType, Sentence
from mzdocs.core.text import quotable
from mzdocs.load.yaml_text.yaml_slip_problems import (
    FULL_WIDTH_COLON,
    NO_BLANK,
    NO_COLON,
    NO_COMMA,
    NOT_A_DASH,
    NOT_A_REMARK,
    ODD_BLANK,
    QUOTES_NEEDED,
    TWO_KEYS,
    UNCLOSED_BRACKET,
    UNCLOSED_QUOTE,
    WIDE_MARK,
)

_MOST_SHOWN = 80
"""Characters of a mended line that are shown."""


@dataclass(frozen=True)
class Slip:
    """A guess: what was done at a column (from 1) of a line, and the line without it."""

    problem_type: ProblemType
    column: int
    mended: str
    facts: dict[str, object] = field(default_factory=dict)

    def at(self, location: Location) -> Problem:
        """The problem it is, if it is one."""
        return self.problem_type.at(location, **self.facts, mended=quotable(self.mended.strip(), _MOST_SHOWN))


BLANKS = {
    "\u3000": Sentence("全角空格", "a full-width blank"),
    "\u00a0": Sentence("不换行空格", "a no-break space"),
    "\t": Sentence("制表符（Tab）", "a tab"),
    "\u200b": Sentence("零宽空格", "a zero-width blank"),
    "\u2002": Sentence("半身空格", "an en space"),
    "\u2003": Sentence("全身空格", "an em space"),
    "\u2009": Sentence("窄空格", "a thin space"),
    "\u202f": Sentence("窄的不换行空格", "a narrow no-break space"),
    "\u205f": Sentence("数学空格", "a mathematical space"),
}
"""Blanks that do not part anything in YAML, by name."""
_ODD = "".join(BLANKS)
_HEAD = r"(?P<head>\s*(?:- +)*)"
_KEY = r"[^\s:#'\"，。、{}\[\],&*!|>%@`：;；=＝-][^\s:#'\"，。{}\[\],：;；=＝]{0,15}"
_ITEM = r"[—–－‒−‐‑﹣ー•·●○◦▪■□◆★*►√]|[0-9]{1,2}[.、．)）]|[（(][0-9]{1,2}[)）]|[①-⑳]"
_NUMBER = Sentence("编号", "A number")
_PLAIN = str.maketrans("［］【】〔〕｛｝，、", "[][][]{},,")
LONGEST_TYPED = 2_000
"""Characters."""
BRACKETS = {"[": "]", "{": "}"}
"""What closes which."""


def slips(line: str) -> Iterator[Slip]:
    """Every slip a line may hold by itself, the likelier first; of a line that nobody types none."""
    if len(line) > LONGEST_TYPED:
        return
    for find in (
        _odd_blanks, _quotes, _not_dashes, _dash_without_blank, _wide_colons, _colons_without_blank, _wide_marks,
        _brackets, _commas, _no_colon, _two_keys, _quotes_needed, _remarks,
    ):  # fmt: skip
        yield from find(line)


def _odd_blanks(line: str) -> Iterator[Slip]:
    head = re.match(rf"[\s{_ODD}-]*", line)
    behind = re.match(rf"{_HEAD}{_KEY}:(?P<odd>[{_ODD} ]+)", line)
    first = next((at for at, char in enumerate(head[0] if head else "") if char in BLANKS), None)
    if head and first is not None:
        for width in (2, 1, 4, 6, 8, 0):
            yield _blank(line, first, re.sub(f"[{_ODD}]", " " * width, head[0]) + line[head.end() :])
    elif behind and not behind["odd"].startswith((" ", "\t")):
        at = behind.start("odd")
        yield _blank(line, at, f"{line[:at]} {line[behind.end() :]}")


def _blank(line: str, at: int, mended: str) -> Slip:
    return Slip(ODD_BLANK, at + 1, mended, {"name": BLANKS[line[at]]})


def _quotes(line: str) -> Iterator[Slip]:
    """A quote that opens a value and is not closed on its line, or closed by another mark."""
    for start in re.finditer(rf"(?:^{_HEAD}|: +|[\[{{,] *)(?P<mark>[\"'“‘])", line):
        at, mark = start.start("mark"), start["mark"]
        rest = line[at + 1 :]
        if mark in "\"'":
            if _closed(rest, mark):
                continue
            for end in _ends(rest):
                body = rest[:end].rstrip().rstrip("”’\"'")
                facts: dict[str, object] = {"mark": mark}
                yield Slip(UNCLOSED_QUOTE, at + 1, line[: at + 1] + body + mark + rest[end:], facts)
        else:
            mended = line[:at] + re.sub("[“”‘’]", '"', line[at:], count=2)
            yield Slip(WIDE_MARK, at + 1, mended, {"mark": mark, "plain": '"'})


def _closed(rest: str, mark: str) -> bool:
    body = r'(?:[^"\\]|\\.)*"' if mark == '"' else "(?:[^']|'')*'"
    return re.match(body, rest) is not None


def _ends(rest: str) -> Iterator[int]:
    """Where a value may end: before a mark of a list, a comment, or the end of the line."""
    yield from (found.start() for found in re.finditer(r" *[,\]}]| #|$", rest) if found.start() or not rest)


def _not_dashes(line: str) -> Iterator[Slip]:
    found = re.match(rf"(?P<head>\s*)(?P<mark>{_ITEM})\s*(?=\S)", line)
    if found:
        mended = f"{found['head']}- {line[found.end() :]}"
        mark = found["mark"]
        named = _NUMBER if len(mark) > 1 or mark.isnumeric() else Sentence(f"“{mark}”", mark)
        yield Slip(NOT_A_DASH, found.start("mark") + 1, mended, {"mark": named})


def _dash_without_blank(line: str) -> Iterator[Slip]:
    found = re.match(r"(\s*(?:- +)*)-(?=[^\s-])", line)
    if found:
        yield Slip(NO_BLANK, found.end(), f"{found[0]} {line[found.end() :]}", {"mark": "-"})


def _wide_colons(line: str) -> Iterator[Slip]:
    found = re.match(rf"{_HEAD}{_KEY}(?P<colon>\s*[：∶﹕︰]\s*)", line)
    inside = re.compile(rf"([{{,]\s*{_KEY})\s*[：∶﹕︰]\s*")
    flow = inside.search(line)
    if found:
        mended = f"{line[: found.start('colon')]}: {line[found.end() :]}"
        yield Slip(FULL_WIDTH_COLON, found.start("colon") + 1, mended.rstrip())
    elif flow:
        yield Slip(FULL_WIDTH_COLON, flow.end(1) + 1, inside.sub(r"\1: ", line))


def _colons_without_blank(line: str) -> Iterator[Slip]:
    found = re.match(rf"{_HEAD}(?!\d+:){_KEY}:(?=[^\s/])", line)
    inside = re.compile(rf"[{{,]\s*(?!\d+:){_KEY}:(?=[^\s/])")
    flow = inside.search(line)
    if found:
        yield Slip(NO_BLANK, found.end(), f"{found[0]} {line[found.end() :]}", {"mark": ":"})
    elif flow:
        yield Slip(NO_BLANK, flow.end(), inside.sub(lambda each: f"{each[0]} ", line), {"mark": ":"})


def _wide_marks(line: str) -> Iterator[Slip]:
    """Commas before a key, or brackets; then all of them, for a value may have such commas of its own.

    Whoever typed a wide bracket and no plain comma typed the commas of the list as wide ones.
    """
    if not re.search(r"[\[{［【〔｛]", line):
        return
    brackets, commas = "[［］【】〔〕｛｝]", r"(?<=\S)[，、]"
    both = f"{brackets}|{commas}"
    typed_wide = re.match(rf"{_HEAD}(?:{_KEY}: +)?[［【〔]", line) and "," not in line
    for marks in (rf"{commas}(?= *{_KEY}: )", *((both, brackets) if typed_wide else (brackets, both))):
        found = re.search(marks, line)
        if found:
            mended = re.sub(f"{marks} ?", _plainly, line)
            plain = found[0].translate(_PLAIN)
            yield Slip(WIDE_MARK, found.start() + 1, mended.rstrip(), {"mark": found[0], "plain": plain})


def _plainly(found: re.Match[str]) -> str:
    plain = found[0].strip().translate(_PLAIN)
    return f"{plain} " if plain == "," else plain


def _brackets(line: str) -> Iterator[Slip]:
    """A bracket of a list or group on one line that is open at its end, closed as another kind, or closed twice."""
    opened = re.match(rf"{_HEAD}(?:{_KEY}: +)?(?P<mark>[\[{{])", line)
    if not opened:
        return
    at, close = opened.start("mark"), BRACKETS[opened["mark"]]
    body = re.sub(r"(?:[,\s]|[\]}])+$", "", line)
    depth = [char for char in body[at:] if char in BRACKETS]
    ends = "".join(BRACKETS[char] for char in reversed(depth[1:]) if BRACKETS[char] not in body) + close
    for mended in dict.fromkeys((f"{line.rstrip(', ')}{close}", f"{body}{ends}", f"{body}{close}")):
        yield Slip(UNCLOSED_BRACKET, at + 1, mended, {"mark": opened["mark"]})


def _commas(line: str) -> Iterator[Slip]:
    for found in re.finditer(rf"(?<=[^\s,{{\[])(?P<gap> +)(?={_KEY}: )", line):
        if re.search(r"[{\[]", line[: found.start()]):
            yield Slip(NO_COMMA, found.start() + 1, f"{line[: found.start()]}, {line[found.end() :]}")


def _no_colon(line: str) -> Iterator[Slip]:
    between = re.match(rf"{_HEAD}{_KEY}(?P<gap> *[;；=＝]+ *| +)(?=\S)", line)
    alone = re.match(rf"{_HEAD}(?P<key>{_KEY})\s*$", line)
    if between:
        mended = f"{line[: between.start('gap')]}: {line[between.end() :]}"
        yield Slip(NO_COLON, between.start("gap") + 1, mended)
    elif alone:
        yield Slip(NO_COLON, alone.end("key") + 1, f"{line.rstrip()}:")


def _two_keys(line: str) -> Iterator[Slip]:
    """A key behind the value of another: in quotes the value can be read, and so it is proved."""
    found = re.match(
        rf"(?P<before>{_HEAD}{_KEY}: +)(?P<value>[^\s\"'\[{{].*? +(?P<key>[\u4e00-\u9fff]{{2,8}}):(?: .*|$))", line
    )
    if found:
        mended = f"{found['before']}'{found['value'].replace(chr(39), chr(39) * 2)}'"
        yield Slip(TWO_KEYS, found.start("key") + 1, mended, {"key": found["key"]})


def _remarks(line: str) -> Iterator[Slip]:
    """A line without a key that begins with another mark of remarks, is drawn, or is a word of its own."""
    found = re.match(r"(?P<blanks> *)(?P<mark>＃+|//+|/\*|[;；]+)? *(?P<words>[^:：]*)$", line)
    drawn = re.match(r" *[-—–=~_*·.─━]{3,}", line)
    if found and (found["mark"] or drawn or re.fullmatch("[\u4e00-\u9fff，。、（）]{3,}", found["words"])):
        yield Slip(NOT_A_REMARK, found.end("blanks") + 1, f"{found['blanks']}# {found['words']}")


def _quotes_needed(line: str) -> Iterator[Slip]:
    """A value that begins with a mark of YAML, or holds one."""
    found = re.match(rf"(?P<before>\s*(?:- +)*(?:{_KEY}: +)?)(?P<value>\S.*?)\s*$", line)
    if not found or not found["before"].strip():
        return
    value = found["value"]
    bare = re.fullmatch(r'"([^"]*\\[^"]*)"', value)
    mark = re.search(r"\\", value) if bare else re.match(r"[@`%*&!|>\[{\"'?#-]", value) or re.search(r": |:$", value)
    if mark:
        whole = bare[1] if bare else re.sub(r"^([\"'])(.*?)\1", r"“\2”", value)
        mended = found["before"] + "'" + whole.replace("'", "''") + "'"
        at = found.start("value") + mark.start()
        yield Slip(QUOTES_NEEDED, at + 1, mended, {"mark": mark[0].strip()})
