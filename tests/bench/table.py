"""Measured numbers -> a Markdown page and a plot."""

from __future__ import annotations

import math
import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from tests.bench.forms import VOLUME
from tests.bench.run import Contender, Result, Workload

SAVES = "## Save → new page"
"""How the part of the page begins that is measured by itself."""
LIBRARIES = ("weasyprint", "typst", "reportlab", "pdf_oxide", "python-docx", "uharfbuzz", "pypdfium2")


@dataclass(frozen=True)
class Cost:
    """Pages of a file, milliseconds a page by renderer, and what its first and last page fail to say."""

    pages: int
    pdfium: float
    poppler: float
    ghostscript: float
    faults: Sequence[str] = ()


Measured = list[tuple[Workload, list[Result]]]
Printed = dict[str, list[tuple[Contender, Cost]]]
"""By workload: who, and what printing its file costs."""

METHOD = f"""Made by `make bench`. Every run is a whole process, started in turn (A B C A B C …); medians of {{rounds}}
rounds where no other number is given. CPU is user and system time of the process and of all it waited for (`os.wait4`),
memory the largest resident set of one process. **×** is the contender's number over ours, in the same run.

- **Badges**: cards of 85.6 × 54 mm, ten on an A4 sheet: frame and title bar, six labelled values, a 300 × 420 JPEG
  of about 19 KB (20 different ones), a QR code of version 5-M. Ours makes the codes itself, each with its best mask;
  the peers are handed them ready made, as PNG files (Typst takes those faster than SVG).
- **Index rows**: A4, repeated head, running title, 第 x 页　共 y 页; eight columns, one cell in ten wraps to two lines.
  {VOLUME:,} rows are a volume, and its pages are counted for themselves; all volumes stand in one file (Typst: a file
  and a process for each).
- **Texts alone**: libharu (by ctypes) and pdf_oxide put the same texts at fixed places, a line each, and nothing else:
  no wrapping, no lines, head or folio. They show what a plain writer in C or Rust takes.
- **Two processes**: ours with a second process that makes every other batch of pages; the same bytes.
- **Word tables**: the same rows as one table of a paper; python-docx row by row, and with all rows made at once.
- **Same pages**: WeasyPrint and ours are given the same HTML and CSS; Typst and ReportLab draw the same measures in
  their own ways. One font for all: LXGW WenKai, as TrueType. First and last page of every printed file are read back,
  text and code; a file that says the wrong thing is named under its table. Typst is untagged where it does not say so.
- **Plates**: ours compiles a template once and keeps the plate, and where common patterns of text break into lines;
  a run of 500 records has done so before, for each standard. One row says what it costs without. The first run of a
  million rows still meets patterns the 500 had not, and loads the layout engine to ask it: some 25 MiB.
- **Printing**: pages 2 to 41, so that opening the file and starting the program do not count. WeasyPrint's file holds
  the whole font where the system's HarfBuzz fails to subset it (6.0.0 does, from some 800 glyphs on).
- All data is invented, from seeds.
"""


def ratio(theirs: float | None, ours: float | None) -> str:
    if theirs is None or ours is None:
        return "–"
    return f"{theirs / ours:.1f}×" if theirs / ours < 10 else f"{theirs / ours:.0f}×"


def number(value: float | None, unit: float = 1, digits: int = 2) -> str:
    return "–" if value is None else f"{value / unit:,.{digits}f}"


def name(result: Result, rounds: int) -> str:
    if not result.runs:
        return f"{result.contender.name}: {result.said}"
    if result.scaled_from:
        return f"{result.contender.name}, *not run: its time for {result.scaled_from:,}, multiplied*"
    few = len(result.runs) != rounds
    return result.contender.name + (f" ({len(result.runs)} run{'s' * (len(result.runs) > 1)})" if few else "")


def row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def times(workload: Workload, results: list[Result], rounds: int) -> list[str]:
    ours = next((result for result in results if result.contender.measure and result.runs), None)
    lines = [
        f"\n## {workload.title}\n",
        "| | wall s | CPU s | peak MiB | MB | × wall | × CPU | × memory | × size |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for result in results:
        measured = (
            number(result.median("wall")),
            number(result.median("processor")),
            number(result.median("peak"), 2**20, 0),
            number(result.median("size"), 1e6),
        )
        kinds = ("wall", "processor", "peak", "size")
        ratios = [ratio(result.median(what), ours.median(what) if ours else None) for what in kinds]
        lines.append(row([name(result, rounds), *measured, *ratios]))
    return lines


RENDERERS = ("pdfium", "poppler", "ghostscript")


def prints(workload: str, costs: list[tuple[Contender, Cost]]) -> list[str]:
    lines = [
        f"\n### Printing them: ms a page at 100 dpi ({workload})\n",
        "| | pages | pdfium | poppler | Ghostscript | × pdfium | × poppler | × Ghostscript |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    ours = next((cost for who, cost in costs if who.measure), None)
    wrong = []
    for who, cost in costs:
        values = [f"{getattr(cost, renderer):.1f}" for renderer in RENDERERS]
        ratios = [ratio(getattr(cost, renderer), getattr(ours, renderer, None)) for renderer in RENDERERS]
        lines.append(row([who.name, f"{cost.pages:,}", *values, *ratios]))
        wrong += [f"\n**{who.name}** does not say what it must: {len(cost.faults)} faults."] if cost.faults else []
    return lines + wrong


def machine() -> str:
    poppler = subprocess.run(["pdftoppm", "-v"], capture_output=True, text=True, check=False).stderr.split("\n")[0]
    ghostscript = subprocess.run(["gs", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{library} {version(library)}" for library in LIBRARIES)
    return (
        f"{date.today()}: {os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GiB; "
        f"Python {platform.python_version()}, {libraries}, {poppler}, Ghostscript {ghostscript}."
    )


def page(measured: Measured, printed: Printed, rounds: int, plot_file: str, quick: bool) -> str:
    note = "\nThis is the quick run: small sizes, one round; not for quoting.\n" if quick else ""
    lines = ["# One plate, many records: measured\n", METHOD.format(rounds=rounds), machine(), note]
    lines.append(f"![CPU seconds of every contender, logarithmic]({plot_file})")
    for workload, results in measured:
        lines += times(workload, results, rounds)
        lines += prints(workload.title, printed[workload.name]) if printed.get(workload.name) else []
    return "\n".join(lines) + "\n"


def build(said: str) -> str:
    """What `tests.bench.build` printed, as a part of the page."""
    return f"\n## The build of eight stations\n\n```\n{said.rstrip()}\n```\n"


BAR, WIDE, LABEL = 16, 860, 330


def plot(measured: Measured) -> str:
    """Bars of CPU seconds on one logarithmic axis."""
    bars = [(w.title, r, r.median("processor") or 0) for w, results in measured for r in results if r.runs]
    values = [value for _, _, value in bars]
    least, most = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))

    def x(value: float) -> float:
        return LABEL + (math.log10(value) - least) / max(1, most - least) * (WIDE - LABEL - 60)

    drawn, y, titled = [], 24, ""
    for title, result, value in bars:
        if title != titled:
            titled, y = title, y + 26
            drawn.append(f'<text x="8" y="{y - 6}" font-weight="bold">{titled}</text>')
        colour = "#b5161c" if result.contender.ours else "#bbb" if result.scaled_from else "#777"
        label = result.contender.name + (" (multiplied)" if result.scaled_from else "")
        drawn.append(f'<text x="{LABEL - 8}" y="{y + 11}" text-anchor="end">{label}</text>')
        drawn.append(f'<rect x="{LABEL}" y="{y}" width="{x(value) - LABEL:.1f}" height="{BAR - 3}" fill="{colour}"/>')
        drawn.append(f'<text x="{x(value) + 4:.1f}" y="{y + 11}">{value:,.2f} s</text>')
        y += BAR
    for power in range(least, most + 1):
        at = x(10**power)
        drawn.append(f'<path d="M{at:.1f} 22V{y}" stroke="#000" stroke-opacity=".12"/>')
        drawn.append(f'<text x="{at:.1f}" y="14" text-anchor="middle">{10.0**power:g} s</text>')
    style = 'font-family="sans-serif" font-size="12"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {y + 10}" {style}>'
    return "\n".join([head, f'<rect width="{WIDE}" height="{y + 10}" fill="#fff"/>', *drawn, "</svg>\n"])
