"""A station's facts -> its door plates: what each line says, how large it is, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mzdocs.core.units import Length, Size, mm
from mzdocs.derive.line_space import LineSpace
from mzdocs.derive.plate_frame import rims
from mzdocs.derive.second_script import in_columns, second_script
from mzdocs.design import fonts
from mzdocs.design.fonts import Role
from mzdocs.design.lettering import PlacedLine, SetLine, ink_of_column, spaced, stacked
from mzdocs.design.vertical import cells, length_in_ems
from mzdocs.model.district import District, Street
from mzdocs.model.unified_design import PlaqueDesign, SignSpec, SignStyle
from mzdocs.plan.document import Legibility

_BESIDE_RIM = mm(5)
_LEAD_LOOSE, _MAIN_LOOSE, _MAKER_LOOSE, _UNIT_LOOSE, _NAME_LOOSE, _COLUMN_LOOSE = 0.22, 1.0, 0.08, 0.06, 0.18, 0.6
"""By how many ems the characters of a line are let out at most."""
_MAIN_APART, _COLUMN_APART = 0.13, 0.08
"""By how many ems the characters of a plate's main line, and of a hanging board, stand apart at least."""
_ABOVE_MAIN = 0.43
"""Of the clear space between the upper and the lower line, what lies above the main one: the eye sets it higher."""
_BESIDE_COLUMNS = 0.72
"""Of the width left by the margins: what Chinese lines have beside the columns of a script written downwards."""
BAND = 0.4
"""Of a room plate's height: where the coloured band begins."""
_UNIT_MOST, _UNIT_LEAST_ALONE, _UNIT_LEADING = 0.105, 0.085, 0.045
"""Of a room plate's height: the unit's size; below the second it takes two lines, which stand the third apart."""


@dataclass(frozen=True)
class DesignLine:
    """A line of the district's design at one station: under which key its pattern stands, and its space."""

    key: str
    pattern: str
    space: LineSpace

    @property
    def fixed(self) -> bool:
        """Whether it says the same at every station."""
        return not any(mark in self.pattern for mark in ("{街道}", "{工作站}"))


@dataclass(frozen=True)
class PlacedColumn:
    """A line set downwards: its left edge, the top of its first cell, its size, and the step from cell to cell."""

    text: str
    family: str
    left: Length
    top: Length
    size: Length
    pitch: Length


def margin(design: PlaqueDesign, style: SignStyle | None, two: bool = False) -> Size:
    """How far text stays from the edges, left and right by its width; without a style, of room plates.

    Plates of `two` scripts are fuller, and use more of their height.
    """
    if style is None:
        return _shares(design.room, 0.08, 0.1)
    if style == "竖牌":
        return _shares(design.board, 0.2, 0.05)
    least, frame = _shares(design.plate, 0.1, 0.13 if two else 0.17), rims(design.plate)
    beside = frame.inside + _BESIDE_RIM if frame else mm(0)
    return Size(max(least.width, beside), max(least.height, beside))


def _shares(spec: SignSpec, across: float, down: float) -> Size:
    return Size(spec.size.width * across, spec.size.height * down)


def least_size(spec: SignSpec, role: Role) -> Length:
    """The smallest bold type of a role that is read from the sign's distance and that its process holds."""
    return Legibility(spec.distance, spec.finest).least(fonts.CHAINS[role, True][0].stroke)


def worded(pattern: str, district: District, street: Street) -> str:
    """A pattern of the design with the names of a street."""
    words = {"{区}": district.name, "{街道}": street.name, "{工作站}": street.station, "{民政局}": district.bureau.name}
    for mark, word in words.items():
        pattern = pattern.replace(mark, word)
    return pattern


def plate_lines(design: PlaqueDesign, district: District, street: Street) -> tuple[DesignLine, ...]:
    """The three Chinese lines of the plate at the door, from the upper one down."""
    size, song, two = design.plate.size, least_size(design.plate, "song"), second_script(district, street)
    wide = (size.width - margin(design, "横牌", bool(two)).width * 2) * (_BESIDE_COLUMNS if in_columns(two) else 1)
    lead, main = (0.085, 0.19) if two else (0.125, 0.25)
    maker = min(max(size.height * 0.042, song), size.height * 0.06)

    def line(key: str, pattern: str, length: Length, most: Length, gap: float = 0.0) -> DesignLine:
        text, series = worded(pattern, district, street), _series(pattern, district, "横牌")
        return DesignLine(key, pattern, LineSpace(key, text, "song", length, most, song, series, gap=gap))

    return (
        line("横牌上行", design.plate_lead, wide * 0.9, size.height * lead),
        line("横牌主行", design.plate_main, wide * 0.97, size.height * main, _MAIN_APART),
        line("监制", design.maker, wide, maker),
    )


def board_line(design: PlaqueDesign, district: District, street: Street) -> DesignLine:
    """The line of the hanging board, set downwards."""
    size, series = design.board.size, _series(design.board_text, district, "竖牌")
    tall, text = size.height - margin(design, "竖牌").height * 2, worded(design.board_text, district, street)
    most = size.width * (0.34 if second_script(district, street) else 0.6)
    space = LineSpace(
        "竖牌文字", text, "song", tall, most, least_size(design.board, "song"), series, True, _COLUMN_APART
    )
    return DesignLine("竖牌文字", design.board_text, space)


def _series(pattern: str, district: District, style: SignStyle) -> Sequence[str]:
    """The same line for every street that hangs this style."""
    return [worded(pattern, district, street) for street in district.streets if style in street.signs]


def room_line(design: PlaqueDesign, name: str, beside: Length | None = None, lower: bool = False) -> LineSpace:
    """The name on a room plate: a long one is smaller, and leaves the others as large as the design has them.

    It leaves the width `beside` to what stands there, or is `lower` under or over a second name.
    """
    size, length = design.room.size, design.room.size.width - margin(design, None).width * 2
    most = size.height * (0.2 if lower else 0.3)
    return LineSpace("科室牌室名", name, "hei", length - (beside or mm(0)), most, least_size(design.room, "hei"))


def unit_lines(design: PlaqueDesign, district: District, street: Street) -> tuple[LineSpace, ...]:
    """The unit above the band: on one line, or parted after the district's or the street's name on two."""
    size, unit = design.room.size, street.station
    length, two = size.width - margin(design, None).width * 2, second_script(district, street) is not None
    most = _UNIT_MOST if not two else _UNIT_LEAST_ALONE

    def line(text: str) -> LineSpace:
        return LineSpace("科室牌单位名", text, "hei", length, size.height * most, least_size(design.room, "hei"))

    whole = line(unit)
    parts = [(line(unit[:end]), line(unit[end:])) for end in _ends(unit, district.name, street.name)]
    if whole.own_size(unit) >= size.height * _UNIT_LEAST_ALONE or not parts or (two and not whole.over.mm):
        return (whole,)
    return max(parts, key=lambda pair: min(each.own_size(each.text) for each in pair))


def _ends(unit: str, *names: str) -> list[int]:
    """Where a name within the unit ends."""
    ends = {unit.find(name) + len(name) for name in names if name in unit}
    return sorted(end for end in ends if 0 < end < len(unit))


def placed_plate(design: PlaqueDesign, district: District, street: Street) -> tuple[PlacedLine, ...]:
    """The plate's lines: as far from its upper edge as from its lower, the main one a little above the middle between.

    Raises:
        Stopped: a line fits at no size.
    """
    lines = plate_type(design, district, street)
    return centred_plate(design, lines, design.plate.size.width * 0.5, margin(design, "横牌").height)


def plate_type(design: PlaqueDesign, district: District, street: Street) -> tuple[SetLine, SetLine, SetLine]:
    """The three Chinese lines at their sizes, not placed yet.

    Raises:
        Stopped: a line fits at no size.
    """
    lead, main, maker = (line.space for line in plate_lines(design, district, street))
    return lead.set(_LEAD_LOOSE), main.set(_MAIN_LOOSE), maker.set(_MAKER_LOOSE)


def centred_plate(
    design: PlaqueDesign, lines: tuple[SetLine, SetLine, SetLine], middle: Length, edge: Length
) -> tuple[PlacedLine, ...]:
    """Three lines between `edge` from above and from below, their pens' ways centred on `middle`."""
    lead, main, maker = lines
    foot = design.plate.size.height - edge - maker.height
    clear = foot - edge - lead.height - main.height
    return (
        lead.at(middle, edge),
        main.at(middle, edge + lead.height + clear * _ABOVE_MAIN),
        maker.at(middle, foot),
    )


def placed_room(design: PlaqueDesign, district: District, street: Street, name: str) -> tuple[PlacedLine, ...]:
    """The unit's lines, centred above the band, then the name, centred on it.

    Raises:
        Stopped: a line fits at no size.
    """
    size = design.room.size
    middle, leading = size.width * 0.5, size.height * _UNIT_LEADING
    above = stacked(unit_type(design, district, street), middle, size.height * (BAND / 2), leading)
    return (*above, *stacked([room_type(room_line(design, name))], middle, size.height * ((1 + BAND) / 2), leading))


def unit_type(design: PlaqueDesign, district: District, street: Street) -> list[SetLine]:
    """The unit's lines at one size, not placed yet.

    Raises:
        Stopped: a line fits at no size.
    """
    units = unit_lines(design, district, street)
    common = min(space.size for space in units)
    return [spaced(space.text, space.face, common, _UNIT_LOOSE, space.length) for space in units]


def room_type(space: LineSpace) -> SetLine:
    """A room's name at its size, not placed yet.

    Raises:
        Stopped: it fits at no size.
    """
    return space.set(_NAME_LOOSE)


def placed_column(design: PlaqueDesign, district: District, street: Street, left: Length | None = None) -> PlacedColumn:
    """The hanging board's line, let out to fill the height, its ink in the middle; across it, too, or from `left` on.

    Raises:
        Stopped: it fits at no size.
    """
    space, sheet = board_line(design, district, street).space, design.board.size
    size, gaps = space.size, max(1, len(cells(space.text)) - 1)
    solid = size * length_in_ems(space.text)
    gap = min((sheet.height - margin(design, "竖牌").height * 2 - solid) * (1 / gaps), size * _COLUMN_LOOSE)
    above, below = ink_of_column(space.text, space.face)
    tall = solid + gap * (len(cells(space.text)) - 1)
    top = (sheet.height - tall - size * (above - below)) * 0.5
    start = (sheet.width - size) * 0.5 if left is None else left
    return PlacedColumn(space.text, space.face.family, start, top, size, size + gap)
