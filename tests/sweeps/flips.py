"""Bits turned at random in what was delivered: `verify` names the file, each time.

`python -m tests.sweeps.flips [COUNT]` runs this alone.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from mzdocs.bundle.packing import packed
from mzdocs.kinds import CLOSED_SETS
from mzdocs.publish.manifest import manifest_bytes
from mzdocs.publish.verification import verify
from tests.test_verify import HANDED, deliver, flips, unpacked

COUNT, SEED, LARGE = 1_000, 7, 200_000_000


def swept_flips(tally: Counter[str], work: Path, count: int = COUNT) -> None:
    """In a station, an unpacked bundle and a zip; and how fast a large set is read."""
    station = deliver(work / "output")
    unpacked(work / "shop", HANDED)
    (work / "taoyuan.zip").write_bytes(packed(HANDED))
    for path in (station, work / "shop", work / "taoyuan.zip"):
        missed = flips(path, count, SEED)
        tally["flipped bits failed" if missed else "flipped bits seen"] += len(missed) or count
        print(f"{path.name}: {count - len(missed)} of {count} flipped bits were seen and named")
        for each in missed[:10]:
            print(f"  {each}")
    print(f"verify: {_seconds(work / 'large'):.2f} s per 100 MB")


def _seconds(folder: Path) -> float:
    """Of the processor, for a hundred million bytes."""
    files = {"large.pdf": Random(SEED).randbytes(LARGE)}
    unpacked(folder, {**files, "manifest.json": manifest_bytes(files, {"set": "signage"})})
    start = time.process_time()
    (found,) = verify(folder, CLOSED_SETS)
    assert not found.problems
    return (time.process_time() - start) / LARGE * 100_000_000


def main() -> int:
    tally = Counter[str]()
    with tempfile.TemporaryDirectory() as work:
        swept_flips(tally, Path(work), int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
    return 1 if any("failed" in what for what in tally) else 0


if __name__ == "__main__":
    raise SystemExit(main())
