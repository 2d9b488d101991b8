"""A station's facts -> what its plate at the entrance says: when it is open, whom to call, the way without steps."""

from __future__ import annotations

from mzdocs.core.units import Length
from mzdocs.derive import notices
from mzdocs.derive.division_words import bureau_word, street_word
from mzdocs.derive.notices import NoticeTable
from mzdocs.model.station_data import StationData
from mzdocs.model.unified_design import SignSpec

AROUND = (24.0, 11.0)
"""What lies above and below the text, in units of the plate."""


def info_table(data: StationData) -> NoticeTable:
    """What a citizen asks before the door, line by line."""
    station, district = data.station, data.district
    phones = (
        ("服务电话", station.phones.service),
        ("社会救助热线", district.hotline),
        ("政务服务热线", district.public_hotline),
        (f"{street_word(data.street.name)}监督电话", station.phones.complaint),
        (f"{bureau_word(district)}监督电话", district.bureau.complaint_phone),
    )
    step_free = station.info_plate.step_free if station.info_plate else None
    rows = (
        (("办公时间",), tuple(said for line in station.hours for said in (line.days, line.hours))),
        *(((label,), (phone,)) for label, phone in phones if phone),
        *([(("无障碍通行",), (step_free,))] if step_free else []),
        (("地址",), (station.address,)),
    )
    return NoticeTable("便民服务信息", (), (0.34, 0.66), rows, "", largest=1)


def overflow(data: StationData, spec: SignSpec) -> Length:
    """By how much its lines are higher than a plate made so, at the least size of body text; 0 when they fit."""
    return notices.overflow(info_table(data), spec, around=AROUND)
