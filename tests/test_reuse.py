"""A file is taken from where it stands when it would be made of the same, and never otherwise."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace as with_other
from pathlib import Path

import pytest

from mzdocs import load
from mzdocs.build import produce, toolchain, unchanged
from mzdocs.build.finished_file import File
from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.inputs import Inputs
from mzdocs.build.pipeline import build
from mzdocs.build.reuse import Reuse
from mzdocs.build.settings import Settings
from mzdocs.core.problems import Stopped
from mzdocs.model.secret_texts import KeptBack, SecretTexts
from mzdocs.publish.record import RECORD, Action, StationRecord, read_record

from .incremental import little
from .workspaces import SLUG, Workspace, replace

KINDS = ("plaque", "badge", "public-list")
PHONE, NEW_PHONE = "0999-5551101", "0999-5551901"
BADGES = {"badges.pdf", "badges-a4.pdf", "badges-outlined.pdf"}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A little station with its plaques, badges and public list, built once."""
    made = little(tmp_path_factory.mktemp("reused") / "district")
    built(made)
    return made


@pytest.fixture
def copy(first: Workspace, tmp_path: Path) -> Workspace:
    """The same elsewhere, its files of another day."""
    shutil.copytree(first.root, tmp_path / "district")
    for path in (tmp_path / "district").rglob("*"):
        os.utime(path, (1, 1))
    return Workspace(tmp_path / "district")


def built(space: Workspace, *kinds: str, **asked: bool) -> None:
    build(space.station, load.Workspace(space.root), Settings(kinds or KINDS, **asked))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are made from here on."""
    names: list[str] = []
    original = produce.file_of

    def file_of(document, *rest):
        names.append(document.file)
        return original(document, *rest)

    monkeypatch.setattr(produce, "file_of", file_of)
    return names


def files(space: Workspace) -> dict[str, bytes]:
    station = space.output / SLUG
    return {
        path.relative_to(station).as_posix(): path.read_bytes()
        for path in sorted(station.rglob("*"))
        if path.is_file() and path.name != RECORD
    }


def idle(space: Workspace, **asked: object) -> bool:
    """Whether a build would find nothing to do."""
    here = load.Workspace(space.root)
    settings = Settings(KINDS, **asked)  # type: ignore[arg-type]
    return unchanged.unchanged(space.station, Inputs(here), here, settings) is not None


def test_of_the_same_data_every_file_is_taken(copy: Workspace, made: list[str]) -> None:
    before = files(copy)
    built(copy)
    assert (made, files(copy)) == ([], before)


def test_a_telephone_makes_the_cards_anew_and_nothing_else(copy: Workspace, made: list[str]) -> None:
    before = files(copy)
    replace(copy.station, PHONE, NEW_PHONE, times=-1)
    built(copy)
    assert set(made) == BADGES
    after = files(copy)
    assert {name.rpartition("/")[2] for name in before if before[name] != after[name]} >= BADGES
    built(copy, force=True)
    assert files(copy) == after


def test_force_makes_all_and_the_bytes_are_the_same(copy: Workspace, made: list[str]) -> None:
    before = files(copy)
    built(copy, force=True)
    listed = json.loads((copy.output / SLUG / "signage" / "manifest.json").read_text("utf-8"))["files"]
    assert {entry["file"] for entry in listed} <= set(made)
    assert files(copy) == before


def test_a_file_that_was_changed_or_is_gone_is_made_again_and_no_other(copy: Workspace, made: list[str]) -> None:
    before = files(copy)
    signage = copy.output / SLUG / "signage"
    (signage / "plaque-plate.pdf").write_bytes(b"%PDF-1.7 mine")
    (signage / "badges-calibration.pdf").unlink()
    built(copy)
    assert set(made) == {"plaque-plate.pdf", "badges-calibration.pdf"}
    assert {name: data for name, data in files(copy).items() if not name.startswith("edited/")} == before


def spoilt(change: Callable[[dict], object]) -> Callable[[Path], object]:
    def spoil(path: Path) -> None:
        said = json.loads(path.read_text("utf-8"))
        del said["seal"]
        change(said)
        path.write_text(json.dumps(said), "utf-8")

    return spoil


def first_action(said: dict) -> dict:
    return said["sets"]["signage"]["actions"]["plaque-plate.pdf"]


@pytest.mark.parametrize("spoil", [
    Path.unlink, lambda path: path.write_bytes(b""), lambda path: path.write_bytes(b"\xff"),
    lambda path: path.write_text("[]"),
    lambda path: path.write_bytes(path.read_bytes().replace(b"plate", b"slate")),
    lambda path: path.write_text("[" * 100_000), spoilt(lambda said: said.update(format="mzdocs-record/2")),
    spoilt(lambda said: said.update(salt="g")), spoilt(lambda said: said.update(sets=[])),
    spoilt(lambda said: said["sets"].update(signage=7)), spoilt(lambda said: first_action(said).update(more="")),
    spoilt(lambda said: first_action(said).update(out=7)), spoilt(lambda said: first_action(said).pop("key")),
    spoilt(lambda said: said["whole"].update(x={})),
])  # fmt: skip
def test_a_record_that_cannot_be_understood_is_as_none(copy: Workspace, spoil: Callable[[Path], object]) -> None:
    assert read_record(copy.output / SLUG) is not None
    spoil(copy.output / SLUG / RECORD)
    assert read_record(copy.output / SLUG) is None
    assert not idle(copy)


def test_with_no_record_all_is_made_and_is_the_same(copy: Workspace, made: list[str]) -> None:
    before = files(copy)
    (copy.output / SLUG / RECORD).unlink()
    built(copy)
    assert set(made) > BADGES
    assert files(copy) == before


def test_another_library_makes_all_anew(copy: Workspace, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    found = {**toolchain.toolchain(), "libraries": b"another"}
    monkeypatch.setattr("mzdocs.build.reuse.toolchain", lambda: found)
    built(copy)
    assert set(made) > BADGES


def test_the_record_is_for_nobody_else_and_names_no_client(copy: Workspace) -> None:
    path = copy.output / SLUG / RECORD
    assert path.stat().st_mode & 0o777 == 0o600
    said = path.read_text("utf-8")
    people = [household.head for household in copy.station_data().clients.households]
    numbers = [household.identity_number for household in copy.station_data().clients.households]
    assert len(people) > 2
    assert not [each for each in (*people, *numbers) if len(each) > 2 and each in said]


# nothing to do


def test_nothing_is_loaded_where_nothing_changed_wherever_the_folder_lies(copy: Workspace) -> None:
    assert idle(copy)


def append(path: Path, data: bytes = b"\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((path.read_bytes() if path.exists() else b"") + data)


@pytest.mark.parametrize("change", [
    lambda space: append(space.station), lambda space: append(space.district), lambda space: append(space.table),
    lambda space: append(space.photos / "001-001-01.png"), lambda space: append(space.root / "data/wording/own.txt"),
    lambda space: append(space.root / "data/themes/own/palette.toml"),
    lambda space: append(space.root / "data/register/taoyuan.csv"),
    lambda space: append(space.output / SLUG / "signage" / "badges.pdf"),
    lambda space: (space.output / SLUG / "signage" / "badges.pdf").unlink(),
    lambda space: append(space.output / SLUG / "signage" / "manifest.json", b"x"),
    lambda space: shutil.rmtree(space.output / SLUG / "public"), lambda space: (space.output / SLUG / RECORD).unlink(),
])  # fmt: skip
def test_whatever_changes_is_seen(copy: Workspace, change: Callable[[Workspace], object]) -> None:
    change(copy)
    assert not idle(copy)


def test_what_cannot_matter_is_not_waited_for(copy: Workspace) -> None:
    append(copy.root / "data" / "stations" / "notes.txt")
    append(copy.root / "README")
    append(copy.root / "data" / "wording" / ".swp")
    assert idle(copy)


def test_other_settings_and_another_program_are_another_build(copy: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not idle(copy, force=True)
    assert not idle(copy, theme="plain")
    assert not idle(copy, monitor="001-01")
    monkeypatch.setattr(unchanged, "toolchain_sum", lambda: "another")
    assert not idle(copy)


def test_a_build_of_other_data_in_between_is_seen(copy: Workspace) -> None:
    """All of A, the badges of B, the data of A again: the badges that stand there are not those of A."""
    replace(copy.station, PHONE, NEW_PHONE, times=-1)
    built(copy, "badge")
    replace(copy.station, NEW_PHONE, PHONE, times=-1)
    assert not idle(copy)
    built(copy)
    assert idle(copy)


def test_a_build_with_an_error_is_never_nothing_to_do(copy: Workspace) -> None:
    replace(copy.station, "名称: 民政服务窗口", f"名称: {'窗' * 32}")
    build(copy.station, load.Workspace(copy.root), Settings(KINDS, keep_going=True))
    assert not idle(copy)


# numbers of clients in what was taken


def test_numbers_of_new_clients_are_looked_for_in_what_was_taken(copy: Workspace) -> None:
    station = copy.station_data()
    from mzdocs.build.pipeline import plan

    document = next(each for each in plan(station, ("plaque",)) if each.format == "pdf")
    assert document.set == "signage"
    number = "990103190001010000"
    known = KeptBack(from_everyone=(SecretTexts("identity", (number,)),))
    taken = File(document, f"%PDF-1.7\n% {number}\n".encode(), action=Action("", {}, "", seen="those"))
    assert past_gate_2([taken], known, "those") == [taken]
    with pytest.raises(Stopped) as stopped:
        past_gate_2([taken], known, "others")
    assert [problem.code for problem in stopped.value.problems] == ["MZ1702"]
    assert past_gate_2([with_other(taken, held=b"another number")], known, "others")


def test_what_was_looked_for_is_another_when_it_is_kept_from_others_or_of_another_kind(tmp_path: Path) -> None:
    reuse, (one, other) = Reuse(tmp_path, 2026), [SecretTexts(kind, ("甲乙",)) for kind in ("minor", "contact")]
    every = [KeptBack((one,)), KeptBack((), (one,)), KeptBack((one,), (one,)), KeptBack((other,)), KeptBack()]
    assert len({reuse.seen(each) for each in every}) == len(every)
    assert reuse.seen(every[0]) == reuse.seen(KeptBack((SecretTexts("minor", ("甲乙",)),)))


def test_sums_are_keyed() -> None:
    one, other = StationRecord("00" * 16), StationRecord("01" * 16)
    assert one.keyed(b"a", b"b") != one.keyed(b"ab") != other.keyed(b"ab")
