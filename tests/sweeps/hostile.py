"""Named hostile files, each through the command that takes it: the right exit code, soon, and nothing is left of it.

`python -m tests.sweeps.hostile [COUNT]`: so many of them, spread over every room. What a case takes is counted beside
what the same command takes of a harmless file, in a process that has its libraries loaded: processor time of it and
its children, and the most memory that any of them holds.
"""

from __future__ import annotations

import contextlib
import io
import os
import resource
import shutil
import signal
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from unittest.mock import patch

from mzdocs.cli import main as mzdocs
from tests.sweeps import figure
from tests.sweeps.attacks.attack import FILE, Attack
from tests.sweeps.attacks.every_attack import ATTACKS, HARMLESS
from tests.sweeps.figure import Figure, Seen
from tests.sweeps.forked import Child, in_child
from tests.sweeps.spoilt_workspaces import little_sample

LONGEST, MOST = 5.0, 320.0
"""Seconds of processor time, and megabytes."""
MOST_LINES = 400
PATIENCE, ENDLESS = 300, 20
"""Seconds of the clock and of processor time after which a command is taken to go on for ever."""


def swept(count: int, work: Path) -> Seen:
    """So many, each in a folder of its own."""
    temporary = work / "temporary"
    temporary.mkdir()
    seen = Seen()
    with patch.object(tempfile, "tempdir", str(temporary)), patch.dict(os.environ, {"TMPDIR": str(temporary)}):
        for attack in _chosen(count):
            usual = _usual(attack.line[0], work)
            ended = _tried(attack, work)
            wrong = _wrong(attack, ended, usual) or _left(temporary)
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


@cache
def _usual(command: str, work: Path) -> Child:
    """What a command takes of a harmless file, once this process has loaded what it needs."""
    attack = HARMLESS[command]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        _run(attack, _laid(attack, work))
    return _tried(attack, work)


def _tried(attack: Attack, work: Path) -> Child:
    path = _laid(attack, work)
    return in_child(work, lambda: _bounded(attack, path))


def _laid(attack: Attack, work: Path) -> Path:
    space = work / "space"
    shutil.rmtree(space, ignore_errors=True)
    if attack.in_workspace:
        shutil.copytree(_sample(work), space)
    path = space / attack.file
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.unlink()
    attack.lay(path)
    return path


@cache
def _sample(work: Path) -> Path:
    return little_sample(work / "sample").root


def _bounded(attack: Attack, path: Path) -> int:
    signal.alarm(PATIENCE)
    resource.setrlimit(resource.RLIMIT_CPU, (ENDLESS, ENDLESS + 1))
    return _run(attack, path)


def _run(attack: Attack, path: Path) -> int:
    with contextlib.chdir(path.parents[attack.file.count("/")]):
        return int(mzdocs([part.replace(FILE, attack.file) for part in attack.line]))


def _wrong(attack: Attack, ended: Child, usual: Child) -> str:
    if ended.code not in attack.ends or attack.tells not in ended.said:
        return f"ended with {ended.code}, not {[*attack.ends]} {attack.tells}: {ended.said[-300:]!r}"
    if "Traceback" in ended.said or "MZ9000" in ended.said:
        return f"called a fault of ours: {ended.said[-300:]!r}"
    seconds, megabytes = ended.seconds - usual.seconds, ended.megabytes - usual.megabytes
    if seconds > LONGEST or megabytes > MOST or ended.said.count("\n") > MOST_LINES:
        return f"{seconds:.1f} s, {megabytes:.0f} MB, {ended.said.count(chr(10))} lines"
    return "children outlived it" if ended.orphans else ""


def _left(temporary: Path) -> str:
    left = [each.name for each in temporary.iterdir()]
    return f"left {left}" if left else ""


FIGURE = Figure(
    "named hostile files", f"the right exit code and code, {LONGEST:.0f} s and {MOST:.0f} MB at most, nothing left",
    swept, count=len(ATTACKS), full=len(ATTACKS), sample=12,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
