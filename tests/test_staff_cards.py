"""Cards of the staff: who gets one, what stands on it, and that the shop gets it beside the monitors' badges."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pypdfium2 as pdfium
import pytest

from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.pipeline import plan
from mzdocs.build.produce import make_files
from mzdocs.model.people import Leaving
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document

from .test_rules import changed, plain

DAY = timedelta(days=1)


def with_staff(**first: object) -> StationData:
    """The sample station with its first member changed."""
    found = plain()
    member, *others = found.station.staff
    return replace(found, station=changed(found.station, staff=(changed(member, **first), *others)))


def planned(data: StationData) -> dict[str, Document]:
    return {each.name: each for each in plan(data, ("badge",))}


def names(data: StationData) -> list[str]:
    found = planned(data).get("staff-cards")
    return [record.values["name"] for record in found.parts[0].records] if found else []


def test_who_is_in_post_and_ordered_for_has_a_card_with_a_number_nobody_else_has() -> None:
    data = with_staff(card=False)
    cards = planned(data)["staff-cards"]
    _, *bearers = data.station.staff
    assert len(bearers) > 1
    assert names(data) == [each.name for each in bearers]
    numbers = [record.values["number"] for record in cards.parts[0].records]
    assert numbers == [f"{data.district.code}-{data.station.street}-{each.code}" for each in bearers]
    assert len(set(numbers)) == len(numbers)
    assert cards.pages == 2 * len(bearers) and cards.codes == ()
    assert cards.order and (cards.order.item, cards.order.quantity) == ("工作牌（工作人员）", len(bearers))


@pytest.mark.parametrize(("days", "has"), [(0, True), (-1, False)])
def test_who_left_has_none_from_the_day_after_the_last(days: int, has: bool) -> None:
    left = Leaving.model_construct(last_day=plain().station.issued_on + days * DAY, reason="调离")
    first = plain().station.staff[0].name
    assert (first in names(with_staff(leaving=left))) is has


@pytest.mark.parametrize(("days", "has"), [(0, True), (1, False)])
def test_who_comes_later_has_none_yet(days: int, has: bool) -> None:
    first = plain().station.staff[0].name
    assert (first in names(with_staff(since=plain().station.issued_on + days * DAY))) is has


def test_a_telephone_of_ones_own_stands_before_the_stations() -> None:
    own, other = (record.values["phone"] for record in _records(with_staff(phone="0999-5551099"))[:2])
    assert (own, other) == ("0999-5551099", plain().station.phones.service)


def _records(data: StationData):
    return planned(data)["staff-cards"].parts[0].records


def test_without_an_order_there_are_the_monitors_badges_only() -> None:
    found = plain()
    nobody = tuple(changed(each, card=False) for each in found.station.staff)
    made = planned(replace(found, station=changed(found.station, staff=nobody)))
    assert sorted(made) == ["badges", "badges-a4", "badges-calibration", "badges-outlined"]


def test_without_monitors_there_are_the_cards_and_the_calibration_page() -> None:
    found = plain()
    made = planned(replace(found, station=changed(found.station, communities=())))
    assert sorted(made) == ["badges-calibration", "staff-cards", "staff-cards-a4", "staff-cards-outlined"]


def test_a_sheet_that_was_begun_is_used_up_by_the_monitors() -> None:
    found = plain()
    begun = changed(found.sheet_plan, first=3)
    made = planned(replace(found, station=changed(found.station, sheets=begun)))
    assert [made[name].imposition.first for name in ("badges-a4", "staff-cards-a4")] == [3, 1]
    assert made["staff-cards-a4"].title.startswith(f"{found.station.name} 工作人员工作牌 拼版")


def test_every_card_declares_its_photo_and_no_file_names_a_person() -> None:
    data = plain()
    cards = planned(data)["staff-cards"]
    photos = [each.photo for each in data.station.staff if each.card]
    told = [f"mz:///photo/{hashlib.sha256(photo.encode()).hexdigest()[:24]}" for photo in photos]
    assert [each.asset for each in cards.pictures] == told
    assert [each.at[0] for each in cards.pictures] == [2 * at + 1 for at in range(len(told))]
    assert set(cards.assets) == set(told)


def test_the_cards_are_set_and_pass_gate_2() -> None:
    documents = [each for each in planned(plain()).values() if each.name.startswith("staff-cards")]
    files = {file.document.name: file for file in past_gate_2(make_files(documents))}
    assert sorted(files) == ["staff-cards", "staff-cards-a4", "staff-cards-outlined"]
    texts = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(files["staff-cards"].data)]
    assert len(texts) == files["staff-cards"].document.pages
    for at, record in enumerate(_records(plain())):
        front, rear = ("".join(text.split()) for text in texts[2 * at : 2 * at + 2])
        for slot in ("name", "post", "number"):
            assert "".join(record.values[slot].split()) in front
        assert "工作牌" in front and plain().station.name in front
        assert record.values["phone"] in rear and plain().street.office in rear
