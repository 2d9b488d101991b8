"""An engraving file against its order, or against its own word: size, shape, holes, what is cut and engraved."""

from __future__ import annotations

from collections.abc import Iterator
from math import dist

from mzdocs.core.boxes import Box, Point
from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Problem, Sentence
from mzdocs.preflight.rule import preflight_problem
from mzdocs.preflight.tracks.machine_file import CUT, ENGRAVE, Track
from mzdocs.preflight.tracks.track_rule import OFF_SIZE, TrackCase, TrackRule, outline_of

WRONG_SIZE = preflight_problem(
    "MZE02",
    "轮廓是 {found} mm，应是 {expected} mm",
    "The outline is {found} mm, it should be {expected} mm",
    "按 1:1 的毫米重新导出，不要缩放。",
    "Export it in millimetres, one to one.",
)
NO_HOLE = preflight_problem(
    "MZE09",
    "少了 {count} 个孔，应在 {where}",
    "{count} holes are missing, they should be at {where}",
    "照订单补上孔，孔心对准。",
    "Draw the holes where they were ordered.",
)
WRONG_HOLE = preflight_problem(
    "MZE10",
    "{where} 处的孔径是 {found} mm，应是 {expected} mm",
    "The hole at {where} is {found} mm wide, it should be {expected} mm",
    "照订单改孔径。",
    "Give it the width that was ordered.",
)
SPARE_HOLE = preflight_problem(
    "MZE11",
    "多了 {count} 个没有订的孔，在 {where}",
    "{count} holes were not ordered, at {where}",
    "删掉，或者先改订单。",
    "Take them out, or change the order first.",
)
WRONG_SHAPE = preflight_problem(
    "MZE20",
    "轮廓的形状不对：面积 {found} mm²，照订单（圆角 R{corner}）应是 {expected} mm²",
    "The outline has another shape: {found} mm², by the order (corners R{corner}) {expected} mm²",
    "照订单改圆角，去掉缺口。",
    "Round the corners as ordered, and fill what is notched.",
)
WRONG_CUT = preflight_problem(
    "MZE21",
    "CUT 层与订单不符：{what}",
    "What is on CUT differs from the order: {what}",
    "订了刀线的要有切割轮廓；没有订的 CUT 层留空。",
    "Draw an outline where one is ordered; else leave CUT empty.",
)
NOT_ENGRAVED_AT_ALL = preflight_problem(
    "MZE22",
    "ENGRAVE 层是空的，订单要雕刻",
    "ENGRAVE is empty, the order has it engraved",
    "把要雕刻的轮廓放上 ENGRAVE 层。",
    "Put the contours to engrave on ENGRAVE.",
)

_NOT_ORDERED = Sentence("有切割线，订单没有订刀线", "there are lines to cut, and none were ordered")
_NO_OUTLINE = Sentence("没有切割线，订单订了刀线", "there is nothing to cut, and an outline was ordered")
_OFF_WIDTH = 0.05
_OFF_AREA = 1.0
_OF_FOUR = 3
"""Holes in the corners of a sheet are seen as a set where so many of four stand."""


def _size(case: TrackCase) -> Iterator[Problem]:
    found, wanted = _sizes(case)
    if _differ(found, wanted):
        yield WRONG_SIZE.at(case.location, found=_size_text(found), expected=_size_text(wanted))


def _sizes(case: TrackCase) -> tuple[Point, Point]:
    """What the outline measures, and what it should by the order, or else by the file's own word.

    Raises:
        NotRun: it cannot be measured, or nobody says.
    """
    if case.order.cut is False:
        raise NotRun("订单没有刀线，没有轮廓可量", "it is ordered without an outline to cut")
    box = outline_of(case).box
    size = case.order.size
    return (box[2] - box[0], box[3] - box[1]), (size.width.mm, size.height.mm) if size else _own_word(case, box)


def _differ(found: Point, wanted: Point) -> bool:
    return any(abs(one - other) > OFF_SIZE for one, other in zip(found, wanted, strict=True))


def _of_right_size(case: TrackCase) -> Track:
    """The outline, where it is as large as ordered: of another, what lies on it is elsewhere anyway.

    Raises:
        NotRun: it is not.
    """
    outline = outline_of(case)
    if case.order.size and not case.fits_order:
        raise NotRun("大小不对，先改大小", "its size is wrong, which comes first")
    return outline


def _size_text(size: Point) -> str:
    return f"{size[0]:.6g}×{size[1]:.6g}"


def _own_word(case: TrackCase, box: Box) -> Point:
    """The page of an SVG in whose corner the outline begins; what a DXF says it reaches over.

    Raises:
        NotRun: it says nothing that must agree.
    """
    page, frame = case.file.page, case.file.frame
    if page and abs(box[0] - page[0]) < OFF_SIZE and abs(box[3] - page[3]) < OFF_SIZE:
        return page[2] - page[0], page[3] - page[1]
    if frame and not page:
        reach = case.extent
        if any(abs(reach[i + 2] - reach[i] - frame[i + 2] + frame[i]) > OFF_SIZE for i in (0, 1)):
            return frame[2] - frame[0], frame[3] - frame[1]
        return box[2] - box[0], box[3] - box[1]
    raise NotRun("旁边没有 manifest.json，不知道应有多大", "without a manifest.json nobody says how large it should be")


def _shape(case: TrackCase) -> Iterator[Problem]:
    order = case.order
    if not order.shape_said or order.cut is False:
        raise NotRun("没有订单，不知道圆角多大", "without an order nobody says how its corners are")
    found = _of_right_size(case)
    left, bottom, right, top = found.box
    wanted = (right - left) * (top - bottom) - order.rounded_off
    if abs(found.area - wanted) > _OFF_AREA:
        yield WRONG_SHAPE.at(
            case.location, found=f"{found.area:.0f}", expected=f"{wanted:.0f}", corner=f"{order.corner.mm:g}"
        )


def _holes(case: TrackCase) -> Iterator[Problem]:
    left, bottom, right, top = _of_right_size(case).box
    circles = [((x - left, y - bottom), wide) for x, y, wide in _circles(case)]
    if not case.order.shape_said:
        yield from _odd_corner(case, circles, (right - left, top - bottom))
        return
    wanted = case.order.drilled
    absent = [at for at in wanted if not any(dist(at, middle) <= OFF_SIZE for middle, _ in circles)]
    if absent:
        yield NO_HOLE.at(case.location, count=len(absent), where=_places(absent))
    width = case.order.holes.diameter.mm if case.order.holes else 0.0
    for middle, found in circles:
        if any(dist(at, middle) <= OFF_SIZE for at in wanted) and abs(found - width) > _OFF_WIDTH:
            yield WRONG_HOLE.at(case.location, where=_places([middle]), found=f"{found:.2f}", expected=f"{width:g}")
    spare = [middle for middle, _ in circles if not any(dist(at, middle) <= OFF_SIZE for at in wanted)]
    if spare and len(spare) > len(absent):
        yield SPARE_HOLE.at(case.location, count=len(spare) - len(absent), where=_places(spare))


def _odd_corner(case: TrackCase, circles: list[tuple[Point, float]], size: Point) -> Iterator[Problem]:
    """Without an order: three equal holes in the corners of the sheet want a fourth.

    Raises:
        NotRun: there is no such set, so nobody says where holes should be.
    """
    absent: set[tuple[float, float]] = set()
    whole = False
    for (x, y), wide in circles:
        corners = {(round(u, 1), round(v, 1)) for u in (x, size[0] - x) for v in (y, size[1] - y)}
        alike = {(u, v) for u, v in corners if any(dist((u, v), at) <= 2 * OFF_SIZE and abs(wide - other) <= _OFF_WIDTH
                                                    for at, other in circles)}  # fmt: skip
        whole = whole or (len(corners) == len(alike) == 4)
        absent |= corners - alike if len(alike) == _OF_FOUR and len(corners) == 4 else set()
    if absent:
        yield NO_HOLE.at(case.location, count=len(absent), where=_places(sorted(absent)))
    elif not whole:
        raise NotRun("没有订单，不知道应有哪些孔", "without an order nobody says which holes it should have")


def _circles(case: TrackCase) -> Iterator[tuple[float, float, float]]:
    """What is round and cut, but the outline itself."""
    outline = case.outline
    for track in case.driven:
        if track.layer == CUT and track is not outline and (circle := track.circle):
            yield circle


def _places(points: list[Point]) -> str:
    return "、".join(f"({x:.1f}, {y:.1f})" for x, y in points)


def _cut(case: TrackCase) -> Iterator[Problem]:
    if case.order.cut is None:
        raise NotRun("没有订单，不知道要不要切割", "without an order nobody says whether it is cut")
    drawn = any(track.layer == CUT for track in case.driven)
    if drawn and not case.order.cut:
        yield WRONG_CUT.at(case.location, what=_NOT_ORDERED)
    if case.order.cut and not drawn:
        yield WRONG_CUT.at(case.location, what=_NO_OUTLINE)


def _engraved(case: TrackCase) -> Iterator[Problem]:
    if case.order.engraved is None:
        raise NotRun("没有订单，不知道要不要雕刻", "without an order nobody says whether it is engraved")
    if case.order.engraved and not any(track.layer == ENGRAVE for track in case.driven):
        yield NOT_ENGRAVED_AT_ALL.at(case.location)


RULES = (
    TrackRule("E-SIZE", WRONG_SIZE, _size, "order"),
    TrackRule("E-SHAPE", WRONG_SHAPE, _shape, "order"),
    TrackRule("E-HOLE", NO_HOLE, _holes, "order"),
    TrackRule("E-CUT", WRONG_CUT, _cut, "order"),
    TrackRule("E-AREA", NOT_ENGRAVED_AT_ALL, _engraved, "order"),
)
