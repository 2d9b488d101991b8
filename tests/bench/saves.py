"""Save -> the new page: seconds from a data file written to the picture of what it changed, by kind and way of saving.

`python -m tests.bench.saves [COUNT]`: so many saves of each; it prints a row each, as a table of docs/bench.md.
One station is looked at as the page does it: the stream tells of the state, then pages and picture are asked for.
"""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote, urlsplit

from mzdocs.load import Workspace
from mzdocs.preview import previewed
from tests.bench.table import SAVES
from tests.workspaces import SLUG, make

COUNT = 60
LONGEST, PATIENCE = 1200, 10
"""Pixels of the picture's longer side; seconds, fewer than those after which a stream repeats what it told."""


@dataclass(frozen=True)
class Watched:
    """What is looked at, the value of the station's file that is another with each save, and the most it may take."""

    kind: str
    file: str
    text: str
    aim: float


LOOKED_AT = (
    Watched("plaque", "room-01.pdf", "名称: 民政服务窗口", 0.3),
    Watched("badge", "badges.pdf", "姓名: {monitor}", 0.3),
    Watched("board", "board-gong-zuo-zhi-du.pdf", "咨询: 0999-5551001", 1.0),
    Watched("paper", "inspection-report.pdf", "桃溪路 26", 1.5),
)


def in_place(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def by_rename(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def copied_over(path: Path, text: str) -> None:
    beside = path.parents[2] / "copied.yaml"
    beside.write_text(text, "utf-8")
    shutil.copy(beside, path)


WAYS: Mapping[str, Callable[[Path, str], None]] = {
    "in place": in_place, "by rename": by_rename, "copied over": copied_over,
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """The page's own connection: what it asks, and the stream it listens to."""

    address: str
    stream: http.client.HTTPResponse

    def ask(self, below: str) -> bytes:
        url = urlsplit(self.address)
        with closing(http.client.HTTPConnection(url.hostname or "", url.port, timeout=120)) as there:
            there.request("GET", url.path + quote(below, safe="/?=&"))
            return there.getresponse().read()

    def shown(self, each: Watched) -> str:
        """The sum of the first page, once its picture is there."""
        proof: dict[str, Any] = json.loads(self.ask(f"proof/{SLUG}/{each.kind}/{each.file}"))
        if "leaves" not in proof:
            raise SystemExit(f"{each.file}: {proof}")
        self.ask(f"leaf/{SLUG}/{each.kind}/{each.file}/0?longest={LONGEST}")
        return "".join(leaf["sum"] for leaf in proof["leaves"])

    def heard(self) -> None:
        """Wait until the stream tells of another state.

        Raises:
            TimeoutError: it tells of none.
        """
        begun = time.perf_counter()
        while not self.stream.readline().startswith(b"data:"):
            pass
        if time.perf_counter() - begun > PATIENCE:
            raise TimeoutError("a save was not seen")


@contextmanager
def opened(workspace: Path, polling: bool) -> Iterator[Page]:
    with previewed(Workspace(workspace), "zh", polling=polling) as address:
        url = urlsplit(address)
        with closing(http.client.HTTPConnection(url.hostname or "", url.port)) as there:
            there.request("GET", f"{url.path}events")
            page = Page(address, there.getresponse())
            page.heard()
            yield page


def changed(each: Watched, sound: str, number: int) -> str:
    """The file with the value a little longer, another with each save."""
    names = re.findall(r"姓名: (\S+)", sound[sound.index("\n社区:") :])
    text = each.text.format(monitor=names[0].rstrip(",}"))
    assert text in sound, text
    return sound.replace(
        text, f"{text[:-1]}{'甲乙丙丁戊己庚辛壬癸'[number % 10] if text[-1] > '9' else number % 10}", 1
    )


@dataclass(frozen=True)
class Taken:
    """What saves took: seconds until each was heard and was seen, and the processor seconds of who makes the pages."""

    heard: list[float]
    seen: list[float]
    made: float


def taken(page: Page, path: Path, each: Watched, way: str, count: int) -> Taken:
    """So many saves."""
    sound, heard, seen = path.read_text("utf-8"), [], []
    before, worked = page.shown(each), _processor_seconds()
    for number in range(count):
        start = time.perf_counter()
        WAYS[way](path, changed(each, sound, number + 2))
        page.heard()
        heard.append(time.perf_counter() - start)
        while (now := page.shown(each)) == before:  # the end of the save before was told of only now
            page.heard()
        seen.append(time.perf_counter() - start)
        before = now
    made = _processor_seconds() - worked
    path.write_text(sound, "utf-8")
    page.heard()
    return Taken(heard, seen, made)


def _processor_seconds() -> float:
    """Of the children of this process."""
    ticks = 0
    for child in multiprocessing.active_children():
        told = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def rows(count: int) -> Iterator[str]:
    yield f"""{SAVES}

From the write of a station's file, one value another, to the picture of the page in the hands of who asked for it: of
{count} saves each, the page open and the program warm. Where nothing is told, as on a disk of the network, the folder
is looked at ten times a second. **heard** is when the page was told of the save (median); **CPU** what making the page
took of a processor, so what is left of a save on a machine with something else to do.

| | way | median s | worst s | aim s | heard s | CPU s |
|---|---|--:|--:|--:|--:|--:|"""
    with tempfile.TemporaryDirectory(prefix="saves-") as folder:
        workspace = make(Path(folder) / "district")
        for polling, ways in ((False, tuple(WAYS)), (True, ("in place",))):
            with opened(workspace.root, polling) as page:
                for each in LOOKED_AT:
                    for way in ways:
                        yield _row(each, way, polling, taken(page, workspace.station, each, way, count))


def _row(each: Watched, way: str, polling: bool, took: Taken) -> str:
    way += ", nothing told" if polling else ""
    seen = f"{median(took.seen):.2f} | {max(took.seen):.2f} | {each.aim:g}"
    return f"| {each.kind} | {way} | {seen} | {median(took.heard):.2f} | {took.made / len(took.seen):.2f} |"


def main() -> None:
    for line in rows(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT):
        print(line, flush=True)


if __name__ == "__main__":
    main()
