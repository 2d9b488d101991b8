"""Values that are no facts because a line was miswritten, though the parser could read it: the line, not what follows.

As with a text that cannot be parsed, a slip is guessed, mended, and read again; it is the cause of what is then gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mzdocs.core.problems import Location, Problem
from mzdocs.load.meant_keys import keys_of
from mzdocs.load.yaml_text import yamlfile
from mzdocs.load.yaml_text.yaml_cause import no_dash, placed_slips
from mzdocs.load.yaml_text.yaml_slip_problems import (
    FULL_WIDTH_COLON,
    NO_BLANK,
    NO_COLON,
    NOT_A_DASH,
    ODD_BLANK,
    QUOTES_NEEDED,
    WIDE_MARK,
    WRONG_INDENT,
)
from mzdocs.load.yaml_text.yaml_slips import (
    Slip,
    slips,
)
from mzdocs.load.yaml_text.yamlfile import Refused
from mzdocs.load.yaml_tree import KeyPath, Tree, line_shown, looked_up, spell

AS_MAPPING = {"model_type", "dict_type", "model_attributes_type"}
"""Kinds of error of what should have been a group of keys."""
_IN_KEYS = {FULL_WIDTH_COLON, NO_BLANK, NOT_A_DASH, ODD_BLANK, WIDE_MARK}
_MOST_READ = 2_000_000
"""Characters that are read for guesses, all in all."""
Error = tuple[str, KeyPath]


def line_causes(
    model: type[BaseModel], tree: Tree, details: Sequence[ErrorDetails], file: str
) -> tuple[list[Problem], list[ErrorDetails]]:
    """The slips that are the cause of some errors, and the errors they do not explain."""
    search = _searched(model, tree, details, file)
    return [problem for problem, _ in search.found], search.left


def lines_mended(
    model: type[BaseModel], tree: Tree, details: Sequence[ErrorDetails], file: str
) -> list[tuple[Problem, str]]:
    """The slips that are the cause of some errors, each with the line as it was meant."""
    return _searched(model, tree, details, file).found


def _searched(model: type[BaseModel], tree: Tree, details: Sequence[ErrorDetails], file: str) -> _Search:
    search = _Search(model, tree, list(details), file)
    for detail in details:
        if detail in search.left and tree.lines:
            search.explain(detail)
    return search


class _Search:
    """The lines as they are mended so far, and the errors that are left with these."""

    def __init__(self, model: type[BaseModel], tree: Tree, left: list[ErrorDetails], file: str) -> None:
        self.model, self.tree, self.left, self.file = model, tree, left, file
        self.lines = list(tree.lines)
        self.found: list[tuple[Problem, str]] = []
        self._written: set[Error] | None = None
        self._to_read = _MOST_READ

    def explain(self, detail: ErrorDetails) -> None:
        """Mend the first slip without which the error is gone, and nothing else that was right.

        What can then be read in its place may have errors of its own: they are told when it can.
        """
        path: KeyPath = tuple(detail["loc"])
        for mended in self._guesses(detail, path):
            lines = [mended[number].mended if number in mended else line for number, line in enumerate(self.lines)]
            if self._written is None:
                self._written = self._errors(self.lines)
            left = self._errors(lines)
            if left is not None and self._better(left, detail):
                self.found += [(self._problem(number, slip, path), slip.mended) for number, slip in mended.items()]
                self.lines, self._written = lines, left
                self.left = [each for each in self.left if _key(each) in left]
                return

    def _better(self, left: set[Error], detail: ErrorDetails) -> bool:
        """Nothing is told of the error's place any more, unless of what can now be read in it; nor of other places."""
        path, before = tuple(detail["loc"]), self._written or set()
        inside = detail["type"] in AS_MAPPING or detail["type"] == "list_expected"
        outside = [each for _, each in left - before if not (inside and each[: len(path)] == path)]
        gone = all(each != path for _, each in left)
        return gone and not outside and (inside or len(left) < len(before))

    def _errors(self, lines: Sequence[str]) -> set[Error] | None:
        """What the model says of the lines as they are written; None if they cannot be read, or enough was read."""
        text = "\n".join(lines)
        self._to_read -= len(text)
        if self._to_read < 0:
            return None
        try:
            tree, problems = yamlfile.read(text.encode(), self.file)
            self.model.model_validate(tree.root)
        except Refused:
            return None
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False)
            return None if problems else {_key(each) for each in found}
        return None if problems else set()

    def _guesses(self, detail: ErrorDetails, path: KeyPath) -> Iterator[dict[int, Slip]]:
        """Lines and how they may be mended: one of a group, or all of it that have the same slip."""
        allowed = _IN_KEYS | ({NO_COLON} if detail["type"] in AS_MAPPING else {QUOTES_NEEDED})
        first = (self.tree.location(self.file, path).line or 1) - 1
        group = _group(self.lines, first)
        for number in [first, *group][: 2 if detail["type"] != "extra_forbidden" else 1]:
            for slip in slips(self.lines[number]):
                if slip.problem_type in allowed and (slip.problem_type is not QUOTES_NEEDED or "#" in str(slip.facts)):
                    yield {number: slip}
                    alike = {each: found for each in group if (found := _alike(self.lines[each], slip))}
                    if number in alike and len(alike) > 1:
                        yield alike
        if detail["type"] == "extra_forbidden" and self.lines[first].rstrip().endswith(":"):
            moved = (slip for slip in placed_slips(self.lines, first) if slip.problem_type is WRONG_INDENT)
            yield from ({first: slip} for slip in moved)
        if detail["type"] == "list_expected" and group:
            yield from ({group[0]: slip} for slip in no_dash(self.lines[group[0]]))
        if detail["type"] in AS_MAPPING and looked_up(self.tree.root, path) is None:
            yield from self._set_out(path, first)

    def _set_out(self, path: KeyPath, first: int) -> Iterator[dict[int, Slip]]:
        """The lines behind a key that has no value, if their keys are those of its group."""
        keys, depth = keys_of(self.model, path), _depth(self.lines[first])
        moved: dict[int, Slip] = {}
        for number in range(first + 1, len(self.lines)):
            key = re.match(r" *([^\s:]+):(?: |$)", self.lines[number])
            if not key or key[1] not in keys or _depth(self.lines[number]) != depth:
                break
            facts: dict[str, object] = {"found": depth, "right": depth + 2}
            moved[number] = Slip(WRONG_INDENT, depth + 1, f"  {self.lines[number]}", facts)
        if moved:
            yield moved

    def _problem(self, number: int, slip: Slip, path: KeyPath) -> Problem:
        location = Location(
            self.file, number + 1, slip.column, spell(path), line_text=line_shown(self.lines, number + 1)
        )
        return slip.at(location)


def _key(detail: ErrorDetails) -> Error:
    return detail["type"], tuple(detail["loc"])


def _group(lines: Sequence[str], first: int) -> list[int]:
    """The lines behind one that are set in further, up to the first that is not."""
    found: list[int] = []
    for number in range(first + 1, len(lines)):
        if lines[number].strip():
            if _depth(lines[number]) <= _depth(lines[first]):
                break
            found.append(number)
    return found


def _alike(line: str, slip: Slip) -> Slip | None:
    return next((each for each in slips(line) if each.problem_type is slip.problem_type), None)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
