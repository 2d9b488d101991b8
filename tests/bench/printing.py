"""Finished files -> milliseconds a page of three renderers at 100 dpi, and what a reader would miss.

A process of its own: `python -m tests.bench.printing SOURCE.jsonl FILE…` prints one JSON object a file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pypdfium2 as pdfium
import zxingcpp

from tests.bench.forms import PLACES, VOLUME, volume_name
from tests.bench.lines import JsonLines

DPI, PAGES, ROUNDS = 100, 40, 3
Render = Callable[[Path, int, int], None]


def by_pdfium(path: Path, first: int, last: int) -> None:
    pdf = pdfium.PdfDocument(path)
    for number in range(first - 1, last):
        pdf[number].render(scale=DPI / 72)


def by_poppler(path: Path, first: int, last: int) -> None:
    command = ["pdftoppm", "-r", str(DPI), "-f", str(first), "-l", str(last), str(path)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def by_ghostscript(path: Path, first: int, last: int) -> None:
    span = [f"-dFirstPage={first}", f"-dLastPage={last}"]
    command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=ppmraw", f"-r{DPI}", *span]
    subprocess.run([*command, f"-sOutputFile={os.devnull}", str(path)], stdout=subprocess.DEVNULL, check=True)


RENDERERS: dict[str, Render] = {"pdfium": by_pdfium, "poppler": by_poppler, "ghostscript": by_ghostscript}


def seconds(render: Render, path: Path, first: int, last: int) -> float:
    start = time.perf_counter()
    render(path, first, last)
    return time.perf_counter() - start


def a_page(render: Render, path: Path, pages: int) -> float:
    """Milliseconds a page more costs: opening the file and starting the program are taken off."""
    many = min(PAGES, pages - 1)
    return (seconds(render, path, 1, 1 + many) - seconds(render, path, 1, 1)) / many * 1000


def faults(path: Path, source: Path) -> list[str]:
    """What a reader would miss on the first and on the last page."""
    pdf, lines = pdfium.PdfDocument(path), JsonLines(source)
    cards = isinstance(lines[0], dict)
    firsts, lasts = (lines[: len(PLACES)], lines[-len(PLACES) :]) if cards else (lines[:1], lines[-1:])
    volumes = 1, -(-len(lines) // VOLUME)
    wrong = []
    for page, shown, volume in zip((pdf[0], pdf[len(pdf) - 1]), (firsts, lasts), volumes, strict=True):
        text = page.get_textpage().get_text_range().replace("\r\n", "")
        wrong += [f"text {one}" for line in shown for one in wanted(line) if one not in text]
        if cards:
            read = {code.text for code in zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())}
            wrong += [f"code {line['number']}" for line in shown if line["code"] not in read]
        else:
            wrong += [] if volume_name(volume) in text else ["volume"]
    return wrong


def wanted(line: Any) -> list[str]:
    return [line[key] for key in ("name", "station", "number")] if isinstance(line, dict) else [line[2], line[4]]


def main(source: Path, paths: list[Path]) -> None:
    counts = [len(pdfium.PdfDocument(path)) for path in paths]
    costs: dict[tuple[Path, str], list[float]] = {}
    for _ in range(ROUNDS):
        for path, pages in zip(paths, counts, strict=True):
            for name, render in RENDERERS.items():
                costs.setdefault((path, name), []).append(a_page(render, path, pages))
    for path, pages in zip(paths, counts, strict=True):
        cost = {name: median(costs[path, name]) for name in RENDERERS}
        print(json.dumps({"pages": pages, "faults": faults(path, source), **cost}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), list(map(Path, sys.argv[2:])))
