"""What all wall boards have in common: their head and foot, the shop's order, and how large body type may be."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from mzdocs.core.text import chinese_date
from mzdocs.core.units import mm
from mzdocs.derive import board_layout
from mzdocs.kinds import sign_spec
from mzdocs.model.signs_ordered import OnAWall
from mzdocs.model.station_data import StationData
from mzdocs.plan.clearances import Clearances
from mzdocs.plan.document import Copyfitting, Document, Hung

BLEED = mm(3)
MOST_UNITS = 100 / 44
"""Body type in units of the board: larger would shout, and leave branches too few words a line."""
TEXT = Clearances(block=mm(2), rule=mm(1), picture=mm(2), panel=mm(1), trim=mm(5))
CHART = replace(TEXT, along=mm(3.3))
"""Of boards whose boxes are joined by lines."""


@dataclass(frozen=True)
class BoardContent:
    """What is a board's own: its template, what that may use, what must be found, its body's texts, its series.

    `depends` is what its fitted size depends on; `part` is which board it is of those that share a place, or 0.
    """

    name: str
    title: str
    template: str
    fields: Mapping[str, object]
    expects: tuple[str, ...]
    body: tuple[str, ...]
    style: str
    depends: Hashable
    part: int = 0
    suffix: str = ""
    clearances: Clearances = TEXT
    assets: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    issued_on: date | None = None
    """The day on the board where it is not that of the station's other signs."""


def framed(data: StationData, hanging: OnAWall, content: BoardContent) -> Document:
    """The board, of one type size with those of its style in its room."""
    spec = data.board_spec
    least = board_layout.least_body(spec)
    where = hanging.where + (f"之{content.suffix[1:-1]}" if content.suffix else "")
    return Document(
        kind="board",
        name=content.name,
        title=f"{data.station.name} 展板 {content.title}",
        set="signage",
        sheet=sign_spec.sheet(spec, BLEED, safe=mm(10)),
        issued=(content.issued_on or data.station.issued_on).isoformat(),
        template=content.template,
        theme=data.theme,
        fields={**_frame(data, content), **content.fields},
        assets=content.assets,
        expects=content.expects,
        codes=content.codes,
        pages=1,
        standard="press",
        copyfitting=Copyfitting(
            f"{hanging.room} {content.style}",
            (content.depends, spec.size, data.theme),
            least,
            max(least, board_layout.unit(spec) * MOST_UNITS),
        ),
        order=sign_spec.order(f"展板 {content.title}", spec, hanging.quantity, (where,), _hung(hanging, content.part)),
        legibility=sign_spec.legibility(spec),
        clearances=content.clearances,
        ranks=((content.title,), content.body, _foot(data)),
    )


def _foot(data: StationData) -> tuple[str, ...]:
    hours = (f"{line.days} {line.hours}" for line in data.station.hours)
    return (
        data.street.office,
        data.station.phones.service,
        data.district.hotline,
        data.district.bureau.complaint_phone,
        "；".join(hours),
    )


def _hung(hanging: OnAWall, part: int) -> Hung | None:
    return Hung(hanging.room, hanging.wall, hanging.place, part) if hanging.wall and hanging.place else None


def _frame(data: StationData, content: BoardContent) -> dict[str, object]:
    return {
        "title": content.title,
        "titles": _titles(data),
        "unit": board_layout.unit(data.board_spec),
        "issued_on": chinese_date(content.issued_on or data.station.issued_on),
        "station_name": data.station.name,
        "service_phone": data.station.phones.service,
        "complaint_phone": data.district.bureau.complaint_phone,
        "hotline": data.district.hotline,
        "hours": data.station.hours,
        "office": data.street.office,
    }


def _titles(data: StationData) -> tuple[str, ...]:
    """All that may stand above a board of the district: they are set in one size."""
    boards = data.district.boards
    return tuple(board.title + part.suffix for board in boards for part in board_layout.parts(board, data.board_spec))
