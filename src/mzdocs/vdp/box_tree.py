"""WeasyPrint's boxes -> what is read in them: text styles, and the columns of a table. Or a feature not supported.

With `render/layout_boxes.py`, `slots.py` and `slot_extents.py` the only reader of the box tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from mzdocs.core.problems import Exit, problem_type
from mzdocs.design import fonts
from mzdocs.design.fonts import Face
from mzdocs.vdp.compiled_template import Align, CellBorder, ColumnSlot, TableSlot, TextStyle

CANNOT_MERGE = problem_type(
    "MZ3301",
    "模板“{template}”用了套版做不到的“{feature}”",
    "The template {template} uses {feature}, which cannot be merged with records",
    "改模板，或不套版；手册“一版多张”列出了能用的样式。",
    "Change the template; the manual lists what a compiled template can hold.",
    Exit.PREFLIGHT,
)
REPEAT, LAST = "data-repeat", "data-last"
VALIGN = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
"""How much of the height a cell's lines leave goes above them."""
_ALIGN: dict[str, Align] = {"start": "left", "left": "left", "center": "center", "right": "right", "end": "right"}
_SIDES = ("top", "right", "bottom", "left")
_CLOSE = 1e-5


class Unsupported(Exception):
    """A feature of a template that merging would draw differently than the layout engine."""


def kind_of(box: Any) -> str:
    """The name of a box's class, such as `TableCellBox`."""
    return type(box).__name__


def below(box: Any) -> Iterator[Any]:
    """Every box in a box, in the order of the tree."""
    for child in getattr(box, "children", ()):
        inner = getattr(child, "_box", child)
        yield inner
        yield from below(inner)


def texts_of(box: Any) -> list[Any]:
    """The text boxes in a box."""
    return [inner for inner in below(box) if kind_of(inner) == "TextBox"]


def lines_of(box: Any) -> list[Any]:
    """A block's own lines."""
    return [child for child in getattr(box, "children", ()) if kind_of(child) == "LineBox"]


def check_plain(box: Any, computed: bool) -> None:
    """A slot's box holds text alone, or also generated content where its text is `computed`, and is drawn plainly.

    Raises:
        Unsupported: another element stands in it, or it is justified, transformed, clipped or inline.
    """
    inner = [each for each in below(box) if kind_of(each) not in ("LineBox", "TextBox")]
    if any(not (computed and "::" in each.element_tag) for each in inner):
        raise Unsupported(f"<{inner[0].element_tag}> in data-slot")
    if box.style["text_align_all"] == "justify":
        raise Unsupported("text-align: justify")
    if box.style["transform"]:
        raise Unsupported("transform")
    if box.style["overflow"] != "visible":
        raise Unsupported("overflow")
    if "Inline" in kind_of(box) and kind_of(box) != "InlineBlockBox":
        raise Unsupported("display: inline")


def inset(box: Any, side: str) -> float:
    """Padding and border of one side, in pixels.

    Raises:
        Unsupported: the padding is a share of the width.
    """
    padding = box.style[f"padding_{side}"]
    if padding.unit != "px":
        raise Unsupported("padding: %")
    return float(padding.value + box.style[f"border_{side}_width"])


def style_of(text: Any, block: Any) -> TextStyle:
    """The style of a slot's text. Each face of the family is tried for a whole text, as all templates do it.

    Raises:
        Unsupported: text is decorated, stretched or shaped in a way not known here.
    """
    for name, known in _KNOWN.items():
        if text[name] not in known:
            raise Unsupported(name.replace("_", "-"))
    spacing = text["letter_spacing"]
    indent = block.style["text_indent"]
    faces = tuple(_face(text, face) for face in _chain(text))
    return TextStyle(
        faces=tuple((face, base) for face, base, _ in faces),
        size=float(text["font_size"]),
        line_height=faces[0][2],
        align=_ALIGN[block.style["text_align_all"]],
        wraps=text["white_space"] in ("normal", "pre-line"),
        keeps_breaks=text["white_space"] == "pre-line",
        spacing=0.0 if spacing == "normal" else float(spacing),
        indent=float(indent.value),
    )


_KNOWN: dict[str, tuple[object, ...]] = {
    "white_space": ("normal", "nowrap", "pre-line"),
    "text_decoration_line": ("none",),
    "text_transform": ("none",),
    "direction": ("ltr",),
    "font_style": ("normal",),
    "font_feature_settings": ("normal",),
    "font_variant_east_asian": ("normal",),
    "word_break": ("normal",),
    "visibility": ("visible",),
}


def _chain(text: Any) -> tuple[Face, ...]:
    """The faces a whole text is tried in: those of the role whose first face the slot has."""
    bold = text["font_weight"] >= 600
    family = text["font_family"][0]
    of_family = [face for face in fonts.FACES if face.family == family]
    if not of_family:
        raise Unsupported(f"font-family: {family}")
    first = next((face for face in of_family if face.bold == bold), of_family[0])
    return next((chain for chain in fonts.CHAINS.values() if chain[0] == first), (first,))


def _face(text: Any, face: Face) -> tuple[str, float, float]:
    """A face's name in a PDF, its base line below the top of a line, and the height of a line."""
    from weasyprint.text.line_break import strut

    alone = text.copy()
    alone["font_family"] = (face.family,)
    line, base = strut(alone)
    return face.pdf_name, float(base), float(line)


def rows_of(table: Any) -> list[Any]:
    """The rows of a table's body."""
    return [row for group in table.children if not group.is_header and not group.is_footer for row in group.children]


def table_of(table: Any, page: Any) -> TableSlot:
    """The columns of a laid-out table, and where its rows go on the page.

    Raises:
        Unsupported: its style is not known here, or its rows are not as tall as they would be made.
    """
    if table.style["border_collapse"] != "separate" or any(table.style["border_spacing"]):
        raise Unsupported("border-collapse, border-spacing")
    rows = rows_of(table)
    for box in (table, *table.children, *rows):
        if any(box.style[f"border_{side}_width"] for side in _SIDES) or box.background:
            raise Unsupported(f"border or background of <{box.element_tag}>")
    row = rows[0]
    columns = tuple(_column(cell) for cell in row.children)
    height = row.style["height"]
    slot = TableSlot(
        columns, row.position_y, page.content_box_y() + page.height, 0.0 if height == "auto" else float(height.value),
        last=int(table.element.get(LAST, "1")),
    )  # fmt: skip
    for each in rows:
        _check_row(each, slot)
    return slot


def _column(cell: Any) -> ColumnSlot:
    texts = texts_of(cell)
    check_plain(cell, computed=False)
    if cell.style["vertical_align"] not in VALIGN:
        raise Unsupported("vertical-align of a cell of rows")
    if cell.background:
        raise Unsupported("background of a cell of rows")
    style = style_of(texts[0].style, cell)
    if style.indent:
        raise Unsupported("text-indent of a cell of rows")
    height = cell.style["height"]
    min_height = 0.0 if height == "auto" else float(height.value)
    inset_top, inset_bottom = inset(cell, "top"), inset(cell, "bottom")
    if cell.style["box_sizing"] == "border-box" and min_height:
        min_height -= inset_top + inset_bottom
    return ColumnSlot(
        x=cell.border_box_x(),
        width=cell.border_width(),
        content_x=cell.content_box_x(),
        content_width=cell.width,
        inset_top=inset_top,
        inset_bottom=inset_bottom,
        min_height=min_height,
        valign=VALIGN[cell.style["vertical_align"]],
        style=style,
        state=b"",
        borders=cast("tuple[CellBorder, CellBorder, CellBorder, CellBorder]", tuple(_border(cell, s) for s in _SIDES)),
        repeats=cell.element.get(REPEAT) is not None,
    )


def _border(cell: Any, side: str) -> CellBorder:
    width = float(cell.style[f"border_{side}_width"])
    if not width:
        return CellBorder(0.0, b"")
    if cell.style[f"border_{side}_style"] != "solid":
        raise Unsupported(f"border-style: {cell.style[f'border_{side}_style']}")
    colour = cell.style[f"border_{side}_color"]
    red, green, blue = (colour if colour != "currentcolor" else cell.style["color"]).to("srgb").coordinates
    return CellBorder(width, f"{_number(red)} {_number(green)} {_number(blue)} rg".encode("ascii"))


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") or "0"


def _check_row(row: Any, table: TableSlot) -> None:
    """The engine's own row is as tall as it is reckoned here, and its lines stand where is reckoned here."""
    lines = [len(lines_of(cell)) for cell in row.children]
    height = table.row_height(lines)
    if abs(height - row.height) > _CLOSE:
        raise Unsupported("height of rows")
    for cell, column, count in zip(row.children, table.columns, lines, strict=True):
        top = row.position_y + column.inset_top
        top += column.valign * (height - column.inset_top - column.inset_bottom - count * column.style.line_height)
        if count and abs(lines_of(cell)[0].position_y - top) > _CLOSE:
            raise Unsupported("vertical-align of rows")
