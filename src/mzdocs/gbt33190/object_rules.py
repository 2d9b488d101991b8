"""Rules on the objects on pages of an OFD: how values are written, colours, clips, pens, annotations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from mzdocs.core.problems import Problem
from mzdocs.gbt33190.judged_ofd import JudgedOfd
from mzdocs.gbt33190.ofd_package import below, inner, named, said_in
from mzdocs.gbt33190.page_content import (
    ContentPart,
    Malformed,
    box_of,
    code_runs,
    deltas,
    is_true,
    lies_within,
    numbers,
    path_points,
)
from mzdocs.gbt33190.rule import ARCHIVAL, BASE, OfdRule, ofd_problem

VALUE = ofd_problem(
    "MZL31",
    "{where} 的 {name} 写得不对：{said}",
    "{name} of {where} is not written as it should be: {said}",
    "请对方用正规软件重新导出。",
    "Ask for a new export from proper software.",
)
COLOUR = ofd_problem(
    "MZL32",
    "{where} 的颜色不对：{said}",
    "A colour of {where} is wrong: {said}",
    "颜色值的个数与颜色空间相符，每个在 0 到 255 之间。",
    "Give as many values as the space has, each from 0 to 255.",
)
CLIP = ofd_problem(
    "MZL33",
    "{where} 的 {id} 有不起作用或没有面积的裁剪区",
    "{id} of {where} has a clip that changes nothing or has no area",
    "去掉这样的裁剪区。",
    "Take such clips off.",
)
IDLE_PAINT = ofd_problem(
    "MZL34",
    "{where} 的 {id} 有用不上的属性：{name}",
    "{id} of {where} has an attribute that is of no use: {name}",
    "不勾边的去掉线的属性，图片和复合对象去掉填充。",
    "Take pens off what is not stroked, and fills off pictures and composite objects.",
)
INTERPOLATED = ofd_problem(
    "MZL35",
    "{where} 的图片 {id} 设了插值",
    "The picture {id} of {where} is interpolated",
    "Interpolate 设为 false。",
    "Set Interpolate to false.",
)
ANNOTATION = ofd_problem(
    "MZL37",
    "注释 {id} 没有设 {name}",
    "The annotation {id} does not set {name}",
    "归档的注释设为只读，不随缩放和旋转。",
    "Archived annotations are ReadOnly, NoZoom and NoRotate.",
)

_PEN = ("LineWidth", "Cap", "Join", "MiterLimit", "DashPattern", "DashOffset", "StrokeColor")
_NOT_ON_COMPOSITES = (*_PEN, "Stroke", "Fill", "FillColor")
_COMPONENTS = {"GRAY": 1, "RGB": 3, "CMYK": 4}
_FIXED = ("ReadOnly", "NoZoom", "NoRotate")


def _values(ofd: JudgedOfd, content: ContentPart) -> Iterator[Problem]:
    for each in content.objects:
        for name, read in _READ.items():
            try:
                read(each)
            except (Malformed, ValueError) as wrong:
                yield VALUE.at(ofd.at(content.where), where=content.where, name=name, said=str(wrong)[:40])


def _transform(each: Any) -> None:
    """One that leaves something to be seen."""
    if each.get("CTM") is not None:
        a, b, c, d, *_ = numbers(each.get("CTM"), 6)
        if a * d == b * c:
            raise Malformed(each.get("CTM"))


def _narrowing(each: Any) -> None:
    if named(each) == "TextObject" and numbers(each.get("HScale", "1"), 1)[0] <= 0:
        raise Malformed(each.get("HScale"))


def _path(each: Any) -> None:
    if named(each) == "PathObject":
        path_points(said_in(each, "AbbreviatedData"))


def _codes(each: Any) -> None:
    if named(each) == "TextObject":
        for run in code_runs(each):
            numbers(run.element.get("X", "0"), 1)
            numbers(run.element.get("Y", "0"), 1)
            deltas(run.element.get("DeltaX")), deltas(run.element.get("DeltaY"))
            assert run.chosen is not None


def _pen(each: Any) -> None:
    if each.get("LineWidth") is not None and numbers(each.get("LineWidth"), 1)[0] < 0:
        raise Malformed(each.get("LineWidth"))


_READ = {
    "Boundary": box_of, "CTM": _transform, "HScale": _narrowing, "AbbreviatedData": _path, "TextCode": _codes,
    "LineWidth": _pen,
}  # fmt: skip


def _colours(ofd: JudgedOfd, content: ContentPart) -> Iterator[Problem]:
    for each in content.objects:
        for colour in below(each, "FillColor", "StrokeColor"):
            said = colour.get("Value")
            if said is not None and not _is_colour(ofd, colour, said.split()):
                yield COLOUR.at(ofd.at(content.where), where=content.where, said=said)


def _is_colour(ofd: JudgedOfd, colour: Any, values: list[str]) -> bool:
    number = colour.get("ColorSpace") or said_in(ofd.tree.common, "DefaultCS")
    space = ofd.resource(number)
    type = space.element.get("Type", "RGB").upper() if space is not None else "RGB"
    most = 2 ** int(space.element.get("BitsPerComponent", "8")) - 1 if space is not None else 255
    try:
        read = [int(value[1:], 16) if value.startswith("#") else float(value) for value in values]
    except ValueError:
        return False
    return len(read) == _COMPONENTS.get(type, len(read)) and all(0 <= value <= most for value in read)


def _clips(ofd: JudgedOfd, content: ContentPart) -> Iterator[Problem]:
    for each in content.objects:
        clips = inner(each, "Clips")
        areas = [area for clip in below(clips, "Clip") for area in below(clip, "Area")] if clips is not None else []
        if any(_is_idle(each, area) for area in areas):
            yield CLIP.at(ofd.at(content.where), where=content.where, id=each.get("ID", ""))


def _is_idle(each: Any, area: Any) -> bool:
    """Of no area, or an upright rectangle round the whole box of its object."""
    path = inner(area, "Path")
    if path is None or area.get("CTM") or path.get("CTM"):
        return False
    points = path_points(said_in(path, "AbbreviatedData"))
    left, top, _, _ = numbers(path.get("Boundary"), 4) if path.get("Boundary") else (0.0, 0.0, 0.0, 0.0)
    xs, ys = [left + x for x, _ in points], [top + y for _, y in points]
    if not points or max(xs) - min(xs) < 1e-6 or max(ys) - min(ys) < 1e-6:
        return True
    if each.get("CTM") or not _is_rectangle(said_in(path, "AbbreviatedData"), points):
        return False
    _, _, width, height = box_of(each)
    box = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return lies_within((0.0, 0.0, width, height), box)


def _is_rectangle(data: str, points: list[tuple[float, float]]) -> bool:
    straight = not {*data.split()} & {"Q", "B", "A"}
    upright = all(abs(a[0] - b[0]) < 1e-6 or abs(a[1] - b[1]) < 1e-6 for a, b in pairwise(points))
    return straight and upright and len({*points}) == 4


def _paints(ofd: JudgedOfd, content: ContentPart) -> Iterator[Problem]:
    for each in content.objects:
        idle: tuple[str, ...] = ()
        if named(each) == "CompositeObject":
            idle = _NOT_ON_COMPOSITES
        elif named(each) == "ImageObject":
            idle = ("Fill", "FillColor")
        elif each.get("Stroke") is not None and not is_true(each, "Stroke"):
            idle = _PEN
        found = [name for name in idle if each.get(name) is not None or inner(each, name) is not None]
        if found:
            yield IDLE_PAINT.at(
                ofd.at(content.where), where=content.where, id=each.get("ID", ""), name="、".join(found)
            )


def _interpolated(ofd: JudgedOfd, content: ContentPart) -> Iterator[Problem]:
    for each in content.objects:
        media = ofd.resource(each.get("ResourceID")) if named(each) == "ImageObject" else None
        if is_true(each, "Interpolate") or (media is not None and is_true(media.element, "Interpolate")):
            yield INTERPOLATED.at(ofd.at(content.where), where=content.where, id=each.get("ID", ""))


def _annotations(ofd: JudgedOfd) -> Iterator[Problem]:
    """ReadOnly is true where nothing is said, the others are false (GB/T 33190, 15.2)."""
    for part in ofd.tree.annotation_parts:
        root = ofd.tree.opened(part)
        for each in below(root, "Annot") if root is not None else ():
            for name in _FIXED:
                if not is_true(each, name, default=name == "ReadOnly"):
                    yield ANNOTATION.at(ofd.at(part), id=each.get("ID", ""), name=name)


RULES = (
    OfdRule("O-VALUE", f"{BASE} 8.5", VALUE, on_content=_values),
    OfdRule("O-COLOUR", f"{BASE} 8.3", COLOUR, on_content=_colours),
    OfdRule("A-6.3.2", f"{ARCHIVAL} 6.3.2", CLIP, on_content=_clips),
    OfdRule("A-6.3.3", f"{ARCHIVAL} 6.3.3", IDLE_PAINT, on_content=_paints),
    OfdRule("A-6.5b", f"{ARCHIVAL} 6.5b", INTERPOLATED, on_content=_interpolated),
    OfdRule("A-6.10.1", f"{ARCHIVAL} 6.10.1", ANNOTATION, _annotations),
)
