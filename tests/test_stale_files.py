"""What a user, a bureau or a system can do so that an old file would be taken for one of now; none is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mzdocs import load
from mzdocs.build.inputs import Inputs
from mzdocs.build.settings import Settings
from mzdocs.build.unchanged import unchanged
from mzdocs.publish.record import RECORD

from .incremental import Outcome, built, differences, little
from .workspaces import SLUG, Workspace, replace

PHONE, NEW_PHONE = "0999-5551101", "0999-5551901"
KINDS = ("badge", "public-list")
Change = Callable[[Workspace], object]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A little station, of which these kinds are built."""
    made = little(tmp_path_factory.mktemp("stale") / "district")
    assert built(made, Settings(KINDS, keep_going=True)) == Outcome((), KINDS)
    return made


def copy_of(space: Workspace, root: Path) -> Workspace:
    shutil.copytree(space.root, root, symlinks=True)
    return Workspace(root)


def idle(space: Workspace, settings: Settings) -> bool:
    here = load.Workspace(space.root)
    return unchanged(space.station.resolve(), Inputs(here), here, settings) is not None


def stale(space: Workspace, change: Change, kinds: tuple[str, ...] = KINDS, clean: Path | None = None) -> list[str]:
    """What stands after a change that is not what a clean build makes then; a build without a change makes nothing.

    `clean` is a build of these data, where the change is none of the data.
    """
    settings = Settings(kinds, keep_going=True)
    assert built(space, settings).kinds == kinds and idle(space, settings)
    change(space)
    assert not idle(space, settings)
    now = built(space, settings)
    if clean is None:
        clean = space.root.parent / "clean"
        assert built(space, Settings(kinds, keep_going=True, force=True, output=clean)) == now
    return [*differences(space.output / SLUG, clean / SLUG, None)] if now.kinds else []


def linked(path: Path, name: str) -> None:
    """The file lies under another name, and a link stands in its place."""
    path.rename(path.with_name(name))
    path.symlink_to(name)


def led_to(path: Path, name: str) -> None:
    """The link leads elsewhere."""
    path.unlink()
    path.symlink_to(name)


def other_list(space: Workspace) -> None:
    other = space.table.with_name("other.csv")
    lines = space.table.read_text("utf-8").splitlines()
    other.write_text("\n".join([*lines[:-1], lines[-1].replace("在保", "已退出").rstrip(",") + ",2026-01-09"]) + "\n")
    led_to(space.table, "other.csv")


def other_data(space: Workspace) -> None:
    shutil.copytree(space.root / "one", space.root / "two")
    led_to(space.root / "data", "two")
    replace(space.station, PHONE, NEW_PHONE, times=-1)


def other_district(space: Workspace) -> None:
    shutil.copy(space.district, space.district.with_name("other.yaml"))
    replace(space.district.with_name("other.yaml"), "0999-5512349", "0999-5512340", times=-1)
    led_to(space.district, "other.yaml")


def other_photo(space: Workspace) -> None:
    shutil.copy(space.photos / "008-001-01.png", space.photos / "other.png")
    led_to(space.photos / "001-001-01.png", "other.png")


def one_theme(space: Workspace) -> None:
    folder = space.root / "data" / "themes"
    (space.root / "theme" / "badge").mkdir(parents=True)
    (space.root / "theme" / "badge" / "badge.css").write_text(".nothing { color: red }\n")
    folder.mkdir()
    (folder / "ours").symlink_to(space.root / "theme")
    replace(space.district, "主题: default", "主题: ours")


def palette(space: Workspace) -> None:
    said = '[colours]\nprimary = { screen = "#204060", press = [60, 60, 10, 20] }\n'
    (space.root / "theme" / "palette.toml").write_text(said)


@pytest.mark.parametrize(("prepare", "change"), [
    (lambda space: linked(space.photos / "001-001-01.png", "one.png"), other_photo),
    (lambda space: linked(space.table, "one.csv"), other_list),
    (lambda space: linked(space.root / "data", "one"), other_data),
    (lambda space: linked(space.district, "one.yaml"), other_district),
    (one_theme, palette),
])  # fmt: skip
def test_a_link_that_leads_elsewhere_is_seen(first: Workspace, tmp_path: Path, prepare: Change, change: Change) -> None:
    space = copy_of(first, tmp_path / "district")
    prepare(space)
    assert stale(space, change) == []


def renamed(space: Workspace, name: str) -> None:
    (space.root / "data" / "themes" / "ours").rename(space.root / "data" / "themes" / name)
    replace(space.district, "主题: ours", f"主题: {name}")


@pytest.mark.parametrize("name", ["another", "blue"])
def test_a_theme_of_another_name_is_seen(first: Workspace, tmp_path: Path, name: str) -> None:
    space = copy_of(first, tmp_path / "district")
    one_theme(space)
    assert stale(space, lambda space: renamed(space, name), ("badge",)) == []


def same_size_and_time(space: Workspace) -> None:
    one, other = space.photos / "001-001-01.png", space.photos / "001-001-02.png"
    before, data = one.stat(), other.read_bytes()
    one.write_bytes(data.ljust(before.st_size, b"\0")[: max(before.st_size, len(data))])
    os.utime(one, ns=(before.st_atime_ns, before.st_mtime_ns))


def edited_manifest(space: Workspace) -> None:
    path = space.output / SLUG / "public" / "manifest.json"
    text = path.read_text("utf-8")
    path.unlink()  # the generation before shares the file
    path.write_text(text.replace('"pages": ', '"pages": 1'), "utf-8")


def spoilt_manifest(space: Workspace) -> None:
    path = space.output / SLUG / "public" / "manifest.json"
    text = path.read_text("utf-8")
    path.unlink()
    path.write_text(text.replace('"pages": ', '"pages": "x", "of": '), "utf-8")


def test_a_photo_that_only_a_sum_tells_apart_is_seen(first: Workspace, tmp_path: Path) -> None:
    assert stale(copy_of(first, tmp_path / "district"), same_size_and_time) == []


@pytest.mark.parametrize("change", [edited_manifest, spoilt_manifest])
def test_an_edited_manifest_is_seen(first: Workspace, tmp_path: Path, change: Change) -> None:
    assert stale(copy_of(first, tmp_path / "district"), change, clean=first.output) == []


@pytest.mark.parametrize("what", ["", RECORD])
def test_output_or_its_record_from_elsewhere_is_not_believed(first: Workspace, tmp_path: Path, what: str) -> None:
    other, space = copy_of(first, tmp_path / "other"), copy_of(first, tmp_path / "district")
    replace(other.station, PHONE, NEW_PHONE, times=-1)
    assert built(other, Settings(KINDS, keep_going=True)) == Outcome((), KINDS)

    def taken_over(space: Workspace) -> None:
        place = space.output / SLUG / what
        shutil.rmtree(place) if place.is_dir() else place.unlink()
        copy = shutil.copytree if not what else shutil.copy
        copy(other.output / SLUG / what, place)

    assert stale(space, taken_over, clean=first.output) == []


def test_data_of_a_closed_year_are_not_those_of_now(first: Workspace, tmp_path: Path) -> None:
    """Both are built into one folder: what was made of last year's data is not what today's would make."""
    space = copy_of(first, tmp_path / "district")
    kept = load.Workspace(space.root).kept(2025)
    shutil.copytree(space.root / "data", kept)
    replace(kept / "stations" / space.station.name, PHONE, NEW_PHONE, times=-1)
    settings, then = Settings(KINDS, keep_going=True), load.Workspace(space.root, 2025)
    before = Workspace(kept.parent.parent.parent)
    assert built(before, settings).kinds == KINDS
    path = kept / "stations" / space.station.name
    assert unchanged(path, Inputs(then), then, settings) is None


def test_of_a_set_made_in_part_the_manifest_says_what_was_not_run_on_the_rest(first: Workspace, tmp_path: Path) -> None:
    space = copy_of(first, tmp_path / "district")
    kinds = ("plaque", "badge")
    assert built(space, Settings(kinds, keep_going=True)).kinds == kinds
    before = (space.output / SLUG / "signage" / "manifest.json").read_bytes()
    assert built(space, Settings(("plaque",), keep_going=True)).kinds == ("plaque",)
    assert (space.output / SLUG / "signage" / "manifest.json").read_bytes() == before
