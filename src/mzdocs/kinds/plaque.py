"""Door plaques (门牌): the district's one design, for the gate, both ways, and for every room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mzdocs.core.units import mm
from mzdocs.kinds import sign_spec
from mzdocs.model.district import Street
from mzdocs.model.station_data import StationData
from mzdocs.model.unified_design import SignSpec, SignStyle
from mzdocs.plan.document import Document, Order, engraving, outlined

BLEED = mm(3)


def plan(data: StationData) -> Iterator[Document]:
    """Every sign, each with its outlined copy and its contours for engraving and cutting."""
    for sign in _signs(data):
        yield from (sign, outlined(sign), engraving(sign, "svg"), engraving(sign, "dxf"))


def _signs(data: StationData) -> Iterator[Document]:
    """One plate and one hanging board as the station hangs them, and one plate for each room."""
    styles = {hanging.style for hanging in data.station.hangings}
    if "横牌" in styles:
        yield _plate(data)
    if "竖牌" in styles:
        yield _hanging_board(data)
    yield from _rooms(data)


def _plate(data: StationData) -> Document:
    design = data.plaque_design
    lead = _worded(design.plate_lead, data, data.street)
    main = _worded(design.plate_main, data, data.street)
    fields = {
        "lead": lead,
        "main": main,
        "maker": design.maker,
        "leads": _series(design.plate_lead, data, "横牌"),
        "mains": _series(design.plate_main, data, "横牌"),
    }
    return _document(
        data, "plaque-plate", f"{data.station.name} 门牌（横牌）", "plate", design.plate, fields,
        (lead, main, design.maker), _order(data, "横牌", design.plate),
    )  # fmt: skip


def _hanging_board(data: StationData) -> Document:
    design = data.plaque_design
    text = _worded(design.board_text, data, data.street)
    fields = {"text": text, "texts": _series(design.board_text, data, "竖牌")}
    return _document(
        data, "plaque-vertical", f"{data.station.name} 门牌（竖牌）", "vertical", design.board, fields,
        (text,), _order(data, "竖牌", design.board),
    )  # fmt: skip


def _rooms(data: StationData) -> Iterator[Document]:
    spec = data.plaque_design.room
    names = tuple(room.name for room in data.station.rooms)
    for number, room in enumerate(data.station.rooms, 1):
        unit = data.station.name
        fields = {"room": room.name, "rooms": names, "unit": unit, "units": _all_units(data)}
        order = sign_spec.order(f"科室牌 {room.name}", spec, room.quantity, (room.spot,))
        yield _document(
            data,
            f"room-{number:02}",
            f"{unit} 科室牌 {room.name}",
            "room",
            spec,
            fields,
            (unit, room.name),
            order,
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
) -> Document:
    return Document(
        kind="plaque",
        name=name,
        title=title,
        set="signage",
        sheet=sign_spec.sheet(spec, BLEED, safe=mm(5)),
        issued=data.district.issued_on.isoformat(),
        template=f"plaque/{template}.html",
        theme=data.theme_name,
        fields=fields,
        expects=expects,
        pages=1,
        standard="press",
        order=order,
        legibility=sign_spec.legibility(spec),
    )


def _order(data: StationData, style: str, spec: SignSpec) -> Order:
    hangings = [hanging for hanging in data.station.hangings if hanging.style == style]
    places = tuple(f"{hanging.place}（{hanging.spot}）" for hanging in hangings)
    return sign_spec.order(f"门牌（{style}）", spec, sum(hanging.quantity for hanging in hangings), places)


def _worded(pattern: str, data: StationData, street: Street) -> str:
    words = {"{区}": data.district.name, "{街道}": street.name, "{工作站}": street.station}
    for mark, word in words.items():
        pattern = pattern.replace(mark, word)
    return pattern


def _series(pattern: str, data: StationData, style: SignStyle) -> tuple[str, ...]:
    """The same line for every street that hangs this style: all share the size the longest one allows."""
    streets = [street for street in data.district.streets if style in street.signs]
    return tuple(_worded(pattern, data, street) for street in streets)


def _all_units(data: StationData) -> tuple[str, ...]:
    return tuple(street.station for street in data.district.streets)
