"""The tree a data file is read into: mappings, lists and text, each with its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from mzdocs.core.problems import Location
from mzdocs.core.text import without_identity_numbers

_PRIVATE_KEY = "SECRET-KEY-"
KeyPath = tuple[str | int, ...]
Position = tuple[int, int]


@dataclass
class Tree:
    """Plain dicts, lists and text, and where each of them begins (line and column from 1), in which lines."""

    root: Any
    marks: dict[KeyPath, Position] = field(default_factory=dict)
    lines: Sequence[str] = ()

    def location(self, file: str, path: KeyPath) -> Location:
        """The nearest known line: a missing key is reported at its parent."""
        known = path
        while known and known not in self.marks:
            known = known[:-1]
        line, column = self.marks.get(known, (1, 1))
        return Location(file, line, column, spell(path), line_text=line_shown(self.lines, line))

    def is_told(self, location: Location) -> bool:  # noqa: ARG002 - a tree that refuses places says which
        """Whether what stands there was refused when it was read: what follows from it is no news."""
        return False

    def texts(self) -> list[tuple[KeyPath, str]]:
        """Every text with its key path."""
        return list(_leaves(self.root, ()))


def _leaves(node: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(node, str):
        yield path, node
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, child in children:
        yield from _leaves(child, (*path, step))


_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def lines_of(text: str) -> list[str]:
    """Lines as the parser counts them."""
    return _BREAK.split(text)


def line_shown(lines: Sequence[str], line: int) -> str:
    """A line (from 1) as a message may show it: no number of a person, and nothing of a private key put there."""
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    return "" if _PRIVATE_KEY in shown.upper() else without_identity_numbers(shown)


def spell(path: KeyPath) -> str:
    """`("社区", 2, "人口")` → `社区[3].人口`, counted as people count."""
    words = ""
    for step in path:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if words else step
    return words


def looked_up(root: Any, path: KeyPath) -> Any:
    """What stands at a path of a tree; None if nothing does."""
    for step in path:
        there = isinstance(root, dict) or (isinstance(root, list) and isinstance(step, int) and step < len(root))
        root = (root.get(step) if isinstance(root, dict) else root[step]) if there else None
    return root
