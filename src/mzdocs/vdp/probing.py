"""A template filled with probes: what a plate is compiled from, and known by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from mzdocs.plan.document import Document, Part, Record
from mzdocs.render.engine import Assets
from mzdocs.render.templates import art, fill_part, style_sheets

Ready = Callable[[bytes, Document], bytes]
PROBE = "永"
_UNRULED = "[data-rows] tbody td { border-color: transparent !important }"
"""Rows are ruled as they are set; the probe's rows leave nothing in the static layer."""
_CELLS = 40


def probed(document: Document, part: Part, design: Mapping[str, object], probe: str, rows: int) -> str:
    """The template with probes in all its slots: what a plate is compiled from."""
    untitled = replace(document, title="", issued="2000-01-01")
    return fill_part(untitled, part, [Record(_Probes(probe), _probe_rows(probe, rows), design)])


def styles(document: Document) -> tuple[str, Assets]:
    """The style rules of the document's kind, and the pictures of its design."""
    rules = style_sheets(document.kind, document.theme) + _UNRULED
    return rules, art(document.kind, document.theme)


class _Probes(dict[str, str]):
    """Every slot's value in a layout that is made only to be measured."""

    def __init__(self, probe: str) -> None:
        super().__init__()
        self._probe = probe

    def __missing__(self, name: str) -> str:
        return self._probe

    def __contains__(self, name: object) -> bool:
        return True


def _probe_rows(probe: str, count: int) -> list[tuple[str, ...]]:
    """Rows of one line. What is taller is reckoned, and the reckoning held against them."""
    return [tuple([probe] * _CELLS) for _ in range(count)]
