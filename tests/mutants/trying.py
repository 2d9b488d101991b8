"""A mutant -> whether a test sees it: tried in a copy of the tree, so that a run that is broken off leaves no trace.

Each trial is a fork of a process that has loaded what the gates are built on, and no gate.
"""

from __future__ import annotations

import compileall
import importlib
import multiprocessing
import os
import py_compile
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray import plugins
from cosmic_ray.mutating import use_mutation

from tests.mutants.gates import GATES, ROOT, Gate, Known
from tests.mutants.making import Mutant

_LEFT = (".*", "__pycache__", "output", "dist")
_LOADED = ("pytest", "docx", "openpyxl", "pypdfium2", "mzdocs.load", "mzdocs.press", "mzdocs.render.engine")
_PYTEST = ("-x", "-q", "-p", "no:cacheprovider")
_PATIENCE = 5
"""So many times as long as without a mutant: then it turns for ever, which a test has seen."""
_LEAST_PATIENCE = 20
"""Seconds: other work on the machine is no mutant."""


@dataclass(frozen=True)
class Verdict:
    """Whether a test saw the mutant, and the lines that were changed."""

    mutant: Mutant
    killed: bool
    change: str

    def outcome(self, known: Known) -> str:
        """Killed, survived, or listed as equivalent."""
        was, now = (" ".join(_words(self.change, sign)) for sign in "-+")
        equivalent = (str(self.mutant.change.module_path), was, now) in known
        return "killed" if self.killed else "equivalent" if equivalent else "survived"


def _words(change: str, sign: str) -> Iterator[str]:
    for line in change.splitlines():
        if line.startswith(sign):
            yield from line[1:].split()


def prepare(folder: Path) -> None:
    """A tree of one's own to work in, compiled so that a module is only read anew when its text has changed."""
    tree = folder / str(os.getpid())
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*_LEFT))
    compileall.compile_dir(tree / "src", quiet=1, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
    os.chdir(tree)
    os.environ["PYTHONPATH"] = str(tree / "src")
    tests = [test for gate in GATES for test in gate.files]
    command = [sys.executable, "-m", "pytest", *_PYTEST, "--collect-only", *tests]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # compiles the tests
    sys.path[:0] = [str(tree), str(tree / "src")]
    sys.dont_write_bytecode = True
    for name in _LOADED:
        importlib.import_module(name)
    loaded = {getattr(module, "__file__", None) for module in sys.modules.values()}
    assert not loaded & {str(tree / path) for gate in GATES for path in gate.modules}


def seconds(gate: Gate) -> float:
    """How long its tests may take: they pass without a mutant, or there is nothing to measure."""
    start = time.monotonic()
    if not _passes(gate, 900):
        raise RuntimeError(f"the tests of {gate.name} fail without a mutant")
    return _LEAST_PATIENCE + _PATIENCE * (time.monotonic() - start)


def verdict(mutant: Mutant, limit: float) -> Verdict:
    """Change the module, run the tests, change it back."""
    operator = plugins.get_operator(mutant.change.operator_name)(**mutant.change.operator_args)
    with use_mutation(mutant.change.module_path, operator, mutant.change.occurrence) as (before, after):
        return Verdict(mutant, not _passes(mutant.gate, limit), _change(before, after))


def _change(before: str, after: str) -> str:
    """The lines that differ: a mutation adds and removes none."""
    pairs = [pair for pair in zip(before.splitlines(), after.splitlines(), strict=False) if pair[0] != pair[1]]
    return "\n".join([f"-{old}" for old, _ in pairs] + [f"+{new}" for _, new in pairs])


def _passes(gate: Gate, limit: float) -> bool:
    """Whether its tests pass in time."""
    trial = multiprocessing.get_context("fork").Process(target=_trial, args=(gate.files,))
    trial.start()
    trial.join(limit)
    if trial.is_alive():
        trial.kill()
        trial.join()
    return trial.exitcode == 0


def _trial(files: list[str]) -> None:
    import pytest

    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    for name in [name for name in sys.modules if name.split(".")[0] == "tests"]:
        del sys.modules[name]  # those of the copy are meant
    os._exit(int(pytest.main([*_PYTEST, *files])))
