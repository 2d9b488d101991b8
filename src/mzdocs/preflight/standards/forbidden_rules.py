"""What a press file may not hold, by PDF/X-4 (ISO 15930-7): what acts, what stands on the page unprinted, what stands
for something else, and what a window shows otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.printed_boxes import in_order
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.painted.geometry import meets
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile
from mzdocs.preflight.rule import X4, PreflightRule, on_page, preflight_problem

ACTS = preflight_problem(
    "MZP19",
    "文件里有脚本、动作、表单或附件：{names}",
    "The file holds scripts, actions, forms or attachments: {names}",
    "去掉它们再导出。",
    "Remove them and export again.",
)
ANNOTATED = preflight_problem(
    "MZP20",
    "页面上有批注或链接",
    "The page has annotations or links",
    "去掉批注和链接再导出。",
    "Remove annotations and links and export again.",
)
STANDS_FOR_OTHERS = preflight_problem(
    "MZQ46",
    "有图形或图片由别的来代替：{names}；制版时画的可能是另一样",
    "Drawings or pictures stand for others: {names}; a press may draw another one",
    "去掉 PostScript、OPI、替代图和外部引用，把真正的图放进文件再导出。",
    "Remove PostScript, OPI, alternates and references, and export with the pictures themselves inside.",
)
SHOWN_OTHERWISE = preflight_problem(
    "MZQ47",
    "文件要求按别的框显示或打印，或者带翻页效果：{names}",
    "The file asks to be shown or printed by another box, or with transitions: {names}",
    "去掉这些设置再导出。",
    "Remove these settings and export again.",
)

SEPARATED = preflight_problem(
    "MZQ81",
    "第 {page} 页标明是分好色的一块版（{ink}），不是完整的一页",
    "Page {page} says that it is one separation ({ink}) and not a whole page",
    "不要先分色，导出完整的彩色页面；分色由制作单位来做。",
    "Export whole pages in colour without separating them; that is for the shop.",
)
_MARKS_OF_PREPRESS = ("/PrinterMark", "/TrapNet")
_BOXES = ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip")
_SHOWS = ("/Trans", "/PresSteps")
_WHOLE_BOXES = ("/MediaBox", "/BleedBox")


def _actions(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    names = [*_of_root(file.pdf.Root), *_of_outlines(file.pdf.Root.get("/Outlines"))]
    for page in file.pages:
        names += _acting(page.dictionary)
        names += ["/AF"] if "/AF" in page.dictionary else []
        for note in _notes(page):
            names += _acting(note)
            names += ["/FileAttachment"] if note.get("/Subtype") == "/FileAttachment" else []
    if names:
        yield ACTS.at(location, names="、".join(name[1:] for name in dict.fromkeys(names)))


def _of_root(root: Any) -> Iterator[str]:
    if "/AA" in root:
        yield "/AA"
    if isinstance(root.get("/OpenAction"), pikepdf.Dictionary):  # an array is a place to begin at, and does nothing
        yield "/OpenAction"
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and (len(form.get("/Fields", [])) or "/XFA" in form):
        yield "/AcroForm"
    names = root.get("/Names", {})
    yield from (key for key in ("/EmbeddedFiles", "/JavaScript") if _has_any(names.get(key)))
    yield from (key for key in ("/AF", "/Collection") if key in root)


def _has_any(tree: Any) -> bool:
    """Whether a tree of names has any; one that is empty holds nothing."""
    if not isinstance(tree, pikepdf.Dictionary):
        return tree is not None
    listed = [tree[key] for key in ("/Names", "/Kids") if key in tree]
    return any(len(each) for each in listed) or (not listed and bool(len(tree.keys())))


def _of_outlines(item: Any) -> Iterator[str]:
    """A bookmark that leads to a page does no more than that."""
    waiting, seen = [item], set[tuple[int, int]]()
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Dictionary) and item.objgen not in seen:
            seen.add(item.objgen)
            action = item.get("/A", pikepdf.Dictionary())
            if action.get("/S", "/GoTo") != "/GoTo" or "/Next" in action:
                yield "/Outlines"
            waiting += [item.get("/First"), item.get("/Next")]


def _acting(holder: Any) -> list[str]:
    return [key for key in ("/AA", "/A") if key in holder]


def _annotations(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in file.pages:
        if any(note.get("/Subtype") not in _MARKS_OF_PREPRESS and _on_sheet(note, page) for note in _notes(page)):
            yield ANNOTATED.at(on_page(location, page.number))


def _notes(page: PageInFile) -> list[Any]:
    """The annotations of a page; what is none among them is passed over."""
    return [note for note in page.dictionary.get("/Annots", []) if isinstance(note, pikepdf.Dictionary)]


def _on_sheet(note: Any, page: PageInFile) -> bool:
    """Whether any of it lies within the bleed; one that has no place may be anywhere."""
    place = note.get("/Rect")
    if place is None or len(place) != 4:
        return True
    edge = page.bleed_box if "/BleedBox" in page.dictionary else page.trim_box
    return meets(in_order(tuple(map(float, place)), page.unit), edge)


def _stand_ins(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    names = {name for thing in file.reachable("/XObject") for name in _stands_for(thing)}
    names |= {"F"} if file.kept_elsewhere else set()
    if names:
        yield STANDS_FOR_OTHERS.at(location, names="、".join(sorted(names)))


def _stands_for(thing: Any) -> Iterator[str]:
    if not isinstance(thing, pikepdf.Stream):
        return
    kind = thing.get("/Subtype")
    if kind == "/PS" or thing.get("/Subtype2") == "/PS" or (kind == "/Form" and "/PS" in thing):
        yield "PostScript"
    if "/OPI" in thing:
        yield "OPI"
    if kind == "/Image" and len(thing.get("/Alternates", [])):
        yield "Alternates"
    if kind == "/Form" and "/Ref" in thing:
        yield "Ref"


def _window(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    said = file.pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    names = [key for key in _BOXES if said.get(key, "/MediaBox") not in _WHOLE_BOXES]
    names += [key for key in _SHOWS if any(key in page.dictionary for page in file.pages)]
    if names:
        yield SHOWN_OTHERWISE.at(location, names="、".join(name[1:] for name in names))


def _separated(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in file.pages:
        said = page.dictionary.get("/SeparationInfo")
        if said is not None:
            ink = str(said.get("/DeviceColorant", "?")) if isinstance(said, pikepdf.Dictionary) else "?"
            yield SEPARATED.at(on_page(location, page.number), page=page.number, ink=ink.removeprefix("/"))


RULES = (
    PreflightRule("X-ACT", ACTS, _actions, ON_PRESS, "standard", X4),
    PreflightRule("X-ANN", ANNOTATED, _annotations, ON_PRESS, "standard", X4),
    PreflightRule("X-REF", STANDS_FOR_OTHERS, _stand_ins, ON_PRESS, "standard", X4),
    PreflightRule("X-WHOLE", SEPARATED, _separated, ON_PRESS, "standard", X4),
    PreflightRule("X-WIN", SHOWN_OTHERWISE, _window, ON_PRESS, "standard", X4),
)
