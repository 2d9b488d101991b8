"""Numbers that the word processor makes, as in a numbered list -> the characters it shows before a paragraph.

Counted as the paragraphs are walked, in their order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mzdocs.core.text import chinese_number
from mzdocs.gbt9704.package import DocxParts, W, value
from mzdocs.gbt9704.styles import Properties, read
from mzdocs.gbt9704.universal_measures import number

_MOST = 99
"""Chinese numbers are written up to here."""
_PLACE = re.compile(r"%([1-9])")


def _chinese(count: int) -> str:
    return chinese_number(count) if 0 < count <= _MOST else str(count)


def _letter(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= _MOST else str(count)


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if 1 <= count <= 20 else str(count)


def _wide(count: int) -> str:
    return str(count).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": _chinese, "chineseCountingThousand": _chinese, "ideographDigital": _chinese,
    "japaneseCounting": _chinese, "taiwaneseCounting": _chinese, "taiwaneseCountingThousand": _chinese,
    "decimalFullWidth": _wide, "decimalFullWidth2": _wide, "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled, "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(), "decimalZero": lambda count: f"{count:02}",
    "none": lambda _: "", "bullet": lambda _: "",
}  # fmt: skip
"""By the format's name; any other is written in Arabic figures."""


@dataclass(frozen=True)
class NumberedLevel:
    """One level of a list: where it begins, in which figures, with what around them, and its properties."""

    start: int
    format: str
    pattern: str
    properties: Properties
    style: str
    """The style of paragraphs that stand on this level by their style alone."""


class AutoNumbers:
    """The lists of a file, and how far each has counted."""

    def __init__(self, package: DocxParts) -> None:
        root = package.one("numbering")
        self._lists: dict[str, tuple[str, Mapping[int, NumberedLevel]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is not None:
            abstract = {value(each, "abstractNumId"): each for each in root.iterchildren(W + "abstractNum")}
            for listed in root.iterchildren(W + "num"):
                key = value(listed.find(W + "abstractNumId"))
                levels = dict(_levels(abstract.get(key))) | dict(_levels(listed))
                own = value(listed, "numId") if listed.find(f"{W}lvlOverride/{W}startOverride") is not None else ""
                self._lists[value(listed, "numId")] = f"{key}/{own}", levels

    def level(self, properties: Properties) -> tuple[str, int, NumberedLevel] | None:
        """The list a paragraph stands in, how deep, and that level; None where it has no number."""
        key = properties.get("numPr/numId", {}).get("val", "")
        if key not in self._lists:
            return None
        counter, levels = self._lists[key]
        style = properties.get("pStyle", {}).get("val", "")
        by_style = (depth for depth, each in levels.items() if style and each.style == style)
        said = properties.get("numPr/ilvl", {}).get("val", "")
        depth = int(number(said)) if said else next(by_style, 0)
        return (counter, depth, levels[depth]) if depth in levels else None

    def next(self, properties: Properties) -> str:
        """The characters before a paragraph; the list has counted on."""
        found = self.level(properties)
        if found is None:
            return ""
        counter, depth, level = found
        counts, levels = self._counts[counter], self._lists[properties["numPr/numId"]["val"]][1]
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        counts[depth] = counts[depth] + 1 if depth in counts else level.start

        def shown(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            held = levels.get(at, level)
            return _FORMATS.get(held.format, str)(counts.get(at, held.start))

        return "" if level.format == "bullet" else _PLACE.sub(shown, level.pattern)


def _levels(parent: Any) -> Iterator[tuple[int, NumberedLevel]]:
    for level in () if parent is None else parent.iter(W + "lvl"):
        yield (
            int(number(value(level, "ilvl"))),
            NumberedLevel(
                int(number(value(level.find(W + "start")), 1)),
                value(level.find(W + "numFmt")) or "decimal",
                value(level.find(W + "lvlText")),
                read(level.find(W + "pPr")),
                value(level.find(W + "pStyle")),
            ),
        )
