"""The plate at the entrance: what a citizen needs, only where it is ordered, and never more than it holds."""

from __future__ import annotations

from bisect import bisect_left

import pytest

from mzdocs.core.problems import Stopped
from mzdocs.derive import info_plate
from mzdocs.kinds import plaque
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document
from mzdocs.render import fitted_sizes

from .test_rules import changed, district, no_info_design, sound, station
from .test_rules import info_plate as with_words


def planned(data: StationData) -> Document | None:
    return next((plan for plan in plaque.plan(data) if plan.name == "info-plate"), None)


def test_it_says_when_whom_to_call_and_the_way_without_steps() -> None:
    rows = {label[0]: lines for label, lines in info_plate.info_table(sound()).rows}
    assert rows == {
        "办公时间": ("周一至周五", "9:00—12:00，13:30—17:00"),
        "服务电话": ("0999-5551001",),
        "社会救助热线": ("0999-5512349",),
        "政务服务热线": ("12345",),
        "街道监督电话": ("0999-5551002",),
        "区民政局监督电话": ("0999-5550112",),
        "无障碍通行": ("大门东侧有坡道，坡道口设呼叫按钮，工作人员出来接待。",),
        "地址": (sound().station.address,),
    }


def test_what_is_not_said_has_no_line() -> None:
    ordered = sound().station.info_plate
    assert ordered
    stairs = station(info_plate=changed(ordered, step_free=None))
    assert "无障碍通行" not in {label[0] for label, _ in info_plate.info_table(stairs).rows}
    assert "政务服务热线" not in {label[0] for label, _ in info_plate.info_table(district(public_hotline=None)).rows}


def test_it_is_made_only_where_it_is_ordered_and_designed() -> None:
    assert planned(sound())
    assert planned(station(info_plate=None)) is None
    assert planned(no_info_design()) is None


def test_the_order_says_where_and_how_many() -> None:
    made = planned(sound())
    assert made and made.order
    assert (made.order.item, made.order.quantity, made.order.places) == ("便民信息牌", 1, ("大门入口右侧墙面",))
    assert str(made.order.size) == "400×600 mm"


def test_the_longest_words_the_rule_lets_through_are_laid_out() -> None:
    spec = sound().district.design.plaques.info
    assert spec
    most = bisect_left(range(1, 400), True, key=lambda words: bool(info_plate.overflow(with_words(words), spec).mm))
    assert 60 < most < 390
    fits, too_long = planned(with_words(most)), planned(with_words(most * 2))
    assert fits and too_long
    fitted_sizes([fits])
    with pytest.raises(Stopped):
        fitted_sizes([too_long])
