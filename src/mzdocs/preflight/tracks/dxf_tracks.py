"""A DXF -> its tracks by layer, and all in it that no machine follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import inf, pi, radians

from mzdocs.core.boxes import Box, Point
from mzdocs.preflight.tracks.dxf_tags import DxfFile, DxfRecord, dxf_file
from mzdocs.preflight.tracks.machine_file import (
    MOST_POINTS,
    WIDEST,
    MachineFile,
    Oddity,
    OddKind,
    TooMuch,
    Track,
    track,
)
from mzdocs.preflight.tracks.straightened import arc, bulged

_UNITS = {"1": "in", "2": "ft", "4": "mm", "5": "cm", "6": "m", "13": "µm", "14": "dm"}
_MILLIMETRES = {"in": 25.4, "ft": 304.8, "cm": 10.0, "m": 1000.0, "µm": 0.001, "dm": 100.0}
_OLD = "AC1014"
"""Release 14: before the next one the header had no place for a unit."""
_ODD: dict[str, OddKind] = {
    "TEXT": "text", "MTEXT": "text", "ATTRIB": "text", "ATTDEF": "text", "RTEXT": "text", "ARCALIGNEDTEXT": "text",
    "DIMENSION": "text", "ARC_DIMENSION": "text", "LARGE_RADIAL_DIMENSION": "text", "LEADER": "text",
    "MULTILEADER": "text", "TOLERANCE": "text", "ACAD_TABLE": "text", "SHAPE": "text",
    "IMAGE": "picture", "WIPEOUT": "picture", "OLEFRAME": "picture", "OLE2FRAME": "picture",
    "PDFUNDERLAY": "picture", "DWFUNDERLAY": "picture", "DGNUNDERLAY": "picture",
    "INSERT": "reference",
}  # fmt: skip
_LENGTHS = frozenset({10, 11, 20, 21, 30, 31, 38, 39, 40, 41, 43})
_BESIDE = frozenset({"VIEWPORT", "VERTEX", "SEQEND"})
_BANDS = ("LWPOLYLINE", "POLYLINE")
_FLAT = 1e-6
_CLOSED, _IN_SPACE, _FITTED = 1, 8 | 16 | 64, 2 | 4
_FROZEN, _FROM_OUTSIDE = 1, 4


def read_dxf(data: bytes) -> MachineFile:
    """What stands in a DXF.

    Raises:
        TooMuch, NotReadHere, ValueError: it holds too much, is a binary one, or no DXF.
    """
    file = dxf_file(data)
    tracks: list[Track] = []
    oddities = [*_from_outside(file)]
    hidden, dashed, points, unit = _hidden(file), _dashed(file), 0, _unit(file)
    by = _MILLIMETRES.get(unit or "", 1.0)
    for record in _whole_entities(file):
        entity = record if by == 1.0 else _in_millimetres(record, by)
        layer = _layer(entity.first(8, "0"))
        if layer in hidden or entity.flags(60):
            oddities.append(Oddity("hidden", layer, layer))
        if dashed(entity, layer):
            oddities.append(Oddity("effect", "LTYPE", layer))
        if entity.name in _BANDS and _width(entity) > WIDEST.get(layer, inf):
            oddities.append(Oddity("effect", "WIDTH", layer))
        found = _followed(entity, layer)
        if isinstance(found, Oddity):
            oddities.append(found)
        elif found:
            tracks.append(found)
            points += len(found.points)
        if points > MOST_POINTS:
            raise TooMuch
    layers = {_layer(each.first(2)) for each in _layers(file)} | {each.layer for each in tracks}
    odd = tuple(dict.fromkeys(oddities))
    return MachineFile("dxf", tuple(tracks), frozenset(layers), odd, unit, frame=_frame(file, by))


def _layer(name: str) -> str:
    """Names of layers are the same in capitals."""
    return name.upper()


def _layers(file: DxfFile) -> list[DxfRecord]:
    return [record for record in file.sections.get("TABLES", ()) if record.name == "LAYER"]


def _hidden(file: DxfFile) -> frozenset[str]:
    """Layers that are off, frozen, or not to be plotted."""
    return frozenset(
        _layer(each.first(2))
        for each in _layers(file)
        if each.flags() & _FROZEN or each.number(62) < 0 or each.first(290) == "0"
    )


def _dashed(file: DxfFile) -> Callable[[DxfRecord, str], bool]:
    """Tells of an entity whether its own line type, or its layer's, leaves gaps."""
    types = [record for record in file.sections.get("TABLES", ()) if record.name == "LTYPE"]
    gaps = {each.first(2).upper() for each in types if each.flags(73)}
    layers = {_layer(each.first(2)): each.first(6).upper() for each in _layers(file)}

    def is_dashed(entity: DxfRecord, layer: str) -> bool:
        own = entity.first(6, "BYLAYER").upper()
        return (layers.get(layer, "") if own == "BYLAYER" else own) in gaps

    return is_dashed


def _width(polyline: DxfRecord) -> float:
    """The widest it is drawn."""
    return max((float(value) for code, value in polyline.tags if code in (40, 41, 43)), default=0.0)


def _from_outside(file: DxfFile) -> Iterator[Oddity]:
    """Blocks that are other files, whether they are shown or not."""
    for block in file.sections.get("BLOCKS", ()):
        if block.name == "BLOCK" and (block.flags() & _FROM_OUTSIDE or block.first(1)):
            yield Oddity("reference", "XREF", "")


def _unit(file: DxfFile) -> str | None:
    """Nothing of a drawing of an old release that does not say one all the same."""
    said = file.said("$INSUNITS", 70)
    if said in ("", "0") and file.said("$ACADVER", 1) <= _OLD:
        return None
    return _UNITS.get(said, "") if said in ("", "0") or said in _UNITS else said


def _frame(file: DxfFile, by: float) -> Box | None:
    """What the header claims; a drawing that nobody measured has its corners the wrong way round, or none."""
    said = [file.said(corner, code) for corner in ("$EXTMIN", "$EXTMAX") for code in (10, 20)]
    if not all(said):
        return None
    left, bottom, right, top = (float(value) * by for value in said)
    return (left, bottom, right, top) if left < right and bottom < top else None


def _in_millimetres(record: DxfRecord, by: float) -> DxfRecord:
    """What a record says of places and lengths, before curves are followed as finely as a machine goes."""
    tags = ((code, f"{float(value) * by!r}" if code in _LENGTHS else value) for code, value in record.tags)
    return replace(record, tags=tuple(tags))


def _whole_entities(file: DxfFile) -> Iterator[DxfRecord]:
    """What is drawn in the model; the corners of an old polyline stand as its own group codes."""
    records = iter(file.sections.get("ENTITIES", ()))
    for record in records:
        if record.name in _BESIDE or record.first(67) == "1":
            continue
        if record.name != "POLYLINE":
            yield record
            continue
        corners = [
            tag for vertex in _until_its_end(records) for tag in vertex.tags if tag[0] in (10, 20, 30, 40, 41, 42)
        ]
        head = [tag for tag in record.tags if tag[0] not in (10, 20, 30)]
        yield DxfRecord("POLYLINE", (*head, *corners))


def _until_its_end(records: Iterator[DxfRecord]) -> Iterator[DxfRecord]:
    for record in records:
        if record.name == "SEQEND":
            return
        yield record


def _followed(entity: DxfRecord, layer: str) -> Track | Oddity | None:
    """The track of an entity; nothing of one that stays where it is."""
    if entity.name not in _FOLLOWED:
        return Oddity(_ODD.get(entity.name, "curve"), entity.name, layer)
    turned, flat = _facing(entity)
    if not flat or (entity.name == "POLYLINE" and entity.flags() & (_IN_SPACE | _FITTED)):
        return Oddity("curve", "3D" if not flat or entity.flags() & _IN_SPACE else "POLYLINE", layer)
    points, closed = _FOLLOWED[entity.name](entity)
    if turned:
        points = [(-x, y) for x, y in points]
    return track(layer, points, closed) or Oddity("curve", "POINT", layer)


def _facing(entity: DxfRecord) -> tuple[bool, bool]:
    """Whether it is seen from behind, and whether all of it lies flat."""
    across, up, out = (entity.number(code, default) for code, default in ((210, 0.0), (220, 0.0), (230, 1.0)))
    heights = [float(value) for code, value in entity.tags if code in (30, 31, 38, 39)]
    flat = abs(across) < _FLAT and abs(up) < _FLAT and all(abs(height) < _FLAT for height in heights)
    return out < 0 and entity.name != "LINE", flat


_Drawn = tuple[Sequence[Point], bool]


def _line(entity: DxfRecord) -> _Drawn:
    return [(entity.number(10), entity.number(20)), (entity.number(11), entity.number(21))], False


def _circle(entity: DxfRecord) -> _Drawn:
    return arc((entity.number(10), entity.number(20)), entity.number(40), 0, 2 * pi)[:-1], True


def _arc(entity: DxfRecord) -> _Drawn:
    start, end = entity.number(50), entity.number(51)
    sweep = (end - start) % 360 or 360
    return arc((entity.number(10), entity.number(20)), entity.number(40), radians(start), radians(sweep)), False


def _polyline(entity: DxfRecord) -> _Drawn:
    """A bulge belongs to the corner it follows."""
    corners: list[list[float]] = []
    for code, value in entity.tags:
        if code == 10:
            corners.append([float(value), 0.0, 0.0])
        elif code in (20, 42) and corners:
            corners[-1][1 if code == 20 else 2] = float(value)
    closed = bool(entity.flags() & _CLOSED)
    points: list[Point] = [(x, y) for x, y, _ in corners[:1]]
    for (x, y, bulge), (u, v, _) in zip(corners, corners[1:] + corners[: int(closed)], strict=False):
        points += bulged((x, y), (u, v), bulge)
    return points, closed


_FOLLOWED: dict[str, Callable[[DxfRecord], _Drawn]] = {
    "LINE": _line, "CIRCLE": _circle, "ARC": _arc, "LWPOLYLINE": _polyline, "POLYLINE": _polyline,
}  # fmt: skip
