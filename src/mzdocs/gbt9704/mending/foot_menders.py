"""The page numbers of a file: one footer for odd sides, one for even ones, what else stands in them kept."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from mzdocs.gbt9704.foot_rules import sides
from mzdocs.gbt9704.mending.docx_copy import DocxCopy, set_words
from mzdocs.gbt9704.mending.schema_order import added, child, put
from mzdocs.gbt9704.package import W, relation_id, set_relation_id, value
from mzdocs.gbt9704.walk import drawn_picture, instructions, said

_PAGE = re.compile(r"\bPAGE\b")
_NUMBER_ALONE = re.compile(r"[\s\-—–―－·.~～/第共页IA一\d]*")
"""What a footer that holds a page number and nothing else may say round it."""
_FOOTER = "1457"
"""Twips from the sheet's edge to a line of 14 points, so that the dash stands 7 mm below the text block."""
_FONT, _SIZE = "宋体", "28"
_RIGHT, _LEFT = {"rightChars": "100", "right": "280"}, {"leftChars": "100", "left": "280"}


def page_numbered(copy: DocxCopy) -> None:
    """Every upright section; a number in the header, or among other words, is left to a person."""
    if copy.form.numbered_above or any(_among_words(copy.part(name)) for _, name in copy.package.related("footer")):
        return
    inherited: dict[str, Any] = {}
    made: dict[str, str] = {}
    for section, page in copy.sections():
        own = {value(each, "type") or "default": each for each in section.iterchildren(W + "footerReference")}
        inherited |= own
        if page.sideways:
            continue
        put(section, "pgMar", footer=_FOOTER)
        if page.numbers:
            child(section, "pgNumType").attrib.pop(W + "fmt", None)
        for kind in {"even", *sides(copy.form, page)}:
            if kind in inherited:
                _written(copy, relation_id(inherited[kind]), kind)
            else:
                made[kind] = made.get(kind) or copy.add_part("footer", _footer(kind))
                inherited[kind] = _referred(section, "footerReference", kind, made[kind])
    _odd_and_even(copy)


def _written(copy: DocxCopy, key: str, kind: str) -> None:
    """A footer's own page number in the standard form, or one after what it holds."""
    name = next((name for own, name in copy.package.related("footer") if own == key), "")
    if not name:
        return
    root = copy.part(name)
    numbered = _blocks(root)
    if not numbered:
        empty = [each for each in root.iterchildren(W + "p") if not _said(each) and not drawn_picture(each)]
        for each in empty[-1:]:
            root.remove(each)
        root.append(_paragraph(kind))
    for each in numbered[:1]:
        if each.tag == W + "p" and _alike(each, kind):
            continue
        root.replace(each, _paragraph(kind))


def _blocks(root: Any) -> list[Any]:
    """The blocks of a footer that hold a page number."""
    return [each for each in root.iterchildren(W + "p", W + "sdt", W + "tbl") if _holds_number(each)]


def _holds_number(block: Any) -> bool:
    return any(_PAGE.search(instructions(each).upper()) for each in block.iter(W + "p"))


def _among_words(root: Any) -> bool:
    """Whether a footer's page number stands with something else."""
    return any(not _NUMBER_ALONE.fullmatch(_said(each)) or drawn_picture(each) for each in _blocks(root))


def _said(block: Any) -> str:
    return "".join(said(run) for run in block.iter(W + "r"))


def _alike(paragraph: Any, kind: str) -> bool:
    """Whether it is already what would be written."""
    own, right = (etree.tostring(each, method="c14n") for each in (paragraph, _paragraph(kind)))
    return bool(own == right)


def _paragraph(kind: str) -> Any:
    """A page number between dashes, in an exact line, one character in from the outer edge."""
    left = kind == "even"
    paragraph = etree.Element(W + "p", nsmap={"w": W[1:-1]})
    properties = child(paragraph, "pPr")
    put(properties, "snapToGrid", val="0")
    put(properties, "spacing", before="0", after="0", line="280", lineRule="exact")
    put(properties, "ind", firstLine="0", firstLineChars="0", **(_LEFT if left else _RIGHT))
    put(properties, "jc", val="left" if left else "right")
    paragraph.append(_run("— "))
    field = etree.SubElement(paragraph, W + "fldSimple")
    field.set(W + "instr", "PAGE")
    field.append(_run("1"))
    paragraph.append(_run(" —"))
    return paragraph


def _run(text: str) -> Any:
    run = etree.Element(W + "r")
    properties = child(run, "rPr")
    put(properties, "rFonts", hint="eastAsia", ascii=_FONT, hAnsi=_FONT, eastAsia=_FONT)
    for name in ("sz", "szCs"):
        put(properties, name, val=_SIZE)
    set_words(etree.SubElement(run, W + "t"), text)
    return run


def _footer(kind: str) -> Any:
    root = etree.Element(W + "ftr", nsmap={"w": W[1:-1]})
    root.append(_paragraph(kind))
    return root


def _referred(section: Any, name: str, kind: str, key: str) -> Any:
    reference = added(section, name)
    reference.set(W + "type", kind)
    set_relation_id(reference, key)
    return reference


def _odd_and_even(copy: DocxCopy) -> None:
    """Odd and even sides differ; a header that stood on both still does."""
    settings = copy.related("settings")
    if settings is None or copy.form.even_and_odd:
        return
    put(settings, "evenAndOddHeaders", val="1")
    for section, _ in copy.sections():
        heads = {value(each, "type") or "default": each for each in section.iterchildren(W + "headerReference")}
        if "default" in heads and "even" not in heads:
            _referred(section, "headerReference", "even", relation_id(heads["default"]))
