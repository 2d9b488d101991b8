"""Which theme a document has: its name, and the bureau's own folder where it lies in the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mzdocs.core.nearest import nearest
from mzdocs.core.problems import NOWHERE, Exit, Location, Problem, Sentence, problem_type

UNKNOWN_THEME = problem_type(
    "MZ3101",
    "没有主题“{theme}”{hint}",
    "There is no theme {theme}{hint}",
    "可用的主题：{known}；自己的主题用 mzdocs theme new 生成，放在 data/themes/ 下。",
    "Known themes: {known}; mzdocs theme new writes one of your own into data/themes/.",
    Exit.USAGE,
)


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


def unknown_theme(name: str, known: Sequence[str], location: Location = NOWHERE) -> Problem:
    """That there is no theme of a name, with those there are and the one that was probably meant."""
    near = nearest(name, known)
    hint = Sentence(f"，您是不是想写“{near}”？", f"; did you mean {near}?") if near else ""
    return UNKNOWN_THEME.at(location, theme=name, hint=hint, known="、".join(known))
