"""Spoilt YAML, tables and workbooks by the hundred thousand: each is read or refused with a problem, and soon.

`python -m tests.sweeps.spoilt_inputs [COUNT]`: so many of YAML, a third of that of tables, a tenth of workbooks.
"""

from __future__ import annotations

import os
import random
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mzdocs.core.problems import Stopped
from mzdocs.load.data_file import facts_of, read_tree
from mzdocs.load.tables.client_tables import read_table
from mzdocs.load.tables.table_formats import TABLES
from mzdocs.model.district import District
from mzdocs.model.station import Station
from tests.sweeps import figure
from tests.sweeps.figure import SEED, Figure, Seen
from tests.sweeps.forked import Child, in_child
from tests.sweeps.spoiling import spoilt
from tests.sweeps.workbooks import sample_book
from tests.sweeps.workbooks import spoilt as spoilt_books
from tests.workspaces import DATA

FULL = 1_000_000
LINES, ROWS = 25, 6
BATCH = 500
LONGEST, MOST = 10.0, 1000.0
"""Seconds and megabytes of one input; the second of a whole batch."""
Sample = tuple[bytes, Any]
"""What is spoilt, and the model or the kind of table it is read as."""


@dataclass(frozen=True)
class Kind:
    """One kind of input: what is spoilt and how, how it is read, and one in how many of the count it is."""

    name: str
    one_in: int
    samples: Callable[[], Sequence[Sample]]
    read: Callable[[bytes, Any], object]
    spoil: Callable[[bytes, random.Random], bytes] = spoilt


def _yaml_samples() -> list[Sample]:
    """The parts of two stations' and the district's files, each as long as a mutant may take."""
    files = ((DATA / "stations" / "taoyuan.yaml", Station), (DATA / "stations" / "nanping.yaml", Station),
             (DATA / "district.yaml", District))  # fmt: skip
    return [(part, model) for path, model in files for part in _parts(path.read_text("utf-8").splitlines())]


def _parts(lines: Sequence[str]) -> Iterator[bytes]:
    begins = [number for number, line in enumerate(lines) if line[:1] not in ("", " ", "-", "#")]
    for number in begins:
        yield "\n".join(lines[number : number + LINES]).encode()


def _table_samples() -> list[Sample]:
    files = zip(("clients", "papers", "records", "ledger", "consultations"), TABLES, strict=True)
    return [(_first_rows(DATA / "stations" / f"taoyuan-{file}.csv"), table) for file, table in files]


def _first_rows(path: Path) -> bytes:
    return b"\n".join(path.read_bytes().splitlines()[:ROWS])


def _read_yaml(raw: bytes, model: Any) -> object:
    return facts_of(model, read_tree(model, raw, "x.yaml")[0], "x.yaml")


def _read_book(raw: bytes, model: Any) -> object:
    return facts_of(model, read_tree(model, raw, "x.xlsx")[0], "x.xlsx")


def _spoilt_book(raw: bytes, chance: random.Random) -> bytes:
    return next(spoilt_books(raw, chance))


KINDS = (
    Kind("yaml", 1, _yaml_samples, _read_yaml),
    Kind("table", 3, _table_samples, lambda raw, table: read_table(table, raw, "x.csv")),
    Kind("workbook", 10, lambda: [(sample_book(), Station)], _read_book, _spoilt_book),
)


def swept(count: int, work: Path) -> Seen:
    """Every kind in batches, each in a child of its own."""
    seen = Seen()
    for kind in KINDS:
        samples, many = kind.samples(), -(-count // kind.one_in)
        for start in range(0, many, BATCH):
            numbers = range(start, min(start + BATCH, many))
            ended = in_child(work, lambda: _batch(kind, samples, numbers))  # noqa: B023 - it is called at once
            _count(kind, ended, seen)
    return seen


def _batch(kind: Kind, samples: Sequence[Sample], numbers: range) -> int:
    """Each of these numbers; what became of it is written on a line of its own."""
    signal.signal(signal.SIGVTALRM, _too_long)
    for number in numbers:
        chance = random.Random(f"{SEED} {kind.name} {number}")
        raw, what = chance.choice(samples)
        outcome = _outcome(kind, kind.spoil(raw, chance), what)
        os.write(1, f"{number}\t{outcome}\n".encode())
    return 0


def _outcome(kind: Kind, raw: bytes, what: Any) -> str:
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        kind.read(raw, what)
    except Stopped:
        return "refused"
    except Exception as error:  # noqa: BLE001 - whatever else it is, it is what this looks for
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return "read"


def _too_long(*_: object) -> None:
    raise TimeoutError


def _count(kind: Kind, ended: Child, seen: Seen) -> None:
    number = "none"
    for line in ended.said.splitlines():
        number, outcome = line.split("\t")
        fine = outcome in ("read", "refused")
        seen.found(f"{kind.name} {outcome}" if fine else "failed", "" if fine else f"{kind.name} {number}: {outcome}")
    if ended.code != 0:
        seen.found("failed", f"{kind.name}: the batch ended with {ended.code} after {number}")
    if ended.megabytes > MOST:
        seen.found("failed", f"{kind.name}: the batch to {number} held {ended.megabytes:.0f} MB")


FIGURE = Figure(
    "spoilt YAML, tables and workbooks", f"read or refused with a problem, {LONGEST:.0f} s and {MOST:.0f} MB at most",
    swept, count=60_000, full=FULL, sample=300,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
