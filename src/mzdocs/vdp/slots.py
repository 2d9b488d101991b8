"""Laid-out pages -> where their slots are, or which feature of the template a plate cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.vdp import compiled_template
from mzdocs.vdp.box_tree import SINK, Unsupported, below, inset, kind_of, lines_of, plain, style_of, texts_of
from mzdocs.vdp.compiled_template import On, TableSlot, TextStyle
from mzdocs.vdp.table_layout import rows_of, table_of

CANNOT_STAMP = problem_type(
    "MZ3301",
    "模板“{template}”用了套版做不到的“{feature}”",
    "The template {template} uses {feature}, which cannot be stamped",
    "改模板，或不套版；手册“一版多张”列出了能用的样式。",
    "Change the template; the manual lists what a plate can hold.",
    Exit.PREFLIGHT,
)
SLOT, ROWS, LINES, FORM, ON, LABEL = "data-slot", "data-rows", "data-lines", "data-format", "data-on", "data-label"
_CLOSE = 1e-6


@dataclass(frozen=True)
class Text:
    """A text slot as laid out; `box` is the engine's text box, which its marked content is known by."""

    name: str
    label: str
    x: float
    top: float
    width: float
    room: float
    sink: float
    lines: int
    style: TextStyle
    form: str | None
    on: On
    box: Any


@dataclass(frozen=True)
class PictureBox:
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
    pictures: tuple[PictureBox, ...]
    table: TableSlot | None
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
        raise Unsupported(f"data-slot={max(names, key=names.count)} twice on a page")
    tables = [box for box in found if box.element.get(ROWS) is not None and kind_of(box) == "TableBox"]
    if len(tables) > 1:
        raise Unsupported(ROWS)
    table = table_of(tables[0], page._page_box) if tables else None
    cells = tuple(text for row in rows_of(tables[0]) for text in texts_of(row)) if tables else ()
    scopes = tuple(box.element.get("scope", "col") for box in found if box.element_tag == "th")
    return LaidPage(tuple(texts), tuple(pictures), table, cells, scopes)


def _slot(box: Any) -> bool:
    return box.element.get(SLOT) is not None


def _is_picture(box: Any) -> bool:
    return "Replaced" in kind_of(box)


def _elements(root: Any) -> Iterator[Any]:
    """The box of every element, pseudo-elements and anonymous boxes left out, in the order of the tree."""
    seen: set[int] = set()
    for box in below(root):
        element = getattr(box, "element", None)
        if element is None or "::" in box.element_tag or kind_of(box) in ("TextBox", "LineBox"):
            continue
        wrapper = element.tag == "table" and kind_of(box) != "TableBox"
        if id(element) not in seen and not wrapper:
            seen.add(id(element))
            yield box


def _text(box: Any) -> Text:
    element = box.element
    form = element.get(FORM)
    if form is not None and not compiled_template.FORM.fullmatch(form):
        raise Unsupported(f"{FORM}={form}")
    plain(box, form is not None)
    lines, texts = lines_of(box), texts_of(box)
    if len(lines) != 1 or len(texts) != 1:
        raise Unsupported(f"data-slot={element.get(SLOT)}")
    set_as = style_of(texts[0].style, box)
    if abs(lines[0].height - set_as.line) > _CLOSE:
        raise Unsupported("line-height")
    top, room, sink = _vertical(box, lines[0], set_as)
    return Text(
        name=element.get(SLOT),
        label=element.get(LABEL, element.get(SLOT)),
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


def _vertical(box: Any, line: Any, set_as: TextStyle) -> tuple[float, float, float]:
    """Top of the content, the room from there, and how it is shared above and below the lines."""
    if kind_of(box) != "TableCellBox":
        height = box.height if box.style["height"] != "auto" else set_as.line
        return line.position_y, height, 0.0
    above, below = inset(box, "top"), inset(box, "bottom")
    top, room = box.border_box_y() + above, box.border_height() - above - below
    align = box.style["vertical_align"]
    if align in SINK:
        return top, room, SINK[align]
    return line.position_y, set_as.line, 0.0


def _picture(box: Any) -> PictureBox:
    fit = box.style["object_fit"]
    if fit not in ("fill", "cover", "contain"):
        raise Unsupported(f"object-fit: {fit}")
    return PictureBox(box.element.get(SLOT), box.content_box_x(), box.content_box_y(), box.width, box.height, fit, box)


def stop(template: str, refused: Unsupported, file: str) -> Stopped:
    """The refusal, told with its template."""
    return Stopped([CANNOT_STAMP.at(Location(file), template=template, feature=str(refused))])
