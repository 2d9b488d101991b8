"""Contenders in turn, each a whole process: wall and processor seconds, peak memory, size of what was written.

This module imports nothing heavy: a child's peak memory never counts less than its parent's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]


TITLES = {"badges": "badges", "rows": "index rows", "docx": "rows of a Word table"}


@dataclass(frozen=True)
class Contender:
    """Who does it, and how; `rounds` fewer than the workload's means it runs in the first ones only.

    One that `only_puts` texts at their places has neither the words nor the lines of the others' pages.
    """

    name: str
    module: str
    options: tuple[str, ...] = ()
    rounds: int = 99
    only_puts: bool = False

    @property
    def ours(self) -> bool:
        return self.module == "ours"

    @property
    def measure(self) -> bool:
        """The one whose numbers the others' are divided by."""
        return self.ours and not self.options

    @property
    def warm(self) -> bool:
        """What it compiles once and keeps is there already."""
        return self.ours and "--cold" not in self.options


@dataclass(frozen=True)
class Workload:
    """A kind and a count; the time of the `scaled` is not measured but that of the workload before, multiplied."""

    kind: str
    count: int
    contenders: tuple[Contender, ...]
    scaled: tuple[Contender, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.count}"

    @property
    def title(self) -> str:
        return f"{self.count:,} {TITLES[self.kind]}"

    @property
    def suffix(self) -> str:
        """Of what is written."""
        return ".docx" if self.kind == "docx" else ".pdf"


@dataclass(frozen=True)
class Run:
    """One process. Memory and size are bytes."""

    wall: float
    processor: float
    peak: float | None = None
    size: float | None = None


@dataclass(frozen=True)
class Result:
    """The medians of a contender's runs, or why there are none."""

    contender: Contender
    runs: tuple[Run, ...] = ()
    said: str = ""
    scaled_from: int = 0
    files: tuple[Path, ...] = field(default=(), compare=False)

    def median(self, what: str) -> float | None:
        values = [getattr(run, what) for run in self.runs]
        return median(values) if values and None not in values else None


def written(target: Path) -> tuple[Path, ...]:
    """The file, or the files of its volumes."""
    numbered = sorted(target.parent.glob(f"{target.stem}-*.pdf"), key=lambda path: int(path.stem.rsplit("-", 1)[1]))
    return (target,) if target.exists() else tuple(numbered)


def timed(command: Sequence[str], work: Path) -> tuple[int, float, float, float]:
    """Exit code, wall and processor seconds, peak bytes of the process."""
    environment = os.environ | {
        "FONTCONFIG_FILE": str(work / "fonts.conf"),
        "MZDOCS_CACHE": str(work / "cache"),
        "PYTHONPATH": str(ROOT),
    }
    with (work / "stderr").open("wb") as complaints:
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=work, env=environment, stdout=subprocess.DEVNULL, stderr=complaints)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def once(work: Path, workload: Workload, contender: Contender) -> tuple[Run | None, str, tuple[Path, ...]]:
    target = work / f"{slug(contender)}.{workload.name}{workload.suffix}"
    for old in written(target):
        old.unlink()
    module = contender.module if contender.ours else f"peer_{contender.module}"
    source = work / f"{workload.name}.jsonl"
    command = [sys.executable, "-m", f"tests.bench.{module}", str(work), str(source), str(target), *contender.options]
    code, wall, processor, peak = timed(command, work)
    files = written(target)
    if code or not files:
        return None, failed(work, code), ()
    return Run(wall, processor, peak, sum(path.stat().st_size for path in files)), "", files


def failed(work: Path, code: int) -> str:
    print((work / "stderr").read_text(encoding="utf-8", errors="replace")[-2000:], file=sys.stderr)
    return f"failed ({code})"


def slug(contender: Contender) -> str:
    return "-".join([contender.module, *(option.strip("-") for option in contender.options)])


def rounds(work: Path, workload: Workload, count: int) -> list[Result]:
    """A B C A B C: what disturbs the machine for a while disturbs all alike."""
    runs: dict[Contender, list[Run]] = {contender: [] for contender in workload.contenders}
    ends: dict[Contender, tuple[str, tuple[Path, ...]]] = {}
    for number in range(count):
        for contender in workload.contenders:
            if number < contender.rounds and not ends.get(contender, ("",))[0]:
                run, said, files = once(work, workload, contender)
                runs[contender] += [run] if run else []
                ends[contender] = said, files
                tell(workload, contender, run, said)
    return [Result(c, tuple(runs[c]), ends[c][0], files=ends[c][1]) for c in workload.contenders]


def tell(workload: Workload, contender: Contender, run: Run | None, said: str) -> None:
    what = f"{run.wall:8.2f} s {run.processor:8.2f} s CPU {(run.peak or 0) / 2**20:7.0f} MiB" if run else said
    print(f"{workload.title:<22}{contender.name:<32}{what}", file=sys.stderr, flush=True)


def scaled(result: Result, count: int, larger: int) -> Result:
    """What the contender would take for more, were its time linear; memory and size are not guessed."""
    times = larger / count
    runs = tuple(Run(r.wall * times, r.processor * times) for r in result.runs)
    return Result(result.contender, runs, result.said, scaled_from=count)
