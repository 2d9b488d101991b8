"""One open page sees hundreds of saves: its server and who makes its pages stay as large as they were.

`python -m tests.sweeps.saves [COUNT]`: so many saves.
"""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.saves import Page, opened
from tests.incremental import little
from tests.sweeps import figure
from tests.sweeps.figure import Figure, Seen
from tests.sweeps.soak import SETTLED, grown, held
from tests.workspaces import SLUG

FULL = 500
LOOKS, BROKEN = 10, 10
"""Looks, two seconds of them; and one save in how many leaves a file that cannot be read."""
LOOKED_AT = (
    ("plaque", "room-01.pdf"), ("badge", "badges.pdf"), ("board", "board-gong-zuo-zhi-ze.pdf"),
    ("paper", "inspection-report.pdf"),
)  # fmt: skip
_VALUE = "0999-5551001"


def swept(count: int, work: Path) -> Seen:
    """After each save all that the page asks for: pages, their picture, what is wrong, what can be mended."""
    space, seen = little(work / "district"), Seen()
    sound, before = space.station.read_text("utf-8"), {}
    with opened(space.root, polling=False) as page:
        for number in range(count):
            if number == max(2 * len(LOOKED_AT), int(count * SETTLED)):
                before = _held()
            text = sound.replace(_VALUE, f"{_VALUE[:-4]}{number:04}")
            space.station.write_text(text.replace(": ", "：", 1) if number % BROKEN == BROKEN - 1 else text, "utf-8")
            page.heard()
            seen.found(_looked_at(page, *LOOKED_AT[number % len(LOOKED_AT)]))
        seen.wrong += _grown(before, _held())
    return seen


def _held() -> dict[str, dict[str, int]]:
    """What the server holds, and its child, at the least of some looks: a connection takes a moment to end."""
    found: dict[str, dict[str, int]] = {}
    for _ in range(LOOKS):
        children = {f"child {each.pid}": held(each.pid) for each in multiprocessing.active_children()}
        for who, now in {"server": held(), **children}.items():
            found[who] = {what: min(count, found.get(who, now)[what]) for what, count in now.items()}
        time.sleep(0.2)
    return found


def _grown(before: dict[str, dict[str, int]], after: dict[str, dict[str, int]]) -> Iterator[str]:
    """What is more than it was; another child is one too many."""
    for who in before:
        yield from (f"{who}: {each}" for each in grown(before[who], after.get(who, {})))
    if before:
        yield from (f"{who}: was not there" for who in after.keys() - before.keys())


def _looked_at(page: Page, kind: str, file: str) -> str:
    page.ask(f"station/{SLUG}")
    page.ask(f"mends/{SLUG}")
    proof = json.loads(page.ask(f"proof/{SLUG}/{kind}/{file}"))
    page.ask(f"leaf/{SLUG}/{kind}/{file}/0?longest=1200")
    page.ask(f"verdict/{SLUG}/{kind}/{file}")
    return "new page" if "leaves" in proof else "last page kept"


FIGURE = Figure(
    "saves seen by one open page, 1 in 10 broken", "memory and descriptors flat", swept,
    count=FULL, full=FULL, sample=10,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
