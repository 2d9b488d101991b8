"""Door plaques (门牌): the district's one design, for the gate, both ways, and for every room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mzdocs.district import SignSpec, SignStyle, Street
from mzdocs.document import Document, Order, engraving, outlined
from mzdocs.dossier import Dossier
from mzdocs.kinds import making
from mzdocs.units import mm

BLEED = mm(3)


def plan(dossier: Dossier) -> Iterator[Document]:
    """Every sign, each with its outlined copy and its contours for engraving and cutting."""
    for sign in _signs(dossier):
        yield from (sign, outlined(sign), engraving(sign, "svg"), engraving(sign, "dxf"))


def _signs(dossier: Dossier) -> Iterator[Document]:
    """One plate and one hanging board as the station hangs them, and one plate for each room."""
    styles = {hanging.style for hanging in dossier.station.hangings}
    if "横牌" in styles:
        yield _plate(dossier)
    if "竖牌" in styles:
        yield _hanging_board(dossier)
    yield from _rooms(dossier)


def _plate(dossier: Dossier) -> Document:
    design = dossier.plaque_design
    lead = _worded(design.plate_lead, dossier, dossier.street)
    main = _worded(design.plate_main, dossier, dossier.street)
    fields = {
        "lead": lead,
        "main": main,
        "maker": design.maker,
        "leads": _series(design.plate_lead, dossier, "横牌"),
        "mains": _series(design.plate_main, dossier, "横牌"),
    }
    return _document(
        dossier, "plaque-plate", f"{dossier.station.name} 门牌（横牌）", "plate", design.plate, fields,
        (lead, main, design.maker), _order(dossier, "横牌", design.plate),
    )  # fmt: skip


def _hanging_board(dossier: Dossier) -> Document:
    design = dossier.plaque_design
    text = _worded(design.board_text, dossier, dossier.street)
    fields = {"text": text, "texts": _series(design.board_text, dossier, "竖牌")}
    return _document(
        dossier, "plaque-vertical", f"{dossier.station.name} 门牌（竖牌）", "vertical", design.board, fields,
        (text,), _order(dossier, "竖牌", design.board),
    )  # fmt: skip


def _rooms(dossier: Dossier) -> Iterator[Document]:
    spec = dossier.plaque_design.room
    names = tuple(room.name for room in dossier.station.rooms)
    for number, room in enumerate(dossier.station.rooms, 1):
        unit = dossier.station.name
        fields = {"room": room.name, "rooms": names, "unit": unit, "units": _all_units(dossier)}
        order = making.order(f"科室牌 {room.name}", spec, room.quantity, (room.spot,))
        yield _document(
            dossier,
            f"room-{number:02}",
            f"{unit} 科室牌 {room.name}",
            "room",
            spec,
            fields,
            (unit, room.name),
            order,
        )


def _document(
    dossier: Dossier,
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
        sheet=making.sheet(spec, BLEED, safe=mm(5)),
        issued=dossier.district.issued_on.isoformat(),
        template=f"plaque/{template}.html",
        theme=dossier.theme_name,
        fields=fields,
        expects=expects,
        pages=1,
        standard="press",
        order=order,
        legibility=making.legibility(spec),
    )


def _order(dossier: Dossier, style: str, spec: SignSpec) -> Order:
    hangings = [hanging for hanging in dossier.station.hangings if hanging.style == style]
    places = tuple(f"{hanging.place}（{hanging.spot}）" for hanging in hangings)
    return making.order(f"门牌（{style}）", spec, sum(hanging.quantity for hanging in hangings), places)


def _worded(pattern: str, dossier: Dossier, street: Street) -> str:
    words = {"{区}": dossier.district.name, "{街道}": street.name, "{工作站}": street.station}
    for mark, word in words.items():
        pattern = pattern.replace(mark, word)
    return pattern


def _series(pattern: str, dossier: Dossier, style: SignStyle) -> tuple[str, ...]:
    """The same line for every street that hangs this style: all share the size the longest one allows."""
    streets = [street for street in dossier.district.streets if style in street.signs]
    return tuple(_worded(pattern, dossier, street) for street in streets)


def _all_units(dossier: Dossier) -> tuple[str, ...]:
    return tuple(street.station for street in dossier.district.streets)
