"""Which theme a document has: its name, and the bureau's own folder where it lies in the workspace."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class OwnFolder:
    """A theme's folder in a workspace, as it was when it was read.

    `shown` is what people call it, `sums` the SHA-256 of each of its files by its path below the folder:
    whatever is kept of a theme is kept under these too, so that a changed file is never taken for the old one.
    """

    path: Path
    shown: str
    sums: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Theme:
    """A theme by its name: one that is shipped, unless the bureau has one of that name of its own."""

    name: str = "default"
    own: OwnFolder | None = None

    @property
    def made_from(self) -> dict[str, str]:
        """The bureau's files it consists of, as people call them, with their sums; nothing for a shipped one."""
        return {f"{self.own.shown}/{name}": digest for name, digest in self.own.sums} if self.own else {}


DEFAULT = Theme()
