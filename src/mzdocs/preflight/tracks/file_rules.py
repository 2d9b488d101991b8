"""What stands in an engraving file besides its lines: units, layers, and what no machine follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import get_args

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Problem, ProblemType
from mzdocs.preflight.rule import preflight_problem
from mzdocs.preflight.tracks.machine_file import CUT, ENGRAVE, MARK, OddKind
from mzdocs.preflight.tracks.track_rule import TrackCase, TrackRule

NOT_MILLIMETRES = preflight_problem(
    "MZE00",
    "单位不是毫米：{unit}",
    "The unit is not the millimetre: {unit}",
    "按毫米重新导出（DXF 的 $INSUNITS 为 4，SVG 的宽高写 mm）。",
    "Export it in millimetres ($INSUNITS 4 in DXF, width and height in mm in SVG).",
)
WRONG_VIEW = preflight_problem(
    "MZE01",
    "viewBox 与宽高对不上：图上一个单位是 {across}×{down} mm",
    "The viewBox does not agree with width and height: a unit of the drawing is {across}×{down} mm",
    "viewBox 的宽高写成与 width、height 一样的毫米数。",
    "Give the viewBox the same millimetres as width and height.",
)
NO_LAYER = preflight_problem(
    "MZP48",
    "缺少图层：{names}",
    "A layer is missing: {names}",
    "雕刻放在 ENGRAVE 层，切割放在 CUT 层。",
    "Put what is engraved on ENGRAVE and what is cut on CUT.",
)
UNKNOWN_LAYER = preflight_problem(
    "MZE04",
    "有线条在机器不认识的图层上：{names}",
    "There are lines on layers no machine looks for: {names}",
    "移到 ENGRAVE 或 CUT 层，或者删掉。",
    "Move them to ENGRAVE or CUT, or take them out.",
)
HIDDEN = preflight_problem(
    "MZE05",
    "有看不见的内容：{names}；有的机器照样会刻",
    "There is something that is not shown: {names}; some machines follow it all the same",
    "删掉，或者把图层打开、解冻。",
    "Take it out, or switch its layer on.",
)
LIVE_TEXT = preflight_problem(
    "MZE12",
    "有没有转成轮廓的文字：{names}",
    "There is live text: {names}",
    "把文字转成曲线再导出。",
    "Turn text to outlines and export it again.",
)
UNFOLLOWED = preflight_problem(
    "MZE13",
    "有机器不跟踪的图元：{names}",
    "There are entities a machine does not follow: {names}",
    "换成直线、圆弧和闭合的多段线；去掉填充和三维图形。",
    "Use lines, arcs and closed polylines; take out hatches and solids.",
)
PICTURE = preflight_problem(
    "MZE14",
    "有图片：{names}",
    "There is a picture: {names}",
    "描成轮廓，或者删掉。",
    "Trace it, or take it out.",
)
REFERENCE = preflight_problem(
    "MZE15",
    "有引用（块、外部参照、use、嵌套的 svg）：{names}",
    "It refers to something (a block, an external file, use, a nested svg): {names}",
    "把块炸开，把引用的内容直接画在图上。",
    "Explode blocks and draw what is referred to.",
)
SCRIPT = preflight_problem(
    "MZE16",
    "有脚本、事件或动画：{names}",
    "There is a script, an event or an animation: {names}",
    "不要打开；请对方重新导出只有线条的文件。",
    "Do not open it; ask for a file with nothing but lines.",
)
EFFECT = preflight_problem(
    "MZE18",
    "有剪裁、蒙版、透明、虚线等效果：{names}；看到的与刻出的不一样",
    "There are effects such as clipping, masks, transparency or dashes: {names}; what is cut differs from what is seen",
    "把效果画成真正的轮廓。",
    "Draw what the effect shows as real contours.",
)
WRONG_PAINT = preflight_problem(
    "MZE19",
    "填充和描边用反了：{names}",
    "Fill and stroke are the wrong way round: {names}",
    "ENGRAVE 层填实，CUT 和 MARK 层只描边不填充。",
    "Fill what is on ENGRAVE; on CUT and MARK stroke lines and fill nothing.",
)

_SAME_SCALE = 0.001
"""Share by which the two directions may differ."""
_USUAL = (1.0, 25.4 / 96, 25.4 / 90, 25.4 / 72, 0.1, 0.01, 0.001, 10.0)
"""Millimetres in a unit: itself, the dots of the programs that count in dots, and parts of ten."""
_OF_NO_LAYER = "（不在图层里）"


def _unit(case: TrackCase) -> Iterator[Problem]:
    if case.file.unit is None:
        raise NotRun("DXF R12 没有写单位的地方，请按毫米导入", "a DXF of release 12 has no place for its unit")
    if case.file.unit != "mm":
        yield NOT_MILLIMETRES.at(case.location, unit=case.file.unit or "—")


def _view(case: TrackCase) -> Iterator[Problem]:
    if case.file.format != "svg":
        raise NotRun("只有 SVG 有 viewBox", "only an SVG has a viewBox")
    across, down = case.file.scale or (0.0, 0.0)
    even = abs(across - down) <= _SAME_SCALE * max(across, down)
    usual = any(abs(across - each) <= _SAME_SCALE * each for each in _USUAL)
    if not even or not (usual or case.fits_order):
        yield WRONG_VIEW.at(case.location, across=f"{across:.4g}", down=f"{down:.4g}")


def _missing(case: TrackCase) -> Iterator[Problem]:
    absent = [name for name in (ENGRAVE, CUT) if name not in case.file.layers]
    if absent:
        yield NO_LAYER.at(case.location, names="、".join(absent))


def _unknown(case: TrackCase) -> Iterator[Problem]:
    found = {track.layer for track in case.file.tracks} - {ENGRAVE, CUT, MARK}
    if found:
        yield UNKNOWN_LAYER.at(case.location, names="、".join(sorted(name or _OF_NO_LAYER for name in found)))


def _without(kind: OddKind, problem_type: ProblemType) -> Callable[[TrackCase], Iterator[Problem]]:
    def check(case: TrackCase) -> Iterator[Problem]:
        names = sorted({oddity.name for oddity in case.file.oddities if oddity.kind == kind})
        if names:
            yield problem_type.at(case.location, names="、".join(names))

    return check


_ODD: dict[OddKind, tuple[str, ProblemType]] = {
    "text": ("E-TEXT", LIVE_TEXT),
    "picture": ("E-IMAGE", PICTURE),
    "reference": ("E-REF", REFERENCE),
    "script": ("E-SCRIPT", SCRIPT),
    "curve": ("E-CURVE", UNFOLLOWED),
    "hidden": ("E-SEEN", HIDDEN),
    "effect": ("E-EFFECT", EFFECT),
    "paint": ("E-PAINT", WRONG_PAINT),
}
assert set(_ODD) == set(get_args(OddKind))

RULES = (
    TrackRule("E-UNIT", NOT_MILLIMETRES, _unit),
    TrackRule("E-VIEW", WRONG_VIEW, _view),
    TrackRule("E-LAYER", NO_LAYER, _missing, "house"),
    TrackRule("E-KNOWN", UNKNOWN_LAYER, _unknown, "house"),
    *(
        TrackRule(id, problem_type, _without(kind, problem_type), "house" if kind == "paint" else "trade")
        for kind, (id, problem_type) in _ODD.items()
    ),
)
