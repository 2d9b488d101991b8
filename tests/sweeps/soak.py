"""One process makes and judges thousands of documents, one in twenty of them hostile: it stays as large as it was.

`python -m tests.sweeps.soak [COUNT]`: so many documents.
"""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

from mzdocs.build import pipeline
from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.produce import make_files
from mzdocs.core.child_process import LimitMet, in_child
from mzdocs.core.problems import Stopped
from mzdocs.plan.document import Document
from mzdocs.preflight.allowance import reading_limits
from mzdocs.preflight.any_file import examine_file
from tests.sweeps import figure
from tests.sweeps.figure import SEED, Figure, Seen
from tests.sweeps.spoiling import spoilt
from tests.test_rules import sound

FULL = 10_000
HOSTILE = 20
"""One in how many is."""
SETTLED = 0.1
"""The share of the run after which nothing more is learned: caches are full."""
MOST_GROWTH = 1.10
KINDS = ("plaque", "public-list", "paper")


def swept(count: int, work: Path) -> Seen:
    """So many documents, with a folder of its own for temporary files."""
    temporary = work / "temporary"
    temporary.mkdir()
    with patch.object(tempfile, "tempdir", str(temporary)):
        seen = _soaked(count, work)
    seen.wrong += [f"temporary: {each.name}" for each in temporary.iterdir()]
    return seen


def _soaked(count: int, work: Path) -> Seen:
    """What the process holds is looked at when it has settled, and at the end."""
    seen, chance = Seen(), random.Random(SEED)
    plans = [each for each in pipeline.plan(sound(), KINDS) if each.derived is None and not each.attached]
    victims = [file.data for file in make_files(plans[:2])]
    before = None
    for number in range(count):
        if number == max(len(plans), int(count * SETTLED)):
            before = held()
        if number % HOSTILE:
            seen.found(_made(plans[number % len(plans)]))
        else:
            seen.found(_judged(spoilt(chance.choice(victims), chance), work / "hostile.pdf"))
    seen.wrong += grown(before or held(), held())
    return seen


def _made(plan: Document) -> str:
    with suppress(Stopped):
        past_gate_2(make_files([plan]))
        return "made"
    return "refused"


def _judged(data: bytes, path: Path) -> str:
    path.write_bytes(data)
    with suppress(Stopped, LimitMet):
        in_child(reading_limits(path), lambda: bool(examine_file(path)))
        return "hostile judged"
    return "hostile refused"


def held(process: int | None = None) -> dict[str, int]:
    """Kilobytes of memory, open files, children and threads of a process, of this one if no other is named."""
    number = process or os.getpid()
    told = dict(line.split(":", 1) for line in Path(f"/proc/{number}/status").read_text().splitlines())
    children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    return {
        "kilobytes": int(told["VmRSS"].split()[0]),
        "open files": len(os.listdir(f"/proc/{number}/fd")),
        "children": len(children),
        "threads": int(told["Threads"]),
    }


def grown(before: dict[str, int], after: dict[str, int]) -> Iterator[str]:
    """What is more than it was."""
    for what, count in after.items():
        most = before[what] * MOST_GROWTH if what == "kilobytes" else before[what]
        if count > most:
            yield f"{what}: {before[what]} when it had settled, {count} at the end"


FIGURE = Figure(
    "documents made one after the other, 1 in 20 hostile", "memory, descriptors, temporary files, children flat",
    swept, count=600, full=FULL, sample=40,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
