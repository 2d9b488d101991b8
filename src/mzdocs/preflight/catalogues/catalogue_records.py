"""A finding aid or metadata in XML -> its items: how many, none twice, each as it was planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from mzdocs.plan.catalogue_values import Listing, Value

_ROOTS = ("档案目录", "{http://ead3.archivists.org/schema/}ead")
_NUMBERS = ("档号", "{http://ead3.archivists.org/schema/}unitid")
_BORNE = ("档号", "文号", "责任者", "题名", "日期")
"""Columns that every such file bears."""
_BORNE_BY: Mapping[str, tuple[str, ...]] = {
    "M1": (
        "类别代码",
        "类别",
        "年度",
        "案卷号",
        "件号",
        "页数",
        "保管期限",
        "密级",
        "户主",
        "全宗号",
        "立档单位",
        "语种",
    ),
    "大项": ("户主", "保管期限", "密级", "开放标识", "语种"),
    "": ("页数",),
}
"""What one bears besides: that of DA/T 46, whose elements have numbers, that of DA/T 18, and EAD3."""
_PERIOD = "保管期限"
_DOCTYPE = b"<!DOCTYPE"


def item_records(data: bytes) -> list[Element]:
    """The elements of the items in their order.

    Raises:
        ValueError: it is another kind of XML, or declares entities.
        ParseError: it is no XML.
    """
    return _records(data, "件", "item")


def volume_records(data: bytes) -> list[Element]:
    """The same of the volumes; what lies in them is not theirs."""
    return _records(data, "案卷", "file")


def _records(data: bytes, tag: str, level: str) -> list[Element]:
    root = ElementTree.fromstring(data)
    if root.tag not in _ROOTS or _DOCTYPE in data:
        raise ValueError(root.tag)
    return [each for each in root.iter() if each.tag == tag or each.get("level") == level]


def repeated_numbers(records: Sequence[Element]) -> list[int]:
    """The records, from 1, whose archive number is that of one before."""
    seen: set[str] = set()
    found = []
    for row, record in enumerate(records, 1):
        number = next((each.text or "" for each in record.iter() if each.tag in _NUMBERS), "")
        if number in seen:
            found.append(row)
        seen.add(number)
    return found


def differing_values(records: Sequence[Element], planned: Listing) -> Iterator[tuple[int, str]]:
    """Row, from 1, and column of what is not said in its record as it was planned."""
    kind = next((kind for kind in _BORNE_BY if kind and records and _has(records[0], kind)), "")
    borne = {*_BORNE, *_BORNE_BY[kind]}
    places = [(place, column.name) for place, column in enumerate(planned.columns) if column.name in borne]
    for row, (record, values) in enumerate(zip(records, planned.rows, strict=False), 1):
        said = set(record.itertext())
        yield from ((row, name) for place, name in places if not _is_said(name, values[place], said))


def _has(record: Element, kind: str) -> bool:
    return any(each.get("编号") == kind or kind in each.attrib for each in record.iter())


def _is_said(column: str, value: Value, said: set[str]) -> bool:
    """A day is written with dashes or without, a period without the reason the district gives for it."""
    if isinstance(value, date):
        return value.isoformat() in said or f"{value:%Y%m%d}" in said
    return value is None or (str(value).partition("（")[0] if column == _PERIOD else str(value)) in said
