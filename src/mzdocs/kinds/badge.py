"""Badges (胸牌) of the information monitors: single cards, sheets of them, and the page to set the printer by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from mzdocs.core.units import mm
from mzdocs.design import fonts
from mzdocs.design.fitting import fit_line, fit_lines
from mzdocs.kinds import sign_spec
from mzdocs.kinds.badge_calibration import plan_calibration
from mzdocs.kinds.badge_sheets import BLEED, layout, plan_sheets
from mzdocs.model.station import Community, Monitor, badge_number
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Part, Record, outlined

LONG_NAME, SPACED_NAME = 10, 4
"""Characters: longer names are parted at their dot, short ones are set a little apart."""


def plan(data: StationData) -> Iterator[Document]:
    """The cards, the same cards on duplex sheets, the calibration page; nothing without a monitor."""
    cards = [card(data, c, m) for c in data.station.communities for m in c.monitors]
    if not cards:
        return
    singles = _singles(data, cards)
    yield from (singles, outlined(singles))
    imposition = layout(singles.sheet.size, data.sheet_plan)
    yield plan_sheets(data, singles, len(cards), imposition)
    yield plan_calibration(data, singles.issued, imposition)


def card(data: StationData, community: Community, monitor: Monitor) -> Record:
    """What stands on one card; sizes that follow a name's length are part of the design."""
    number = badge_number(data.district.code, data.station.street, community.code, monitor.serial)
    term = monitor.term
    values = {
        "name": _parted(monitor.name),
        "community": community.name,
        "number": number,
        "photo": photo_address(monitor.photo),
        "phone": monitor.phone,
        "valid": f"{term.start:%Y.%m.%d}—{term.end:%Y.%m.%d}",
        "code": f"MZ:{number};TEL:{monitor.phone};VALID:{term.start:%Y%m%d}-{term.end:%Y%m%d}",
    }
    return Record(values, design=_design(data, community, values))


def _parted(name: str) -> str:
    """A long name on two lines, parted at its dot: it keeps the face and nearly the size of the others."""
    return name.replace("·", "·\n") if len(name) > LONG_NAME else name


def _design(data: StationData, community: Community, values: Mapping[str, str]) -> dict[str, object]:
    """Millimetres of the design card (54 high across, 70 wide upright) at the card's real size.

    Raises:
        Stopped: the name or the place cannot be read at the size its length leaves.
    """
    spec = data.badge_spec
    upright, legible = spec.size.portrait, sign_spec.legibility(spec)
    unit = spec.size.width.mm / 70 if upright else spec.size.height.mm / 54
    lines = values["name"].split("\n")
    spaced = len(values["name"]) <= SPACED_NAME
    wide = mm((58 if upright else 47) * unit * (0.85 if spaced else 0.98))
    most = mm((8.4 if upright else 8) / (1 if len(lines) == 1 else 1.55) * unit)
    place = mm((40 if upright else 36) * unit)
    song, hei = fonts.CHAINS["song", True][0].stroke, fonts.CHAINS["hei", False][0].stroke
    return {
        "spaced": spaced,
        "parted": len(lines) > 1,
        "kind": "所在社区" if community.kind == "社区" else "所在村",
        "name_size": fit_lines(lines, "song", True, wide, most, legible.least(song), "胸牌姓名"),
        "name_family": fonts.face_for(values["name"], "song", True).family,
        "place_size": fit_line(community.name, "hei", False, place, mm(4 * unit), legible.least(hei), "胸牌社区"),
        "place_family": fonts.face_for(community.name, "hei").family,
    }


def photo_address(name: str) -> str:
    """The virtual address of a photo: pages never see a path of the machine, nor a person's name in it."""
    return f"mz:///photo/{hashlib.sha256(name.encode()).hexdigest()[:24]}"


def _portraits(data: StationData) -> list[str]:
    """The monitors' photos alone: others of the station are evidence."""
    monitors = (monitor for community in data.station.communities for monitor in community.monitors)
    return [monitor.photo for monitor in monitors if monitor.photo in data.photos]


def _singles(data: StationData, cards: list[Record]) -> Document:
    spec = data.badge_spec
    return Document(
        kind="badge",
        name="badges",
        title=f"{data.station.name} 民政信息监督员胸牌",
        set="signage",
        sheet=sign_spec.sheet(spec, BLEED, safe=mm(2), marks=False),
        issued=data.station.issued_on.isoformat(),
        theme=data.theme,
        parts=(Part("badge/cards.html", cards, _fields(data)),),
        assets={photo_address(n): (data.photos[n], "image/jpeg") for n in _portraits(data)},
        expects=tuple(c.values[shown] for c in cards for shown in ("name", "community", "number", "phone")),
        codes=tuple(c.values["code"] for c in cards),
        pages=2 * len(cards),
        standard="press",
        order=sign_spec.order("胸牌（民政信息监督员）", spec, len(cards), (data.station.name,)),
        legibility=sign_spec.legibility(spec),
    )


def _fields(data: StationData) -> dict[str, object]:
    return {
        "issuer": data.street.office,
        "complaint_phone": data.district.bureau.complaint_phone,
        "portrait": data.badge_spec.size.portrait,
    }
