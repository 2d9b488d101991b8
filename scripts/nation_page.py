"""The figures of `make nation` -> docs/nation.md, whose words are in nation_page.md, and its plot."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from scripts.nation_estimate import Cost, Estimate, Extents, by_class, estimate, shares

Figures = Mapping[str, Any]
REASONS = {
    "MZ1007": "私用区的字：别的机器上是另一个字，或者没有",
    "MZ1614": "胸牌上分两行、最小字号仍放不下",
    "MZ1615": "办事处全称在胸牌上放不下",
    "MZ1633": "门牌上最小字号仍放不下",
    "MZ1651": "标点不规范，挂出去以前要改",
    "MZ1975": "同一个街道（乡镇）里有两个同名",
    "MZ1993": "不能照样印",
    "MZ4003": "没有字体有这个字",
}
STAGE_WORDS = {
    "check": "读和检查", "plaque": "门牌", "board": "展板", "badge": "胸牌", "archive": "案卷", "household": "一户一档",
    "public-list": "公示名单", "paper": "公文",
}  # fmt: skip
_SIGNS = ("plaque", "board", "badge", "paper")
_NAMED = 8
"""Names shown for a reason; the others are counted."""


def page(figures: Figures) -> str:
    """The whole page."""
    costs, (streets, *_) = costs_of(figures), figures["nation"]
    of = Extents(*figures["nation"])
    own, each_file, each_monitor = shares(costs, "seconds")
    words = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
    words.filters["n"] = lambda value: f"{value:,.0f}"
    return words.from_string(Path(__file__).with_suffix(".md").read_text(encoding="utf-8")).render(
        figures,
        streets=streets,
        costs=costs,
        classes=by_class(costs),
        reasons=[*reasons(figures["refused"])],
        hours=scaled(estimate(costs, of, "seconds"), 3_600),
        size=scaled(estimate(costs, of, "size"), 1e9),
        signs=sum(figures["stages"].get(kind, 0) for kind in _SIGNS) * streets / 3_600,
        packed=figures["stored"]["size"] / figures["stored"]["stations"] * streets / 1e9,
        own=own,
        each_file=each_file,
        each_monitor=each_monitor,
        largest=max(costs, key=lambda each: each.seconds),
        built_districts=len({each.place for each in costs}),
        words=STAGE_WORDS,
        codes=told,
    )


def told(codes: Mapping[str, int]) -> str:
    """Codes and how often each was told, in brackets; nothing for none."""
    return f"（{'、'.join(f'{code} {count} 处' for code, count in sorted(codes.items()))}）" if codes else ""


def costs_of(figures: Figures) -> list[Cost]:
    """The stations that were built."""
    return [Cost(**{**each, "extents": Extents(**each["extents"])}) for each in figures["costs"]]


def scaled(found: Estimate, unit: float) -> Estimate:
    """The same in another unit."""
    return Estimate(found.value / unit, found.low / unit, found.high / unit)


def reasons(refused: Sequence[Sequence[str]]) -> Iterator[dict[str, object]]:
    """Each reason with how often it was told, and some of the names."""
    by_code = defaultdict[str, list[str]](list)
    for code, name, _ in refused:
        by_code[code].append(name)
    for code, found in sorted(by_code.items()):
        names = [*dict.fromkeys(map(printable, found))]
        shown = "、".join(names[:_NAMED]) + (" ……" if len(names) > _NAMED else "")
        yield {"code": code, "why": REASONS.get(code, ""), "count": len(found), "names": shown}


def printable(name: str) -> str:
    """A name with the numbers of those of its characters that are for private use."""
    return "".join(f"〔U+{ord(char):04X}〕" if "\ue000" <= char <= "\uf8ff" else char for char in name)


WIDE, HIGH, LEFT, RIGHT = 860, 300, 90, 740


def plot(figures: Figures) -> str:
    """Growth from eight stations to the nation, on two logarithmic axes; below, where one station's seconds go."""
    drawn = [*_growth(costs_of(figures), Extents(*figures["nation"])), *_bars(figures["stages"], HIGH + 20)]
    high = HIGH + 30 + 20 * (len(figures["stages"]) + 1)
    style = 'font-family="sans-serif" font-size="12"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" {style}>'
    return "\n".join([head, f'<rect width="{WIDE}" height="{high}" fill="#fff"/>', *drawn, "</svg>\n"])


def _growth(costs: Sequence[Cost], of: Extents) -> Iterator[str]:
    counts = (8, 100, 2_000, of.stations)
    found = [scaled(estimate(costs, part(of, count), "seconds"), 3_600) for count in counts]
    low, high = math.floor(math.log10(found[0].low)), math.ceil(math.log10(found[-1].high))

    def across(count: int) -> float:
        return LEFT + math.log(count / 8) / math.log(of.stations / 8) * (RIGHT - LEFT)

    def down(hours: float) -> float:
        return 30 + (high - math.log10(hours)) / (high - low) * (HIGH - 70)

    yield '<text x="8" y="14" font-weight="bold">处理器小时</text>'
    for power in range(low, high + 1):
        y = down(10.0**power)
        yield f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="#000" stroke-opacity=".12"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
    line = " ".join(f"{across(count):.1f},{down(each.value):.1f}" for count, each in zip(counts, found, strict=True))
    yield f'<polyline points="{line}" fill="none" stroke="#b5161c" stroke-width="2"/>'
    for count, each in zip(counts, found, strict=True):
        x, y = across(count), down(each.value)
        yield f'<path d="M{x:.1f} {down(each.high):.1f}V{down(each.low):.1f}" stroke="#b5161c" stroke-width="8"/>'
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#fff" stroke="#b5161c"/>'
        yield f'<text x="{x + 10:.1f}" y="{y + 16:.1f}">{each.value:,.2f}</text>'
        yield f'<text x="{x:.1f}" y="{HIGH - 14}" text-anchor="middle">{count:,} 站</text>'


def part(of: Extents, count: int) -> Extents:
    """So many stations of the same mixture."""
    return Extents(count, of.files * count // of.stations, of.monitors * count // of.stations)


def _bars(stages: Mapping[str, float], top: int) -> Iterator[str]:
    if not stages:
        return
    yield f'<text x="8" y="{top}" font-weight="bold">一个中等大小的站，处理器秒</text>'
    longest = max(stages.values())
    for number, (name, value) in enumerate(stages.items()):
        y, end = top + 12 + 20 * number, LEFT + value / longest * (RIGHT - LEFT)
        yield f'<text x="{LEFT - 8}" y="{y + 12}" text-anchor="end">{STAGE_WORDS[name]}</text>'
        yield f'<rect x="{LEFT}" y="{y}" width="{end - LEFT:.1f}" height="15" fill="#777"/>'
        yield f'<text x="{end + 6:.1f}" y="{y + 12}">{value:.1f}</text>'
