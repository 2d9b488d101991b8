"""Papers to be kept: annotations of the kinds PDF/A knows, printed as they are seen, and forms that stay as drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.actions import inherited, notes
from mzdocs.pdf.output_intents import kept_space
from mzdocs.pdf.readable_names import readable
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDFA, PreflightRule, of_archives, on_page, preflight_problem

NOTE_NOT_KEPT = preflight_problem(
    "MZQ93",
    "归档文件里的批注或表单不合 PDF/A：{names}",
    "Annotations or forms of the file to be kept break PDF/A: {names}",
    "去掉批注和表单，或者把它们压平成页面内容，再导出。",
    "Remove annotations and forms, or flatten them into the page, and export again.",
)

_KINDS = frozenset({
    "/Text", "/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut",
    "/Stamp", "/Ink", "/Popup", "/Widget", "/PrinterMark", "/TrapNet",
})  # fmt: skip
_SINCE_PART_2 = frozenset({"/Polygon", "/PolyLine", "/Caret", "/FileAttachment", "/Watermark", "/Redact"})
_INVISIBLE, _HIDDEN, _PRINT, _NO_VIEW, _TOGGLE = 1, 2, 4, 32, 256


def _notes(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-1, 6.5; ISO 19005-2, 6.3."""
    for page in file.pages:
        names = dict.fromkeys(name for note in notes(page.dictionary) for name in _wrong(note, file))
        if names:
            yield NOTE_NOT_KEPT.at(on_page(location, page.number), names="、".join(names))
    names = dict.fromkeys(_of_form(file))
    if names:
        yield NOTE_NOT_KEPT.at(location, names="、".join(names))


def _wrong(note: Any, file: MeasuredPdf) -> Iterator[str]:
    kind = str(note.get("/Subtype", ""))
    if kind not in (_KINDS if file.kept_part == 1 else _KINDS | _SINCE_PART_2):
        yield readable(kind) or "Subtype"
    yield from _of_flags(note, kind, file.kept_part)
    if file.kept_part == 1:
        yield from _of_colour(note, file)
    yield from _of_look(note, kind, file.kept_part)


def _of_flags(note: Any, kind: str, part: int) -> Iterator[str]:
    if "/F" not in note:
        if part == 1 or kind != "/Popup":
            yield "F"
        return
    flags = int(note.F)
    unseen = _INVISIBLE | _HIDDEN | _NO_VIEW | (_TOGGLE if part > 1 else 0)
    if not flags & _PRINT or flags & unseen:
        yield f"F {flags}"


def _of_colour(note: Any, file: MeasuredPdf) -> Iterator[str]:
    """In part 1 a note is opaque, and coloured only where the file says what its colours are."""
    if float(note.get("/CA", 1)) != 1:
        yield "CA"
    if ("/C" in note or "/IC" in note) and kept_space(file.pdf) != "RGB":
        yield "C"


def _of_look(note: Any, kind: str, part: int) -> Iterator[str]:
    said = note.get("/AP")
    if not isinstance(said, pikepdf.Dictionary):
        if (part > 1 and kind not in ("/Popup", "/Link") and _has_area(note)) or (part == 1 and kind == "/Widget"):
            yield "AP"
        return
    normal = said.get("/N")
    button = kind == "/Widget" and inherited(note, "/FT") == "/Btn"
    if set(said.keys()) != {"/N"}:
        yield "AP"
    elif button != (isinstance(normal, pikepdf.Dictionary) and not isinstance(normal, pikepdf.Stream)):
        yield "AP/N"


def _has_area(note: Any) -> bool:
    left, bottom, right, top = map(float, note.get("/Rect", (0, 0, 0, 0)))
    return left != right or bottom != top


def _of_form(file: MeasuredPdf) -> Iterator[str]:
    """By ISO 19005-1, 6.9; ISO 19005-2, 6.4."""
    form = file.pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        if bool(form.get("/NeedAppearances", False)):
            yield "NeedAppearances"
        if "/XFA" in form and file.kept_part > 1:
            yield "XFA"
    if bool(file.pdf.Root.get("/NeedsRendering", False)):
        yield "NeedsRendering"


RULES = (PreflightRule("A-NOTE", NOTE_NOT_KEPT, of_archives(_notes), ("archive",), "standard", PDFA),)
