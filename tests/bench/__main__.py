"""`python -m tests.bench`: what is measured, and where the numbers go."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import table
from tests.bench.run import ROOT, Contender, Result, Workload, once, rounds, scaled
from tests.bench.table import Cost, Measured, Printed

OURS = Contender("mzdocs", "ours")
TWO = Contender("mzdocs, two processes", "ours", ("--processes", "2"))
ONCE = Contender("mzdocs", "ours", rounds=1)
COLD = Contender("mzdocs, its plate compiled anew", "ours", ("--cold",), rounds=1)
ARCHIVAL = Contender("mzdocs, PDF/A-3a and UA-1", "ours", ("--standard", "archival"))
ARCHIVAL_ONCE = Contender("mzdocs, PDF/A-3a and UA-1", "ours", ("--standard", "archival"), rounds=1)
PRESS = Contender("mzdocs, PDF/X-4", "ours", ("--standard", "press"))
WEASYPRINT = Contender("WeasyPrint, one HTML", "weasyprint")
TYPST = Contender("Typst", "typst")
TAGGED = Contender("Typst, tagged", "typst", ("--tags",), rounds=1)
REPORTLAB = Contender("ReportLab canvas, by hand", "reportlab")
LIBHARU = Contender("libharu (C), texts alone", "libharu", only_puts=True)
PDF_OXIDE = Contender("pdf_oxide (Rust), texts alone", "pdf_oxide", only_puts=True)
ADD_ROW = Contender("python-docx, add_row", "python_docx", ("add_row",), rounds=1)
WHOLE_TABLE = Contender("python-docx, add_table", "python_docx", ("add_table",), rounds=1)

FULL = (
    Workload("badges", 20, (OURS, TYPST)),
    Workload("rows", 200, (OURS, TYPST)),
    Workload("badges", 1_000, (OURS, WEASYPRINT, TYPST, REPORTLAB, COLD, PRESS)),
    Workload("badges", 10_000, (OURS, TWO, PRESS, TYPST, REPORTLAB), scaled=(WEASYPRINT,)),
    Workload("rows", 10_000, (OURS, WEASYPRINT, TYPST, REPORTLAB, LIBHARU, PDF_OXIDE, COLD, ARCHIVAL, TAGGED)),
    Workload("rows", 100_000, (OURS, TWO, ARCHIVAL, TYPST, REPORTLAB, LIBHARU, PDF_OXIDE), scaled=(WEASYPRINT,)),
    Workload("rows", 1_000_000, (ONCE, ARCHIVAL_ONCE)),
    Workload("docx", 1_000, (OURS, ADD_ROW, WHOLE_TABLE)),
    Workload("docx", 10_000, (OURS, ADD_ROW)),
)
QUICK = (
    Workload("badges", 300, (OURS, WEASYPRINT, TYPST, REPORTLAB, COLD, PRESS)),
    Workload("badges", 2_000, (OURS, TYPST, REPORTLAB), scaled=(WEASYPRINT,)),
    Workload("rows", 2_000, (OURS, WEASYPRINT, TYPST, REPORTLAB, LIBHARU, PDF_OXIDE, COLD, ARCHIVAL, TAGGED)),
    Workload("rows", 5_000, (OURS, TYPST, REPORTLAB), scaled=(WEASYPRINT,)),
    Workload("rows", 20_000, (OURS, TWO)),
    Workload("docx", 300, (OURS, ADD_ROW)),
)

FEW, LEAST_PRINTED = 500, 300
"""Records enough to have the plate compiled and the common patterns of line breaks learned; and to print a file of."""


def prepare(work: Path, workload: Workload) -> None:
    """The data; and our plates, which are compiled once and kept, by a few records of the kind."""
    print(f"{workload.title}: preparing", file=sys.stderr, flush=True)
    alone = ["--ours-only"] if all(contender.ours for contender in workload.contenders) else []
    few = Workload(workload.kind, FEW, ())
    for load in (few, workload):
        command = [sys.executable, "-m", "tests.bench.data", str(work), load.kind, str(load.count), *alone]
        subprocess.run(command, cwd=ROOT, check=True)
    for contender in workload.contenders:
        if contender.warm:
            once(work, few, contender)


def printed(work: Path, workload: Workload, results: list[Result]) -> list[tuple[Contender, Cost]]:
    """What printing each contender's file costs."""
    made = [r for r in results if len(r.files) == 1 and r.contender != COLD and not r.contender.only_puts]
    command = [sys.executable, "-m", "tests.bench.printing", str(work / f"{workload.name}.jsonl")]
    command += [str(result.files[0]) for result in made]
    print(f"{workload.title}: printing", file=sys.stderr, flush=True)
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    costs = [Cost(**json.loads(line)) for line in said.splitlines()]
    return [(result.contender, cost) for result, cost in zip(made, costs, strict=True)]


def measure(work: Path, workloads: tuple[Workload, ...], count: int) -> tuple[Measured, Printed]:
    measured: Measured = []
    prints: Printed = {}
    for workload in workloads:
        prepare(work, workload)
        results = rounds(work, workload, count)
        if workload.scaled:
            smaller, found = measured[-1]
            results += [scaled(r, smaller.count, workload.count) for r in found if r.contender in workload.scaled]
        elif len(workload.contenders) > 1 and workload.count >= LEAST_PRINTED and workload.kind != "docx":
            prints[workload.name] = printed(work, workload, results)
        measured.append((workload, results))
    return measured, prints


def built() -> str:
    """What the eight-station build and its steps cost."""
    command = [sys.executable, "-m", "tests.bench.build"]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def saved() -> str:
    """How long a save takes to be seen on the page."""
    command = [sys.executable, "-m", "tests.bench.saves"]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def saves_anew(page: Path) -> None:
    """Put that part at the end of the page, in the place of the one that was there."""
    part = saved()
    page.parent.mkdir(parents=True, exist_ok=True)
    others = page.read_text("utf-8").partition(f"\n{table.SAVES}\n")[0] if page.exists() else ""
    page.write_text(f"{others.rstrip()}\n\n{part}" if others else part, encoding="utf-8")
    print(part)


def main() -> None:
    words = argparse.ArgumentParser(prog="bench", description=__doc__)
    words.add_argument("--quick", action="store_true", help="small sizes, one round: under three minutes")
    words.add_argument(
        "--build", nargs="*", metavar="PART", help="the eight-station build instead, or parts of it, such as judging"
    )
    words.add_argument("--saves", action="store_true", help="only how long a save takes to be seen: that part anew")
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--to", type=Path, help="folder of bench.md and bench.svg: docs, or output/bench when quick")
    given = words.parse_args()
    if given.build is not None:
        command = [sys.executable, "-m", "tests.bench.build", *given.build]
        raise SystemExit(subprocess.run(command, cwd=ROOT, check=False).returncode)
    target = given.to or ROOT / ("output/bench" if given.quick else "docs")
    if given.saves:
        saves_anew(target / "bench.md")
        return
    count = 1 if given.quick else given.rounds
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        measured, prints = measure(Path(folder), QUICK if given.quick else FULL, count)
    target.mkdir(parents=True, exist_ok=True)
    (target / "bench.svg").write_text(table.plot(measured), encoding="utf-8")
    text = table.page(measured, prints, count, "bench.svg", given.quick)
    if not given.quick:
        text += table.build(built()) + "\n" + saved()
    (target / "bench.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
