"""A small workspace of the sample data, and the ways a test spoils it, runs it and reads what was said."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from mzdocs import load
from mzdocs.model.station_data import StationData

DATA = Path(__file__).parents[1] / "data"
SLUG = "taoyuan"
HOUSEHOLDS = 12


@dataclass(frozen=True)
class Told:
    """One problem as people read it."""

    code: str
    location: str
    message: str
    remedy: str


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err

    @property
    def told(self) -> list[Told]:
        place, line = r"^(?:错误|问题|提示|error|finding|notice) (MZ[0-9A-Z][0-9]{2,3}) ?(.*)\n", r"(?: +[0-9]* │.*\n)*"
        pattern = rf"{place}{line}    (.*)\n    → (.*)$"
        return [Told(*found) for found in re.findall(pattern, self.said, re.M)]

    @property
    def codes(self) -> list[str]:
        return [told.code for told in self.told]

    @property
    def errors(self) -> list[Told]:
        """Those that stop a gate; findings and notices may be told beside them."""
        graves = re.findall(r"^(错误|问题|提示|error|finding|notice) MZ", self.said, re.M)
        return [told for grave, told in zip(graves, self.told, strict=True) if grave in ("错误", "error")]

    def only(self, code: str) -> Told:
        """The only error that was told, or if there is none, the only problem."""
        found = self.errors or self.told
        assert [told.code for told in found] == [code], self.said
        return found[0]


@dataclass(frozen=True)
class Workspace:
    """A district with the one station `taoyuan`."""

    root: Path

    @property
    def district(self) -> Path:
        return self.root / "data" / "district.yaml"

    @property
    def station(self) -> Path:
        return self.root / "data" / "stations" / f"{SLUG}.yaml"

    @property
    def table(self) -> Path:
        return self.root / "data" / "stations" / f"{SLUG}-clients.csv"

    @property
    def photos(self) -> Path:
        return self.root / "data" / "stations" / "photos"

    @property
    def output(self) -> Path:
        return self.root / "output"

    def station_data(self) -> StationData:
        space = load.Workspace(self.root)
        district, _ = load.load_district(space)
        found = load.load_station(self.station, space)
        return StationData(district, found.station, found.clients, found.photos, wordings=load.load_wordings(space)[0])

    def spawn(self, *arguments: str | bytes, **environment: str) -> Ended:
        """A run of its own process: for what is decided before the first import, and for what must not hang."""
        done = subprocess.run(
            [sys.executable, "-m", "mzdocs", *arguments],
            cwd=self.root, env={**os.environ, **environment}, capture_output=True, check=False, timeout=300,
        )  # fmt: skip
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def make(root: Path) -> Workspace:
    """Copy what one station needs, with the first few of its households, none of which is due to be bound yet."""
    made = Workspace(root)
    made.photos.mkdir(parents=True)
    shutil.copy(DATA / "district.yaml", made.district)
    replace(made.district, "  装订年数: 1\n", "  装订年数: 99\n")
    shutil.copy(DATA / "stations" / f"{SLUG}.yaml", made.station)
    for pattern in ("001-*", "inspection-001-*"):
        for photo in (DATA / "stations" / "photos").glob(pattern):
            shutil.copy(photo, made.photos)
    lines = (DATA / "stations" / f"{SLUG}-clients.csv").read_text(encoding="utf-8-sig").splitlines()
    made.table.write_text("\n".join(lines[: HOUSEHOLDS + 1]) + "\n", encoding="utf-8")
    _tables(made, {line.split(",")[0] for line in lines[1 : HOUSEHOLDS + 1]})
    return made


def _tables(made: Workspace, households: set[str]) -> None:
    """The papers of these households, the first few records, and the two books that begin empty."""
    for name in ("papers", "records", "ledger", "consultations"):
        file = f"{SLUG}-{name}.csv"
        head, *rows = (DATA / "stations" / file).read_text(encoding="utf-8-sig").splitlines()
        papers = [row for row in rows if row.split(",")[0] in households]
        kept = {"papers": papers, "records": rows[:4]}.get(name, [])
        (made.station.parent / file).write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")


def replace(path: Path, old: str, new: str, times: int = 1) -> None:
    """Replace a text that must be there; `times` guards against hitting more than was meant."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, times), encoding="utf-8")


def line_of(path: Path, text: str) -> int:
    """The number of the first line that holds a text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def listing(folder: Path) -> dict[str, str]:
    """Every file below a folder with its mode and hash: two listings are equal only if nothing was touched."""
    return {
        path.relative_to(folder).as_posix(): f"{path.lstat().st_mode:o} {_sum(path)}"
        for path in sorted(folder.rglob("*"))
        if path.name != ".mzdocs.lock"
    }


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"


def people(workspace: Workspace) -> set[str]:
    """Every name and identity number of the sample: none may ever be told."""
    names = set(
        re.findall(r"(?:姓名|保管人|立卷人|检查人): *(\S+)", (DATA / "stations" / f"{SLUG}.yaml").read_text("utf-8"))
    )
    rows = csv.reader(io.StringIO((DATA / "stations" / f"{SLUG}-clients.csv").read_text("utf-8-sig")))
    for row in list(rows)[1 : HOUSEHOLDS + 1]:
        names |= {row[1], row[2]}
    assert len(names) > 2 * HOUSEHOLDS
    return names
