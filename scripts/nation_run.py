"""`make nation`: a sample of the nation is made, looked at and built, and what the rest would take is reckoned from it.

    python -m scripts.nation_run                    # about an hour on two quiet cores
    python -m scripts.nation_run --stations 60 --districts 31 --extremes 40 --built 30

Of so many stations of so many districts, and those of the most extreme names, all pass gate 1; so many of them, of
every province, are built whole. All names of the nation are looked at (`nation_names`), and a fleet of all its stations
is carried out with tasks that do nothing (`nation_light`). The figures are kept in WORK/figures.json, the page is
docs/nation.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from scripts import nation_page
from scripts.nation import ROOT, extent, slug, together, write
from scripts.nation_estimate import Cost, Extents
from scripts.nation_names import refused
from scripts.place_names import RealDistrict, extremes, fetch, read, sample

MZDOCS = [sys.executable, "-m", "mzdocs"]
STAGES = ("plaque", "board", "badge", "archive", "household", "public-list", "paper")
IDLE = 1_000
"""Stations of which nothing changed: links to what was built, so many that it can be measured."""


@dataclass(frozen=True)
class Run:
    """What a command took with all it waited for: processor and wall seconds; its exit code, what it printed."""

    seconds: float
    wall: float
    code: int
    said: str


def ran(*words: str | Path, cwd: Path = ROOT) -> Run:
    """Run a command of ours to its end."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([*MZDOCS, *map(str, words)], cwd=cwd, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(seconds, time.perf_counter() - start, done.returncode, done.stdout)


def said(what: str) -> None:
    """What goes on now."""
    print(f"{time.strftime('%H:%M')} {what}", file=sys.stderr, flush=True)


def costs(root: Path, nation: Sequence[RealDistrict], seed: int, seconds: float) -> list[Cost]:
    """What each station that was made whole cost: of all processor seconds its share by wall time."""
    extents = {slug(street): extent(street, seed) for district in nation for street in district.streets}
    with sqlite3.connect(root / "fleet.sqlite") as base:
        rows = base.execute("SELECT place, slug, seconds, size, pages, files, state FROM station").fetchall()
    whole = sum(row[2] for row in rows)
    return [
        Cost(place, Extents(1, extents[name].files, extents[name].monitors), wall / whole * seconds, size, pages, files)
        for place, name, wall, size, pages, files, state in rows
        if state == "made"
    ]


def states(root: Path) -> dict[str, Any]:
    """How the stations ended, and of which codes errors were told."""
    with sqlite3.connect(root / "fleet.sqlite") as base:
        found = base.execute("SELECT state, told FROM station").fetchall()
    told = Counter(code for _, said in found for code, _, _, _, exit_ in json.loads(said) if exit_)
    return {"states": dict(Counter(state for state, _ in found)), "codes": dict(told)}


def idle(root: Path, many: Path) -> dict[str, float]:
    """A fleet over so many links to what was built and to its table, so that nothing is to do."""
    places = [path.parents[1].relative_to(root) for path in sorted(root.rglob("data/district.yaml"))]
    held = {place: len([*(root / place / "data" / "stations").glob("s*.yaml")]) for place in places}
    linked: list[tuple[str, Path]] = []
    while sum(held[place] for _, place in linked) < IDLE:
        turn, at = divmod(len(linked), len(places))
        linked.append((f"{turn:04}", places[at]))
    for folder, place in linked:
        ignored = shutil.ignore_patterns(".mzdocs.lock")
        shutil.copytree(root / place, many / folder / place, copy_function=os.link, ignore=ignored)
    _entered(root, many, {folder for folder, _ in linked})
    again = ran("fleet", many, "--json", "-j", "2")
    counts = json.loads(again.said)["stations"]
    return {"stations": sum(counts.values()), "same": counts["same"], "seconds": again.seconds, "wall": again.wall}


def stored(root: Path, store: Path) -> dict[str, float]:
    """What was built, sent to a folder as to a store: of how many stations, the bytes there, the seconds it takes."""
    store.mkdir()
    run = ran("fleet", root, "--store", store, "--json", "-j", "2")
    size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    stations = len([*(store / "stations").rglob("*.json")])
    return {"stations": stations, "size": size, "seconds": run.seconds}


def _entered(root: Path, many: Path, turns: Iterable[str]) -> None:
    """The table of what was built, entered under the place of each link: else a row would be made of each station."""
    shutil.copy(root / "fleet.sqlite", many / "fleet.sqlite")
    with sqlite3.connect(many / "fleet.sqlite") as base:
        for table in ("station", "row", "tally"):
            _, *others = (f'"{column[1]}"' for column in base.execute(f"PRAGMA table_info({table})"))
            base.execute(f"CREATE TEMP TABLE first AS SELECT * FROM {table}")
            base.execute(f"DELETE FROM {table}")
            for turn in turns:
                base.execute(f"INSERT INTO {table} SELECT ? || '/' || place, {', '.join(others)} FROM first", (turn,))
            base.execute("DROP TABLE first")


def by_stage(root: Path, work: Path) -> dict[str, float]:
    """Processor seconds of one middling station: what is read and checked, and each kind by itself beside that."""
    with sqlite3.connect(root / "fleet.sqlite") as base:
        rows = base.execute("SELECT place, slug FROM station WHERE state IN ('made', 'same') ORDER BY size").fetchall()
    place, name = rows[len(rows) // 2]
    shutil.copytree(root / place / "data", work / "data")
    found = {"check": ran("check", name, "-q", cwd=work).seconds}
    for kind in STAGES:
        found[kind] = max(0.0, ran("build", name, "--only", kind, "-q", "-j", "1", cwd=work).seconds - found["check"])
    return found


def checked(root: Path) -> dict[str, Any]:
    """Gate 1 over every station of a folder: in how many districts errors are told, and of which codes."""
    codes, wrong, stations = Counter[str](), 0, 0
    places = [path.parents[1] for path in sorted(root.rglob("data/district.yaml"))]
    for place in places:
        run = ran("check", "--json", cwd=place)
        codes.update(each["code"] for each in json.loads(run.said)["problems"] if each["severity"] == "error")
        wrong, stations = wrong + bool(run.code), stations + len([*(place / "data/stations").glob("s*.yaml")])
    return {"codes": dict(codes), "wrong": wrong, "districts": len(places), "stations": stations}


def light(work: Path, names: Path) -> dict[str, float]:
    """A fleet of all stations whose tasks do nothing."""
    command = [sys.executable, "-m", "scripts.nation_light", str(work), str(names)]
    subprocess.run(command, cwd=ROOT, check=True)
    found: dict[str, float] = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    return found


def figures(given: argparse.Namespace) -> dict[str, Any]:
    """Everything that is measured, step by step; the folders stay for whoever wants to look."""
    work, names = given.work, given.work / "names"
    fetch(names)
    nation = read(names)
    few = sample(nation, given.stations, given.districts, given.seed)
    odd = extremes(nation, given.extremes)
    whole = sample(nation, given.built, given.districts, given.seed)
    said("all names")
    start = time.process_time()
    found = [(each.code, each.name, each.place) for each in refused(nation)]
    values: dict[str, Any] = {"refused": found, "names_seconds": time.process_time() - start}
    said("gate 1")
    write(work / "checked", together(few, odd), given.seed)
    values["checked"] = checked(work / "checked")
    said("a fleet, built whole")
    write(work / "built", whole, given.seed)
    run = ran("fleet", work / "built", "--json", "-j", str(given.jobs))
    values["built"] = {"seconds": run.seconds, "wall": run.wall, "exit": run.code, **states(work / "built")}
    values["costs"] = [asdict(each) for each in costs(work / "built", nation, given.seed, run.seconds)]
    said("sent to a store")
    values["stored"] = stored(work / "built", work / "store")
    said("nothing to do")
    values["idle"] = idle(work / "built", work / "idle")
    values["stages"] = by_stage(work / "built", work / "stage")
    said("a fleet of all stations")
    values["light"] = light(work / "light", names)
    extents = [extent(street, given.seed) for district in nation for street in district.streets]
    values["nation"] = [len(extents), sum(each.files for each in extents), sum(each.monitors for each in extents)]
    values["communities"] = sum(len(street.communities) for district in nation for street in district.streets)
    values["when"], values["notes"] = date.today().isoformat(), []
    values["machine"] = f"{os.cpu_count()} 个处理器（{platform.machine()}），Python {platform.python_version()}"
    values["asked"] = {name: getattr(given, name) for name in ("stations", "districts", "extremes", "built", "seed")}
    values["chosen"] = {name: [len(part), sum(map(len, part.values()))] for name, part in
                        (("sample", few), ("extremes", odd), ("built", whole))}  # fmt: skip
    return values


def main() -> None:
    """Read what is asked for, measure, and write the page."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--stations", type=int, default=1_000, help="that pass gate 1")
    words.add_argument("--districts", type=int, default=62, help="of which they are")
    words.add_argument("--extremes", type=int, default=500, help="streets of the most extreme names, beside them")
    words.add_argument("--built", type=int, default=186, help="of these districts, that are built whole")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1)
    words.add_argument("--work", type=Path, default=ROOT / "output" / "nation", help="a new folder")
    words.add_argument("--to", type=Path, default=ROOT / "docs", help="where nation.md and nation.svg go")
    given = words.parse_args()
    kept = given.work / "figures.json"
    if not kept.exists():
        given.work.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(figures(given), ensure_ascii=False, indent=1), encoding="utf-8")
    measured = json.loads(kept.read_text(encoding="utf-8"))
    (given.to / "nation.svg").write_text(nation_page.plot(measured), encoding="utf-8")
    (given.to / "nation.md").write_text(nation_page.page(measured), encoding="utf-8")


if __name__ == "__main__":
    main()
