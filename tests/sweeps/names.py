"""`python -m tests.sweeps.names [COUNT]`: names of 1–30 characters on every sign, then papers, builds, workbooks.

Each is refused by gate 1 at its own line, or the sign is made and gate 2 finds nothing. Badges take all names (a name
and a community each), room plates and door plates, which the layout engine lays out one by one, one in twenty-five.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from mzdocs import checks
from mzdocs.build import pipeline
from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.produce import make_files
from mzdocs.checks.rule import Violation
from mzdocs.core.problems import Location, Stopped
from mzdocs.model.people import Monitor
from mzdocs.model.station_data import StationData
from tests.sweeps.builds import swept_lists, swept_sequences
from tests.sweeps.kills import swept_kills
from tests.sweeps.papers import swept_papers, swept_word_sides
from tests.sweeps.slips import swept_slips
from tests.sweeps.whole import swept_whole
from tests.sweeps.workbooks import swept_records, swept_spoilt
from tests.test_rules import changed, sound

SEED, COUNT, RARELY = 2026, 5_000, 25
BATCH, ROOMS = 250, 20
COMMON = "王李张侯邱阿卜杜热依木买提吐尔逊江克艾合麦斯尼亚孜桃源柳湾民政服务窗口"
RARE, DOTS, OTHERS = "䶮㛃𬭎龘曌", "··•・", "0123456789AB-（）"
Names = Sequence[str]
FITS = ("MZ161", "MZ163", "MZ400", "MZ165")
"""How the codes begin by which gate 1 refuses a text: it does not fit, or cannot be set."""


def names(count: int, chance: random.Random) -> list[str]:
    """Invented: mostly common characters, some rare, dots, digits; every length as often as any other."""
    return [_name(chance.randint(1, 30), chance) for _ in range(count)]


def _name(length: int, chance: random.Random) -> str:
    pools = (COMMON, RARE, DOTS, OTHERS)
    made = [chance.choice(chance.choices(pools, (90, 3, 4, 3))[0]) for _ in range(length)]
    return "".join((chance.choice(COMMON), *made[1:]))


def portrait(number: int) -> bytes:
    """A picture like no other: a dark band of its own on a light ground."""
    picture = Image.new("RGB", (295, 413), (200, 210, 220))
    picture.paste((30 + number % 20 * 8, 40 + number // 20 * 8, 60), (60, 60, 200, 300))
    out = io.BytesIO()
    picture.save(out, "JPEG", dpi=(300, 300))
    return out.getvalue()


def on_badges(batch: Names) -> tuple[StationData, Callable[[int], str]]:
    """One monitor a name, in a community of the next name."""
    first = sound().station.communities[0]
    monitors = [first.monitors[0]]

    def community(at: int, name: str) -> object:
        monitor: Monitor = changed(monitors[0], name=name, serial="01", photo=f"{at}.jpg")
        place = batch[(at + 1) % len(batch)]
        return changed(first, code=f"{at + 1:03}", name=place, population=900, monitors=(monitor,))

    communities = tuple(community(at, name) for at, name in enumerate(batch))
    photos = {f"{at}.jpg": portrait(at) for at in range(len(batch))}
    data = replace(sound(), station=changed(sound().station, communities=communities), photos=photos)
    return data, lambda at: f"社区/{at}"


def on_rooms(batch: Names) -> tuple[StationData, Callable[[int], str]]:
    """A room a name."""
    first = sound().station.rooms[0]
    rooms = tuple(changed(first, name=name) for name in batch)
    return replace(sound(), station=changed(sound().station, rooms=rooms)), lambda at: f"科室牌/{at}"


def refused(data: StationData) -> dict[str, set[str]]:
    """By place in the data, the codes by which gate 1 refuses a text there."""
    found: dict[str, set[str]] = {}
    for problem in [*checks.check(data, _located), *checks.check_standard_forms(_named(data), _located)]:
        if problem.code.startswith(FITS) and problem.severity.value == "error":
            found.setdefault(problem.location.path, set()).add(problem.code)
    return found


def _located(violation: Violation) -> Location:
    return Location("x", path="/".join(map(str, violation.path)))


def _named(data: StationData) -> Iterator[tuple[Violation, str]]:
    """Every name of the batch at its place."""
    for at, room in enumerate(data.station.rooms):
        yield Violation(("科室牌", at)), room.name
    for at, community in enumerate(data.station.communities):
        yield Violation(("社区", at)), community.name
        yield from ((Violation(("社区", at)), monitor.name) for monitor in community.monitors)


def kept(items: Iterable[object], places: dict[str, set[str]], place: Callable[[int], str]) -> Iterator[object]:
    """Those gate 1 lets pass."""
    for at, item in enumerate(items):
        if not any(path == place(at) or path.startswith(place(at) + "/") for path in places):
            yield item


def swept(what: str, batch: Names, tally: Counter[str]) -> None:
    """One batch through both gates."""
    data, place = {"badge": on_badges, "plaque": on_rooms}[what](batch)
    field = {"badge": "communities", "plaque": "rooms"}[what]
    passed = tuple(kept(getattr(data.station, field), refused(data), place))
    tally[f"{what} refused"] += len(batch) - len(passed)
    data = replace(data, station=changed(data.station, **{field: passed}))
    plans = [plan for plan in pipeline.plan(data, (what,)) if plan.format == "pdf" and _bears(plan.name)]
    try:
        past_gate_2(make_files(plans))
        tally[f"{what} made"] += len(passed)
    except Stopped as stopped:
        tally[f"{what} failed at gate 2"] += len(stopped.problems)
        for problem in stopped.problems[:10]:
            print(f"  {problem.location} {problem.code} {problem.message()}")


def _bears(name: str) -> bool:
    return name == "badges" or (name.startswith("room-") and not name.endswith("-outlined"))


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    chance, tally = random.Random(SEED), Counter[str]()
    invented = names(count, chance)
    for start in range(0, count, BATCH):
        swept("badge", invented[start : start + BATCH], tally)
    few = invented[::RARELY]
    for start in range(0, len(few), ROOMS):
        swept("plaque", few[start : start + ROOMS], tally)
    swept_papers(tally)
    for station in sorted(path.stem for path in Path("data/stations").glob("*.yaml")):
        with tempfile.TemporaryDirectory() as work:
            swept_word_sides(tally, station, Path(work))
    with tempfile.TemporaryDirectory() as work:
        swept_sequences(tally, Path(work))
        swept_lists(tally, Path(work))
        swept_kills(tally, Path(work))
        swept_whole(tally, Path(work))
    swept_slips(tally)
    swept_records(tally)
    swept_spoilt(tally)
    print(f"{count} names, seed {SEED}: " + ", ".join(f"{what} {number}" for what, number in sorted(tally.items())))
    return 1 if any("failed" in what for what in tally) else 0


if __name__ == "__main__":
    raise SystemExit(main())
