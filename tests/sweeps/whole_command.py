"""The whole of `mzdocs build` on a station that is really laid out, and something happening at a random call of it.

`python -m tests.sweeps.whole_command [COUNT]`: so many calls below the workspace, the caches and the temporary files.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.sweeps import figure, shim
from tests.sweeps.figure import Figure, Seen


def swept(count: int, work: Path) -> Seen:
    """So many random points."""
    done = shim.preloaded("tests.sweeps.whole_command_points", work, str(count))
    assert done.returncode == 0, done.stderr
    seen = Seen()
    for line in done.stdout.splitlines():
        seen.found(**json.loads(line))
    return seen


FIGURE = Figure(
    "faults at random calls of the whole command", "sets of one generation, no wrong word, healed by the next run",
    swept, count=40, full=200, sample=1,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
