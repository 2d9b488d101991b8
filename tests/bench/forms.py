"""What every contender draws: words and measures in millimetres; `templates/` says the same in HTML and CSS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

CARD = (85.6, 54.0)
PLACES = tuple((19.4 + CARD[0] * column, 13.5 + CARD[1] * row) for row in range(5) for column in range(2))
"""Left and top of the ten cards of an A4 sheet."""
TITLE, FOOT = "民政工作站监督员证", "民政工作站监制　遗失请交还本站"
PHOTO = (4.0, 13.0, 20.0, 28.0)
CODE = (65.0, 33.5, 18.5, 18.5)


@dataclass(frozen=True)
class Line:
    """A labelled line of the card: the key of its value, how far down it stands, its type size in points."""

    label: str
    key: str
    top: float
    size: float = 8


LINES = (
    Line("姓名", "name", 12.5, 11),
    Line("单位", "station", 18.5),
    Line("职务", "title", 24),
    Line("编号", "number", 29.5),
    Line("电话", "phone", 35),
    Line("有效期", "valid", 40.5),
)

HEAD = ("序号", "姓名", "档号", "类别", "起止日期", "页数", "存放位置", "备注")
WIDTHS = (15, 17, 40, 22, 26, 9, 20, 21)
CENTRED = (0, 5)
NAME = "卷内文件目录　试验街道民政工作站"
VOLUME = 10_000
"""Rows bound in one volume, whose pages are counted for themselves: 第 x 页　共 y 页."""


def volume_name(serial: int) -> str:
    return f"第 {serial} 卷"


def folio(page: int, pages: int) -> str:
    return f"第 {page} 页　共 {pages} 页"


def in_sheets(badges: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """Ten cards a sheet; there is no half sheet."""
    rest = iter(badges)
    return zip(*[rest] * len(PLACES), strict=True)


def sheet(badges: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The values of all cards under the names of the sheet's slots: name0, name1 …"""
    return {f"{key}{n}": value for n, badge in enumerate(badges) for key, value in badge.items()}


def in_volumes(rows: Sequence[T]) -> Iterator[tuple[int, Sequence[T]]]:
    """Serial and rows of each volume."""
    for first in range(0, len(rows), VOLUME):
        yield first // VOLUME + 1, rows[first : first + VOLUME]


ROWS_A_PAGE = 27
"""What fits on our pages, for peers that put texts at fixed places, one line each."""


def text_places() -> list[list[tuple[float, float]]]:
    """For each row of a page, where its texts begin, in points from the lower left corner of an A4 sheet."""
    lefts = [(25 + sum(WIDTHS[:column]) + 1) * 72 / 25.4 for column in range(len(WIDTHS))]
    return [[(left, 765.0 - 26.0 * line) for left in lefts] for line in range(ROWS_A_PAGE)]
