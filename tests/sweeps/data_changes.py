"""Commands that change what is the user's own, and something happening at a random call of each: no file is half.

`python -m tests.sweeps.data_changes [COUNT]`: so many calls of each command, and no more commands than that.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.sweeps import figure, shim
from tests.sweeps.figure import Figure, Seen


def swept(count: int, work: Path) -> Seen:
    """So many random points of each."""
    done = shim.preloaded("tests.sweeps.data_changes_points", work, str(count))
    assert done.returncode == 0, done.stderr
    seen = Seen()
    for line in done.stdout.splitlines():
        seen.found(**json.loads(line))
    return seen


FIGURE = Figure(
    "faults at random calls of commands that change data", "each file old or new, no wrong word, done by the next run",
    swept, count=30, full=100, sample=1,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
