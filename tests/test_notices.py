"""Notice boards: what they show of the facts, and that what the rules let through can be laid out."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

import pytest

from mzdocs.core.problems import Stopped
from mzdocs.derive import notices
from mzdocs.derive.notices import NoticeTable, notice, yuan
from mzdocs.kinds import board
from mzdocs.model.signs_ordered import NoticeSubject
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document
from mzdocs.render import fitted_sizes

from .test_rules import changed, district, many_communities, sound, station


def planned(data: StationData, name: str) -> Document:
    return next(plan for plan in board.plan(data) if plan.name == name)


def only_notices(data: StationData) -> StationData:
    return replace(data, station=changed(data.station, boards=()))


def test_standards_show_amount_unit_day_and_document_and_equal_grounds_share_a_cell() -> None:
    table = notice(sound(), "保障标准")
    first, second, *_ = table.rows
    assert first == (
        ("最低生活保障（城镇）", "按差额或者分档发放"),
        ("790", "元/人·月"),
        ("自2026年7月1日起执行", "《关于调整社会救助保障标准的通知》", "（澄民发〔2026〕21号）"),
    )
    assert second[2] == ()
    assert table.span(0, 2) == 8 and table.span(0, 0) == 1
    assert sum(table.span(row, 2) for row, cells in enumerate(table.rows) if cells[2]) == len(table.rows)
    assert "不收取任何费用" in table.note


def test_amounts_have_no_needless_decimals() -> None:
    assert [yuan(each) for each in (790.0, 12.5, 1400.0, 0.25)] == ["790", "12.5", "1400", "0.25"]


def test_staff_are_those_in_post_with_post_duty_place_and_a_telephone() -> None:
    first, *others = sound().station.staff
    gone = changed(others[-1], since=None)
    shown = notice(station(staff=(changed(first, phone="0999-5551009"), *others[:-1], gone)), "工作人员")
    assert shown.rows[0] == (
        (first.name, "站长"), ("主持工作站全面工作", "街道办事处副主任"), ("二楼办公室", "0999-5551009"),
    )  # fmt: skip
    assert shown.rows[1][2][-1] == sound().station.phones.service
    assert gone.name not in {row[0][0] for row in shown.rows}
    assert len(shown.rows) == len(others)


def test_monitors_stand_by_community_and_a_number_they_share_stands_once() -> None:
    rows = notice(sound(), "信息监督员").rows
    first = sound().station.communities[0]
    assert rows[0] == ((first.name,), tuple(each.name for each in first.monitors), (first.monitors[0].phone,))
    assert len(rows) == len(sound().station.communities)


def test_photos_are_there_for_those_who_have_one_and_no_column_is_where_nobody_has() -> None:
    pictured = planned(sound(), "notice-staff")
    assert len(pictured.assets) == len(sound().station.staff)
    first, *others = sound().station.staff
    one_without = planned(station(staff=(changed(first, photo=None), *others)), "notice-staff")
    assert one_without.fields["portraits"][0] == ""  # type: ignore[index]
    nobody = planned(station(staff=tuple(changed(each, photo=None) for each in sound().station.staff)), "notice-staff")
    assert (nobody.fields["portraits"], dict(nobody.assets)) == ([], {})


def test_what_is_not_ordered_is_not_made() -> None:
    names = {plan.name for plan in board.plan(station(notices=sound().station.notices[:1]))}
    assert "notice-standards" in names
    assert not names & {"notice-staff", "notice-monitors"}


NAMES = {"保障标准": "notice-standards", "工作人员": "notice-staff", "信息监督员": "notice-monitors"}


def crowded(subject: NoticeSubject, count: int) -> StationData:
    if subject == "信息监督员":
        return many_communities(count)
    if subject == "工作人员":
        return station(staff=sound().station.staff[:1] * count)
    standards = sound().district.standards
    apart = tuple(changed(standards[0], number=f"澄民发〔2026〕{n}号") for n in range(count))
    return district(standards=apart)


@pytest.mark.parametrize("subject", ["保障标准", "工作人员", "信息监督员"])
def test_the_most_rows_the_rule_lets_through_are_laid_out(subject: NoticeSubject) -> None:
    def full(count: int) -> bool:
        data = crowded(subject, count)
        return bool(notices.overflow(notice(data, subject), data.board_spec, subject == "工作人员").mm)

    most = bisect_left(range(1, 200), True, key=full)
    fitted_sizes([planned(only_notices(crowded(subject, most)), NAMES[subject])])
    with pytest.raises(Stopped):
        fitted_sizes([planned(only_notices(crowded(subject, most * 2)), NAMES[subject])])


def test_a_table_says_itself() -> None:
    table = NoticeTable("甲", ("乙", "丙"), (0.5, 0.5), ((("丁",), ("戊",)), (("己",), ())), "庚")
    assert (table.span(0, 0), table.span(0, 1)) == (1, 2)
