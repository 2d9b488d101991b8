"""One template, many records: the same template and the same data through `mzdocs.vdp`."""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from mzdocs.design import theme
from mzdocs.pdf.metadata import Declaration, information
from mzdocs.plan.document import A4, Document, Part, Record, Sheet, Standard
from mzdocs.vdp import MergeSettings
from mzdocs.vdp import merge as merge_records
from tests.bench.forms import CENTRED, HEAD, NAME, PLACES, VOLUME, WIDTHS, in_sheets, sheet, volume_name
from tests.bench.lines import JsonLines


class Sheets(Sequence[Record]):
    """Ten badges a record, read as they are asked for; a slice reads nothing."""

    def __init__(self, lines: JsonLines) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines) // len(PLACES)

    def __iter__(self) -> Iterator[Record]:
        return map(Record, map(sheet, in_sheets(self._lines)))

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        if isinstance(index, slice):
            start, stop, _ = index.indices(len(self))
            return Sheets(self._lines[start * len(PLACES) : stop * len(PLACES)])
        first = range(len(self))[index] * len(PLACES)
        return Record(sheet(tuple(self._lines[first : first + len(PLACES)])))


class Volumes(Sequence[Record]):
    """One record a volume; its rows are read when it is asked for. `before` it are so many."""

    def __init__(self, lines: JsonLines, before: int = 0) -> None:
        self._lines, self._before = lines, before

    def __len__(self) -> int:
        return -(-len(self._lines) // VOLUME)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        if isinstance(index, slice):
            start, stop, _ = index.indices(len(self))
            return Volumes(self._lines[start * VOLUME : stop * VOLUME], self._before + start)
        serial = range(len(self))[index]
        rows = self._lines[serial * VOLUME : (serial + 1) * VOLUME]
        return Record({"volume": volume_name(self._before + serial + 1)}, [tuple(row) for row in rows])


def document(work: Path, source: Path, standard: Standard) -> Document:
    kind = source.stem.split("-")[0]
    lines = JsonLines(source)
    records: Sequence[Record] = Sheets(lines) if kind == "badges" else Volumes(lines)
    photos = sorted((work / "photos").glob("*.jpg")) if kind == "badges" else []
    return Document(
        kind="bench",
        name=source.stem,
        title="bench",
        set="archive",
        sheet=Sheet(A4),
        issued="2026-11-25",
        assets={f"mz:///photo/{path.name}": (path.read_bytes(), "image/jpeg") for path in photos},
        standard=standard,
        parts=(Part(f"bench/{kind}.html", records),),
    )


def settings(document: Document, processes: int = 1) -> MergeSettings:
    """What the engine is told of other rooms, each loaded only where it is needed."""
    if document.standard == "press":
        from mzdocs import press

        return MergeSettings(press.press_ready, press.declared(document), press.picture, processes=processes)
    if document.standard == "archival":
        from mzdocs.pdf import pdfa

        return MergeSettings(lambda data, _: data, pdfa.declared(document), tagged=True, processes=processes)
    return MergeSettings(
        lambda data, _: data,
        Declaration(version="1.7", xmp=b"", info=information({"Title": "bench"})),
        processes=processes,
    )


def merge(work: Path, source: Path, target: Path, wanted: Standard, processes: int = 1) -> None:
    """The one place where the bench meets the engine: `document(…)` -> the finished file at `target`."""
    whole = document(work, source, wanted)
    with target.open("wb") as out:
        merge_records(whole, settings(whole, processes), out)


def write_docx(source: Path, target: Path) -> None:
    """The rows as one table of a paper."""
    from mzdocs.model.letter import Paper, Table
    from mzdocs.render import word

    rows = tuple(map(tuple, JsonLines(source)))
    table = Table("", HEAD, rows, tuple(map(float, WIDTHS)), tuple(at in CENTRED for at in range(len(HEAD))))
    plan = Document(
        kind="bench", name=source.stem, title="bench", set="archive", sheet=Sheet(A4), issued="2026-11-25",
        format="docx", fields={"paper": Paper("表单", (NAME,), (table,)), "draft": False},
    )  # fmt: skip
    target.write_bytes(word.write(plan))


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("work", type=Path)
    words.add_argument("input", type=Path)
    words.add_argument("output", type=Path)
    words.add_argument("--standard", choices=("plain", "archival", "press"), default="plain")
    words.add_argument("--cold", action="store_true", help="no template has been compiled before")
    words.add_argument("--processes", type=int, default=1)
    given = words.parse_args()
    if given.cold:
        shutil.rmtree(given.work / "cold", ignore_errors=True)
        os.environ["MZDOCS_CACHE"] = str(given.work / "cold")
    # The bench's pages stand beside the house's in one folder, as a kind of its own.
    theme.folder = lambda: given.work / "templates"
    if given.output.suffix == ".docx":
        write_docx(given.input, given.output)
        return
    merge(given.work, given.input, given.output, given.standard, given.processes)


if __name__ == "__main__":
    main()
