"""Words that would be markup, code, a formula or an address, beside every text of a station: all is built alike.

Each payload is put behind every text with a Chinese character in the plans of a station; its pages are filled, its Word
files and workbooks written, and held beside the same with a neutral mark: the same elements with the same attributes,
each payload to be read as it was written, no formula. A plan that refuses a payload with a problem is as it should be.
`python -m tests.sweeps.payloads [COUNT]`: the first so many payloads.
"""

# ruff: noqa: E501 - a table
from __future__ import annotations

import dataclasses
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.html import document_fromstring
from pydantic import BaseModel

from mzdocs.build import pipeline
from mzdocs.core.problems import Stopped
from mzdocs.core.units import mm
from mzdocs.plan.catalogue_values import CodeList, Column, Listing
from mzdocs.plan.document import Document
from mzdocs.render import render
from mzdocs.render.templates import fill, fill_part
from tests.sweeps import figure
from tests.sweeps.figure import Figure, Seen
from tests.test_rules import sound, sound_archive

PAYLOADS = (
    # markup
    "<b>x</b>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</p><h1>x</h1>", "<!-- x", "-->", "<![CDATA[x]]>",
    "<svg onload=alert(1)>", "<style>*{color:red}</style>", "<link rel=stylesheet href=//x>", "<br>", "</td></tr></table>",
    "<iframe src=//x>", "<a href=\"javascript:x\">y</a>", "<base href=//x>", "<meta http-equiv=refresh>", "<?xml x?>",
    "<!DOCTYPE x>", "<!ENTITY x SYSTEM \"file:///etc/passwd\">", "<xi:include href=\"/etc/passwd\"/>", "<w:p/>", "<object data=x>",
    # entities
    "&lt;b&gt;", "&amp;", "&#60;b&#62;", "&#x0;", "&nbsp;", "&xxe;", "%3Cb%3E", "\\u003cb\\u003e", "&", "&;", "&#", "]]>",
    # attributes and quotes
    "\" onclick=\"x", "' onclick='x", "\"", "'", "`", "“x”", "x\" style=\"display:none", "'><b>", "\"><b>",
    # css
    "url(//x)", "expression(1)", "}body{display:none", "@import '//x';", "/*", "*/", "\\9", "content:'x'", "var(--x)", "attr(x)",
    # templates
    "{{ 7*7 }}", "{% include 'x' %}", "{# x", "{{ config }}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{''.__class__}}", "%(x)s", "{0}",
    "{x}", "%s%n",
    # formulas
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "=HYPERLINK(\"//x\")", "=cmd|' /C calc'!A0", "\t=1+1", "'=1+1", "=WEBSERVICE(1)",
    # paths and addresses
    "../../etc/passwd", "file:///etc/passwd", "//x/y", "C:\\x", "|ls", "$(ls)", "`ls`", "; ls", "data:text/html,x", "x\\y",
)  # fmt: skip
NEUTRAL = "文"
FULL = len(PAYLOADS)
PACKED = ("docx", "xlsx")
_UNSEEN = re.compile(r"[\s\u200b\u2060\u00a0\ufeff]+")
OF_LAYOUT = frozenset({("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}br",)})
"""Where a line of a Word paper ends depends on its letters."""
Shape = frozenset[tuple[str, ...]]


def marked(value: Any, mark: str) -> Any:
    """The same with the mark behind every text that has a Chinese character and names no file."""
    again = partial(marked, mark=mark)
    match value:
        case str() if type(value) is str and re.search("[一-龥]", value) and not re.search(r"\.[a-z]{3,4}$", value):
            return value + mark
        case Listing():
            return dataclasses.replace(value, rows=again(value.rows))  # its name and columns are the program's
        case Column() | CodeList():
            return value
        case BaseModel():
            return value.model_copy(update={name: again(getattr(value, name)) for name in type(value).model_fields})
        case list() | tuple() if not hasattr(value, "_fields"):
            return type(value)(again(each) for each in value)
        case Mapping():
            return {again(name): again(each) for name, each in value.items()}
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = {each.name: again(getattr(value, each.name)) for each in dataclasses.fields(value) if each.init}
            return dataclasses.replace(value, **fields)
    return value


def made(plan: Document, mark: str) -> tuple[Shape, str, bool]:
    """What a marked plan is built of, the text that can be read in it, and whether a formula stands in it.

    Raises:
        Stopped: it is refused.
    """
    if plan.format in PACKED:
        parts = _xml_parts(
            render(dataclasses.replace(plan, fields=marked(plan.fields, mark), title=plan.title + mark), {})
        )
        trees = [etree.fromstring(part) for part in parts]
        return _shape(trees), "".join("".join(tree.itertext()) for tree in trees), any(b"<f>" in part for part in parts)
    if plan.parts:
        pages = [fill_part(plan, each, marked(each.records, mark)) for each in marked(plan.parts, mark)]
    else:
        pages = [
            fill(dataclasses.replace(plan, fields=marked(plan.fields, mark)), size=mm(10), gap=mm(0), lines=(), turn="")
        ]
    trees = [document_fromstring(page) for page in pages]
    values = (str(each) for tree in trees for each in tree.xpath("//@*"))
    return _shape(trees), "".join(["".join(tree.itertext()) for tree in trees] + [*values]), False


def _xml_parts(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return [packed.read(name) for name in packed.namelist() if name.endswith((".xml", ".rels"))]


def _shape(trees: list[Any]) -> Shape:
    every = (each for tree in trees for each in tree.iter() if isinstance(each.tag, str))
    return frozenset((str(each.tag), *sorted(map(str, each.attrib))) for each in every)


def wrong_of(plan: Document, payload: str) -> Iterator[str]:
    """Where a plan with the payload is built otherwise than one with the neutral mark."""
    shape, text, _ = made(plan, NEUTRAL * len(payload))
    other, told, formula = made(plan, payload)
    if other - shape - OF_LAYOUT:
        yield f"other elements: {sorted(other - shape - OF_LAYOUT)[:3]}"
    if formula:
        yield "a formula"
    if NEUTRAL * len(payload) in _plain(text) and _plain(payload) not in _plain(told):
        yield "it cannot be read as it was written"


def _plain(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_LYING)


_LYING = str.maketrans("–—", "--")
"""How the marks of a vertical column read that were dashes and hyphens."""


def swept(count: int, work: Path) -> Seen:
    """The first so many payloads in every plan of the sample, and of its archive."""
    seen = Seen()
    every = [*pipeline.plan(sound(), KINDS), *pipeline.plan(sound_archive(), ("archive",))]
    plans = {(each.template, each.format): each for each in every if each.derived is None and _bears(each)}
    for payload in PAYLOADS[:count]:
        for plan in plans.values():
            try:
                wrong = "; ".join(wrong_of(plan, payload))
            except Stopped:
                seen.found("refused")
                continue
            seen.found(f"{plan.format} alike", wrong and f"{payload!r} in {plan.file}: {wrong}")
    return seen


def _bears(plan: Document) -> bool:
    return plan.format in PACKED or bool(plan.format == "pdf" and (plan.template or plan.parts))


KINDS = ("plaque", "board", "badge", "public-list", "household", "paper")
FIGURE = Figure(
    f"{FULL} payloads behind every text of the plans", "the same elements as with a neutral text, or refused",
    swept, count=FULL, full=FULL, sample=2,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
