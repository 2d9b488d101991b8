"""What the YAML parser says of a broken file -> what a clerk can mend: the line, the column, the likely slip."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from mzdocs.core.problems import Location, Problem, Sentence, problem_type
from mzdocs.load.yaml_text.yaml_slip_problems import (
    FULL_WIDTH_COLON,
    NO_BLANK,
    NOT_A_DASH,
)
from mzdocs.load.yaml_text.yaml_slips import (
    slips,
)
from mzdocs.load.yaml_tree import Position, line_shown, lines_of

SYNTAX = problem_type(
    "MZ1001",
    "YAML 格式有误：{reason}",
    "YAML syntax error: {reason}",
    "检查这一行的缩进、冒号后的空格和引号。",
    "Check indentation, the space after the colon, and quotes on this line.",
)
FOLDED = problem_type(
    "MZ1023",
    "这一行被当作上一行的下文，中间会印出一个空格",
    "This line is read as the end of the one above, with a blank between them",
    "是列表的另一项，就在前面加“- ”；是同一段文字，就接在上一行后面写。",
    "If it is another item, put a dash and a blank before it; if it is the same text, write it on the line above.",
)
EMPTY_FILE = problem_type(
    "MZ1005",
    "文件是空的，或者没有“键: 值”的内容",
    "The file is empty, or has no key: value content",
    "从样例复制一份再改（mzdocs new --sample 可生成样例）。",
    "Start from a copy of a sample (mzdocs new --sample writes them).",
)
FORBIDDEN_CHARACTER = problem_type(
    "MZ1007",
    "有不能使用的字符 U+{code:04X}",
    "The character U+{code:04X} may not be used",
    "重新输入这段文字；从旧系统复制的自造字要换成标准字。",
    "Type the text again; replace private characters of old systems by standard ones.",
)

_ENCODED = "文件里有一段不是文字"
_DIRECTIVE = "行首的“%”“---”“...”有特殊含义，数据里不用"
_TAG = "值以“!”开头有特殊含义，请加引号"
_REASONS = {
    "mapping values are not allowed in this context": "这里不应再出现“: ”，可能是缩进不对或值里有冒号未加引号",
    "mapping keys are not allowed in this context": "“? ”不能写在这里，请加引号",
    "could not find expected ':'": "缺少冒号，或冒号后没有空格",
    "found unexpected ':'": "这里不应有冒号，值里有冒号的请加引号",
    "did not find expected key": "缩进不对，或多了、少了符号",
    "did not find expected '-' indicator": "列表缩进不一致，或缺少“- ”",
    "did not find expected node content": "逗号或括号旁边少了内容",
    "found character that cannot start any token": "有不能开头的符号（如制表符、@、`），请改用空格或加引号",
    "found unexpected end of stream": "引号或括号没有配对",
    "found unexpected document indicator": "引号没有配对",
    "did not find expected ',' or ']'": "方括号列表缺少逗号或右括号",
    "did not find expected ',' or '}'": "花括号缺少逗号或右括号",
    "did not find expected <document start>": "前一段内容已经结束，这里不应再有内容",
    "block sequence entries are not allowed in this context": "“- ”不能写在这里，请另起一行",
    "found invalid Unicode character escape code": "转义写法不对",
    "found unknown escape character": "双引号里不能用这样的反斜杠，请改用单引号",
    "did not find expected hexdecimal number": "双引号里不能用这样的反斜杠，请改用单引号",
    "did not find expected alphabetic or numeric character": "“*”“&”不能开头，请加引号",
    "did not find expected comment or line break": "“|”“>”不能开头，请加引号",
    "found an indentation indicator equal to 0": "“|”“>”不能开头，请加引号",
    "found a tab character that violates indentation": "缩进用了制表符，请改用空格",
    "found a tab character where an indentation space is expected": "缩进用了制表符，请改用空格",
    "found undefined tag handle": _TAG,
    "did not find expected '!'": _TAG,
    "did not find expected tag URI": _TAG,
    "did not find the expected '>'": _TAG,
    "did not find URI escaped octet": _TAG,
    "did not find expected whitespace": _TAG,
    "did not find expected whitespace or line break": _TAG,
    "found an incorrect leading UTF-8 octet": _TAG,
    "found an incorrect trailing UTF-8 octet": _TAG,
    "could not find expected directive name": _DIRECTIVE,
    "did not find expected digit or '.' character": _DIRECTIVE,
    "did not find expected version number": _DIRECTIVE,
    "duplicate %TAG directive": _DIRECTIVE,
    "found duplicate %TAG directive": _DIRECTIVE,
    "found duplicate %YAML directive": _DIRECTIVE,
    "found extremely long version number": _DIRECTIVE,
    "found incompatible YAML document": _DIRECTIVE,
    "found unexpected non-alphabetical character": _DIRECTIVE,
    "found unknown directive name": _DIRECTIVE,
    "input is too long": _ENCODED,
    "control characters are not allowed": _ENCODED,
}
_NO_REASON = "这一行的写法不对"


def syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """The problem behind a parser's error that no single slip explains: a forbidden character, or bad syntax."""
    if isinstance(error, yaml.reader.ReaderError):
        return _unreadable_character(error, text, file)
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or "unknown")
    lines = lines_of(text)
    line = min(mark.line + 1, _last(lines)) if mark else None
    column = mark.column + 1 if mark and line == mark.line + 1 else None
    location = Location(file, line, column, line_text=line_shown(lines, line or 0))
    return SYNTAX.at(location, reason=Sentence(_REASONS.get(problem, _NO_REASON), problem))


def _last(lines: Sequence[str]) -> int:
    """The last line (from 1) on which anything stands."""
    return max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)


def _unreadable_character(error: yaml.reader.ReaderError, text: str, file: str) -> Problem:
    """The parser gives such a location in bytes of its own; people count lines and columns."""
    before = text[: max(text.find(chr(error.character)), 0)]
    column = len(before) - before.rfind("\n")
    return FORBIDDEN_CHARACTER.at(Location(file, before.count("\n") + 1, column), code=error.character)


_LOOKS_LIKE = (NO_BLANK, NOT_A_DASH, FULL_WIDTH_COLON)
_JOINT = re.compile("[\u3001-\u9fff\uff01-\uff5e]")


def folded(lines: Sequence[str], first: int, last: int) -> int | None:
    """Of the lines (from 0) that a text fills, the first before which there will be a blank that Chinese has not.

    A line that looks like a key or an item itself is told as such, when its text turns out to be no fact.
    """
    for number in range(first + 1, last + 1):
        joined = _JOINT.match(lines[number].lstrip()) and _JOINT.match(lines[number - 1].rstrip()[-1:])
        if joined and not any(each.problem_type in _LOOKS_LIKE for each in slips(lines[number])):
            return number
    return None


def not_a_mapping(text: str, file: str) -> Problem:
    """The problem of a file that parses and is no mapping: a full-width colon somewhere, or nothing in it."""
    colon = _full_width_colon(text)
    if colon:
        return FULL_WIDTH_COLON.at(Location(file, *colon))
    return EMPTY_FILE.at(Location(file, 1, 1))


_KEY_WITH_WIDE_COLON = re.compile(r"^\s*(?:- )?[^\s:#'\"：，。]{1,12}：")


def _full_width_colon(text: str) -> Position | None:
    """Where a key is first followed by a full-width colon."""
    found = ((number, line) for number, line in enumerate(lines_of(text), 1) if _KEY_WITH_WIDE_COLON.match(line))
    return next(((number, line.index("：") + 1) for number, line in found), None)
