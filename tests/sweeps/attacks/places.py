"""Paths that are no files, or none one should wait for; what was delivered, poisoned; packages that were handed over."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from mzdocs.bundle.packing import packed
from tests.sweeps.attacks.attack import Attack, Make, attacks
from tests.sweeps.attacks.packages import lying, marked, of_2_64_bytes, overlapping, zipped
from tests.sweeps.attacks.pdf_writing import paged
from tests.test_verify import HANDED, deliver

Lay = Callable[[Path], object]
_HUGE = 100_000_000_000
"""Bytes of a file of which nothing is written."""


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(_HUGE)


def _deep(path: Path) -> None:
    """A folder in a folder, two hundred times."""
    path.mkdir()
    here = path
    for _ in range(200):
        here = here / "aaaaaaaaaaaaaaaa"
        try:
            here.mkdir()
        except OSError:
            return


def _circle(path: Path) -> None:
    path.mkdir()
    (path / "a").symlink_to(path)
    (path / "manifest.json").symlink_to("manifest.json")


def _crowd(path: Path) -> None:
    path.mkdir()
    for number in range(5_000):
        (path / f"{number}.pdf").touch()


_PLACES: Mapping[str, Lay] = {
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "nothing": lambda path: None,
    "a link to noughts": lambda path: path.symlink_to("/dev/zero"),
    "a link to chance": lambda path: path.symlink_to("/dev/urandom"),
    "a link to a terminal": lambda path: path.symlink_to("/dev/tty"),
    "a link to what is full": lambda path: path.symlink_to("/dev/full"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link to a folder": lambda path: path.symlink_to("/etc"),
    "a link to a process's memory": lambda path: path.symlink_to("/proc/self/mem"),
    "a link to a process's surroundings": lambda path: path.symlink_to("/proc/self/environ"),
    "a file of 100 GB of nothing": _sparse,
    "a crowd": _crowd,
    "folders in each other": _deep,
    "a folder of itself": _circle,
}  # fmt: skip
_NAMES: Mapping[str, str] = {
    "a name of 255 bytes": "民" * 83 + ".pdf",
    "a name of 256 bytes": "民" * 84 + ".pdf",
    "a name of two lines": "a\nb.pdf",
    "a name that turns": "a\u202efdp.pdf",
    "a name that clears the terminal": "\x1b[2J\x1b]0;x\a.pdf",
    "a name that is an option": "./-rf.pdf",
    "a name of marks": "[bold]{a}%s{0}.pdf",
    "a path of 5,000 bytes": "a/" * 2_500 + "b.pdf",
}  # fmt: skip
_ASKED = {
    "preflight": "x.pdf",
    "check-docx": "x.docx",
    "sign --verify": "x.pdf",
    "verify": "x",
}
"""By command, the name a strange thing has there."""


def _laid(
    room: str, file: str, line: str, ends: set[int], laid: Mapping[str, Lay], in_workspace: bool = False
) -> list[Attack]:
    return [
        Attack(f"{room}: {name}", file, lay, tuple(line.split()), frozenset(ends), in_workspace=in_workspace)
        for name, lay in laid.items()
    ]


def _named() -> list[Attack]:
    return [
        Attack(f"path: {name}", "x", lambda path: path.touch(), ("preflight", file), frozenset({2, 10, 17, 19}))
        for name, file in _NAMES.items()
    ]


def _sums(files: Mapping[str, bytes], more: bytes = b"") -> dict[str, bytes]:
    """What a bundle holds, with its list."""
    rows = b"".join(
        b"%s  %s\n" % (hashlib.sha256(data).hexdigest().encode(), name.encode()) for name, data in files.items()
    )
    return {**files, "SHA256SUMS": rows + more}


_BUNDLES: Mapping[str, Make] = {
    "unpacks to 600 MB": lambda: zipped(_sums({"a.pdf": bytes(600_000_000)})),
    "10,000 files": lambda: zipped(_sums({f"a{n}.pdf": b"" for n in range(10_000)})),
    "a directory that lies by 4 GB": lambda: lying(packed(HANDED), 2**32 - 2),
    "a directory that says one byte": lambda: lying(packed(HANDED), 1),
    "a directory of 2^63 members": lambda: of_2_64_bytes(packed(HANDED)),
    "1,000 members of the same bytes": lambda: overlapping(zipped({**_sums({}), "a_000000": bytes(400_000)}), "a_000000", 1_000),
    "locked": lambda: marked(packed(HANDED), flag=1),
    "packed by a method nobody knows": lambda: marked(packed(HANDED), method=99),
    "a name that leads out": lambda: zipped(_sums({"../../../tmp/evil.pdf": paged()})),
    "a name from the root": lambda: zipped(_sums({"/tmp/evil.pdf": paged()})),
    "a link": lambda: zipped(_sums({"a.pdf": b"/etc/passwd"}), mode=0o120777),
    "a pipe": lambda: zipped(_sums({"a.pdf": b""}), mode=0o010777),
    "one name twice": lambda: zipped([*_sums({"a.pdf": paged()}).items(), ("a.pdf", b"evil")]),
    "a file and a folder of one name": lambda: zipped([*_sums({"a": paged()}).items(), ("a/b.pdf", paged())]),
    "a list of 20 MB": lambda: zipped(_sums({"a.pdf": paged()}, b"a" * 20_000_000)),
    "a list of 300,000 files": lambda: zipped(_sums({"a.pdf": paged()}, b"".join(b"%064x  a%d\n" % (n, n) for n in range(300_000)))),
    "a list of what leads out": lambda: zipped(_sums({"a.pdf": paged()}, b"0" * 64 + b"  ../../etc/passwd\n")),
    "a list that is in itself": lambda: zipped(_sums({"a.pdf": paged()}, b"0" * 64 + b"  SHA256SUMS\n")),
    "a bundle in a bundle": lambda: zipped(_sums({"a.zip": packed(HANDED)})),
    "a hostile file in a bundle": lambda: zipped(_sums({"a.pdf": paged(b"0 0 9 9 re f " * 300_000)})),
    "9 hostile files in a bundle": lambda: zipped(_sums({f"a{n}.pdf": paged(b"q " * 500_000) for n in range(9)})),
    "cut in the middle": lambda: packed(HANDED)[:400],
    "behind 5 MB": lambda: bytes(5_000_000) + packed(HANDED),
    "a remark of 64 KB": lambda: packed(HANDED)[:-66] + b"\xff\xff" + b"a" * 65_535,
    "nothing": lambda: b"",
}  # fmt: skip


def _poisoned(name: str, data: Make) -> Lay:
    """A station as it was delivered, with a file of it in this form."""

    def lay(path: Path) -> None:
        (path / name).write_bytes(data())

    return lay


_RECORDS: Mapping[str, Make] = {
    "100,000 brackets": lambda: b"[" * 100_000,
    "900 brackets": lambda: b"[" * 900 + b"]" * 900,
    "a number of a million digits": lambda: b'{"files": ' + b"9" * 1_000_000 + b"}",
    "a number that is none": lambda: b'{"files": [NaN, Infinity, 1e999]}',
    "a list": lambda: b"[1, 2, 3]",
    "a word": lambda: b'"a"',
    "one key 100,000 times": lambda: b'{"files": 1' + b', "files": 1' * 100_000 + b"}",
    "200,000 files": lambda: json.dumps({"files": [{"file": f"a{n}", "sha256": "0" * 64, "bytes": 1} for n in range(200_000)]}).encode(),
    "files that lead out": lambda: json.dumps({"files": [{"file": "../../../../etc/passwd", "sha256": "0" * 64}, {"file": "/dev/zero", "sha256": "0" * 64}]}).encode(),
    "half of a pair": lambda: b'{"files": [{"file": "\\ud842", "sha256": "\\ud842"}]}',
    "bytes of no text": lambda: bytes(range(256)) * 100,
    "20 MB": lambda: b'{"a": "' + b"a" * 20_000_000 + b'"}',
    "500 MB of nothing": lambda: b"",
    "packed": lambda: zlib.compress(bytes(1_000_000)),
}  # fmt: skip


def _station(name: str) -> dict[str, Lay]:
    """A delivered station with one of its own files poisoned."""

    def lay(how: str) -> Lay:
        def laid(path: Path) -> None:
            deliver(path)
            place = path / name
            place.write_bytes(_RECORDS[how]())
            if how == "500 MB of nothing":
                os.truncate(place, 500_000_000)

        return laid

    return {how: lay(how) for how in _RECORDS}


ATTACKS = [
    *(each for command, file in _ASKED.items() for each in _laid(f"path of {command}", file, f"{command} {{file}}", {2, 10, 11, 15, 17, 18, 19}, _PLACES)),
    *_laid("path of a code", "x.png", "badge verify {file}", {2, 10, 11, 15, 17, 18}, _PLACES, in_workspace=True),
    *_laid("path of the data", "data/stations/taoyuan-clients.csv", "check taoyuan", {10, 17}, _PLACES, in_workspace=True),
    *_laid("path of the station", "data/stations/taoyuan.yaml", "check taoyuan", {2, 10, 17}, _PLACES, in_workspace=True),
    *_laid("path of a photo", "data/stations/photos/001-staff-01.png", "check taoyuan", {0, 10, 11, 17}, _PLACES, in_workspace=True),
    *_laid("path of a wording", "data/wording/hostile.txt", "check taoyuan", {0, 10, 17}, _PLACES, in_workspace=True),
    *_laid("path of a font", "data/fonts/hostile.ttf", "check taoyuan", {0, 10, 12, 17}, _PLACES, in_workspace=True),
    *_named(),
    *attacks("bundle judged", "x.zip", "preflight {file}", {10, 17, 19}, _BUNDLES),
    *attacks("bundle verified", "x.zip", "verify {file}", {10, 17, 18}, _BUNDLES),
    *_laid("manifest", "output", "verify {file}", {18}, _station("taoyuan/signage/manifest.json")),
    *_laid("record", "output", "verify {file}", {0, 18}, _station("taoyuan/.record.json")),
    *_laid("list of a station", "output", "verify {file}", {0, 18}, _station("taoyuan/reprint.json")),
]  # fmt: skip
