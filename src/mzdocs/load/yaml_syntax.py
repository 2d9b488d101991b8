"""What the YAML parser says of a broken file -> what a clerk can mend: the line, the column, the likely slip."""

from __future__ import annotations

import re

import yaml

from mzdocs.core.problems import Location, Problem, Sentence, problem_type
from mzdocs.load.yaml_tree import KeyPath, Position, Tree

SYNTAX = problem_type(
    "MZ1001",
    "YAML 格式有误：{reason}",
    "YAML syntax error: {reason}",
    "检查这一行的缩进、冒号后的空格和引号。",
    "Check indentation, the space after the colon, and quotes on this line.",
)
FULL_WIDTH_COLON = problem_type(
    "MZ1002",
    "这里用了全角冒号“：”，键和值之间没有分开",
    "A full-width colon stands between key and value here",
    "把“：”改成半角冒号加一个空格“: ”。",
    "Replace it by a plain colon and a space.",
)
EMPTY_FILE = problem_type(
    "MZ1005",
    "文件是空的，或者没有“键: 值”的内容",
    "The file is empty, or has no key: value content",
    "从样例复制一份再改（mzdocs init 可生成样例）。",
    "Start from a copy of a sample (mzdocs init writes them).",
)
FORBIDDEN_CHARACTER = problem_type(
    "MZ1007",
    "有不能使用的字符 U+{code:04X}",
    "The character U+{code:04X} may not be used",
    "重新输入这段文字；从旧系统复制的自造字要换成标准字。",
    "Type the text again; replace private characters of old systems by standard ones.",
)

_REASONS = {
    "mapping values are not allowed in this context": "这里不应再出现“: ”，可能是缩进不对或值里有冒号未加引号",
    "could not find expected ':'": "缺少冒号，或冒号后没有空格",
    "did not find expected key": "缩进不对，或多了、少了符号",
    "did not find expected '-' indicator": "列表缩进不一致，或缺少“- ”",
    "found character that cannot start any token": "有不能开头的符号（如制表符、@、`），请改用空格或加引号",
    "found unexpected end of stream": "引号或括号没有配对",
    "did not find expected ',' or ']'": "方括号列表缺少逗号或右括号",
    "did not find expected ',' or '}'": "花括号缺少逗号或右括号",
    "did not find expected <document start>": "前一段内容已经结束，这里不应再有内容",
    "block sequence entries are not allowed in this context": "“- ”不能写在这里，请另起一行",
    "found invalid Unicode character escape code": "转义写法不对",
    "found unknown escape character": "双引号里不能用这样的反斜杠，请改用单引号",
    "did not find expected alphabetic or numeric character": "“*”“&”不能开头，请加引号",
    "found a tab character that violates indentation": "缩进用了制表符，请改用空格",
}


def syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """The problem behind a parser's error: a full-width colon nearby, a forbidden character, or bad syntax."""
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else None
    colon = _full_width_colon(text, range(line - 2, line + 1)) if line else None
    if colon:
        return FULL_WIDTH_COLON.at(Location(file, *colon))
    if isinstance(error, yaml.reader.ReaderError):
        return _unreadable_character(error, text, file)
    problem = str(getattr(error, "problem", None) or "unknown")
    reason = Sentence(_REASONS.get(problem, f"解析器报告“{problem}”"), problem)
    return SYNTAX.at(Location(file, line, mark.column + 1 if mark else None), reason=reason)


def _unreadable_character(error: yaml.reader.ReaderError, text: str, file: str) -> Problem:
    """The parser gives such a location in bytes of its own; people count lines and columns."""
    before = text[: max(text.find(chr(error.character)), 0)]
    column = len(before) - before.rfind("\n")
    return FORBIDDEN_CHARACTER.at(Location(file, before.count("\n") + 1, column), code=error.character)


def not_a_mapping(text: str, file: str) -> Problem:
    """The problem of a file that parses and is no mapping: a full-width colon somewhere, or nothing in it."""
    colon = _full_width_colon(text)
    if colon:
        return FULL_WIDTH_COLON.at(Location(file, *colon))
    return EMPTY_FILE.at(Location(file, 1, 1))


_KEY_WITH_WIDE_COLON = re.compile(r"^\s*(?:- )?[^\s:#'\"：，。]{1,12}：")


def _full_width_colon(text: str, lines: range | None = None) -> Position | None:
    """Where a key is followed by a full-width colon, in these lines or in any."""
    for number, line in enumerate(text.splitlines(), 1):
        if lines is not None and number not in lines:
            continue
        if _KEY_WITH_WIDE_COLON.match(line):
            return number, line.index("：") + 1
    return None


def colon_hint(tree: Tree, raw: bytes, path: KeyPath) -> Position | None:
    """A full-width colon where a mapping was expected but text was found: on its line or the next."""
    line = tree.marks.get(path, (None, None))[0]
    return _full_width_colon(raw.decode("utf-8-sig"), range(line, line + 2)) if line else None
