"""A station's folder is exchanged whole: killed at any call, or read meanwhile, it is the old one or the new one."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mzdocs.core.problems import Severity, Stopped
from mzdocs.core.replaced import REPLACED
from mzdocs.publish import carry, disk, switch
from mzdocs.publish.manifest import MANIFEST
from mzdocs.publish.sets import Delivery, add_file, discard, locked, put_in_place, stage_station

from .workspaces import listing

SLUG, TODAY = "taoyuan", "2026-11-30"
SETS = {"signage": False, "archive": True, "reports/2026": False}


def staged(output: Path, says: bytes, names: tuple[str, ...] = tuple(SETS), part: str = "") -> Any:
    """A generation that says one word in every set and in its record."""
    deliveries = [
        Delivery(output / SLUG / name, {"a.pdf": says, "b.pdf": says}, {"set": name}, SETS.get(name, False))
        for name in names
    ]
    made = stage_station(output, SLUG, deliveries, part)
    if not part:
        add_file(made, ".record.json", says, private=True)
    return made


def publish(output: Path, says: bytes, names: tuple[str, ...] = tuple(SETS), part: str = "") -> Any:
    with locked(output):
        return put_in_place(staged(output, says, names, part))


def words(station: Path) -> set[bytes]:
    """What a station says, in all its sets and beside them; nothing where there is none."""
    return {
        path.read_bytes() for path in station.rglob("*") if path.is_file() and path.name not in (MANIFEST, ".whole")
    }


def files_in(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]


def hidden(output: Path) -> list[str]:
    return sorted(path.name for path in (*output.glob(".*"), *output.glob("*/.*")) if path.name != ".mzdocs.lock")


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test ends on another day than it began."""

    class Day(date):
        @classmethod
        def today(cls) -> date:
            return cls.fromisoformat(TODAY)

    monkeypatch.setattr(carry, "date", Day)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


def _no_exchange(source: Path, target: Path) -> bool:
    return False


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if request.param == "two renames":
        monkeypatch.setattr(switch, "_exchanged", _no_exchange)
    return request.param


# what the new generation holds


def test_all_that_is_not_made_now_goes_on(output: Path, way: str) -> None:
    publish(output, b"old")
    station = output / SLUG
    (station / "reports" / "2025").mkdir()
    (station / "reports" / "2025" / "a.pdf").write_bytes(b"2025")
    (station / "notes").mkdir(mode=0o700)
    (station / "notes" / "mine.txt").write_bytes(b"mine")
    (station / "notes" / "link").symlink_to("/nowhere")
    (station / "notes" / "shut").mkdir(mode=0o500)
    (station / "list.xlsx").write_bytes(b"list")
    (station / "list.xlsx").chmod(0o640)
    station.chmod(0o750)
    before = listing(output)
    assert publish(output, b"new", ("signage",)) == ()
    after = listing(output)
    changed = {name for name in before if before[name] != after[name]}
    sets = {f"{SLUG}/signage/{name}" for name in ("a.pdf", "b.pdf", MANIFEST)}
    assert changed == {*sets, f"{SLUG}/.record.json"}
    assert {name.split("/")[0] for name in after.keys() - before.keys()} == {f".old-{SLUG}"}
    assert os.readlink(station / "notes" / "link") == "/nowhere"
    assert station.stat().st_mode & 0o777 == 0o750
    assert (station / ".record.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("number", sorted(disk._NO_LINKS))
def test_where_links_are_refused_it_is_copied(output: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    publish(output, b"old")
    before = listing(output / SLUG / "archive")

    def refuse(*names: object, **more: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", refuse)
    publish(output, b"new", ("signage",))
    assert listing(output / SLUG / "archive") == before
    assert (output / SLUG / "archive" / "a.pdf").stat().st_nlink == 1


def test_what_cannot_be_carried_stops_it_all(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, b"old")
    before = listing(output)

    def refuse(*names: object, **more: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(Stopped) as stopped:
        publish(output, b"new", ("signage",))
    assert [(each.code, each.location.file) for each in stopped.value.problems] == [("MZ7001", SLUG)]
    assert listing(output) == before


def test_the_generation_before_is_kept_until_the_next_build(output: Path, way: str) -> None:
    publish(output, b"1")
    assert not (output / f".old-{SLUG}").exists()
    for now, before in ((b"2", b"1"), (b"3", b"2")):
        publish(output, now)
        assert (words(output / SLUG), words(output / f".old-{SLUG}")) == ({now}, {before})
        assert hidden(output) == [f".old-{SLUG}", *[".record.json"] * 2]


# what is set aside


def test_work_of_users_is_set_aside_and_told(output: Path, way: str) -> None:
    publish(output, b"old")
    station = output / SLUG
    (station / "archive" / "a.pdf").write_bytes(b"edited")
    (station / "archive" / "mine").mkdir()
    (station / "archive" / "mine" / "note.txt").write_bytes(b"note")
    (station / "reports" / "2026" / "b.pdf").unlink()
    (station / "reports" / "2026" / "b.pdf").symlink_to("a.pdf")
    (station / "signage" / "a.pdf").write_bytes(b"new")
    (station / "signage" / "Thumbs.db").write_bytes(b"of the system")
    told = publish(output, b"new")
    assert [(each.code, each.severity, each.location.file, each.facts) for each in told] == [
        ("MZ7008", Severity.NOTICE, f"{SLUG}/archive", {"count": 2, "folder": f"{SLUG}/edited/{TODAY}/archive"}),
        (
            "MZ7008",
            Severity.NOTICE,
            f"{SLUG}/reports/2026",
            {"count": 1, "folder": f"{SLUG}/edited/{TODAY}/reports/2026"},
        ),
    ]
    aside = station / "edited" / TODAY
    assert (aside / "archive" / "a.pdf").read_bytes() == b"edited"
    assert (aside / "archive" / "mine" / "note.txt").read_bytes() == b"note"
    assert (aside / "reports" / "2026" / "b.pdf").is_symlink()
    assert (aside / "archive").stat().st_mode & 0o777 == 0o700
    assert {path.name for path in (station / "archive").iterdir()} == {"a.pdf", "b.pdf", MANIFEST}
    (station / "archive" / "new.txt").write_bytes(b"once more")
    assert [each.facts["folder"] for each in publish(output, b"third", ("archive",))] == [
        f"{SLUG}/edited/{TODAY}-2/archive"
    ]
    assert (aside / "archive" / "a.pdf").read_bytes() == b"edited"
    assert publish(output, b"fourth") == ()


def test_of_a_set_without_a_manifest_everything_is_set_aside(output: Path) -> None:
    publish(output, b"old")
    (output / SLUG / "signage" / MANIFEST).write_text("[]")
    assert [each.facts["count"] for each in publish(output, b"new")] == [3]


def test_of_a_list_that_was_edited_only_the_list_is_set_aside(output: Path) -> None:
    publish(output, b"old")
    path = output / SLUG / "signage" / MANIFEST
    path.write_text(path.read_text().replace('"signage"', '"signage "'))
    assert [each.facts["count"] for each in publish(output, b"new")] == [1]
    assert files_in(output / SLUG / "edited") == [f"{TODAY}/signage/{MANIFEST}"]


def test_edits_can_be_discarded_and_what_is_the_users_own_is_kept_all_the_same(output: Path, way: str) -> None:
    publish(output, b"old")
    for name in ("signage/a.pdf", "signage/mine.txt", "archive/a.pdf"):
        (output / SLUG / name).write_bytes(b"mine")
    with locked(output):
        told = put_in_place(replace(staged(output, b"new"), discard_edits=True))
    assert [(each.code, each.location.file, each.facts) for each in told] == [
        ("MZ7008", f"{SLUG}/signage", {"count": 1, "folder": f"{SLUG}/edited/{TODAY}/signage"}),
        ("MZ7009", f"{SLUG}/signage", {"count": 1}),
        ("MZ7009", f"{SLUG}/archive", {"count": 1}),
    ]
    assert files_in(output / SLUG / "edited") == [f"{TODAY}/signage/mine.txt"]
    assert (output / f".old-{SLUG}" / "archive" / "a.pdf").read_bytes() == b"mine"


def test_what_cannot_be_cleaned_away_is_told(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, b"old")
    made = staged(output, b"new")
    monkeypatch.setattr(shutil, "rmtree", lambda *names, **more: None)

    def refuse(source: Path, target: Path) -> bool:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(switch, "_exchanged", refuse)
    with pytest.raises(Stopped) as stopped:
        put_in_place(made)
    assert [(each.code, each.location.file) for each in stopped.value.problems] == [
        ("MZ7001", SLUG),
        ("MZ7010", made.folder.name),
    ]
    assert words(output / SLUG) == {b"old"}


def test_an_old_generation_that_cannot_take_its_name_is_told(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, b"1")
    publish(output, b"2")
    monkeypatch.setattr(switch, "remove", lambda left: None)
    told = publish(output, b"3")
    assert [(each.code, each.location.file.startswith(".staging-")) for each in told] == [("MZ7010", True)]
    assert words(output / SLUG) == {b"3"}


def test_a_link_in_the_place_of_a_set_is_set_aside_and_what_it_names_stays(output: Path, tmp_path: Path) -> None:
    publish(output, b"old")
    (output / SLUG / "signage").rename(tmp_path / "elsewhere")
    (output / SLUG / "signage").symlink_to(tmp_path / "elsewhere")
    assert [each.facts["count"] for each in publish(output, b"new")] == [1]
    assert (output / SLUG / "edited" / TODAY / "signage").is_symlink()
    assert words(tmp_path / "elsewhere") == {b"old"}


@pytest.mark.parametrize("place", ["", "reports", ".record.json"])
def test_what_lies_in_the_place_of_something_else_is_not_touched(output: Path, place: str) -> None:
    publish(output, b"old", ("signage",))
    path = output / SLUG / place
    path.rename(output / "elsewhere") if path.exists() else None
    (path.mkdir if place.startswith(".") else path.touch)()
    before = listing(output)
    with pytest.raises(Stopped) as stopped:
        publish(output, b"new")
    assert [each.code for each in stopped.value.problems] == ["MZ7001"]
    assert listing(output) == before


# one set alone


def test_one_set_alone_is_replaced_and_nothing_beside_it_is_looked_at(output: Path, way: str) -> None:
    publish(output, b"old")
    assert publish(output, b"1", ("bundle",), "bundle") == ()
    (output / SLUG / "archive").chmod(0)
    (output / SLUG / "bundle" / "mine.txt").write_bytes(b"mine")
    opened: list[str] = []
    watching = [True]
    sys.addaudithook(
        lambda event, facts: opened.append(str(facts[0])) if watching and event in ("open", "os.listdir", "os.scandir", "os.link") else None
    )  # fmt: skip
    told = publish(output, b"2", ("bundle",), "bundle")
    watching.clear()
    (output / SLUG / "archive").chmod(0o700)
    assert not [path for path in opened if "/archive" in path or "/reports" in path]
    assert [each.facts for each in told] == [{"count": 1, "folder": f"{SLUG}/edited/{TODAY}/bundle"}]
    assert words(output / SLUG / "edited") == {b"mine"}
    assert words(output / SLUG / "bundle") == {b"2"}
    assert words(output / SLUG / "archive") == {b"old"}
    assert hidden(output) == [".record.json"]


def test_one_set_alone_of_a_station_that_is_not_there(output: Path, way: str) -> None:
    publish(output, b"1", ("bundle",), "bundle")
    assert words(output / SLUG) == {b"1"}
    assert (output / SLUG).stat().st_mode & 0o777 == 0o755
    assert hidden(output) == []


def test_one_set_alone_that_cannot_be_put_in_place(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, b"1", ("bundle",), "bundle")
    (output / SLUG / "bundle" / "mine.txt").write_bytes(b"mine")
    before = listing(output)

    def refuse(source: Path, target: Path) -> bool:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(switch, "_exchanged", refuse)
    with pytest.raises(Stopped) as stopped:
        publish(output, b"2", ("bundle",), "bundle")
    assert [each.location.file for each in stopped.value.problems] == [f"{SLUG}/bundle"]
    assert listing(output) == before


def test_every_folder_that_is_made_is_listed_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    sync = disk.sync

    def seen(path: Path) -> None:
        synced.append(path)
        sync(path)

    monkeypatch.setattr(disk, "sync", seen)
    monkeypatch.setattr(switch, "sync", seen)
    publish(tmp_path / "far" / "output", b"new")
    assert {tmp_path, tmp_path / "far", tmp_path / "far" / "output"} <= {*synced}
    assert synced[-1] == tmp_path / "far" / "output"


# what is said is what is


def test_a_disk_that_does_not_confirm_the_switch_is_told_as_that(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, b"old")
    REPLACED.clear()
    made = staged(output, b"new")
    sync = disk.sync

    def failing(path: Path) -> None:
        if words(output / SLUG) == {b"new"}:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync(path)

    with monkeypatch.context() as patched:
        patched.setattr(switch, "sync", failing)
        told = put_in_place(made)
    assert [(each.code, each.severity) for each in told] == [("MZ7007", Severity.ERROR)]
    assert "没有改动" not in told[0].message() + told[0].remedy()
    assert (words(output / SLUG), REPLACED) == ({b"new"}, [SLUG])
    discard(made)
    with locked(output):
        assert (words(output / SLUG), words(output / f".old-{SLUG}")) == ({b"new"}, {b"old"})
    assert hidden(output) == [f".old-{SLUG}", *[".record.json"] * 2]


def test_neither_in_its_place_is_told_and_healed(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, b"old")
    made = staged(output, b"new")
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if target == output / SLUG:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(switch, "_exchanged", _no_exchange)
        patched.setattr(Path, "rename", refuse)
        with pytest.raises(Stopped) as stopped:
            put_in_place(made)
    assert [each.code for each in stopped.value.problems] == ["MZ7006"]
    discard(made) if (output / SLUG).exists() else None
    with locked(output):
        assert words(output / SLUG) == {b"new"}


def test_a_system_that_says_it_swapped_but_did_not_is_found_out(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Liar:
        @staticmethod
        def renameat2(*arguments: object) -> int:
            return 0

    publish(output, b"old")
    with monkeypatch.context() as patched:
        patched.setattr(switch.ctypes, "CDLL", lambda *names, **more: Liar)
        publish(output, b"new")
    assert (words(output / SLUG), words(output / f".old-{SLUG}")) == ({b"new"}, {b"old"})


# killed at every call, and read all the time

WAYS = {"exchange": "", "two renames": "from mzdocs.publish import switch; switch._exchanged = lambda a, b: False\n"}
CHILD = """
import sys
from pathlib import Path
{way}from mzdocs.publish.sets import Delivery, add_file, locked, put_in_place, stage_station
output = Path(sys.argv[1])
names = {names}
with locked(output):
    made = [Delivery(output / "taoyuan" / n, {{"a.pdf": b"new", "b.pdf": b"new"}}, {{"set": n}}, n == "archive") for n in names]
    staged = stage_station(output, "taoyuan", made, {part!r})
    if not {part!r}:
        add_file(staged, ".record.json", b"new", True)
    put_in_place(staged)
"""
CALLS = ("openat", "write", "ftruncate", "pwrite64", "fsync", "link", "linkat", "mkdir", "rename", "renameat2", "unlink", "unlinkat", "rmdir", "chmod", "fchmod", "utimensat")  # fmt: skip


def _begun(folder: Path, start: str, part: str) -> Path:
    """An output folder as it stands before: nothing, or two generations, and the one set alone."""
    (folder / "begun").mkdir()
    if start != "nothing":
        for says in (b"older", b"old"):
            publish(folder / "begun", says)
    if part:
        publish(folder / "begun", b"old", ("bundle",), "bundle")
    return folder / "begun"


def _again(begun: Path, output: Path) -> None:
    shutil.rmtree(output, ignore_errors=True)
    shutil.copytree(begun, output, symlinks=True)


def _seen(station: Path, part: str = "") -> str:
    found = words(station / part)
    if len(found) > 1 or (found and part and words(station / "archive") != {b"old"}):
        return "mixed"
    return found.pop().decode() if found else "absent"


def _points(line: list[str], trace: Path) -> list[tuple[str, int]]:
    """Every call of a run that changes something, by name and number, from the first one below the output folder."""
    filters = ["-e", "trace=" + ",".join(CALLS)]
    subprocess.run(["strace", "-f", *filters, "-o", str(trace), *line], check=True, timeout=60)
    counts: dict[str, int] = {}
    found = []
    begun = False
    for text in trace.read_text(errors="replace").splitlines():
        name = re.sub(r"^\d+ +", "", text).split("(")[0]
        counts[name] = counts.get(name, 0) + 1
        begun = begun or ".mzdocs.lock" in text
        if begun and name in CALLS and (name != "openat" or "O_CREAT" in text):
            found.append((name, counts[name]))
    return found


KILLS = [("exchange", "", "old"), ("exchange", "", "nothing"), ("two renames", "", "old"), ("exchange", "bundle", "old"), ("two renames", "bundle", "old")]  # fmt: skip
"""How, of what, and what stands before."""
EVERY = 3
"""One call in so many; `make gate` takes each."""


@pytest.mark.parametrize(("kind", "part", "start"), KILLS)
def test_killed_at_any_call_a_station_is_old_or_new(tmp_path: Path, kind: str, part: str, start: str) -> None:
    points, found = killed_at_calls(tmp_path, kind, part, start, EVERY)
    assert points > 20
    assert found <= whole(kind, start)


def whole(kind: str, start: str) -> set[tuple[str, str]]:
    """What may be seen at once, and after the next run has begun."""
    sound = {("absent", "absent"), ("absent", "new")} if start == "nothing" else {("old", "old")}
    return {*sound, ("new", "new"), *({("absent", "new")} if kind == "two renames" else ())}


def killed_at_calls(work: Path, kind: str, part: str, start: str, every: int) -> tuple[int, set[tuple[str, str]]]:
    """How many calls a run has, and what was seen at once, and healed, after it was killed at one in so many."""
    child = CHILD.format(way=WAYS[kind], names=[part] if part else list(SETS), part=part)
    output, begun = work / "output", _begun(work, start, part)
    line = [sys.executable, "-I", "-S", "-B", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{child}", str(output)]
    _again(begun, output)
    points, found = _points(line, work / "trace"), set()
    for name, number in points[::every]:
        _again(begun, output)
        inject = ["-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={number}"]
        done = subprocess.run(["strace", "-f", *inject, "-o", "/dev/null", *line], check=False, timeout=300, stderr=subprocess.DEVNULL)  # fmt: skip
        assert done.returncode != 0, (name, number)
        at_once = _seen(output / SLUG, part)
        with locked(output):
            pass
        left = [name for name in hidden(output) if name.startswith((".staging", ".making", ".whole"))]
        assert left == [], (name, number)
        found.add((at_once, _seen(output / SLUG, part)))
    return len(points), found


EVENTS = ("open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.utime", "ctypes.dlsym")


@pytest.mark.parametrize("kind", WAYS)
def test_killed_before_every_step_a_station_is_old_or_new(
    tmp_path: Path, output: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """The same without strace: a child counts what it is about to do, and kills itself at the n-th."""
    if kind == "two renames":
        monkeypatch.setattr(switch, "_exchanged", _no_exchange)
    begun, outcomes = _begun(tmp_path, "old", ""), set()
    number = 0
    while True:
        number += 1
        _again(begun, output)
        if _killed_at(number, lambda: publish(output, b"new")) == 0:
            break
        at_once = _seen(output / SLUG)
        with locked(output):
            outcomes.add((at_once, _seen(output / SLUG)))
        assert not [name for name in hidden(output) if name.startswith(".staging")]
    assert number > 40
    assert outcomes == whole(kind, "old")


def _killed_at(number: int, act: Callable[[], object]) -> int:
    """The exit status of a child that does it."""
    child = os.fork()
    if child == 0:
        left = [number]

        def count(event: str, facts: tuple[Any, ...]) -> None:
            if event in EVENTS:
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        with suppress(BaseException):
            act()
            os._exit(0)
        os._exit(1)
    return os.waitpid(child, 0)[1]


def test_readers_never_see_two_generations(output: Path) -> None:
    """Who holds a station's folder reads one generation to its end; who names it anew, the old one or the new one."""
    publish(output, b"0")
    mixed: list[set[bytes]] = []
    reads = [0]
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            with suppress(FileNotFoundError):
                handle = os.open(output / SLUG, os.O_RDONLY)
                try:
                    seen = {_read(f"{name}/{file}", handle) for name in SETS for file in ("a.pdf", "b.pdf")}
                finally:
                    os.close(handle)
                reads[0] += 1
                if len(seen) != 1:
                    mixed.append(seen)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    number = 0
    while number < 30 or reads[0] < 60:
        number += 1
        publish(output, b"%d" % number)
    done.set()
    for reader in readers:
        reader.join()
    assert mixed == []


def _read(path: str, folder: int) -> bytes:
    handle = os.open(path, os.O_RDONLY, dir_fd=folder)
    try:
        return os.read(handle, 100)
    finally:
        os.close(handle)


# what cannot be read back


def _unreadable(monkeypatch: pytest.MonkeyPatch, refused: Callable[[Path], bool]) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if refused(path):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)


def test_what_was_swapped_and_cannot_be_read_back_is_not_swapped_again(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(output, b"old")
    with monkeypatch.context() as patched:
        _unreadable(patched, lambda path: path == output / SLUG / ".whole")
        publish(output, b"new")
    assert words(output / SLUG) == {b"new"}


def test_where_a_manifest_cannot_be_read_nothing_is_called_edited(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(output, b"old")
    with monkeypatch.context() as patched:
        _unreadable(patched, lambda path: path == output / SLUG / "signage" / MANIFEST)
        with pytest.raises(Stopped) as stopped:
            publish(output, b"new")
    assert [each.code for each in stopped.value.problems] == ["MZ7001"]
    assert words(output / SLUG) == {b"old"}


def test_a_lock_that_cannot_be_closed_ends_with_no_fault(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close = os.close

    def refuse(handle: int) -> None:
        close(handle)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched, locked(output):
        patched.setattr(os, "close", refuse)
    with locked(output):
        pass


def test_an_interrupt_in_the_switch_waits_until_it_is_noted(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, b"old")
    REPLACED.clear()
    swapped = switch._exchanged
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background may have it ignored

    def interrupted(source: Path, target: Path) -> bool:
        done = swapped(source, target)
        os.kill(os.getpid(), signal.SIGINT)
        return done

    monkeypatch.setattr(switch, "_exchanged", interrupted)
    try:
        with pytest.raises(KeyboardInterrupt):
            publish(output, b"new")
    finally:
        signal.signal(signal.SIGINT, before)
    assert (words(output / SLUG), REPLACED) == ({b"new"}, [SLUG])
