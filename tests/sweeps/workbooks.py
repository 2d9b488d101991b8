"""Workbooks: many records there and back, and many spoilt ones, none of which may end in anything but a problem.

`python -m tests.sweeps.workbooks [RECORDS [SPOILT]]` runs these alone.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mzdocs.core.problems import Stopped
from mzdocs.load.tables.client_tables import read_table
from mzdocs.load.tables.table_formats import CLIENT_TABLE
from mzdocs.load.workbook import open_book
from mzdocs.load.workbook.book_layout import table_sheet
from mzdocs.load.workbook.book_reading import tree_of_book
from mzdocs.load.workbook.book_writing import BookContent, book_bytes
from mzdocs.load.yaml_text import yamlfile
from mzdocs.model.station import Station
from tests.sweeps.spoiling import spoilt as spoilt_bytes

RECORDS, SPOILT, SEED = 100_000, 3_000, 7
_SAMPLE = Path("data/stations/taoyuan.yaml")
_MOST_PARTS = 4


def sample_book(records: int = 0) -> bytes:
    """The sample station as a workbook, with so many client files in it."""
    root = yamlfile.read(_SAMPLE.read_bytes(), _SAMPLE.name)[0].root
    tables = []
    if records:
        del root["档案"]["客户档案"]
        text = _SAMPLE.with_name("taoyuan-clients.csv").read_text("utf-8-sig")
        rows = list(csv.DictReader(text.splitlines()))
        many = [{**rows[number % len(rows)], "户号": f"TY{number:07}"} for number in range(records)]
        tables = [(table_sheet(CLIENT_TABLE.name, CLIENT_TABLE.model), many)]
    return book_bytes(BookContent(Station, root, tables=tables))


def swept_records(tally: Counter[str], records: int = RECORDS) -> None:
    """Every record comes back, each in its row."""
    raw = sample_book(records)
    found = read_table(CLIENT_TABLE, raw, "taoyuan.xlsx").found
    right = sum(facts.number == f"TY{row - 3:07}" for row, facts in found.items())
    tally["records of a workbook read" if right == records else "records of a workbook failed"] += right


def spoilt(raw: bytes, chance: random.Random) -> Iterator[bytes]:
    """The workbook with bytes of it, or of a part of it, otherwise."""
    while True:
        if chance.random() < 0.2:
            yield spoilt_bytes(raw, chance)
            continue
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            names = old.namelist()
            hit = set(chance.sample(names, chance.randint(1, _MOST_PARTS)))
            for name in names:
                data = old.read(name)
                if name not in hit or chance.random() < 0.9:
                    new.writestr(name, spoilt_bytes(data, chance) if name in hit else data)
        yield out.getvalue()


def swept_spoilt(tally: Counter[str], count: int = SPOILT) -> None:
    """Each is read or refused with a problem."""
    chance = random.Random(SEED)
    raw = sample_book()
    for number, each in zip(range(count), spoilt(raw, chance), strict=False):
        try:
            tree_of_book(open_book(each, "taoyuan.xlsx"), Station)
            tally["spoilt workbooks read"] += 1
        except Stopped:
            tally["spoilt workbooks refused"] += 1
        except Exception as error:  # noqa: BLE001 - whatever else it is, it is what this looks for
            tally["spoilt workbooks failed"] += 1
            print(f"  spoilt {number}: {type(error).__name__} {error}")


def main() -> int:
    asked = [int(text) for text in sys.argv[1:]]
    records, count = *asked, *(RECORDS, SPOILT)[len(asked) :]
    tally = Counter[str]()
    swept_records(tally, records)
    swept_spoilt(tally, count)
    print(", ".join(f"{what} {number}" for what, number in sorted(tally.items())))
    return 1 if any("failed" in what for what in tally) else 0


if __name__ == "__main__":
    raise SystemExit(main())
