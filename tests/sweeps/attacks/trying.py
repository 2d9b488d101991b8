"""An attack carried out in a process of its own, beside what the same command takes of a harmless file."""

from __future__ import annotations

import contextlib
import io
import resource
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from mzdocs.cli import main as mzdocs
from tests.sweeps.attacks.attack import FILE, Attack
from tests.sweeps.attacks.every_attack import HARMLESS
from tests.sweeps.forked import Child, in_child
from tests.sweeps.spoilt_workspaces import little_sample

LONGEST, MOST = 5.0, 320.0
"""Seconds of processor time, and megabytes."""
MOST_LINES = 400
PATIENCE, ENDLESS = 300, 20
"""Seconds of the clock and of processor time after which a command is taken to go on for ever."""


@contextlib.contextmanager
def temporary_files(work: Path) -> Iterator[Path]:
    """A folder of the sweep's own in which every temporary file lies meanwhile."""
    temporary = work / "temporary"
    temporary.mkdir()
    with pytest.MonkeyPatch.context() as patch:  # of what a library sets meanwhile it takes nothing back
        patch.setattr(tempfile, "tempdir", str(temporary))
        patch.setenv("TMPDIR", str(temporary))
        yield temporary


def left_in(temporary: Path) -> str:
    """What nobody has cleaned away."""
    left = [each.name for each in temporary.iterdir()]
    return f"left {left}" if left else ""


@cache
def usual(command: str, work: Path) -> Child:
    """What a command takes of a harmless file, once this process has loaded what it needs."""
    attack = HARMLESS[command]
    loaded(attack, work)
    return tried(attack, work)


def loaded(attack: Attack, work: Path) -> None:
    """This process has loaded what the command needs."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        _run(attack, _laid(attack, work))


def tried(attack: Attack, work: Path, before: Callable[[], object] = bool) -> Child:
    """How the command ends, in a child that does something `before`."""
    path = _laid(attack, work)
    return in_child(work, lambda: (before(), _bounded(attack, path))[1])


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


def wrong_of(attack: Attack, ended: Child, usual: Child) -> str:
    """What is wrong with how it ended."""
    if ended.code not in attack.ends or attack.tells not in ended.said:
        return f"ended with {ended.code}, not {[*attack.ends]} {attack.tells}: {ended.said[-300:]!r}"
    if "Traceback" in ended.said or "MZ9000" in ended.said:
        return f"called a fault of ours: {ended.said[-300:]!r}"
    seconds, megabytes = ended.seconds - usual.seconds, ended.megabytes - usual.megabytes
    if seconds > LONGEST or megabytes > MOST or ended.said.count("\n") > MOST_LINES:
        return f"{seconds:.1f} s, {megabytes:.0f} MB, {ended.said.count(chr(10))} lines"
    return "children outlived it" if ended.orphans else ""
