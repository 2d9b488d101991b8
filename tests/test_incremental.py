"""After any edits, builds and damage a build leaves what a clean one makes: a few sequences; the gate runs 300."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from mzdocs.build.settings import Settings

from . import changed_pages
from .changed_pages import errors
from .edits import EDITS, other_text
from .incremental import built, differences, little, unsound
from .workspaces import SLUG, Workspace, listing

SEEDS = (0, 5)
"""Edits, builds of a few kinds, an issue, a return to what was, and damage to files and to the record."""


@pytest.mark.parametrize("seed", SEEDS)
def test_what_stands_after_a_sequence_is_what_a_clean_build_makes(begun: Workspace, tmp_path: Path, seed: int) -> None:
    steps, wrong = unsound(begun, tmp_path / "work", seed)
    assert wrong == [], steps


@pytest.mark.parametrize("change", [
    lambda path: path.write_bytes(path.read_bytes() + b"%"), lambda path: path.unlink(),
    lambda path: shutil.copy(path, path.with_name("more.pdf")),
])  # fmt: skip
def test_a_file_that_is_another_is_seen(begun: Workspace, tmp_path: Path, change) -> None:
    shutil.copytree(begun.output / SLUG, tmp_path / "now")
    assert [*differences(tmp_path / "now", begun.output / SLUG, None)] == []
    change(tmp_path / "now" / "signage" / "badges.pdf")
    assert len([*differences(tmp_path / "now", begun.output / SLUG, None)]) == 1


def test_every_edit_changes_the_data_and_says_what(begun: Workspace, tmp_path: Path) -> None:
    chance = random.Random(0)
    for number, edit in enumerate(dict.fromkeys(EDITS)):
        space = Workspace(tmp_path / str(number))
        shutil.copytree(begun.root / "data", space.root / "data")
        before = listing(space.root / "data")
        assert edit(space, chance) and listing(space.root / "data") != before, edit.__name__


@pytest.mark.parametrize("text", ["是", "2026-10-12", "0999-5551101", "600×400 mm", "社会事务科", "甲", "003"])
def test_a_text_becomes_another(text: str) -> None:
    assert all(other_text(text, (), random.Random(seed)) != text for seed in range(20))


# the list of what to print


def few(space: Workspace, kinds: Sequence[str] = ("badge", "archive", "household", "public-list")) -> Path | None:
    return None if built(space, Settings(tuple(kinds), keep_going=True)).errors else space.output / SLUG


def test_the_list_names_the_pages_that_look_otherwise(tmp_path: Path) -> None:
    assert [*errors(little(tmp_path / "base"), few, tmp_path / "edits", 7, 3)] == []


def test_a_page_that_is_not_listed_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list made of a generation that already had the change names nothing."""

    def stale(space: Workspace) -> Path | None:
        found = few(space, ("public-list",))
        manifest = space.output / SLUG / "public" / "manifest.json"
        if found and space.root != tmp_path / "base":
            manifest.unlink()
            shutil.copy(tmp_path / "base" / "output" / SLUG / "public" / "manifest.json", manifest)
        return found

    monkeypatch.setattr(changed_pages, "EDITS", (changed_pages.amount,))
    found = [*errors(little(tmp_path / "base"), stale, tmp_path / "edits", 7, 3)]
    assert found and all("public/" in each for each in found)
