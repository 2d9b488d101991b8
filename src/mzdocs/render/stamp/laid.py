"""Laid-out pages -> where their slots are: with `render/boxes.py` the only reader of the engine's box tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from mzdocs import fonts
from mzdocs.fonts import Face
from mzdocs.problems import Exit, Place, Stopped, fault
from mzdocs.render.stamp.plate import Align, Column, On, Rule, Style, Table

CANNOT_STAMP = fault(
    "MZ3301",
    "模板“{template}”用了套版做不到的“{feature}”",
    "The template {template} uses {feature}, which cannot be stamped",
    "改模板，或不套版；手册“一版多张”列出了能用的样式。",
    "Change the template; the manual lists what a plate can hold.",
    Exit.PREFLIGHT,
)
SLOT, ROWS, LINES, FORM, ON = "data-slot", "data-rows", "data-lines", "data-format", "data-on"
_SINK = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
_ALIGN: dict[str, Align] = {"start": "left", "left": "left", "center": "center", "right": "right", "end": "right"}
_CLOSE = 1e-6


class Refused(Exception):
    """A feature of a template that stamping would draw differently."""


@dataclass(frozen=True)
class Text:
    """A text slot as laid out; `box` is the engine's text box, which its marked content is known by."""

    name: str
    x: float
    top: float
    width: float
    room: float
    sink: float
    lines: int
    style: Style
    form: str | None
    on: On
    box: Any


@dataclass(frozen=True)
class Picture:
    name: str
    x: float
    top: float
    width: float
    height: float
    fit: Literal["fill", "cover", "contain"]
    box: Any


@dataclass(frozen=True)
class LaidPage:
    texts: tuple[Text, ...]
    pictures: tuple[Picture, ...]
    table: Table | None
    cells: tuple[Any, ...]
    scopes: tuple[str, ...]


def flows(pages: Sequence[Any]) -> bool:
    """Whether the pages have rows."""
    return any(box.element.get(ROWS) is not None for page in pages for box in _elements(page._page_box))


def read(page: Any) -> LaidPage:
    """The slots of one page.

    Raises:
        Refused: the page has a slot or a table whose style stamping does not know.
    """
    found = list(_elements(page._page_box))
    texts = [_text(box) for box in found if _slot(box) and not _is_picture(box)]
    pictures = [_picture(box) for box in found if _slot(box) and _is_picture(box)]
    names = [*(slot.name for slot in texts), *(slot.name for slot in pictures)]
    if len(names) > len(set(names)):
        raise Refused(f"data-slot={max(names, key=names.count)} twice on a page")
    tables = [box for box in found if box.element.get(ROWS) is not None and _kind(box) == "TableBox"]
    if len(tables) > 1:
        raise Refused(ROWS)
    table = _table(tables[0], page._page_box) if tables else None
    cells = tuple(text for row in _rows(tables[0]) for text in _texts(row)) if tables else ()
    scopes = tuple(box.element.get("scope", "col") for box in found if box.element_tag == "th")
    return LaidPage(tuple(texts), tuple(pictures), table, cells, scopes)


def _slot(box: Any) -> bool:
    return box.element.get(SLOT) is not None


def _kind(box: Any) -> str:
    return type(box).__name__


def _is_picture(box: Any) -> bool:
    return "Replaced" in _kind(box)


def _elements(root: Any) -> Iterator[Any]:
    """The box of every element, pseudo-elements and anonymous boxes left out, in the order of the tree."""
    seen: set[int] = set()
    for box in _below(root):
        element = getattr(box, "element", None)
        if element is None or "::" in box.element_tag or _kind(box) in ("TextBox", "LineBox"):
            continue
        wrapper = element.tag == "table" and _kind(box) != "TableBox"
        if id(element) not in seen and not wrapper:
            seen.add(id(element))
            yield box


def _below(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        inner = getattr(child, "_box", child)
        yield inner
        yield from _below(inner)


def _texts(box: Any) -> list[Any]:
    return [inner for inner in _below(box) if _kind(inner) == "TextBox"]


def _lines(box: Any) -> list[Any]:
    return [child for child in getattr(box, "children", ()) if _kind(child) == "LineBox"]


def _text(box: Any) -> Text:
    element = box.element
    form = element.get(FORM)
    _plain(box, form is not None)
    lines, texts = _lines(box), _texts(box)
    if len(lines) != 1 or len(texts) != 1:
        raise Refused(f"data-slot={element.get(SLOT)}")
    set_as = style_of(texts[0].style, box)
    if abs(lines[0].height - set_as.line) > _CLOSE:
        raise Refused("line-height")
    top, room, sink = _vertical(box, lines[0], set_as)
    return Text(
        name=element.get(SLOT),
        x=box.content_box_x(),
        top=top,
        width=box.width,
        room=room,
        sink=sink,
        lines=int(element.get(LINES, "1")),
        style=set_as,
        form=form,
        on=cast("On", element.get(ON, "every")),
        box=texts[0],
    )


def _plain(box: Any, computed: bool) -> None:
    """No other element may stand in a slot, and nothing may turn it."""
    inner = [each for each in _below(box) if _kind(each) not in ("LineBox", "TextBox")]
    if any(not (computed and "::" in each.element_tag) for each in inner):
        raise Refused(f"<{inner[0].element_tag}> in data-slot")
    if box.style["text_align_all"] == "justify":
        raise Refused("text-align: justify")
    if box.style["transform"]:
        raise Refused("transform")
    if box.style["overflow"] != "visible":
        raise Refused("overflow")
    if "Inline" in _kind(box) and _kind(box) != "InlineBlockBox":
        raise Refused("display: inline")


def _vertical(box: Any, line: Any, set_as: Style) -> tuple[float, float, float]:
    """Top of the content, the room from there, and how it is shared above and below the lines."""
    if _kind(box) != "TableCellBox":
        height = box.height if box.style["height"] != "auto" else set_as.line
        return line.position_y, height, 0.0
    above, below = _inset(box, "top"), _inset(box, "bottom")
    top, room = box.border_box_y() + above, box.border_height() - above - below
    align = box.style["vertical_align"]
    if align in _SINK:
        return top, room, _SINK[align]
    return line.position_y, set_as.line, 0.0


def _inset(box: Any, side: str) -> float:
    padding = box.style[f"padding_{side}"]
    if padding.unit != "px":
        raise Refused("padding: %")
    return float(padding.value + box.style[f"border_{side}_width"])


def style_of(text: Any, block: Any) -> Style:
    """A slot's type. Each face of the family is tried for a whole text, as the house does it.

    Raises:
        Refused: text is decorated, stretched or shaped in a way not known here.
    """
    for name, known in _KNOWN.items():
        if text[name] not in known:
            raise Refused(name.replace("_", "-"))
    spacing = text["letter_spacing"]
    indent = block.style["text_indent"]
    faces = tuple(_face(text, face) for face in _chain(text))
    return Style(
        faces=tuple((face, base) for face, base, _ in faces),
        size=float(text["font_size"]),
        line=faces[0][2],
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
    """The faces a whole text is tried in: those of the house's role whose first face the slot has."""
    bold = text["font_weight"] >= 600
    family = text["font_family"][0]
    of_family = [face for face in fonts.FACES if face.family == family]
    if not of_family:
        raise Refused(f"font-family: {family}")
    first = next((face for face in of_family if face.bold == bold), of_family[0])
    return next((chain for chain in fonts.CHAINS.values() if chain[0] == first), (first,))


def _face(text: Any, face: Face) -> tuple[str, float, float]:
    """A face's name in a PDF, its base line below the top of a line, and the height of a line."""
    from weasyprint.text.line_break import strut

    alone = text.copy()
    alone["font_family"] = (face.family,)
    line, base = strut(alone)
    return face.pdf_name, float(base), float(line)


def _picture(box: Any) -> Picture:
    fit = box.style["object_fit"]
    if fit not in ("fill", "cover", "contain"):
        raise Refused(f"object-fit: {fit}")
    return Picture(box.element.get(SLOT), box.content_box_x(), box.content_box_y(), box.width, box.height, fit, box)


def _rows(table: Any) -> list[Any]:
    """The rows of the body."""
    return [row for group in table.children if not group.is_header and not group.is_footer for row in group.children]


def _table(table: Any, page: Any) -> Table:
    if table.style["border_collapse"] != "separate" or any(table.style["border_spacing"]):
        raise Refused("border-collapse, border-spacing")
    rows = _rows(table)
    for box in (table, *table.children, *rows):
        if any(box.style[f"border_{side}_width"] for side in _SIDES) or box.background:
            raise Refused(f"border or background of <{box.element_tag}>")
    row = rows[0]
    columns = tuple(_column(cell) for cell in row.children)
    height = row.style["height"]
    made = Table(
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


def _column(cell: Any) -> Column:
    texts = _texts(cell)
    _plain(cell, computed=False)
    if cell.style["vertical_align"] not in _SINK:
        raise Refused("vertical-align of a cell of rows")
    if cell.background:
        raise Refused("background of a cell of rows")
    set_as = style_of(texts[0].style, cell)
    if cell.style["text_align_all"] == "justify" or set_as.indent:
        raise Refused("text-indent of a cell of rows")
    height = cell.style["height"]
    least = 0.0 if height == "auto" else float(height.value)
    above, below = _inset(cell, "top"), _inset(cell, "bottom")
    if cell.style["box_sizing"] == "border-box" and least:
        least -= above + below
    return Column(
        x=cell.border_box_x(),
        width=cell.border_width(),
        content_x=cell.content_box_x(),
        content_width=cell.width,
        above=above,
        below=below,
        least=least,
        sink=_SINK[cell.style["vertical_align"]],
        style=set_as,
        state=b"",
        rules=cast("tuple[Rule, Rule, Rule, Rule]", tuple(_rule(cell, side) for side in _SIDES)),
    )


def _rule(cell: Any, side: str) -> Rule:
    thick = float(cell.style[f"border_{side}_width"])
    if not thick:
        return Rule(0.0, b"")
    if cell.style[f"border_{side}_style"] != "solid":
        raise Refused(f"border-style: {cell.style[f'border_{side}_style']}")
    colour = cell.style[f"border_{side}_color"]
    red, green, blue = (colour if colour != "currentcolor" else cell.style["color"]).to("srgb").coordinates
    return Rule(thick, f"{_number(red)} {_number(green)} {_number(blue)} rg".encode("ascii"))


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") or "0"


def row_height(table: Table, lines: Sequence[int]) -> float:
    """How tall a row is whose cells have so many lines."""
    tallest = table.least
    for column, count in zip(table.columns, lines, strict=True):
        tall = column.above + max(count * column.style.line, column.least) + column.below
        tallest = max(tallest, tall)
    return tallest


def _as_modelled(row: Any, table: Table) -> None:
    """The engine's own rows are as tall as is reckoned here, and their lines stand where is reckoned here."""
    lines = [len(_lines(cell)) for cell in row.children]
    height = row_height(table, lines)
    if abs(height - row.height) > _CLOSE * 10:
        raise Refused("height of rows")
    for cell, column, count in zip(row.children, table.columns, lines, strict=True):
        top = row.position_y + column.above
        top += column.sink * (height - column.above - column.below - count * column.style.line)
        if count and abs(_lines(cell)[0].position_y - top) > _CLOSE * 10:
            raise Refused("vertical-align of rows")


def stop(template: str, refused: Refused, file: str) -> Stopped:
    """The refusal, told with its template."""
    return Stopped([CANNOT_STAMP.at(Place(file), template=template, feature=str(refused))])


__all__ = ["CANNOT_STAMP", "FORM", "LaidPage", "Picture", "Refused", "Text", "read", "replace", "row_height", "stop"]
