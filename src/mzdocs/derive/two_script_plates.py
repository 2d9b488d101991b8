"""Plates of two scripts: the second wording above, below or beside the Chinese lines, as the district's rule has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mzdocs.core.units import Length
from mzdocs.derive import plates
from mzdocs.derive.line_space import LineSpace
from mzdocs.derive.second_script import SecondSpace, in_columns, is_first, second_script
from mzdocs.design.lettering import PlacedLine, SetLine
from mzdocs.design.scripts import SCRIPTS, WrittenLine
from mzdocs.design.writing import PlacedWriting, WrittenColumn, at
from mzdocs.model.district import District, SecondScript, Street
from mzdocs.model.signs_ordered import RoomSign
from mzdocs.model.unified_design import PlaqueDesign, SignSpec
from mzdocs.plan.document import Legibility

_BETWEEN_COLUMNS = 0.45
"""Of an em of the second script: clear space between its columns."""
_BESIDE, _ON_ONE_LINE, _ON_MORE = 0.05, 0.15, 0.11
"""Of a plate's width: between columns and Chinese lines. Of its height: how high the ink of a second line may be."""
_BOARD_ONE, _BOARD_MORE, _BOARD_BETWEEN = 0.21, 0.18, 0.09
"""Of a board's width: how wide the ink of a second column may be, and what lies between it and the Chinese one."""
_LOOSER = {True: 0.6, False: 1.0}
"""Clear space between two lines of one script, beside that between lines of different scripts or ranks."""


LineAtSize = SetLine | tuple[WrittenLine, Length]
"""A line at its size: of type, or of a second script."""


@dataclass(frozen=True)
class TwoScriptPlate:
    """What stands on a plate: Chinese lines of type, and the lines of the second script as outlines."""

    lines: tuple[PlacedLine, ...]
    writings: tuple[PlacedWriting, ...] = ()


def plate_space(design: PlaqueDesign, district: District, street: Street) -> SecondSpace | None:
    """The second wording's room on the plate at the door."""
    second, size = second_script(district, street), design.plate.size
    if second is None:
        return None
    edge = plates.margin(design, "横牌", two=True)
    series = [each.second_name for each in district.streets if each.second_name and "横牌" in each.signs]
    if in_columns(second):
        length, most = size.height - edge.height * 2, size.width * 0.09
    else:
        length = (size.width - edge.width * 2) * 0.94
        most = size.height * (_ON_ONE_LINE if len(street.second_name) == 1 else _ON_MORE)
    return _space("横牌民族文字", street.second_name, second, design.plate, length, most, series)


def board_space(design: PlaqueDesign, district: District, street: Street) -> SecondSpace | None:
    """The second wording's room on the hanging board, down which it runs on one line, or on those it was given on."""
    second, size = second_script(district, street), design.board.size
    if second is None:
        return None
    length = (size.height - plates.margin(design, "竖牌").height * 2) * 0.96
    hanging = [each.second_name for each in district.streets if each.second_name and "竖牌" in each.signs]
    joined = [(" ".join(each),) for each in hanging]

    def space(texts: tuple[str, ...], most: float, series: Sequence[tuple[str, ...]]) -> SecondSpace:
        what, wide = "竖牌民族文字", size.width * most
        return _space(what, texts, second, design.board, length, wide, series, downwards=True)

    whole = space((" ".join(street.second_name),), _BOARD_ONE, joined)
    return whole if not whole.over.mm else space(street.second_name, _BOARD_MORE, hanging)


def room_space(design: PlaqueDesign, second: SecondScript | None, room: RoomSign) -> SecondSpace | None:
    """The second name's room on a room plate: in the band, above, below or beside the Chinese one."""
    if second is None or not room.second_name:
        return None
    size, length = design.room.size, design.room.size.width - plates.margin(design, None).width * 2
    most = size.height * (0.15 if len(room.second_name) == 1 else 0.11)
    if in_columns(second):
        length, most = size.height * (1 - plates.BAND - 0.1), size.width * 0.07
    return _space("科室牌民族文字", room.second_name, second, design.room, length, most)


def room_name(design: PlaqueDesign, second: SecondScript | None, room: RoomSign) -> LineSpace:
    """The Chinese name's room on a room plate: what a second name, if there is one that fits, leaves of it."""
    space = room_space(design, second, room)
    if space is None or space.over.mm:
        return plates.room_line(design, room.name)
    if in_columns(second):
        return plates.room_line(design, room.name, _beside(design, _columns(space)))
    return plates.room_line(design, room.name, lower=True)


def _columns(space: SecondSpace) -> WrittenColumn:
    return WrittenColumn(space.lines, space.size, space.size * _BETWEEN_COLUMNS)


def _beside(design: PlaqueDesign, column: WrittenColumn) -> Length:
    return column.width + design.room.size.width * _BESIDE


def unit_space(design: PlaqueDesign, district: District, street: Street) -> SecondSpace | None:
    """The second wording's room above the band, on one line; a script written downwards has none there."""
    second, size = second_script(district, street), design.room.size
    if second is None or in_columns(second):
        return None
    length, text = size.width - plates.margin(design, None).width * 2, " ".join(street.second_name)
    whole = _space("科室牌民族文字", (text,), second, design.room, length, size.height * 0.135)
    if whole.over.mm:
        return _space("科室牌民族文字", street.second_name, second, design.room, length, size.height * 0.08)
    return whole


def _space(
    what: str, texts: tuple[str, ...], second: SecondScript, spec: SignSpec, length: Length, most: Length,
    series: Sequence[tuple[str, ...]] = (), downwards: bool = False,
) -> SecondSpace:  # fmt: skip
    least = Legibility(spec.distance, spec.finest).least(SCRIPTS[second.script].face.stroke)
    return SecondSpace(what, texts, second.script, length, most, least, series, downwards)


def placed_plate(design: PlaqueDesign, district: District, street: Street, second: SecondScript) -> TwoScriptPlate:
    """The plate at the door.

    Raises:
        Stopped: a line fits at no size.
    """
    space, chinese = plate_space(design, district, street), plates.plate_type(design, district, street)
    assert space is not None
    sheet, edge = design.plate.size, plates.margin(design, "横牌", two=True)
    if not in_columns(second):
        *others, maker = chinese
        wording = [(line, space.size) for line in space.lines]
        order: list[LineAtSize] = (
            [*wording, *others, maker] if is_first(second.plate_order) else [*others, *wording, maker]
        )
        return _down(order, sheet.width * 0.5, edge.height, sheet.height - edge.height)
    column = _columns(space)
    taken = column.width + sheet.width * _BESIDE
    shift = taken * (0.5 if is_first(second.plate_order) else -0.5)
    left = edge.width if is_first(second.plate_order) else sheet.width - edge.width - column.width
    lines = plates.centred_plate(design, chinese, sheet.width * 0.5 + shift, edge.height)
    return TwoScriptPlate(lines, column.placed(left, sheet.height * 0.5))


def _height(line: LineAtSize) -> Length:
    return line.height if isinstance(line, SetLine) else line[1] * line[0].height


def _down(order: Sequence[LineAtSize], middle: Length, top: Length, bottom: Length) -> TwoScriptPlate:
    """The lines from `top` to `bottom`, by ink; two of the second script closer to each other."""
    weights = [_LOOSER[not isinstance(a, SetLine) and not isinstance(b, SetLine)] for a, b in pairwise(order)]
    clear = bottom - top - sum(map(_height, order), Length(0))
    lines, writings = list[PlacedLine](), list[PlacedWriting]()
    for line, weight in zip(order, (*weights, 0.0), strict=True):
        if isinstance(line, SetLine):
            lines.append(line.at(middle, top))
        else:
            writings.append(at(*line, middle, top))
        top = top + _height(line) + clear * (weight / (sum(weights) or 1))
    return TwoScriptPlate(tuple(lines), tuple(writings))


def _group(order: Sequence[LineAtSize], middle: Length, centre: Length, leading: Length) -> TwoScriptPlate:
    """The lines `leading` apart, the ink of all centred."""
    half = (sum(map(_height, order), leading * (len(order) - 1))) * 0.5
    return _down(order, middle, centre - half, centre + half)


def placed_board(
    design: PlaqueDesign, district: District, street: Street, second: SecondScript
) -> tuple[plates.PlacedColumn, tuple[PlacedWriting, ...]]:
    """The hanging board: two columns of text, centred together.

    Raises:
        Stopped: a line fits at no size.
    """
    space, sheet = board_space(design, district, street), design.board.size
    assert space is not None
    wide, between = plates.board_line(design, district, street).space.size, sheet.width * _BOARD_BETWEEN
    column = _columns(space)
    left = (sheet.width - wide - between - column.width) * 0.5
    if is_first(second.board_order):
        written, chinese = left, left + column.width + between
    else:
        written, chinese = left + wide + between, left
    return plates.placed_column(design, district, street, chinese), column.placed(written, sheet.height * 0.5)


def placed_room(
    design: PlaqueDesign, district: District, street: Street, second: SecondScript, room: RoomSign
) -> TwoScriptPlate:
    """A room plate: the unit in both scripts above the band, the name in both within it.

    Raises:
        Stopped: a line fits at no size.
    """
    sheet = design.room.size
    unit, name = unit_space(design, district, street), room_space(design, second, room)
    units = plates.unit_type(design, district, street)
    above = _both(units, unit, second, sheet.width * 0.5, sheet.height * (plates.BAND / 2), sheet.height * 0.05)
    centre, chinese = sheet.height * ((1 + plates.BAND) / 2), plates.room_type(room_name(design, second, room))
    if name is None or not in_columns(second):
        within = _both([chinese], name, second, sheet.width * 0.5, centre, sheet.height * 0.07)
    else:
        column, first = _columns(name), is_first(second.plate_order)
        edge, shift = plates.margin(design, None).width, _beside(design, column) * 0.5
        left = edge if first else sheet.width - edge - column.width
        alone = _group([chinese], sheet.width * 0.5 + (shift if first else shift * -1), centre, Length(0))
        within = TwoScriptPlate(alone.lines, column.placed(left, centre))
    white = (replace(each, colour="white") for each in within.writings)
    return TwoScriptPlate((*above.lines, *within.lines), (*above.writings, *white))


def _both(
    chinese: Sequence[SetLine], space: SecondSpace | None, second: SecondScript, middle: Length, centre: Length,
    leading: Length,
) -> TwoScriptPlate:  # fmt: skip
    wording = [(line, space.size) for line in space.lines] if space else []
    order: list[LineAtSize] = [*wording, *chinese] if is_first(second.plate_order) else [*chinese, *wording]
    return _group(order, middle, centre, leading)
