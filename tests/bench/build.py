"""Seconds, peak memory and pages of the eight-station build, beside peers in the same run.

Peers: `mzdocs --help` against bare Python, and one station's boards and plaques against the
`weasyprint` command started for each file, which is what a shell script would do.
The press steps of one station's signs are timed by themselves, with their aims a page beside them; and what the rules
on the geometry of a page add to the judging of each kind.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from mzdocs import load
from mzdocs.build import pipeline
from mzdocs.build.district_common import load_common
from mzdocs.build.preparation import prepare
from mzdocs.build.produce import make_files
from mzdocs.build.settings import Settings
from mzdocs.core.problems import Location, Problem
from mzdocs.core.units import mm
from mzdocs.kinds import KINDS
from mzdocs.plan.document import Document
from mzdocs.preflight import RULES, MeasuredPdf, preflight
from mzdocs.preflight.expectations import of_document, profile_of
from mzdocs.preflight.rule import checked as outcomes
from mzdocs.press import outlined, press_ready
from mzdocs.render import fitted_sizes, render
from mzdocs.render.templates import fill, style_sheets

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
ROUNDS = 5
STATION = "taoyuan"
CHANGES = {
    "a monitor's telephone": ("taoyuan.yaml", "工作电话: 0999-5551101", "工作电话: 0999-5551901"),
    "the station's telephone": ("taoyuan.yaml", "咨询: 0999-5551001", "咨询: 0999-5551801"),
    "a household's amount": ("taoyuan-clients.csv", ",400,2021-09-02,", ",428,2021-09-02,"),
}
"""What -> the file of a station's data, a text in it, and the one that takes its place."""

Step = Callable[[bytes, Document], Any]


def timed(command: list[str], cwd: Path) -> tuple[float, float, float, str]:
    """Wall seconds, processor seconds, peak MiB of the largest process, and what was printed."""
    start = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.returncode}\n{done.stderr[-2000:]}")
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, processor, after.ru_maxrss / 1024, done.stdout


def row(what: str, wall: float, processor: float, note: str) -> None:
    print(f"{what:<44}{wall:>9.2f} s{processor:>9.2f} s   {note}")


def bench_help(work: Path) -> None:
    for what, command in (
        ("mzdocs --help", [str(BIN / "mzdocs"), "--help"]),
        ("python -c pass", [sys.executable, "-c", "pass"]),
    ):
        runs = [timed(command, work) for _ in range(ROUNDS)]
        row(what, median(r[0] for r in runs), median(r[1] for r in runs), f"median of {ROUNDS}")


def bench_district(work: Path) -> None:
    jobs = str(os.cpu_count() or 1)
    wall, processor, peak, said = timed([str(BIN / "mzdocs"), "build", "--json", "-j", jobs], work)
    sets = [one for station in json.loads(said)["stations"] for one in station["sets"]]
    files, pages = sum(one["files"] for one in sets), sum(one["pages"] for one in sets)
    row(
        f"mzdocs build -j {jobs}, 8 stations",
        wall,
        processor,
        f"{files} files, {pages} pages, {peak:.0f} MiB a process",
    )


def bench_changes(work: Path) -> None:
    """One value of one station is another: what it takes until the whole district stands as it should again."""
    build = [str(BIN / "mzdocs"), "build", "-q", "-j", str(os.cpu_count() or 1)]
    row("mzdocs build, 8 stations, nothing changed", *timed(build, work)[:2], "")
    for what, (name, old, new) in CHANGES.items():
        path = work / "data" / "stations" / name
        path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
        wall, processor, peak, _ = timed(build, work)
        row(f"mzdocs build, {what}", wall, processor, f"{peak:.0f} MiB")


def bench_station(work: Path) -> None:
    """One station after the district was built: as it stands, and made anew; and what only reads."""
    again = [str(BIN / "mzdocs"), "build", "-q", "-j", "1", STATION]
    row("mzdocs build of one station, nothing changed", *timed(again, work)[:2], "")
    shutil.rmtree(work / "output" / STATION)
    wall, processor, peak, _ = timed(again, work)
    row("mzdocs build of one station, all made anew", wall, processor, f"{peak:.0f} MiB")
    for words in (["check", STATION], ["audit"]):
        wall, processor, peak, _ = timed([str(BIN / "mzdocs"), *words], work)
        row(f"mzdocs {' '.join(words)}", wall, processor, f"{peak:.0f} MiB")


def bench_judging(work: Path) -> None:
    """One station's finished files, as whoever is handed them judges them: by sets and by kinds; and its audit."""
    output = work / "output" / STATION
    if not output.is_dir():
        timed([str(BIN / "mzdocs"), "build", "-q", STATION], work)
    for what, pattern in JUDGED.items():
        files = sorted(map(str, output.glob(pattern)))
        wall, processor, peak, _ = timed([str(BIN / "mzdocs"), "preflight", *files], work)
        row(f"mzdocs preflight of its {what}", wall, processor, f"{len(files)} PDFs, {peak:.0f} MiB")
    wall, processor, peak, _ = timed([str(BIN / "mzdocs"), "audit", STATION], work)
    row("mzdocs audit of one station", wall, processor, f"{peak:.0f} MiB")


JUDGED = {
    "signage": "signage/*.pdf", "badges": "signage/badges*.pdf", "boards": "signage/board-*.pdf",
    "plaques": "signage/plaque-*.pdf", "archive": "archive/*.pdf", "volumes": "archive/volume-*.pdf",
}  # fmt: skip


def planned(work: Path, *kinds: str) -> list[Document]:
    """What one station's documents of these kinds are."""
    space = load.Workspace(work)
    common = load_common(space)
    item = prepare(work / f"data/stations/{STATION}.yaml", space, common, Settings())
    return pipeline.plan(item.station_data, kinds)


def bench_press(work: Path) -> None:
    """Every step on every sign, once; the first sign is done before, so that profiles and fonts are loaded."""
    documents = [document for document in planned(work, "plaque", "board", "badge") if document.format == "pdf"]
    copies = {d.derived.of: d for d in documents if d.derived and d.derived.step == "outlined"}
    signs = [document for document in documents if document.file in copies and not document.parts]
    outlines = [copies[document.file] for document in signs]
    sizes = fitted_sizes(signs)
    laid = [render(document, sizes) for document in signs]
    preflight(outlines[0], outlined(press_ready(laid[0], signs[0]), outlines[0]))
    plates = step("press_ready", 0.1, press_ready, laid, signs)
    curves = step("outlined", 0.8, outlined, plates, outlines)
    step("preflight of press files", None, checked, plates, signs)
    step("preflight of outlined files", None, checked, curves, outlines)


def checked(data: bytes, document: Document) -> list[Problem]:
    return preflight(document, data)


def step(what: str, aim: float | None, do: Step, files: list[bytes], signs: list[Document]) -> list[Any]:
    """Time one step over all files; the note tells its cost a page and the most costly file's."""
    wall, processor, each, done = time.perf_counter(), time.process_time(), [], []
    for data, sign in zip(files, signs, strict=True):
        start = time.perf_counter()
        done.append(do(data, sign))
        each.append((time.perf_counter() - start) / (sign.pages or 1))
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    pages = sum(sign.pages or 1 for sign in signs)
    said = f", aim {aim} s" if aim else ""
    row(f"{what}, {pages} pages", wall, processor, f"{wall / pages:.3f} s a page{said}; at most {max(each):.3f} s")
    return done


def bench_geometry(work: Path) -> None:
    """What the rules on geometry add to the judging of one station's files, kind by kind, and to its whole build."""
    start = time.process_time()
    files = [file for file in make_files(planned(work, *KINDS)) if file.document.format == "pdf"]
    making, spent = time.process_time() - start, dict[str, list[float]]()
    for file in files:
        before, added = judged(file.document, file.data)
        costs = spent.setdefault(file.document.kind, [0.0, 0.0, 0.0])
        costs[:] = (cost + more for cost, more in zip(costs, (before, added, file.pages), strict=True))
    others, geometry = (sum(cost[at] for cost in spent.values()) for at in (0, 1))
    for kind, (before, added, pages) in spent.items():
        note = f"{pages:.0f} pages, {added / pages * 1000:.1f} ms a page; the other rules {before:.2f} s"
        row(f"geometry of {kind}", added, added, note)
    share = geometry / (making + others + geometry)
    row("geometry of one station", geometry, geometry, f"{share:.0%} of making and judging its files, aim 15 %")


def judged(document: Document, data: bytes) -> tuple[float, float]:
    """Processor seconds of the other rules on a file, and of those on geometry after them."""
    ordered, profile = of_document(document), profile_of(document)
    rules = [rule for rule in RULES if profile in rule.profiles]
    with MeasuredPdf(data) as file:
        seconds = []
        for geometric in (False, True):
            start = time.process_time()
            checked_by = [rule for rule in rules if rule.id.startswith("G-") == geometric]
            outcomes(checked_by, ordered, file, Location(document.file))
            seconds.append(time.process_time() - start)
    return seconds[0], seconds[1]


def bench_peer(work: Path) -> None:
    """The same filled pages; the peer gets sizes and texts ready made."""
    documents = [d for d in planned(work, "plaque", "board") if d.derived is None]
    sizes = fitted_sizes(documents)
    pages = []
    for document in documents:
        size = sizes[document.copyfitting.series] if document.copyfitting else None
        html = fill(document, size=size, gap=mm(0), lines=())
        style = f"<style>{style_sheets(document.kind, document.theme)}</style>"
        pages.append(work / f"{document.name}.html")
        pages[-1].write_text(html.replace("<style>", style + "<style>", 1), encoding="utf-8")
    ours = timed(
        [str(BIN / "mzdocs"), "build", "-q", "-j", "1", STATION, "--only", "plaque", "--only", "board"],
        work,
    )
    theirs = [timed([str(BIN / "weasyprint"), str(page), str(page.with_suffix(".pdf"))], work) for page in pages]
    count = f"{len(pages)} files"
    row("mzdocs, plaques and boards of one station", ours[0], ours[1], f"{count}, fitted, checked, delivered")
    row(
        "weasyprint, one process a file",
        sum(t[0] for t in theirs),
        sum(t[1] for t in theirs),
        f"{count}, layout only",
    )


PARTS: dict[str, Callable[[Path], None]] = {
    "help": bench_help, "district": bench_district, "changes": bench_changes, "station": bench_station,
    "judging": bench_judging, "press": bench_press, "geometry": bench_geometry, "peer": bench_peer,
}  # fmt: skip
"""In their order: `changes` and `station` want the district built."""


def main(parts: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(ROOT / "data", work / "data")
        print(f"{'':<44}{'wall':>11}{'processor':>11}")
        for part in parts or PARTS:
            PARTS[part](work)


if __name__ == "__main__":
    main(sys.argv[1:])
