"""A laid-out table -> its columns, and how tall a row of it will be; the engine's own rows are held against that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from mzdocs.vdp.box_tree import SINK, Unsupported, inset, lines_of, plain, style_of, texts_of
from mzdocs.vdp.compiled_template import Border, ColumnSlot, TableSlot

_CLOSE = 1e-6


def rows_of(table: Any) -> list[Any]:
    """The rows of the body."""
    return [row for group in table.children if not group.is_header and not group.is_footer for row in group.children]


def table_of(table: Any, page: Any) -> TableSlot:
    if table.style["border_collapse"] != "separate" or any(table.style["border_spacing"]):
        raise Unsupported("border-collapse, border-spacing")
    rows = rows_of(table)
    for box in (table, *table.children, *rows):
        if any(box.style[f"border_{side}_width"] for side in _SIDES) or box.background:
            raise Unsupported(f"border or background of <{box.element_tag}>")
    row = rows[0]
    columns = tuple(_column(cell) for cell in row.children)
    height = row.style["height"]
    made = TableSlot(
        columns,
        row.position_y,
        page.content_box_y() + page.height,
        0.0 if height == "auto" else float(height.value),
        b"",
    )
    for each in rows:
        _as_modelled(each, made)
    return made


_SIDES = ("top", "right", "bottom", "left")


def _column(cell: Any) -> ColumnSlot:
    texts = texts_of(cell)
    plain(cell, computed=False)
    if cell.style["vertical_align"] not in SINK:
        raise Unsupported("vertical-align of a cell of rows")
    if cell.background:
        raise Unsupported("background of a cell of rows")
    set_as = style_of(texts[0].style, cell)
    if cell.style["text_align_all"] == "justify" or set_as.indent:
        raise Unsupported("text-indent of a cell of rows")
    height = cell.style["height"]
    least = 0.0 if height == "auto" else float(height.value)
    above, below = inset(cell, "top"), inset(cell, "bottom")
    if cell.style["box_sizing"] == "border-box" and least:
        least -= above + below
    return ColumnSlot(
        x=cell.border_box_x(),
        width=cell.border_width(),
        content_x=cell.content_box_x(),
        content_width=cell.width,
        above=above,
        below=below,
        least=least,
        sink=SINK[cell.style["vertical_align"]],
        style=set_as,
        state=b"",
        rules=cast("tuple[Border, Border, Border, Border]", tuple(_rule(cell, side) for side in _SIDES)),
    )


def _rule(cell: Any, side: str) -> Border:
    thick = float(cell.style[f"border_{side}_width"])
    if not thick:
        return Border(0.0, b"")
    if cell.style[f"border_{side}_style"] != "solid":
        raise Unsupported(f"border-style: {cell.style[f'border_{side}_style']}")
    colour = cell.style[f"border_{side}_color"]
    red, green, blue = (colour if colour != "currentcolor" else cell.style["color"]).to("srgb").coordinates
    return Border(thick, f"{_number(red)} {_number(green)} {_number(blue)} rg".encode("ascii"))


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") or "0"


def row_height(table: TableSlot, lines: Sequence[int]) -> float:
    """How tall a row is whose cells have so many lines."""
    tallest = table.least
    for column, count in zip(table.columns, lines, strict=True):
        tall = column.above + max(count * column.style.line, column.least) + column.below
        tallest = max(tallest, tall)
    return tallest


def _as_modelled(row: Any, table: TableSlot) -> None:
    """The engine's own rows are as tall as is reckoned here, and their lines stand where is reckoned here."""
    lines = [len(lines_of(cell)) for cell in row.children]
    height = row_height(table, lines)
    if abs(height - row.height) > _CLOSE * 10:
        raise Unsupported("height of rows")
    for cell, column, count in zip(row.children, table.columns, lines, strict=True):
        top = row.position_y + column.above
        top += column.sink * (height - column.above - column.below - count * column.style.line)
        if count and abs(lines_of(cell)[0].position_y - top) > _CLOSE * 10:
            raise Unsupported("vertical-align of rows")
