"""Door plaques (门牌): the district's one design, for the gate, both ways, and for every room."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from mzdocs.core.problems import stop_at_errors
from mzdocs.core.units import mm
from mzdocs.derive import board_layout, info_plate, plates, two_script_plates
from mzdocs.derive.plate_frame import rims
from mzdocs.derive.second_script import in_columns, second_script
from mzdocs.derive.two_script_plates import TwoScriptPlate
from mzdocs.design import fonts, scripts, single_line_face
from mzdocs.design.vertical import cells
from mzdocs.design.writing import PlacedWriting
from mzdocs.kinds import sign_spec
from mzdocs.model.district import SecondScript
from mzdocs.model.station_data import StationData
from mzdocs.model.unified_design import SignSpec
from mzdocs.plan.clearances import Clearances
from mzdocs.plan.document import Copyfitting, Document, Order, engraving, outlined

BLEED = mm(3)
PLATE = Clearances(block=mm(4), rule=mm(3), picture=mm(3), panel=mm(2), trim=mm(5), lines="x", group="y")
BOARD = Clearances(block=mm(0), rule=mm(3), picture=mm(3), panel=mm(2), trim=mm(5), group="xy")
ROOM = Clearances(block=mm(4), rule=mm(3), picture=mm(3), panel=mm(2), trim=mm(5), lines="xy")
"""Of a room plate whose unit takes two lines, only the two together stand in the middle of their ground."""

INFO = Clearances(block=mm(2), rule=mm(1), picture=mm(2), panel=mm(1), trim=mm(5))
INFO_MOST_UNITS = 3.6
"""Of the plate at the entrance, its type in units of the plate at most."""


def plan(data: StationData) -> Iterator[Document]:
    """Every sign, each with its outlined copy and its contours for engraving and cutting.

    Raises:
        Stopped: a line fits at no size, or the faces that set it are not installed.
    """
    design = data.plaque_design
    absent = fonts.verify() + (scripts.verify() if data.district.second_script else [])
    stop_at_errors(absent + (single_line_face.verify() if design.single_lines else []))
    for sign in _signs(data):
        yield from (sign, outlined(sign))
        yield from (engraving(sign, form, design.single_lines) for form in design.engraving_forms)


def _signs(data: StationData) -> Iterator[Document]:
    """One plate and one hanging board as the station hangs them, and one plate for each room."""
    styles = {hanging.style for hanging in data.station.hangings}
    if "横牌" in styles:
        yield _plate(data)
    if "竖牌" in styles:
        yield _hanging_board(data)
    yield from _rooms(data)
    yield from _info(data)


def _plate(data: StationData) -> Document:
    design, second = data.plaque_design, second_script(data.district, data.street)
    if second is None:
        plate = TwoScriptPlate(plates.placed_plate(design, data.district, data.street))
    else:
        plate = two_script_plates.placed_plate(design, data.district, data.street, second)
    return _document(
        data, "plaque-plate", f"{data.station.name} 门牌（横牌）", "plate", design.plate,
        {"plate": plate, "rims": rims(design.plate)}, tuple(placed.line.text for placed in plate.lines),
        _order(data, "横牌", design.plate), _beside(PLATE, second),
    )  # fmt: skip


def _beside(clearances: Clearances, second: SecondScript | None) -> Clearances:
    """Beside columns, lines of Chinese are centred on what is left of their ground."""
    return replace(clearances, lines="") if in_columns(second) else clearances


def _hanging_board(data: StationData) -> Document:
    design, second = data.plaque_design, second_script(data.district, data.street)
    writings: tuple[PlacedWriting, ...] = ()
    if second is None:
        placed = plates.placed_column(design, data.district, data.street)
    else:
        placed, writings = two_script_plates.placed_board(design, data.district, data.street, second)
    return _document(
        data, "plaque-vertical", f"{data.station.name} 门牌（竖牌）", "vertical", design.board,
        {"placed": placed, "writings": writings}, ("".join(cell.text for cell in cells(placed.text)),),
        _order(data, "竖牌", design.board), BOARD,
    )  # fmt: skip


def _rooms(data: StationData) -> Iterator[Document]:
    design, second = data.plaque_design, second_script(data.district, data.street)
    for number, room in enumerate(data.station.rooms, 1):
        unit = data.station.name
        if second is None:
            plate = TwoScriptPlate(plates.placed_room(design, data.district, data.street, room.name))
        else:
            plate = two_script_plates.placed_room(design, data.district, data.street, second, room)
        order = sign_spec.order(f"科室牌 {room.name}", design.room, room.quantity, (room.spot,))
        alone = len(plate.lines) == 2 and not plate.writings
        yield _document(
            data, f"room-{number:02}", f"{unit} 科室牌 {room.name}", "room", design.room,
            {"plate": plate}, (unit, room.name), order, ROOM if alone else _beside(replace(ROOM, lines="x"), second),
        )  # fmt: skip


def _info(data: StationData) -> Iterator[Document]:
    """The plate at the entrance, its lines as large as its height lets them be."""
    spec, ordered = data.plaque_design.info, data.station.info_plate
    if spec is None or ordered is None:
        return
    table, unit, least = info_plate.info_table(data), board_layout.unit(spec), board_layout.least_body(spec)
    lines = tuple(line for _, value in table.rows for line in value)
    phones = [value[0] for _, value in table.rows if re.fullmatch("[0-9-]+(转[0-9]+)?", value[0])]
    made = _document(
        data, "info-plate", f"{data.station.name} 便民信息牌", "info", spec,
        {"table": table, "unit": unit, "phones": phones, "station_name": data.station.name,
         "office": data.street.office},
        (data.station.name, *lines), sign_spec.order("便民信息牌", spec, ordered.quantity, (ordered.spot,)), INFO,
    )  # fmt: skip
    yield replace(
        made,
        issued=data.station.issued_on.isoformat(),
        copyfitting=Copyfitting("信息牌", (table, spec.size, data.theme), least, max(least, unit * INFO_MOST_UNITS)),
        ranks=(lines, (data.street.office,)),
    )


def _document(
    data: StationData,
    name: str,
    title: str,
    template: str,
    spec: SignSpec,
    fields: Mapping[str, object],
    expects: tuple[str, ...],
    order: Order,
    clearances: Clearances,
) -> Document:
    return Document(
        kind="plaque",
        name=name,
        title=title,
        set="signage",
        sheet=sign_spec.sheet(spec, BLEED, safe=mm(5)),
        issued=data.district.issued_on.isoformat(),
        template=f"plaque/{template}.html",
        theme=data.theme,
        fields=fields,
        expects=expects,
        pages=1,
        standard="press",
        order=order,
        legibility=sign_spec.legibility(spec),
        clearances=clearances,
    )


def _order(data: StationData, style: str, spec: SignSpec) -> Order:
    hangings = [hanging for hanging in data.station.hangings if hanging.style == style]
    places = tuple(f"{each.place}（{each.spot}）" if each.spot else each.place for each in hangings)
    return sign_spec.order(f"门牌（{style}）", spec, sum(hanging.quantity for hanging in hangings), places)
