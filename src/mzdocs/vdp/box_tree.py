"""The engine's box tree, read: with `render/boxes.py`, `laid.py` and `rowslaid.py` its only readers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mzdocs.design import fonts
from mzdocs.design.fonts import Face
from mzdocs.vdp.compiled_template import Align, TextStyle

SINK = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
"""How much of the room in a cell goes above its lines."""
_ALIGN: dict[str, Align] = {"start": "left", "left": "left", "center": "center", "right": "right", "end": "right"}


class Unsupported(Exception):
    """A feature of a template that stamping would draw differently."""


def kind_of(box: Any) -> str:
    return type(box).__name__


def below(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        inner = getattr(child, "_box", child)
        yield inner
        yield from below(inner)


def texts_of(box: Any) -> list[Any]:
    return [inner for inner in below(box) if kind_of(inner) == "TextBox"]


def lines_of(box: Any) -> list[Any]:
    return [child for child in getattr(box, "children", ()) if kind_of(child) == "LineBox"]


def plain(box: Any, computed: bool) -> None:
    """No other element may stand in a slot, and nothing may turn it."""
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
    padding = box.style[f"padding_{side}"]
    if padding.unit != "px":
        raise Unsupported("padding: %")
    return float(padding.value + box.style[f"border_{side}_width"])


def style_of(text: Any, block: Any) -> TextStyle:
    """A slot's type. Each face of the family is tried for a whole text, as the house does it.

    Raises:
        Refused: text is decorated, stretched or shaped in a way not known here.
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
