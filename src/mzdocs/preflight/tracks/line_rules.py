"""Every line a tool follows: closed, once, crossing nothing, on the sheet, and larger than a speck."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import atan2, cos, dist, hypot, pi, sin

import pathops

from mzdocs.core.boxes import Box, Point, box_round_boxes
from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Problem
from mzdocs.preflight.rule import preflight_problem
from mzdocs.preflight.tracks.inside import areas_by_turns
from mzdocs.preflight.tracks.machine_file import CUT, ENGRAVE, MARK, Track
from mzdocs.preflight.tracks.track_rule import TrackCase, TrackRule

OPEN = preflight_problem(
    "MZE06",
    "有没有闭合的轮廓：{count} 条；第一条在 ({x}, {y}) mm 处断开 {gap} mm",
    "{count} contours are open; the first at ({x}, {y}) mm, by {gap} mm",
    "把端点接上，使轮廓闭合。",
    "Join the ends so that the contour closes.",
)
TWICE = preflight_problem(
    "MZE07",
    "{layer} 层有重复的线：{count} 处，第一处在 ({x}, {y}) mm；机器会走两遍",
    "On {layer} {count} lines are drawn twice, the first at ({x}, {y}) mm; a machine follows both",
    "删掉重复的线。",
    "Take out what is drawn twice.",
)
OVERLAP = preflight_problem(
    "MZP49",
    "雕刻轮廓有重叠，重叠处会刻两遍或刻空",
    "Contours to engrave overlap and would be cut twice or left out",
    "把重叠的轮廓合并。",
    "Unite the contours that overlap.",
)
CROSSING = preflight_problem(
    "MZE08",
    "切割线相交，或者自己与自己相交",
    "Lines to cut cross each other or themselves",
    "改成互不相交的轮廓。",
    "Draw contours that do not cross.",
)
SPECK = preflight_problem(
    "MZE17",
    "有 {count} 个小到机器走不出的轮廓（不到 {least} mm）",
    "{count} contours are smaller than a machine can follow (under {least} mm)",
    "删掉碎屑；要打的孔画成圆。",
    "Take out the crumbs; draw a hole as a circle.",
)
OUTSIDE = preflight_problem(
    "MZE03",
    "有 {count} 条线超出板面（最远 {by} mm）",
    "{count} lines reach beyond the sheet (by {by} mm at most)",
    "移回板面之内，或者裁掉。",
    "Move them onto the sheet, or cut them off.",
)

_SLACK = 0.05
"""Square millimetres that rounding may add where contours touch, and millimetres a line may stand over."""
_ROUNDED = 2e-7
"""Share of an area that is lost where the library of areas counts in short numbers."""
_LEAST = 0.05
"""Millimetres: a contour that is smaller both ways is a speck."""
_MOST_NEAR = 40
"""Lines of one place that others are compared with: where more lie, some have been found to be the same."""
_MOST_TO_UNITE, _MOST_MEETINGS = 20_000, 100_000
"""Points of a layer, and crossings of as many lines at random: more take the library of areas too long."""


def _closed(case: TrackCase) -> Iterator[Problem]:
    left_open = [track for track in case.driven if not track.closed and track.layer != MARK]
    if left_open:
        ends = [point for track in left_open for point in (track.points[0], track.points[-1])]
        at = left_open[0].points[-1]
        gap = min(dist(at, other) for other in ends if other is not at)
        yield OPEN.at(case.location, count=len(left_open), x=f"{at[0]:.2f}", y=f"{at[1]:.2f}", gap=f"{gap:.2f}")


def _once(case: TrackCase) -> Iterator[Problem]:
    """Areas to engrave may lie side by side; what is followed as a line may not."""
    for layer in (ENGRAVE, CUT, MARK):
        lines = [track for track in case.file.on(layer) if layer != ENGRAVE or not track.closed]
        doubled = [track.points[0] for track in _doubled(case.driven, layer)]
        found = [*doubled, *_same_pieces(lines), *(_alongside(case.driven, layer) if layer != ENGRAVE else ())]
        if found:
            x, y = found[0]
            yield TWICE.at(case.location, layer=layer, count=len(found), x=f"{x:.2f}", y=f"{y:.2f}")


def _same_pieces(tracks: Iterable[Track]) -> Iterator[Point]:
    """Where a piece goes between two points between which another one went."""
    seen: set[tuple[tuple[int, int], ...]] = set()
    for track in tracks:
        for piece in track.pieces:
            ends = tuple(sorted((round(x * 100), round(y * 100)) for x, y in piece))
            if ends in seen and ends[0] != ends[1]:
                yield piece[0]
            seen.add(ends)


def _doubled(driven: Iterable[Track], layer: str) -> list[Track]:
    """Closed lines of one shape in one place, whichever way they go and wherever they begin, but the first."""
    found: list[Track] = []
    seen: dict[tuple[int, int], list[Track]] = defaultdict(list)
    for track in driven:
        if track.layer == layer and track.closed:
            across, up = int(track.box[0] // 1), int(track.box[1] // 1)
            near = (other for i in (-1, 0, 1) for j in (-1, 0, 1) for other in seen.get((across + i, up + j), ()))
            found += [track] if any(_is_same(track, other) for other in near) else []
            if len(seen[across, up]) < _MOST_NEAR:
                seen[across, up].append(track)
    return found


def _is_same(one: Track, other: Track) -> bool:
    near = all(abs(a - b) < _SLACK for a, b in zip(one.box, other.box, strict=True))
    return near and abs(one.area - other.area) < _SLACK * (hypot(*one.box[2:]) - hypot(*one.box[:2]) + 1)


_LONG = 1.0
"""Millimetres: on shorter pieces nobody sees which way they go."""
_OVER = 0.2
_ASIDE = 0.02
_TURN = 0.002


def _alongside(driven: Iterable[Track], layer: str) -> Iterator[Point]:
    """Where a long piece lies on another one, though it ends elsewhere."""
    lines: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)
    for track in driven:
        for a, b in track.pieces if track.layer == layer else ():
            if dist(a, b) < _LONG:
                continue
            angle = atan2(b[1] - a[1], b[0] - a[0]) % pi
            along, aside = _seen_along(a, b, angle)
            key = (round(angle / _TURN), round(aside / _ASIDE))
            near = [each for i in (-1, 0, 1) for j in (-1, 0, 1) for each in lines.get((key[0] + i, key[1] + j), ())]
            if any(min(along[1], end) - max(along[0], start) > _OVER and abs(off - aside) < _ASIDE
                   for start, end, off in near):  # fmt: skip
                yield a
            if len(lines[key]) < _MOST_NEAR:
                lines[key].append((*along, aside))


def _seen_along(a: Point, b: Point, angle: float) -> tuple[tuple[float, float], float]:
    """From where to where a piece goes along its own direction, and how far off the origin it runs."""
    c, s = cos(angle), sin(angle)
    start, end = sorted((a[0] * c + a[1] * s, b[0] * c + b[1] * s))
    return (start, end), a[1] * c - a[0] * s


def _overlap(case: TrackCase) -> Iterator[Problem]:
    if _crosses(case, ENGRAVE):
        yield OVERLAP.at(case.location)


def _crossing(case: TrackCase) -> Iterator[Problem]:
    if _crosses(case, CUT):
        yield CROSSING.at(case.location)


def _crosses(case: TrackCase, layer: str) -> bool:
    """Contours that lie in or beside each other enclose, by turns, what their areas come to by turns."""
    again = {id(track) for track in _doubled(case.driven, layer)}
    closed = [each for each in case.driven if each.layer == layer and each.closed and id(each) not in again]
    if sum(len(track.points) for track in closed) > _MOST_TO_UNITE or _meetings(closed) > _MOST_MEETINGS:
        raise NotRun("线太多太密，没有逐一比较", "its lines are too many and too dense to compare all of them")
    path = pathops.Path(fillType=pathops.FillType.EVEN_ODD)
    for track in closed:
        path.moveTo(*track.points[0])
        for point in track.points[1:]:
            path.lineTo(*point)
        path.close()
    path.simplify(fix_winding=True)
    enclosed = abs(sum(contour.area * (-1 if contour.clockwise else 1) for contour in path.contours))
    return bool(abs(enclosed - areas_by_turns(closed)) > _SLACK + _ROUNDED * enclosed)


def _meetings(tracks: list[Track]) -> float:
    """How often lines of such a length on such a sheet would cross, lay they at random: a measure of the work."""
    if not tracks:
        return 0.0
    left, bottom, right, top = box_round_boxes([track.box for track in tracks])
    length = sum(dist(*piece) for track in tracks for piece in track.pieces)
    return length * length / (pi * max(right - left, 1.0) * max(top - bottom, 1.0))


def _large_enough(case: TrackCase) -> Iterator[Problem]:
    count = sum(right - left < _LEAST and top - bottom < _LEAST for left, bottom, right, top in _boxes(case))
    if count:
        yield SPECK.at(case.location, count=count, least=_LEAST)


def _boxes(case: TrackCase) -> Iterator[Box]:
    return (track.box for track in case.driven)


def _on_sheet(case: TrackCase) -> Iterator[Problem]:
    sheets = [box for box in (case.file.page, _sheet(case)) if box]
    if not sheets:
        raise NotRun("没有切割轮廓，板面不知道在哪里", "without an outline to cut nobody knows where the sheet is")
    over = [far for box in _boxes(case) if (far := max(_beyond(box, sheet) for sheet in sheets)) > _SLACK]
    over += _in_holes(case)
    if over:
        yield OUTSIDE.at(case.location, count=len(over), by=f"{max(over):.1f}")


def _in_holes(case: TrackCase) -> list[float]:
    """How far what is engraved runs into holes: there is nothing to engrave."""
    rounds = (track.circle for track in case.driven if track.layer == CUT and track is not case.outline)
    holes = [hole for hole in rounds if hole][:_MOST_NEAR]
    engraved = [track for track in case.driven if track.layer == ENGRAVE]
    reaches = (
        wide / 2 - min(dist((x, y), point) for point in track.points) for track in engraved for x, y, wide in holes
    )
    return [reach for reach in reaches if reach > _SLACK]


def _sheet(case: TrackCase) -> Box | None:
    """What is cut out; where nothing is, the size ordered, from the corner drawings begin at."""
    if case.outline:
        return case.outline.box
    size = case.order.size
    return (0.0, 0.0, size.width.mm, size.height.mm) if size else None


def _beyond(box: Box, sheet: Box) -> float:
    return max(sheet[0] - box[0], sheet[1] - box[1], box[2] - sheet[2], box[3] - sheet[3])


RULES = (
    TrackRule("E-CLOSED", OPEN, _closed),
    TrackRule("E-TWICE", TWICE, _once),
    TrackRule("P-OVER", OVERLAP, _overlap),
    TrackRule("E-CROSS", CROSSING, _crossing),
    TrackRule("E-SPECK", SPECK, _large_enough),
    TrackRule("E-OUT", OUTSIDE, _on_sheet),
)
