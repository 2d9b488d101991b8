"""The machine mzdocs runs on -> whether it has all that is needed: each thing is sound, at fault, or was not tried."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mzdocs.build import machine_checks, program_checks
from mzdocs.build.adopted_fonts import adopt_fonts
from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem, Sentence, Stopped, problem_type
from mzdocs.load.workspace import Workspace, find

HALF_MADE = problem_type(
    "MZD08",
    "有 {count} 个生成到一半留下的文件夹，里面可能有客户的资料",
    "{count} folders were left half made by builds; there may be clients' papers in them",
    "没有正在生成的，再运行一次 mzdocs build，它会清掉。",
    "If no build is running, run mzdocs build once more: it sweeps them away.",
    machine_checks.OUTPUT,
)


@dataclass(frozen=True)
class Health:
    """How one thing stands: a word or two of what was found, what is wrong with it, or why it was not tried."""

    name: Sentence
    found: Sentence = Sentence("", "")
    problems: tuple[Problem, ...] = ()
    not_tried: Sentence | None = None

    @property
    def state(self) -> str:
        """`ok`, `fault` or `not tried`."""
        return "fault" if self.problems else "not tried" if self.not_tried else "ok"


Look = Callable[[Path], tuple[Sentence, Sequence[Problem]]]
"""Look at a thing from a folder on: what was found, and what is wrong with it."""


def health(here: Path) -> Iterator[Health]:
    """Every thing in turn, as it is from a folder on; nothing is changed, and nothing stays behind."""
    for name, look in _LOOKS:
        try:
            found, problems = look(here)
            yield Health(name, found, tuple(problems))
        except NotRun as why:
            yield Health(name, not_tried=why.reason)
        except Stopped as stopped:
            yield Health(name, problems=stopped.problems)


def _workspace(here: Path) -> tuple[Sentence, list[Problem]]:
    space = _space(here)
    count = len(space.station_files())
    adopt_fonts(space)
    left = [*space.output.glob(".staging-*")] if space.output.is_dir() else []
    problems = [HALF_MADE.at(Location(space.output.name), count=len(left))] if left else []
    return Sentence(f"{count} 个工作站", f"{count} stations"), problems


def _space(here: Path) -> Workspace:
    try:
        return find(here)
    except Stopped:
        raise NotRun("不在工作目录里", "not inside a workspace") from None


def _at_output(look: Callable[[Path], tuple[Sentence, list[Problem]]]) -> Look:
    """The same, at the nearest folder that is there of those the output goes to."""

    def looked(here: Path) -> tuple[Sentence, list[Problem]]:
        try:
            folder = find(here).output
        except Stopped:
            folder = here
        return look(next(each for each in (folder, *folder.parents) if os.path.lexists(each)))

    return looked


_LOOKS: tuple[tuple[Sentence, Look], ...] = (
    (Sentence("程序", "program"), program_checks.program),
    (Sentence("字体和色彩特性文件", "fonts and press profiles"), program_checks.fonts),
    (Sentence("程序库", "libraries"), program_checks.libraries),
    (Sentence("文字编码", "text encoding"), machine_checks.encodings),
    (Sentence("日期", "date"), machine_checks.clock),
    (Sentence("磁盘空间", "disk space"), _at_output(machine_checks.space)),
    (Sentence("写入权限", "rights to write"), _at_output(machine_checks.rights)),
    (Sentence("保密权限", "rights to keep closed"), _at_output(machine_checks.closed_folders)),
    (Sentence("系统限制", "limits"), machine_checks.limits),
    (Sentence("内存", "memory"), machine_checks.memory),
    (Sentence("缓存", "cache"), machine_checks.cache_state),
    (Sentence("工作目录", "workspace"), _workspace),
)
