"""Every call of publishing that changes something, failing or ended in every way: each station's sets are old or new.

`python -m tests.sweeps.published [COUNT]`: so many pairs of a call and what happens at it, at random, or all.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.sweeps import figure, shim
from tests.sweeps.figure import Figure, Seen

EVERY = 10_000
"""More than there are: the whole sweep is stopped by nothing but its end."""


def swept(count: int, work: Path) -> Seen:
    """So many points of 2 stations with 4 sets each."""
    done = shim.preloaded("tests.sweeps.published_points", work, str(count))
    assert done.returncode == 0, done.stderr
    seen = Seen()
    for line in done.stdout.splitlines():
        seen.found(**json.loads(line))
    return seen


FIGURE = Figure(
    "faults at every call of publishing, 2 stations x 4 sets",
    "each station's sets all old or all new, no wrong word, healed by the next run",
    swept, count=EVERY, full=EVERY, sample=25,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
