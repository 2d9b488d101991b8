"""A small archive whose every line is known: bound, not bound, left, by item, and names that are hard."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from mzdocs.derive.catalogue import catalogue
from mzdocs.model.client_files import Binding, Clients, Household, OfficeRecord
from mzdocs.model.district import ArchiveClass
from mzdocs.model.station_data import StationData
from mzdocs.plan.catalogue_values import Catalogue, Row, Value

from . import workspaces

NAMES = ("单守信", "万春生", "𬭎雅琴", "买买提·吐尔逊", "王春", "云锦绣")
NUMBERS = (
    "990103197406010846", "990103197309274153", "99010319610527793X", "990103194503258356", "990103196202021573",
    "990103197011176622",
)  # fmt: skip


@cache
def sample() -> StationData:
    with tempfile.TemporaryDirectory() as folder:
        return workspaces.make(Path(folder) / "district").station_data()


def classes() -> tuple[ArchiveClass, ...]:
    """Low income by household, three years after it left; management by item, five years; one kept for ever."""
    first = sample().district.archive.classes[0]
    by_household = first.model_copy(
        update={"code": "DB", "name": "最低生活保障", "file_title": "最低生活保障审核确认材料", "retention": "10年",
                "retention_code": "D10", "arrangement": "以户为单位", "clock": "退出之日", "keep_years": 3}
    )  # fmt: skip
    by_item = by_household.model_copy(
        update={"code": "RC", "name": "日常管理", "arrangement": "按件", "clock": "形成之日", "keep_years": 5}
    )
    forever = by_item.model_copy(
        update={
            "code": "WS",
            "name": "文书",
            "retention": "永久",
            "retention_code": "Y",
            "keep_years": None,
            "secrecy": "秘密",
            "openness": "控制",
        }
    )
    return by_household, by_item, forever


def household(nth: int) -> Household:
    communities = sample().station.communities
    left = {1: date(2024, 2, 29), 3: date(2025, 5, 6)}.get(nth)
    return sample().clients.households[0].model_copy(
        update={
            "number": f"DB-2021-{nth + 1:04}", "head": NAMES[nth], "identity_number": NUMBERS[nth],
            "kind": "最低生活保障", "community": communities[0].name, "members": nth + 1, "amount": 500 + nth,
            "decided_on": date(2021, 3, nth + 1), "decision": f"澄民低保〔2021〕{244 + nth}号", "documents": 4,
            "pages": 10 + nth, "status": "已退出" if left else "在保", "left_on": left,
        }
    )  # fmt: skip


def record(nth: int, kind: str) -> OfficeRecord:
    return OfficeRecord(
        **{"编号": f"{kind}-{nth}", "类别": kind, "题名": f"关于第{nth}次入户走访的记录", "责任者": "社会事务科",
           "日期": date(2022, 6, nth), "页数": 3}
    )  # fmt: skip


def station_data() -> StationData:
    """Six households of which the first two were bound in other order, two records and one kept for ever."""
    base = sample()
    archive = base.district.archive.model_copy(update={"classes": classes()})
    bindings = tuple(
        Binding(**{"类别代码": "DB", "案卷号": 1, "件号": order, "户号或编号": key, "首页": first, "末页": last,
                   "装订日期": date(2023, 1, 5)})
        for order, key, first, last in ((1, "DB-2021-0002", 1, 11), (2, "DB-2021-0001", 12, 21))
    )  # fmt: skip
    households = tuple(household(nth) for nth in range(len(NAMES)))
    records = (record(1, "日常管理"), record(2, "日常管理"), record(3, "文书"))
    clients = Clients(households=households, records=records, bindings=bindings)
    return replace(base, district=base.district.model_copy(update={"archive": archive}), clients=clients)


@cache
def known() -> Catalogue:
    return catalogue(station_data())


def by_name(row: Row) -> dict[str, object]:
    return dict(zip((column.name for column in known().items.columns), row, strict=True))


def items() -> list[dict[str, object]]:
    return [by_name(row) for row in known().items.rows]


def with_items(rows: Iterable[Row]) -> Catalogue:
    """The known catalogue with other items."""
    return replace(known(), items=replace(known().items, rows=tuple(rows)))


def with_volumes(rows: Iterable[Row]) -> Catalogue:
    """The known catalogue with other volumes."""
    return replace(known(), volumes=replace(known().volumes, rows=tuple(rows)))


def changed(found: Catalogue, row: int, **values: Value) -> Catalogue:
    """The catalogue with some values of an item, from 0, replaced."""
    names = [column.name for column in found.items.columns]
    rows = list(found.items.rows)
    rows[row] = tuple(values.get(name, value) for name, value in zip(names, rows[row], strict=True))
    return replace(found, items=replace(found.items, rows=tuple(rows)))
