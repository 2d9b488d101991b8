"""Identity numbers and numbers that begin with noughts, through tables as offices save them: each comes out as it was.

Kept as numbers, as a spreadsheet rounds them or in its notation with an exponent, none is read: the table is refused.
`python -m tests.sweeps.digits [COUNT]`: so many rows, each with two numbers, in turn through every way of saving.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from mzdocs.core.problems import errors
from mzdocs.load.tables.client_tables import read_table
from mzdocs.load.tables.table_formats import CLIENT_TABLE
from tests.bench.large_station import person
from tests.sweeps import figure
from tests.sweeps.figure import Figure, Seen
from tests.test_table_book import book
from tests.test_tables import HEAD, row, table

BATCH = 500
Rows = Sequence[list[str]]


def _saved(encoding: str, rows: Rows) -> bytes:
    return table(*rows).encode(encoding)


def _as_text(rows: Rows) -> bytes:
    return book(("Sheet1", [list(HEAD), *rows]))


def _as_number(rows: Rows) -> bytes:
    at = HEAD.index("身份证号")
    return book(("Sheet1", [list(HEAD), *([*cells[:at], int(cells[at][:17]), *cells[at + 1 :]] for cells in rows)]))


def _rewritten(write: Callable[[str], str], rows: Rows) -> bytes:
    at = HEAD.index("身份证号")
    return _saved("utf-8", [[*cells[:at], write(cells[at][:17]), *cells[at + 1 :]] for cells in rows])


KEPT: Mapping[str, tuple[str, Callable[[Rows], bytes]]] = {
    **{f"CSV, {each}": ("a.csv", partial(_saved, each)) for each in ("utf-8", "utf-8-sig", "gb18030", "gbk")},
    "XLSX": ("a.xlsx", _as_text),
}
DAMAGED: Mapping[str, tuple[str, Callable[[Rows], bytes]]] = {
    "numbers": ("a.xlsx", _as_number),
    "rounded": ("a.csv", partial(_rewritten, lambda figures: f"{figures[:15]}000")),
    "with an exponent": ("a.csv", partial(_rewritten, lambda figures: f"{int(figures):.5E}")),
}


def swept(count: int, work: Path) -> Seen:
    """So many rows, a batch a table."""
    seen = Seen()
    for number, start in enumerate(range(0, count, BATCH)):
        told = [(f"0{each:011}", person(each)) for each in range(start, min(start + BATCH, count))]
        rows = [row(户号=key, 身份证号=identity) for key, identity in told]
        name, (file, way) = [*KEPT.items()][number % len(KEPT)]
        for case in wrong_of(way(rows), file, told):
            seen.found(name, case)
        for damage, (file, spoil) in DAMAGED.items():
            refused = bool(errors(read_table(CLIENT_TABLE, spoil(rows), file).problems))
            seen.found(f"{damage}, refused", "" if refused else f"{damage}, rows from {start}: read")
    return seen


def wrong_of(data: bytes, file: str, told: Sequence[tuple[str, str]]) -> list[str]:
    """Of each row what is wrong with it once the table is read; nothing where both numbers are as they were."""
    found = [*read_table(CLIENT_TABLE, data, file).found.values()]
    read = [(each.number, each.identity_number) for each in found]
    return [
        "" if at < len(read) and read[at] == pair else f"{file}, row {at} of {pair[0]}" for at, pair in enumerate(told)
    ]


FIGURE = Figure(
    "numbers through tables as offices save them", "0 changed; all that a spreadsheet has damaged refused",
    swept, count=100_000, full=100_000, sample=60,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
