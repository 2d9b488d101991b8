"""Named hostile files, each through the command that takes it: the right exit code, soon, and nothing is left of it.

`python -m tests.sweeps.hostile [COUNT]`: so many of them, spread over every room. What a case takes is counted beside
what the same command takes of a harmless file, in a process that has its libraries loaded: processor time of it and
its children, and the most memory that any of them holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.sweeps import figure
from tests.sweeps.attacks.attack import Attack
from tests.sweeps.attacks.every_attack import ATTACKS
from tests.sweeps.attacks.trying import LONGEST, MOST, left_in, temporary_files, tried, usual, wrong_of
from tests.sweeps.figure import Figure, Seen


def swept(count: int, work: Path) -> Seen:
    """So many, each in a folder of its own."""
    seen = Seen()
    with temporary_files(work) as temporary:
        for attack in _chosen(count):
            harmless = usual(attack.line[0], work)
            ended = tried(attack, work)
            wrong = wrong_of(attack, ended, harmless) or left_in(temporary)
            seen.found(f"exit {ended.code}", wrong and f"{attack.name}: {wrong}")
    return seen


def _chosen(count: int) -> Sequence[Attack]:
    """All, or some: of these those that need no workspace, which are cheap."""
    if count >= len(ATTACKS):
        return ATTACKS
    cheap = [attack for attack in ATTACKS if not attack.in_workspace and len(attack.line) == _PLAIN]
    return cheap[:: -(-len(cheap) // count)]


_PLAIN = 2
"""Words of a line that has a command of one word and a file."""

FIGURE = Figure(
    "named hostile files", f"the right exit code and code, {LONGEST:.0f} s and {MOST:.0f} MB at most, nothing left",
    swept, count=len(ATTACKS), full=len(ATTACKS), sample=12,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
