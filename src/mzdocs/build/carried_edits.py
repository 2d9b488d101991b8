"""A text that was edited in a delivered paper -> the value or the line of a wording it comes from, saying the same.

Nothing is guessed: what could come from two places, or from none that holds the whole edit, is left to a person. A data
file is proved by reading it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from mzdocs.build.mended_files import MendedFile
from mzdocs.core.problems import Location
from mzdocs.load import Source, Workspace
from mzdocs.load.workspace import read_bytes
from mzdocs.load.yaml_text.data_text import DataText
from mzdocs.load.yaml_text.yamlfile import Refused, read
from mzdocs.load.yaml_tree import KeyPath, looked_up
from mzdocs.model.letter import Wording

_LEAST = 2
"""Characters of a value by which it is known again in a text."""
_AROUND = 6
"""Characters on both sides of an edit by which its line of a wording is known again; at the ends of a text fewer."""
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


@dataclass(frozen=True)
class Origin:
    """Where an edited text comes from, what stands there, and what would say the edit.

    `key` is that of a data file; a wording has none. What is not `ours` to write is named only: a workbook, a table,
    or a wording that came with the program.
    """

    at: Location
    was: str
    now: str
    key: KeyPath | None = None
    ours: bool = True


def origins(was: str, now: str, sources: Sequence[Source], wordings: Iterable[Wording]) -> list[Origin]:
    """Every place an edit may come from: values of the data or, where none holds it, lines of wordings."""
    found = [*_of_values(was, now, sources)]
    return found or [*_of_lines(was, now, wordings)]


def _of_values(was: str, now: str, sources: Sequence[Source]) -> Iterator[Origin]:
    for source in sources:
        for key, value in source.texts():
            carried = _carried(value, was, now) if len(value) >= _LEAST else ""
            if carried:
                yield Origin(source.location(*key), value, carried, key, source.file.endswith(".yaml"))


def _carried(part: str, was: str, now: str) -> str:
    """A part of the text as the edited one has it; "" where the edit is not within it, or leaves nothing of it."""
    before, after = _alike(was, now)
    for found in re.finditer(re.escape(part), was):
        if found.start() <= before and len(was) - found.end() <= after:
            return now[found.start() : len(now) - (len(was) - found.end())]
    return ""


def _alike(was: str, now: str) -> tuple[int, int]:
    """How many characters at the beginning, and then at the end, the edit left as they were."""
    before = _shared(was, now)
    return before, _shared(was[before:][::-1], now[before:][::-1])


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _of_lines(was: str, now: str, wordings: Iterable[Wording]) -> Iterator[Origin]:
    """The literal pieces of wordings in which what stood around the edit stands."""
    before, after = _alike(was, now)
    start, end = max(0, before - _AROUND), max(0, after - _AROUND)
    old, new = was[start : len(was) - end], now[start : len(now) - end]
    for wording in wordings:
        for at in (found.start() for found in re.finditer(re.escape(old), wording.source)):
            tags = (tag.span() for tag in _TAG.finditer(wording.source))
            if not any(first < at + len(old) and at < last for first, last in tags):
                line = wording.source.count("\n", 0, at) + 1
                yield Origin(Location(wording.file, line), old, new, ours=wording.file.startswith("data/"))


def carried_files(found: Sequence[Origin], space: Workspace) -> tuple[list[MendedFile], list[Origin]]:
    """The files that would say the edits, not written yet, and the edits that are in them."""
    files, done = [], []
    for name in dict.fromkeys(each.at.file for each in found if each.ours):
        path = space.root / name
        before = read_bytes(path, name)
        after, carried = _with_edits(path, before, [each for each in found if each.at.file == name])
        if carried:
            files.append(MendedFile(path, name, before, after, ()))
            done += carried
    return files, done


def _with_edits(path: Path, before: bytes, found: Sequence[Origin]) -> tuple[bytes, list[Origin]]:
    """One file with each edit that can be made in it, and that none before it has made otherwise."""
    data, done = before, list[Origin]()
    for each in dict.fromkeys(found):
        after = _with_value(path, data, each) if each.key is not None else _with_line(data, each)
        if after is not None:
            data = after
            done.append(each)
    return data, done


def _with_value(path: Path, data: bytes, origin: Origin) -> bytes | None:
    """None where it does not stand on one line as it is, or would be read as something else."""
    assert origin.key is not None
    text = DataText(data)
    if text.plainly(origin.key) != origin.was:
        return None
    after = text.with_edits([text.replaced(origin.key, origin.now)])
    try:
        tree, told = read(after, path.name)
    except Refused:
        return None
    return after if looked_up(tree.root, origin.key) == origin.now and not told else None


def _with_line(data: bytes, origin: Origin) -> bytes | None:
    """None where the line says it more than once, or not any more."""
    lines = data.decode().split("\n")
    number = (origin.at.line or 1) - 1
    if "\n" in origin.now or lines[number].count(origin.was) != 1:
        return None
    return "\n".join((*lines[:number], lines[number].replace(origin.was, origin.now), *lines[number + 1 :])).encode()
