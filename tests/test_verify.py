"""`mzdocs verify`: every byte that is another is seen and named, and what people rightly do is not blamed."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mzdocs.bundle.packing import packed, with_sums
from mzdocs.cli import main
from mzdocs.core.problems import Stopped
from mzdocs.kinds import CLOSED_SETS
from mzdocs.publish import manifest, seal, verified_files
from mzdocs.publish.record import RECORD, SetRecord, StationRecord
from mzdocs.publish.sets import Delivery, add_file, locked, put_in_place, stage_station
from mzdocs.publish.verification import verify

SLUG = "taoyuan"
SETS = {"signage": ("plate.pdf", "board.svg"), "archive": ("volume.pdf",), "reports/2026": ("report.docx",)}
LIST = b'{"format": "mzdocs-reprint/1"}\n'


def deliver(output: Path) -> Path:
    """A station of three sets, one of them closed, with its record and what lies beside."""
    chance = random.Random(18)
    deliveries = [
        Delivery(
            output / SLUG / folder,
            {name: chance.randbytes(200) for name in names},
            {"station": "桃源站", "set": folder.partition("/")[0]},
            private=folder == "archive",
        )
        for folder, names in SETS.items()
    ]
    staged = stage_station(output, SLUG, deliveries)
    sets = {folder: SetRecord(manifest=manifest.sum_of(staged.folder / folder)) for folder in SETS}
    record = StationRecord("00" * 16, sets, beside={"reprint.json": hashlib.sha256(LIST).hexdigest()})
    add_file(staged, "reprint.json", LIST, private=True)
    add_file(staged, RECORD, record.to_bytes(), private=True)
    put_in_place(staged)
    return output / SLUG


def told(path: Path) -> list[tuple[str, str]]:
    """Every problem: its code, and its place."""
    return [(problem.code, problem.location.file) for each in verify(path, CLOSED_SETS) for problem in each.problems]


def reasons(path: Path) -> list[str]:
    return [why.en for each in verify(path, CLOSED_SETS) for why in each.not_run]


@pytest.fixture
def station(tmp_path: Path) -> Path:
    return deliver(tmp_path / "output")


def unpacked(folder: Path, files: dict[str, bytes]) -> None:
    """Files by their names below a folder."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


HANDED = with_sums({"制作单.xlsx": b"order", "印刷文件/plate.pdf": b"plate" * 50, "说明.txt": "说明".encode()})


def test_what_was_delivered_is_as_it_was(station: Path, tmp_path: Path) -> None:
    assert (
        told(station.parent) == told(station) == told(station / "archive") == told(station / "reports" / "2026") == []
    )
    (found,) = verify(station.parent, CLOSED_SETS)
    files = [path for path in station.rglob("*") if path.is_file()]
    assert (found.name, found.files) == (SLUG, len(files))
    assert (found.size, found.not_run) == (sum(path.stat().st_size for path in files), ())
    unpacked(tmp_path / "shop", HANDED)
    (tmp_path / "taoyuan.zip").write_bytes(packed(HANDED))
    for path in (tmp_path / "shop", tmp_path / "taoyuan.zip"):
        (found,) = verify(path, CLOSED_SETS)
        assert (found.problems, found.not_run, found.files) == ((), (), len(HANDED))


def flips(path: Path, count: int, seed: int) -> list[str]:
    """The files of a folder, or the one file, of which one random bit was turned and nothing was told of it."""
    files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
    sizes = [each.stat().st_size for each in files]
    chance, missed = random.Random(seed), []
    for _ in range(count):
        (file,) = chance.choices(files, sizes)
        at, bit = chance.randrange(file.stat().st_size), 1 << chance.randrange(8)
        with file.open("r+b", buffering=0) as stream:
            before = os.pread(stream.fileno(), 1, at)
            os.pwrite(stream.fileno(), bytes([before[0] ^ bit]), at)
            seen = {place for code, place in told(path) if code in ("MZ7801", "MZ7802", "MZ7803", "MZ7805", "MZ7807")}
            os.pwrite(stream.fileno(), before, at)
        named = file.relative_to(path.parent).as_posix()
        if not seen or not (named.startswith(tuple(seen)) or file.name == manifest.SUMS or file.suffix == ".zip"):
            missed.append(f"{named}: {sorted(seen)}")
    return missed


def test_sixty_of_sixty_flipped_bits_are_seen_and_named(station: Path, tmp_path: Path) -> None:
    unpacked(tmp_path / "shop", HANDED)
    (tmp_path / "taoyuan.zip").write_bytes(packed(HANDED))
    assert [flips(path, 60, 18) for path in (station, tmp_path / "shop", tmp_path / "taoyuan.zip")] == [[], [], []]


def test_every_byte_of_a_list_counts(station: Path) -> None:
    for path in (station / "signage" / "manifest.json", station / RECORD):
        data = path.read_bytes()
        for at in range(len(data)):
            spoilt = data[:at] + bytes([data[at] ^ 2]) + data[at + 1 :]
            assert seal.seal_holds(spoilt) is False or not _is_json(spoilt), (path.name, at)
        assert seal.seal_holds(data) is True


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


def test_every_byte_of_a_zip_counts(tmp_path: Path) -> None:
    data, path = packed({"a.txt": b"a", **with_sums({})}), tmp_path / "x.zip"
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x40]) + data[at + 1 :])
        assert told(path), at


Change = Callable[[Path], object]
SPOILT: dict[str, tuple[Change, list[tuple[str, str]]]] = {
    "a file gone": (lambda at: (at / "signage/plate.pdf").unlink(), [("MZ7802", "signage/plate.pdf")]),
    "a file emptied": (lambda at: (at / "signage/plate.pdf").write_bytes(b""), [("MZ7801", "signage/plate.pdf")]),
    "two exchanged": (
        lambda at: [(at / "x").unlink() for _ in (_exchange(at / "signage/plate.pdf", at / "signage/board.svg", at / "x"),)],
        [("MZ7801", "signage/plate.pdf"), ("MZ7801", "signage/board.svg")],
    ),
    "a file of one's own": (lambda at: (at / "signage/mine.txt").write_text("x"), [("MZ7803", "signage/mine.txt")]),
    "a hidden file": (lambda at: (at / "signage/.x").write_text("x"), [("MZ7803", "signage/.x")]),
    "a file in a folder": (lambda at: unpacked(at, {"signage/a/b": b""}), [("MZ7803", "signage/a/b")]),
    "a file beside the sets": (lambda at: (at / "notes.txt").write_text("x"), [("MZ7803", "notes.txt")]),
    "a folder beside the sets": (lambda at: unpacked(at, {"notes/a": b""}), [("MZ7803", "notes/a")]),
    "a file beside the years": (lambda at: (at / "reports/a.docx").touch(), [("MZ7803", "reports/a.docx")]),
    "a link in place of a file": (
        lambda at: ((at / "signage/plate.pdf").rename(at.parent / "elsewhere"), (at / "signage/plate.pdf").symlink_to(at.parent / "elsewhere")),
        [("MZ7801", "signage/plate.pdf")],
    ),
    "a folder in place of a file": (
        lambda at: ((at / "signage/plate.pdf").unlink(), (at / "signage/plate.pdf").mkdir()),
        [("MZ7801", "signage/plate.pdf")],
    ),
    "a pipe in place of a file": (
        lambda at: ((at / "signage/plate.pdf").unlink(), os.mkfifo(at / "signage/plate.pdf")),
        [("MZ7801", "signage/plate.pdf")],
    ),
    "a file in place of a set": (
        lambda at: (shutil.rmtree(at / "reports"), (at / "reports").touch()),
        [("MZ7802", "reports/2026"), ("MZ7803", "reports")],
    ),
    "a set gone": (lambda at: shutil.rmtree(at / "reports/2026"), [("MZ7802", "reports/2026")]),
    "a link in place of a set": (
        lambda at: ((at / "signage").rename(at.parent / "elsewhere"), (at / "signage").symlink_to(at.parent / "elsewhere")),
        [("MZ7802", "signage")],
    ),
    "a list gone": (lambda at: (at / "signage/manifest.json").unlink(), [("MZ7802", "signage/manifest.json")]),
    "the record gone": (lambda at: (at / RECORD).unlink(), [("MZ7802", RECORD)]),
    "the reprint list gone": (lambda at: (at / "reprint.json").unlink(), [("MZ7802", "reprint.json")]),
    "the list of another set": (
        lambda at: shutil.copy(at / "archive/manifest.json", at / "signage/manifest.json"),
        [("MZ7805", "signage/manifest.json")],
    ),
    "a list that is sealed again": (lambda at: _resealed(at / "signage/manifest.json"), [("MZ7805", "signage/manifest.json")]),
    "a list that leads away": (lambda at: _led_away(at), [("MZ7805", "signage/manifest.json"), ("MZ7802", RECORD)]),
    "a list of names that are none": (
        lambda at: (at / "signage/manifest.json").write_text('{"files": [{"file": "\\ud800", "sha256": "0"}]}'),
        [("MZ7805", "signage/manifest.json")],
    ),
    "a list of brackets": (
        lambda at: (at / "signage/manifest.json").write_text("[" * 100_000), [("MZ7805", "signage/manifest.json")],
    ),
    "a closed file opened": (lambda at: (at / "archive/volume.pdf").chmod(0o604), [("MZ7806", "archive/volume.pdf")]),
    "a closed folder opened": (lambda at: (at / "archive").chmod(0o711), [("MZ7806", "archive")]),
    "the record opened": (lambda at: (at / RECORD).chmod(0o640), [("MZ7806", RECORD)]),
}  # fmt: skip


def _exchange(one: Path, other: Path, aside: Path) -> None:
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    aside.touch()


def _resealed(path: Path) -> None:
    said = json.loads(path.read_bytes())
    del said["seal"]
    path.write_bytes(seal.sealed({**said, "station": "别的站"}, 2))


def _led_away(at: Path) -> None:
    (at.parent / "secret").write_bytes(b"x")
    listed = [{"file": "../../secret", "sha256": hashlib.sha256(b"x").hexdigest()}]
    (at / "signage/manifest.json").write_bytes(seal.sealed({"set": "signage", "files": listed}, 2))
    (at / RECORD).unlink()


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_otherwise_is_named_and_nothing_else(station: Path, name: str) -> None:
    spoil, expected = SPOILT[name]
    spoil(station)
    assert sorted(told(station)) == sorted((code, f"{SLUG}/{place}") for code, place in expected)


RIGHTLY: dict[str, Change] = {
    "shown by a file manager": lambda at: [(at / "signage" / name).touch() for name in ("Thumbs.db", ".DS_Store", "._plate.pdf")],
    "open in an office program": lambda at: [(at / "reports/2026" / name).touch() for name in ("~$port.docx", ".~lock.report.docx#")],
    "touched": lambda at: os.utime(at / "signage/plate.pdf", (0, 0)),
    "closed more": lambda at: (at / "archive").chmod(0o500),
    "linked twice": lambda at: os.link(at / "signage/plate.pdf", at.parent / "second name"),
    "of an older year": lambda at: shutil.copytree(at / "reports/2026", at / "reports/2025"),
    "an empty folder": lambda at: (at / "notes").mkdir(),
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHTLY)
def test_what_people_rightly_do_is_not_blamed(station: Path, name: str) -> None:
    RIGHTLY[name](station)
    assert told(station) == []


def test_what_no_list_names_is_said_not_to_be_verified(station: Path) -> None:
    (station / "edited" / "2026-11-30").mkdir(parents=True)
    (station / "edited" / "2026-11-30" / "a.docx").touch()
    assert (told(station), reasons(station)) == ([], ["nothing lists edited, reading-copies, signed"])


def test_lists_of_an_older_version_bear_no_seal(station: Path) -> None:
    for path in (station / RECORD, *station.glob("*/manifest.json")):
        said = json.loads(path.read_bytes())
        del said["seal"]
        path.write_text(json.dumps(said, indent=1) + "\n")
    assert "an older version" in "".join(reasons(station / "signage"))
    (station / "signage" / "plate.pdf").write_bytes(b"x")
    assert told(station / "signage") == [("MZ7801", "signage/plate.pdf")]


def test_an_output_folder_may_hold_other_things(station: Path) -> None:
    (station.parent / "notes").mkdir()
    (station.parent / ".staging-taoyuan-7").mkdir()
    (station.parent / ".old-taoyuan").mkdir()
    (station.parent / ".mzdocs.lock").touch()
    assert told(station.parent) == [("MZ7808", ".staging-taoyuan-7"), ("MZ7809", "notes")]


def test_what_a_build_is_about_to_exchange_is_not_looked_at(station: Path) -> None:
    for path in (station.parent, station, station / "archive", station / "reports" / "2026"):
        with locked(station.parent), pytest.raises(Stopped) as stopped:
            told(path)
        assert [problem.code for problem in stopped.value.problems] == ["MZ7002"]
        assert told(path) == []


def test_what_the_system_does_not_let_be_read_is_said(station: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> str:
        raise PermissionError(errno.EACCES, "")

    with monkeypatch.context() as patch:
        patch.setattr(verified_files, "file_sum", refuse)
        assert told(station / "signage") == [("MZ7804", "signage/board.svg"), ("MZ7804", "signage/plate.pdf")]
    monkeypatch.setattr(Path, "iterdir", refuse)
    assert told(station.parent) == [("MZ7804", "output")]


@pytest.mark.parametrize("name", ["nowhere", "empty", "notes.txt", "strange.zip", "pipe"])
def test_where_nothing_was_delivered_that_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("x" * 200)
    os.mkfifo(tmp_path / "pipe")
    with zipfile.ZipFile(tmp_path / "strange.zip", "w") as archive:
        archive.writestr("a.txt", b"a")
    assert told(tmp_path / name) == [("MZ7807", name)]


UNPACKED: dict[str, tuple[Change, list[tuple[str, str]]]] = {
    "changed": (lambda at: (at / "印刷文件/plate.pdf").write_bytes(b"x"), [("MZ7801", "印刷文件/plate.pdf")]),
    "gone": (lambda at: shutil.rmtree(at / "印刷文件"), [("MZ7802", "印刷文件/plate.pdf")]),
    "added": (lambda at: (at / "印刷文件/x.pdf").touch(), [("MZ7803", "印刷文件/x.pdf")]),
    "a line cut": (lambda at: _cut(at / manifest.SUMS), [("MZ7805", manifest.SUMS)]),
    "a line that leads away": (
        lambda at: (at / manifest.SUMS).write_text(f"{'0' * 64}  ../x\n"), [("MZ7805", manifest.SUMS)],
    ),
}  # fmt: skip


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("name", UNPACKED)
def test_a_bundle_that_wasunpacked(tmp_path: Path, name: str) -> None:
    spoil, expected = UNPACKED[name]
    unpacked(tmp_path / "shop", HANDED)
    spoil(tmp_path / "shop")
    assert told(tmp_path / "shop") == [(code, f"shop/{place}") for code, place in expected]


def _zip(files: dict[str, bytes], *more: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in (*files.items(), *more):
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("files", "more", "expected"),
    [
        (HANDED, (), []),
        ({**HANDED, "说明.txt": b"x"}, (), [("MZ7801", "x.zip/说明.txt")]),
        ({name: data for name, data in HANDED.items() if name != "说明.txt"}, (), [("MZ7802", "x.zip/说明.txt")]),
        (HANDED, (("x.exe", b""),), [("MZ7803", "x.zip/x.exe")]),
        (HANDED, (("说明.txt", "说明".encode()),), [("MZ7801", "x.zip/说明.txt")]),
        ({**HANDED, manifest.SUMS: b"?"}, (), [("MZ7805", f"x.zip/{manifest.SUMS}")]),
    ],
)  # fmt: skip
def test_a_zip_that_bears_no_seal_is_judged_file_by_file(
    tmp_path: Path, files: dict[str, bytes], more: tuple[tuple[str, bytes], ...], expected: list[tuple[str, str]]
) -> None:
    (tmp_path / "x.zip").write_bytes(_zip(files, *more))
    assert told(tmp_path / "x.zip") == expected
    assert reasons(tmp_path / "x.zip") == ["packed by an older version: not sealed"]


def test_the_command_says_it_in_both_languages_and_as_json(
    station: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(station.parent)
    assert main(["verify"]) == 0
    assert "都与交付时相同。" in capsys.readouterr().out
    (station / "signage" / "plate.pdf").write_bytes(b"x")
    assert main(["verify", "taoyuan/signage", "--json"]) == 18
    said = json.loads(capsys.readouterr().out)
    assert (said["exit"], [one["name"] for one in said["verified"]]) == (18, ["signage"])
    (problem,) = said["verified"][0]["problems"]
    assert (problem["code"], problem["file"]) == ("MZ7801", "signage/plate.pdf")
    assert main(["verify", "-q"]) == 18
    caught = capsys.readouterr()
    assert (caught.out, "MZ7801 taoyuan/signage/plate.pdf" in caught.err) == ("", True)
