"""Cards (工作牌) of the staff: photo, name, post and number in front; station, office and telephones behind."""

from __future__ import annotations

from mzdocs.derive.badge_layout import badge_layout
from mzdocs.derive.persons import card_bearers, staff_number
from mzdocs.kinds.card_frame import EXTENSION, SPACED_NAME, Cards, fitted, photo_address
from mzdocs.model.people import Member
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Record


def cards(data: StationData) -> Cards:
    """A card for each of the staff it is ordered for, who is in post on the day the signs are of."""
    wearers = card_bearers(data.station)
    layout = badge_layout(data.badge_spec)
    return Cards(
        name="staff-cards",
        item="工作牌",
        wearers="工作人员",
        template="badge/staff_cards.html",
        records=tuple(_card(data, member) for member in wearers),
        photos=tuple(member.photo or "" for member in wearers),
        shown=("name", "post", "number", "phone"),
        fields={"issuer": fitted(layout, data.station.name, layout.design.issuer)} if wearers else {},
    )


def _card(data: StationData, member: Member) -> Record:
    layout = badge_layout(data.badge_spec)
    name = fitted(layout, member.name, layout.design.name)
    post = fitted(layout, member.post, layout.design.place)
    values = {
        "name": name.text,
        "post": post.text,
        "number": staff_number(data.district.code, data.station.street, member.code),
        "photo": photo_address(member.photo or ""),
        "phone": member.phone or data.station.phones.service,
    }
    spaced = len(member.name) <= SPACED_NAME
    extended = EXTENSION in values["phone"]
    return Record(values, design={"spaced": spaced, "name": name.setting, "place": post.setting, "extended": extended})
