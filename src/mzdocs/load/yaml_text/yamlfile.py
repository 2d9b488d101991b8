"""YAML text -> a tree of text that remembers line and column; refuses what YAML does silently."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import yaml

from mzdocs.core.problems import Exit, Location, Problem, ProblemType, Sentence, problem_type
from mzdocs.core.text import forbidden, normal
from mzdocs.load.yaml_text.yaml_cause import Cause, cause_of, mark_of_text
from mzdocs.load.yaml_text.yaml_encoding import not_utf8
from mzdocs.load.yaml_text.yaml_repeats import Repeat, dash_missing, repeats_told
from mzdocs.load.yaml_text.yaml_syntax import FOLDED, FORBIDDEN_CHARACTER, SYNTAX, folded, not_a_mapping, syntax_problem
from mzdocs.load.yaml_tree import KeyPath, Position, Tree, line_shown, lines_of, spell

YAML_FEATURE = problem_type(
    "MZ1006",
    "数据文件不支持 YAML 的{feature}",
    "Data files do not allow YAML {feature}",
    "直接写出内容；以特殊符号开头的文字请加引号。",
    "Write the content itself; quote text that begins with a special character.",
)
TOO_LARGE = problem_type(
    "MZ1008",
    "{what}超出上限（{limit}）",
    "Too large: {what} (limit {limit})",
    "拆小文件；客户档案请放在 .csv 表里。",
    "Split the file; client files belong into a .csv table.",
    Exit.LIMIT,
)
COMMENT_SWALLOWS = problem_type(
    "MZ1009",
    "“#”后面的内容被当作注释丢掉了",
    "Everything after the # on this line is a comment and is lost",
    "“#”是内容时给整个值加引号；确是注释时另起一行写。",
    "Quote the value if # belongs to it; put a comment on its own line.",
)

_FILE = Sentence("文件字节数", "bytes of the file")
_NODES = Sentence("数据项数", "number of items")
_DEPTH = Sentence("嵌套层数", "levels of nesting")
_SCALAR = Sentence("一项文字的字数", "characters of one text")
_DOCUMENTS = Sentence("多文档（---）", "documents (---)")
_ALIAS = Sentence("引用（*）", "aliases (*)")
_ANCHOR = Sentence("锚点（&）", "anchors (&)")
_TAG = Sentence("标签（!）", "tags (!)")
_TEXT_KEY = Sentence("键必须是文字", "a key must be text")

MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_SCALAR = 2_000_000, 12, 100_000, 4_000

_COMMENT = re.compile(r"[ \t]+#")


_MOST_CAUSES = 20
"""So many slips of one file are told at once."""


class Refused(Exception):
    """The problems that end the reading of one file."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems[0].code)
        self.problems = problems


Misfits = Callable[[Tree], int]
"""How much is wrong in a tree: of several ways to mend a slip that one is meant with which it is least."""


def _unknown(tree: Tree) -> int:
    return 0


def read(raw: bytes, file: str, misfits: Misfits = _unknown) -> tuple[Tree, list[Problem]]:
    """Read one data file; the list holds problems that did not keep the tree from being read.

    Raises:
        Refused: the file cannot be read as a mapping at all; with every slip that is known for the cause.
    """
    causes: list[Cause] = []
    reader = _read_mending(_text(raw, file), file, causes, misfits)
    if causes:
        raise Refused(*(each.problem for each in causes))
    if not isinstance(reader.tree.root, dict):
        raise Refused(not_a_mapping(reader.text, file))
    return reader.tree, reader.told()


def causes_in(raw: bytes, file: str, misfits: Misfits = _unknown) -> list[Cause]:
    """What keeps a file from being read, as far as it is known, each with the text without it and those before it."""
    causes: list[Cause] = []
    with suppress(Refused):
        _read_mending(_text(raw, file), file, causes, misfits)
    return causes


def _read_mending(text: str, file: str, causes: list[Cause], misfits: Misfits) -> _Reader:
    """The text as it can be read when each cause is mended that is met; they are added to the list.

    Raises:
        Refused: it cannot, and nothing is known that would mend it.
    """
    reader = _Reader(file, text)
    while len(causes) < _MOST_CAUSES:
        cause = _stumbled(reader, [each.problem for each in causes], misfits)
        if cause is None:
            break
        causes.append(cause)
        reader = _Reader(file, cause.mended)
    return reader


def _stumbled(reader: _Reader, before: Sequence[Problem], misfits: Misfits) -> Cause | None:
    """What keeps a text from being read, if it can be mended; nothing if it is read, or what was told is all there is.

    Raises:
        Refused: nothing is known that would mend it.
    """
    try:
        reader.read()
    except yaml.YAMLError as error:
        cause = cause_of(error, reader.text, reader.file, lambda text: _wrong_in(text, misfits))
        if cause is None and not before:
            raise Refused(syntax_problem(error, reader.text, reader.file)) from None
        return cause
    except Refused as refused:
        cause = mark_of_text(refused.problems[0], reader.text)
        if cause is None:
            raise Refused(*before, *refused.problems) from None
        return cause
    return dash_missing(reader.repeated, reader.text, reader.file, _repeats) if reader.repeated else None


def _repeats(text: str) -> int | None:
    """How many keys of a text are written twice; None if it cannot be read."""
    found = _read_once(text)
    return None if found is None else len(found.repeated)


def _wrong_in(text: str, misfits: Misfits) -> int:
    found = _read_once(text)
    return MAX_NODES if found is None else len(found.repeated) + misfits(found.tree)


def _read_once(text: str) -> _Reader | None:
    reader = _Reader("", text)
    try:
        reader.read()
    except (yaml.YAMLError, Refused):
        return None
    return reader


def _text(raw: bytes, file: str) -> str:
    if len(raw) > MAX_BYTES:
        raise Refused(TOO_LARGE.at(Location(file), what=_FILE, limit=MAX_BYTES))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(not_utf8(raw, error, file)) from None


class _Reader:
    """Builds the tree from parser events, so that no scalar is ever given a type."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.tree = Tree(None, lines=lines_of(text))
        self.problems: list[Problem] = []
        self.repeated: list[Repeat] = []
        self._open: list[tuple[Any, KeyPath]] = []
        self._keys: list[str | None] = []
        self._nodes = 0

    def read(self) -> None:
        """Build the tree.

        Raises:
            Refused: something YAML has and a data file must not have.
            yaml.YAMLError: it is no YAML.
        """
        documents = 0
        for event in yaml.parse(self.text, Loader=yaml.CBaseLoader):
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                self._refuse(YAML_FEATURE, event, feature=_DOCUMENTS)
            self._take(event)

    def told(self) -> list[Problem]:
        """What is wrong with what was read, line by line."""
        found = [*self.problems, *repeats_told(self.repeated)]
        return sorted(found, key=lambda each: (each.location.line or 0, each.location.column or 0))

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.NodeEvent):
            self._gate(event)
        if isinstance(event, yaml.MappingStartEvent):
            self._begin({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin([], event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)

    def _gate(self, event: yaml.NodeEvent) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._refuse(TOO_LARGE, event, what=_NODES, limit=MAX_NODES)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(YAML_FEATURE, event, feature=_ALIAS)
        if event.anchor:
            self._refuse(YAML_FEATURE, event, feature=_ANCHOR)
        if getattr(event, "tag", None):
            self._refuse(YAML_FEATURE, event, feature=_TAG)

    def _begin(self, container: Any, event: yaml.Event) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._refuse(TOO_LARGE, event, what=_DEPTH, limit=MAX_DEPTH)
        if self._open and self._awaits_key():
            self._refuse(SYNTAX, event, reason=_TEXT_KEY)
        path = self._put(container, event)
        self._open.append((container, path))
        self._keys.append(None)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if len(event.value) > MAX_SCALAR:
            self._refuse(TOO_LARGE, event, what=_SCALAR, limit=MAX_SCALAR)
        bad = forbidden(event.value)
        if bad is not None:
            self.problems.append(FORBIDDEN_CHARACTER.at(self._location(event), code=bad))
        if event.value and event.style in (None, ""):
            self._look_behind(event)
        value = normal(event.value)
        if self._open and self._awaits_key():
            self._key(value, event)
        else:
            self._put(None if value == "" and event.style in (None, "") else value, event)

    def _awaits_key(self) -> bool:
        return isinstance(self._open[-1][0], dict) and self._keys[-1] is None

    def _key(self, value: str, event: yaml.Event) -> None:
        container, path = self._open[-1]
        if value in container:
            self.repeated.append(Repeat(path, value, self._location(event, (*path, value))))
        container[value] = None
        self._keys[-1] = value
        self.tree.marks[(*path, value)] = self._mark(event)

    def _put(self, value: Any, event: yaml.Event) -> KeyPath:
        if not self._open:
            self.tree.root = value
            return ()
        container, parent = self._open[-1]
        if isinstance(container, list):
            path: KeyPath = (*parent, len(container))
            container.append(value)
            self.tree.marks[path] = self._mark(event)
        else:
            path = (*parent, self._keys[-1] or "")
            container[self._keys[-1]] = value
            self._keys[-1] = None
        return path

    def _mark(self, event: yaml.Event) -> Position:
        start = event.start_mark
        assert start is not None
        return start.line + 1, start.column + 1

    def _look_behind(self, event: yaml.ScalarEvent) -> None:
        """A comment right after a plain value may be a part of it: 8号 #2楼; and so may the next line not be."""
        start, end = event.start_mark, event.end_mark
        number = folded(self.tree.lines, start.line, end.line) if start and end else None
        if number is not None:
            location = Location(self.file, number + 1, 1, line_text=line_shown(self.tree.lines, number + 1))
            self.problems.append(FOLDED.at(location))
        comment = _COMMENT.match(self.text, end.index) if end else None
        if end and comment:
            column = end.column + len(comment[0])
            shown = line_shown(self.tree.lines, end.line + 1)
            self.problems.append(COMMENT_SWALLOWS.at(Location(self.file, end.line + 1, column, line_text=shown)))

    def _location(self, event: yaml.Event, path: KeyPath | None = None) -> Location:
        line, column = self._mark(event)
        here = path if path is not None else self._open[-1][1] if self._open else ()
        return Location(self.file, line, column, spell(here), line_text=line_shown(self.tree.lines, line))

    def _refuse(self, refusal: ProblemType, event: yaml.Event, **facts: object) -> None:
        raise Refused(refusal.at(self._location(event), **facts))
