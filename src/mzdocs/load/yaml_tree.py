"""The tree a data file is read into: mappings, lists and text, each with its line and column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from mzdocs.core.problems import Location

KeyPath = tuple[str | int, ...]
Position = tuple[int, int]


@dataclass
class Tree:
    """Plain dicts, lists and text, and where each of them begins (line and column from 1)."""

    root: Any
    marks: dict[KeyPath, Position] = field(default_factory=dict)

    def location(self, file: str, path: KeyPath) -> Location:
        """The nearest known line: a missing key is reported at its parent."""
        known = path
        while known and known not in self.marks:
            known = known[:-1]
        line, column = self.marks.get(known, (1, 1))
        return Location(file, line, column, spell(path))

    def is_told(self, location: Location) -> bool:  # noqa: ARG002 - a tree that refuses places says which
        """Whether what stands there was refused when it was read: what follows from it is no news."""
        return False


def spell(path: KeyPath) -> str:
    """`("社区", 2, "人口")` → `社区[3].人口`, counted as people count."""
    words = ""
    for step in path:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if words else step
    return words
