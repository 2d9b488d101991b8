"""One station's kinds made in several processes: the same files, and whatever happens in one of them is told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mzdocs import load
from mzdocs.build import fleet, kinds_made, pipeline
from mzdocs.build.files_made import FilesMade
from mzdocs.build.finished_file import File
from mzdocs.build.fleet import Built, build_all
from mzdocs.build.forked_calls import Numbered, side_by_side
from mzdocs.build.kind_shares import in_shares
from mzdocs.build.settings import Settings
from mzdocs.build.spool import Spool, Spooled, data_of
from mzdocs.build.unchanged import unchanged_stations
from mzdocs.cli.progress import share_made
from mzdocs.core.problems import Location, Stopped
from mzdocs.kinds import KINDS
from mzdocs.plan.document import Document
from mzdocs.publish.record import RECORD, read_record

from .test_rules import sound
from .workspaces import SLUG, Workspace, listing

PHONE = ("工作电话: 0999-5551101", "工作电话: 0999-5551199")


@pytest.fixture
def changed(begun: Workspace, tmp_path: Path) -> Callable[[str], Workspace]:
    """A copy of a station that was built, and whose monitor has another telephone since."""

    def copy(name: str) -> Workspace:
        shutil.copytree(begun.root, tmp_path / name, symlinks=True)
        space = Workspace(tmp_path / name)
        text = space.station.read_text("utf-8")
        assert PHONE[0] in text
        space.station.write_text(text.replace(*PHONE), "utf-8")
        return space

    return copy


def built(space: Workspace, jobs: int, *kinds: str, **more: object) -> Built:
    settings = Settings(*((kinds,) if kinds else ()), jobs=jobs, keep_going=True)
    return build_all([space.station.resolve()], load.Workspace(space.root), settings, **more)  # type: ignore[arg-type]


def test_the_files_are_those_that_one_process_makes(changed: Callable[[str], Workspace]) -> None:
    spaces = changed("one"), changed("two")
    heard: list[list[FilesMade]] = []
    one = built(spaces[0], 1)
    two = built(spaces[1], 2, on_files=lambda now: heard.append([*now]))
    assert one.errors == two.errors == ()
    assert one.made[0].kinds == two.made[0].kinds
    assert [each.made for each in two.made[0].sets] == [each.made for each in one.made[0].sets]
    assert sum(each.made for each in two.made[0].sets) > 3
    assert one.made[0].again == two.made[0].again
    assert listing(spaces[0].output) == listing(spaces[1].output)
    assert share_made(heard[-1]) == 1
    assert {each.kind for each in heard[-1]} == {*two.made[0].kinds}


def test_what_stops_one_kind_is_told_and_the_others_are_made(
    changed: Callable[[str], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    make = kinds_made.make_files

    def stopped(documents: Sequence[Document], *given: object) -> list[File]:
        if documents[0].kind == "badge":
            raise Stopped([fleet.WORKER_DIED.at(Location("badges.pdf"))])
        return make(documents, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(kinds_made, "make_files", stopped)
    space = changed("two")
    done = built(space, 2, "plaque", "badge", "board")
    assert [(each.code, each.location.file) for each in done.errors] == [("MZ9001", f"{SLUG}/badges.pdf")]
    assert done.made[0].kinds == ("plaque", "board")


@pytest.mark.parametrize("where", ["in_worker", "_look"])
def test_a_worker_that_dies_is_told_and_nothing_is_replaced(
    changed: Callable[[str], Workspace], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    owner = kinds_made.KindMaker if where == "in_worker" else fleet
    monkeypatch.setattr(owner, where, lambda *_: os._exit(9))
    space = changed("two")
    before = listing(space.output)
    with pytest.raises(Stopped) as stopped:
        built(space, 2, "plaque", "badge")
    assert [each.code for each in stopped.value.problems] == ["MZ9001"]
    assert listing(space.output) == before


def test_what_gate_1_finds_in_a_worker_is_what_it_finds_here(changed: Callable[[str], Workspace]) -> None:
    space, told = changed("two"), []
    space.station.write_text(space.station.read_text("utf-8").replace("邮编:", "邮编号:"), "utf-8")
    for jobs in (1, 2):
        with pytest.raises(Stopped) as stopped:
            built(space, jobs, "plaque", "badge")
        told.append([(each.code, each.location) for each in stopped.value.problems])
    assert told[0] and told[0] == told[1]


def test_one_process_does_it_where_that_is_asked_or_the_tables_are_long(
    changed: Callable[[str], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forked(*_: object) -> None:
        raise AssertionError

    space = changed("two")
    size = sum(each.stat().st_size for each in space.station.parent.iterdir() if each.is_file())
    monkeypatch.setattr(fleet, "side_by_side", forked)
    assert built(space, 1, "plaque").errors == ()
    monkeypatch.setattr(fleet, "_SOON", size - 1)
    assert built(space, 2, "plaque").errors == ()
    monkeypatch.setattr(fleet, "_SOON", size)
    with monkeypatch.context() as without:
        without.setattr(fleet, "_SEMAPHORES", str(space.root / "absent"))
        assert built(space, 2, "plaque").errors == ()
    with pytest.raises(AssertionError):
        built(space, 2, "plaque")


def test_calls_are_begun_in_their_order_and_known_by_their_number() -> None:
    def second() -> str:
        raise Stopped([fleet.WORKER_DIED.at()])

    def take(results: Iterator[Numbered[str]]) -> dict[int, Callable[[], str]]:
        return dict(results)

    handle = os.open(os.devnull, os.O_RDONLY)
    found = side_by_side([lambda: "first", second, lambda: "third"], 2, handle, take)
    os.close(handle)
    assert (found[0](), found[2]()) == ("first", "third")
    with pytest.raises(Stopped):
        found[1]()


INTERRUPTED = """
import os, signal, time
from mzdocs.build.forked_calls import side_by_side
os.setpgid(0, 0)
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background inherits that it is ignored
def first():
    time.sleep(0.2)
    os.killpg(0, signal.SIGINT)
    time.sleep(60)
try:
    side_by_side([first, *[lambda: print("begun")] * 3], 2, os.dup(1), lambda made: [each[1]() for each in made][3:])
except KeyboardInterrupt:
    print("interrupted")
"""


def test_an_interrupt_that_all_hear_of_ends_every_worker_without_a_word() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, timeout=30, check=False)
    assert {*done.stdout.split()} == {"begun", "interrupted"}
    assert done.stderr == ""


# what a worker puts by


def worked(call: Callable[[], object]) -> object:
    handle = os.open(os.devnull, os.O_RDONLY)
    try:
        return side_by_side([call], 1, handle, lambda results: next(results)[1]())
    finally:
        os.close(handle)


def test_what_a_worker_puts_by_is_read_here(tmp_path: Path) -> None:
    shared = Spool(tmp_path).shared()
    held = worked(lambda: [shared.hold(data) for data in (b"", b"one", b"two")])
    assert isinstance(held, list) and [data_of(each) for each in held] == [b"", b"one", b"two"]
    assert [isinstance(each, Spooled) for each in held] == [False, True, True]


def test_where_nothing_can_be_put_by_the_bytes_come_themselves(tmp_path: Path) -> None:
    shared = Spool(tmp_path / "absent").shared()
    assert worked(lambda: shared.hold(b"one")) == b"one"


def test_a_file_that_a_worker_opened_for_itself_is_never_taken_for_one_of_ours(tmp_path: Path) -> None:
    ours = [Spool(tmp_path, 0) for _ in range(3)]
    kept = [each.hold(b"ours") for each in ours]
    with pytest.raises(fleet.BrokenProcessPool):
        worked(lambda: Spool(tmp_path, 0).hold(b"theirs"))
    assert [data_of(each) for each in kept] == [b"ours"] * 3


# the look before


def test_who_is_hasty_hears_of_none_once_the_data_are_others(changed: Callable[[str], Workspace]) -> None:
    space = changed("two")
    here, settings = load.Workspace(space.root.resolve()), Settings(keep_going=True)
    paths = [space.station.resolve()]
    assert unchanged_stations(paths, here, settings, hasty=True) == {}
    text = space.station.read_text("utf-8")
    space.station.write_text(text.replace(*reversed(PHONE)), "utf-8")
    for hasty in (False, True):
        assert [*unchanged_stations(paths, here, settings, hasty)] == paths
    (space.output / SLUG / "signage" / "badges.pdf").write_bytes(b"%PDF")
    assert unchanged_stations(paths, here, settings, hasty=True) == {}


def test_a_record_that_is_another_is_read_anew(begun: Workspace, tmp_path: Path) -> None:
    shutil.copy(begun.output / SLUG / RECORD, tmp_path / RECORD)
    first = read_record(tmp_path)
    assert first and read_record(tmp_path) == first
    data = (tmp_path / RECORD).read_bytes()
    (tmp_path / RECORD).write_bytes(data.replace(first.salt.encode(), first.salt[::-1].encode()))
    assert read_record(tmp_path) is None
    (tmp_path / RECORD).unlink()
    assert read_record(tmp_path) is None


# shares of a kind


def plans() -> list[Document]:
    return list(KINDS["board"].plan(sound()))


def test_what_hangs_together_is_in_one_share_and_every_plan_in_one() -> None:
    documents = plans()
    shares = in_shares(documents, 2)
    assert sorted(number for share in shares for number in share) == [*range(len(documents))]
    assert all(documents[number] is each for share in shares for number, each in share.items())
    assert [[*share] for share in shares] == [sorted(share) for share in shares]
    for of in (
        lambda each: each.derived and each.derived.of,
        lambda each: each.copyfitting and each.copyfitting.series,
    ):
        homes = {(of(each), number) for number, share in enumerate(shares) for each in share.values() if of(each)}
        assert len(homes) == len({what for what, _ in homes}) > 1
    for share in shares:
        names = [each.file for each in share.values()]
        assert all(not each.derived or each.derived.of in names[: names.index(each.file)] for each in share.values())
    large, small = sorted((len(share) for share in shares), reverse=True)
    assert small >= large / 2


@pytest.mark.parametrize("count", [1, 2, 3])
def test_what_carries_a_file_is_with_it_and_no_share_is_empty(count: int) -> None:
    one, two, *_ = plans()[::2]
    bearer = replace(two, name="bearer", copyfitting=None, attached=(one.file,))
    assert in_shares([one, bearer], count) == [{0: one, 1: bearer}]
    alone = replace(bearer, attached=())
    assert len(in_shares([one, alone], count)) == min(2, count)


def test_what_is_wrong_with_each_share_is_told(
    changed: Callable[[str], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(documents: Sequence[Document], *_: object) -> list[File]:
        raise Stopped([fleet.WORKER_DIED.at(Location(documents[0].file))])

    monkeypatch.setattr(kinds_made, "make_files", stopped)
    with pytest.raises(Stopped) as told:
        built(changed("two"), 2, "board")
    assert len({each.location.file for each in told.value.problems}) == 4  # two a worker


def test_boards_that_cannot_be_planned_are_told_once(
    changed: Callable[[str], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    def planned(*_: object) -> list[Document]:
        raise Stopped([fleet.WORKER_DIED.at(Location("boards"))])

    monkeypatch.setattr(pipeline, "planned", planned)
    with pytest.raises(Stopped) as told:
        built(changed("two"), 2, "board")
    assert [each.code for each in told.value.problems] == ["MZ9001"]
