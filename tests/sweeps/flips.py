"""Bits turned at random in what was delivered: `verify` sees it and names the file, each time.

`python -m tests.sweeps.flips [COUNT]`: so many in a station, in an unpacked bundle and in a zip.
"""

from __future__ import annotations

from pathlib import Path

from mzdocs.bundle.packing import packed
from tests.sweeps import figure
from tests.sweeps.figure import SEED, Figure, Seen
from tests.test_verify import HANDED, deliver, flips, unpacked


def swept(count: int, work: Path) -> Seen:
    """So many in each of the three."""
    seen = Seen()
    station = deliver(work / "output")
    unpacked(work / "shop", HANDED)
    (work / "taoyuan.zip").write_bytes(packed(HANDED))
    for path in (station, work / "shop", work / "taoyuan.zip"):
        missed = flips(path, count, SEED)
        for _ in range(count - len(missed)):
            seen.found(f"seen in {path.name}")
        for each in missed:
            seen.found("missed", f"{path.name}, seed {SEED}: {each}")
    return seen


FIGURE = Figure(
    "bits turned in a station, a bundle and a zip", "every one is seen and its file named",
    swept, count=1_000, full=1_000, sample=20,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
