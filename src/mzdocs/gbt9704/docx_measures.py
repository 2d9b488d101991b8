"""The parts of a DOCX -> what stands in it: pages, paragraphs as they take effect, footers, traces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from mzdocs.core.problems import Sentence, Stopped
from mzdocs.core.units import Length, mm, pt
from mzdocs.gbt9704.auto_numbers import AutoNumbers
from mzdocs.gbt9704.drawn_rules import double_rules, may_have_rules
from mzdocs.gbt9704.package import TOO_LARGE, DocxParts, W, relation_id, value
from mzdocs.gbt9704.paragraphs import measured, side_breaks
from mzdocs.gbt9704.saved_sides import SavedSides
from mzdocs.gbt9704.sheet_values import Page
from mzdocs.gbt9704.styles import StyleSheet, sheet
from mzdocs.gbt9704.universal_measures import half_points, number, twips
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph, Traces
from mzdocs.gbt9704.walk import Walk, WalkedParagraph, paged

_TRACKED = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "sectPrChange")
MOST_PARAGRAPHS, MOST_ROWS, MOST_RUNS = 200_000, 20_000, 500_000
_FETCHED = {"image", "attachedTemplate", "oleObject", "subDocument", "frame", "video", "audio"}
"""Relations whose far end is fetched when the file is opened; a link that waits to be clicked is none."""
_CORE = "docProps/core.xml"
_APP = "docProps/app.xml"


def measure(package: DocxParts) -> MeasuredDocx:
    """Everything the rules look at.

    Raises:
        Stopped: a part cannot be read.
    """
    root, looks, numbers = package.body(), sheet(package), AutoNumbers(package)
    _within_limits(root, package)
    body = root.find(W + "body")
    found = [] if body is None else list(Walk("正文").through(body))
    pages = _pages(root, looks)
    paragraphs = tuple(_placed(found, looks, pages, numbers))
    settings = package.one("settings")
    sheets = [root, *(package.xml(name) for kind in ("header", "footer") for _, name in package.related(kind))]
    return MeasuredDocx(
        pages=pages,
        paragraphs=paragraphs,
        footers=_feet(package, looks, pages, numbers),
        even_and_odd=settings is not None and _on(settings.find(W + "evenAndOddHeaders")),
        numbered_above=any(paged(each.element) for each in _walked(package, "header")),
        traces=_traces(package, root),
        double_rules=double_rules(sheets, pages[0]) if pages else (),
        other_rules=may_have_rules(sheets),
    )


def _within_limits(root: Any, package: DocxParts) -> None:
    """More than any paper has would take minutes."""
    for name, most in (("p", MOST_PARAGRAPHS), ("tr", MOST_ROWS), ("r", MOST_RUNS)):
        if sum(1 for _ in islice(root.iter(W + name), most + 1)) > most:
            reason = Sentence(f"超过 {most} 个 w:{name}", f"more than {most} w:{name}")
            raise Stopped([TOO_LARGE.at(package.location, reason=reason)])


def _on(element: Any) -> bool:
    return element is not None and value(element) not in ("0", "false", "off")


def _placed(
    found: Iterable[WalkedParagraph], looks: StyleSheet, pages: tuple[Page, ...], numbers: AutoNumbers
) -> Iterator[MeasuredParagraph]:
    """Each paragraph with the page of the section it belongs to, and whether it is the first text of a side."""
    section, broken, sides = 0, False, SavedSides()
    for each in found:
        page = pages[section] if section < len(pages) else None
        held = measured(each, looks, page, numbers)
        held = replace(held, new_side=True) if broken and not held.new_side else held
        side = sides.of(each.element, held, page)
        yield replace(held, side=side) if side else held
        broken = side_breaks(each.element)[1] or (broken and not held.words)
        if each.story == "正文" and each.element.find(f"{W}pPr/{W}sectPr") is not None:
            section += 1
            broken = broken or (section < len(pages) and pages[section].begins != "continuous")


def _pages(root: Any, looks: StyleSheet) -> tuple[Page, ...]:
    body_size = looks.run(looks.paragraph(None)[1], None).get("sz", {}).get("val", "20")
    size, pages = half_points(body_size, 20), list[Page]()
    for location, section in enumerate(root.iter(W + "sectPr"), 1):
        if section.getparent().tag != W + "sectPrChange":
            footers = pages[-1].footers if pages else {}
            pages.append(_page(location, section, size, footers))
    return tuple(pages)


def _page(location: int, section: Any, size: Length, footers: Mapping[str, str]) -> Page:
    """A section that names no footer goes on with those of the one before."""
    sheet_size, edges, grid = (section.find(W + name) for name in ("pgSz", "pgMar", "docGrid"))
    kind = value(grid, "type")
    own = {value(each, "type") or "default": relation_id(each) for each in section.iterchildren(W + "footerReference")}
    gutter = twips(value(edges, "gutter"))
    return Page(
        number=location,
        width=twips(value(sheet_size, "w") or "12240"),
        height=twips(value(sheet_size, "h") or "15840"),
        top=_edge(edges, "top"),
        right=_edge(edges, "right"),
        bottom=_edge(edges, "bottom"),
        left=_edge(edges, "left") + gutter,
        footer=_edge(edges, "footer"),
        pitch=twips(value(grid, "linePitch")) if kind in ("lines", "linesAndChars", "snapToChars") else None,
        by_character=_by_character(grid, kind, size),
        footers={**footers, **own},
        first_differs=_on(section.find(W + "titlePg")),
        numbers=value(section.find(W + "pgNumType"), "fmt"),
        counts_from=value(section.find(W + "pgNumType"), "start"),
        columns=int(number(value(section.find(W + "cols"), "num"), 1)),
        vertical=value(section.find(W + "textDirection")) not in ("", "lrTb", "lrTbV", "tb", "tbV"),
        adorned=tuple(name for name in ("lnNumType", "pgBorders") if len(_given(section.find(W + name)))),
        begins=value(section.find(W + "type")) or "nextPage",
    )


def _given(element: Any) -> tuple[Any, ...]:
    """What an element says: its attributes and its children."""
    return () if element is None else (*element.attrib, *element)


def _edge(edges: Any, name: str) -> Length:
    return mm(abs(twips(value(edges, name)).mm))


def _by_character(grid: Any, kind: str, size: Length) -> Length | None:
    """The default size and what the grid adds to it, in 4096ths of a point."""
    if kind not in ("linesAndChars", "snapToChars"):
        return None
    return pt(size.pt + number(value(grid, "charSpace")) / 4096)


def _feet(
    package: DocxParts, looks: StyleSheet, pages: tuple[Page, ...], numbers: AutoNumbers
) -> Mapping[str, tuple[MeasuredParagraph, ...]]:
    """The footers by the ids of their relations."""
    page = pages[0] if pages else None
    return {
        key: tuple(measured(each, looks, page, numbers) for each in Walk("页脚").through(root))
        for key, name in package.related("footer")
        if (root := package.xml(name)) is not None
    }


def _walked(package: DocxParts, kind: str) -> Iterator[WalkedParagraph]:
    for _, name in package.related(kind):
        if (root := package.xml(name)) is not None:
            yield from Walk("页眉").through(root)


def _traces(package: DocxParts, root: Any) -> Traces:
    core, app = _optional(package, _CORE), _optional(package, _APP)
    comments = package.one("comments")
    people = dict.fromkeys(filter(None, (_said(core, "creator"), _said(core, "lastModifiedBy"))))
    return Traces(
        people=tuple(people),
        company=_said(app, "Company") or _said(app, "Manager"),
        application=_said(app, "Application"),
        template=_said(app, "Template"),
        tracked=sum(1 for _ in root.iter(*(W + name for name in _TRACKED))),
        comments=0 if comments is None else sum(1 for _ in comments.iterchildren(W + "comment")),
        macros=any(name.endswith("vbaProject.bin") for name in package.names),
        linked=tuple(sorted({kind for kind in package.linked() if kind in _FETCHED})),
    )


def _optional(package: DocxParts, name: str) -> Any:
    """Properties nobody can read say nothing."""
    try:
        return package.xml(name)
    except Stopped:
        return None


def _said(root: Any, name: str) -> str:
    found = None if root is None else root.find(f"{{*}}{name}")
    return "" if found is None else (found.text or "").strip()
