"""Engraving and cutting files -> problems: readable, on the layers a machine looks for, no contour over another."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from xml.etree import ElementTree

import pathops

from mzdocs.core.outcomes import Outcome
from mzdocs.core.problems import Location
from mzdocs.preflight.rule import UNREADABLE_FILE, preflight_problem

NO_LAYER = preflight_problem(
    "MZP48",
    "缺少图层：{names}",
    "A layer is missing: {names}",
    "雕刻放在 ENGRAVE 层，切割放在 CUT 层。",
    "Put what is engraved on ENGRAVE and what is cut on CUT.",
)
OVERLAP = preflight_problem(
    "MZP49",
    "雕刻轮廓有重叠，重叠处会刻两遍或刻空",
    "Contours to engrave overlap and would be cut twice or left out",
    "把重叠的轮廓合并。",
    "Unite the contours that overlap.",
)

LAYERS = ("ENGRAVE", "CUT")
_SLACK = 0.05
"""Square millimetres that rounding may add where contours touch."""
_PIECE = re.compile(r"([MLQCZ])([^MLQCZ]*)")


def check_contours(format: str, data: bytes, location: Location) -> tuple[Outcome, ...]:
    """Every way in which the file is not what a machine can follow."""
    try:
        layers, path = _READERS[format](data.decode("utf-8"))
        overlapping = _overlaps(path)
    except Exception as error:  # noqa: BLE001 - whatever a reader throws means: not readable
        return (Outcome("E-READ", (UNREADABLE_FILE.at(location, reason=type(error).__name__),)),)
    absent = [name for name in LAYERS if name not in layers]
    return (
        Outcome("E-READ"),
        Outcome("E-LAYER", (NO_LAYER.at(location, names="、".join(absent)),) if absent else ()),
        Outcome("P-OVER", (OVERLAP.at(location),) if overlapping else ()),
    )


def _overlaps(path: pathops.Path) -> bool:
    """Clean contours, holes turning the other way, enclose by the even-odd rule what their signed areas sum to."""
    united = pathops.Path(path)
    united.fillType = pathops.FillType.EVEN_ODD
    united.simplify(fix_winding=True)
    return abs(abs(_signed(united)) - abs(_signed(path))) > _SLACK


def _signed(path: pathops.Path) -> float:
    return float(sum(contour.area * (-1 if contour.clockwise else 1) for contour in path.contours))


def _svg(text: str) -> tuple[set[str], pathops.Path]:
    root = ElementTree.fromstring(text)
    groups = {group.get("id", ""): group for group in root.iter("{http://www.w3.org/2000/svg}g")}
    path = pathops.Path()
    for drawn in groups["ENGRAVE"].iter("{http://www.w3.org/2000/svg}path") if "ENGRAVE" in groups else ():
        _follow(path, drawn.get("d", ""))
    return set(groups), path


def _follow(path: pathops.Path, drawn: str) -> None:
    pens: dict[str, Callable[..., None]] = {
        "M": path.moveTo, "L": path.lineTo, "Q": path.quadTo, "C": path.cubicTo, "Z": path.close,
    }  # fmt: skip
    for letter, numbers in _PIECE.findall(drawn):
        pens[letter](*map(float, numbers.split()))


def _dxf(text: str) -> tuple[set[str], pathops.Path]:
    from ezdxf.document import Drawing  # takes longer to load than a station to check
    from ezdxf.entities.lwpolyline import LWPolyline

    drawing = Drawing.read(io.StringIO(text))
    path, layers = pathops.Path(), {layer.dxf.name for layer in drawing.layers}
    for thing in drawing.modelspace():
        layers.add(thing.dxf.layer)
        if isinstance(thing, LWPolyline) and thing.dxf.layer == "ENGRAVE":
            first, *rest = [(x, y) for x, y in thing.get_points("xy")]
            path.moveTo(*first)
            for corner in rest:
                path.lineTo(*corner)
            path.close()
    return layers, path


_READERS: Mapping[str, Callable[[str], tuple[set[str], pathops.Path]]] = {"svg": _svg, "dxf": _dxf}
