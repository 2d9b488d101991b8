"""What tests of one station share: a small workspace, and the command line in this process."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

os.environ.pop("MZDOCS_LANG", None)  # the command line reads it once, when it is imported
os.environ.pop("MZDOCS_DEBUG", None)

import pytest

from mzdocs.build.settings import Settings

from . import shared, workspaces
from .workspaces import Ended, Workspace

os.cpu_count = lambda: 1  # the default of -j: what a worker lays out this process does not know for the next test


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: else one process has nothing to do while the other ends with them."""
    items.sort(key=lambda item: "whole" not in item.path.parts)


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The sample workspace, and the current folder is its root."""
    made = workspaces.make(tmp_path / "district")
    monkeypatch.chdir(made.root)
    return made


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A little station with all its kinds, built once for all tests; they copy it."""
    from .incremental import built, little

    def make(root: Path) -> None:
        ended = built(little(root), Settings(keep_going=True))
        assert ended.errors == () and len(ended.kinds or ()) == 7

    return Workspace(shared.made_once(tmp_path_factory, "little", make))


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """The command line in this process: how it ended and what it said."""
    from mzdocs.cli import main

    def call(*arguments: str) -> Ended:
        capfd.readouterr()
        code = main(list(arguments))
        out, err = capfd.readouterr()
        return Ended(int(code), out, err)

    return call
