"""QR codes: read back from the rendered page, and drawn as telephones and presses need them."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

import zxingcpp
from PIL import Image

from mzdocs.core.boxes import box_round_points
from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.core.units import POINT
from mzdocs.pdf.graphics_state import Mark
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.painted.geometry import extent, inside
from mzdocs.preflight.painted.pieces import grown
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile, Rect
from mzdocs.preflight.rule import PreflightRule, known, on_page, preflight_problem

BAD_CODE = preflight_problem(
    "MZP38",
    "二维码不合格：{why}",
    "A QR code fails: {why}",
    "二维码用单色黑、标准 QR 码，每格不小于 0.35 mm，四周留四格空白。",
    "Use a standard QR code in black alone, of modules of 0.35 mm or more, with four of them clear all round.",
)

_CODE_DPI, _MOST_PIXELS = 200, 2400
_LEAST_MODULE = 0.35 / POINT
_HAIR_OF_MODULE = 0.01 / POINT
"""Points. Finer modules are hard to read for a telephone; they are measured to a hundredth of a millimetre."""
_DARK = 128
_BLACK_OR_PAPER = ((0, 0, 0, 1), (0, 0, 0, 0))
_FEWEST = 40
"""Pieces of paths that the smallest code of any kind is drawn with."""
_QUIET = 4
"""Modules kept clear on every side (ISO/IEC 18004)."""


@dataclass(frozen=True)
class Code:
    """A code as read from the rendered page: what it says, of which kind, where, and whether it stands clear."""

    text: str
    kind: str
    box: Rect
    clear: bool
    module: float
    """Points."""


@dataclass(frozen=True)
class _View:
    """A page with its marks, and how it is seen: its upper left corner in points, `scale` pixels to the point."""

    number: int
    marks: tuple[Mark, ...]
    corner: tuple[float, float]
    scale: float
    picture: Image.Image

    def codes(self, kinds: Any) -> Iterator[Code]:
        """The codes that are read on it."""
        (left, top), scale = self.corner, self.scale
        for code in zxingcpp.read_barcodes(self.picture, kinds):
            at = code.position
            corners = (at.top_left, at.top_right, at.bottom_left, at.bottom_right)
            box = box_round_points([(corner.x, corner.y) for corner in corners])
            on_paper = (left + box[0] / scale, top - box[3] / scale, left + box[2] / scale, top - box[1] / scale)
            modules = 17 + 4 * _version(code.extra)
            module = (on_paper[2] - on_paper[0]) / modules
            yield Code(code.text, code.format.name, on_paper, _is_clear(self.picture, box, modules), module)


def _codes(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """Those ordered can be read; all there are, are as telephones and presses need them."""
    if expectations.codes == ():
        return
    if expectations.codes is None:
        yield from _of_any_kind(file, location)
    expected = known(expectations.codes, "不知道应有哪些二维码", "which QR codes should stand in it is not known")
    yield from _ordered(set(expected), file, location)


def _of_any_kind(file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """All that is wrong with the codes there are; each page is rendered once, and looked at once for all kinds."""
    strange: dict[str, Problem] = {}
    for view in _views(file):
        for code in view.codes(_ANY):
            why = _wrong(code, view.marks)
            problem = BAD_CODE.at(on_page(location, view.number), why=why) if why else None
            if problem and code.kind == _STANDARD.name:
                yield problem
            elif problem:
                strange.setdefault(code.text, problem)
    yield from strange.values()


def _ordered(expected: set[str], file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """What is wrong with the standard codes, and those of other kinds where one is missing."""
    read: set[tuple[str, str]] = set()
    for enlarged in (1, 2):  # a grid of pixels and one of modules can beat: the same picture enlarged is then read
        before = frozenset(read)
        for view in _views(file, enlarged):
            for code in view.codes(_STANDARD):
                read.add((code.kind, code.text))
                why = _wrong(code, view.marks)
                if why and (code.kind, code.text) not in before:
                    yield BAD_CODE.at(on_page(location, view.number), why=why)
        absent = expected - {text for _, text in read}
        if not absent:
            return
    yield from _strange(file, location, read)
    yield BAD_CODE.at(location, why=Sentence(f"{len(absent)} 个读不出来", f"{len(absent)} cannot be read"))


def _strange(file: MeasuredPdf, location: Location, told: Container[tuple[str, str]]) -> Iterator[Problem]:
    """Codes of other kinds. A reader sees such in a good one or a photo: they are told where they explain what is
    missing, and to look for all kinds takes eight times as long."""
    found: dict[str, Problem] = {}
    for view in (view for enlarged in (1, 2) for view in _views(file, enlarged)):
        for code in view.codes(_ANY):
            if code.kind != _STANDARD.name and (code.kind, code.text) not in told:
                found.setdefault(code.text, BAD_CODE.at(on_page(location, view.number), why=_kind(code)))
    yield from found.values()


_STANDARD, _ANY = zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.AllReadable


def _views(file: MeasuredPdf, enlarged: int = 1) -> Iterator[_View]:
    """The pages that can show a code: pages of text alone, as those of a book, are not rendered."""
    for page, marks in file.marks:
        if any(mark.what == "image" for mark in marks) or sum(len(mark.path) for mark in marks) >= _FEWEST:
            yield _seen(file.seen(page.number), page, marks, enlarged)


def _seen(view: Any, page: PageInFile, marks: tuple[Mark, ...], enlarged: int) -> _View:
    """The trimmed page, rendered as coarse as a telephone sees it, and each pixel then enlarged so many times."""
    (left, bottom, right, top), (x1, y1, x2, y2) = page.trim_box, page.crop
    scale = min(_CODE_DPI / 72, _MOST_PIXELS / max(right - left, top - bottom))
    edges = tuple(edge / page.unit for edge in (left - x1, bottom - y1, x2 - right, y2 - top))
    picture: Image.Image = view.render(scale=scale * page.unit, crop=edges, grayscale=True).to_pil()
    if enlarged > 1:
        picture = picture.resize((picture.width * enlarged, picture.height * enlarged))
    return _View(page.number, marks, (left, top), scale * enlarged, picture)


def _version(extra: Any) -> int:
    """Of a Micro QR code it is `M1`: that is refused for its kind."""
    said = str((extra or {}).get("Version", ""))
    return int(said) if said.isdigit() else 1


def _is_clear(picture: Image.Image, box: Rect, modules: int) -> bool:
    """Nothing dark in the quiet zone of a code of so many modules a side."""
    module = (box[2] - box[0]) / modules
    outer, inner = grown(box, (_QUIET - 0.5) * module), grown(box, module / 2 + 1)
    zone = picture.crop(_pixels(outer))
    zone.paste(255, _pixels((inner[0] - outer[0], inner[1] - outer[1], inner[2] - outer[0], inner[3] - outer[1])))
    darkest = float(zone.getextrema()[0])  # type: ignore[arg-type]
    return darkest > _DARK


def _pixels(box: Rect) -> tuple[int, int, int, int]:
    return round(box[0]), round(box[1]), round(box[2]), round(box[3])


def _kind(code: Code) -> Sentence:
    return Sentence(f"是 {code.kind}", f"it is a {code.kind}")


def _wrong(code: Code, marks: tuple[Mark, ...]) -> Sentence | None:
    if code.kind != _STANDARD.name:
        return _kind(code)
    if any(mark.paint.cmyk not in _BLACK_OR_PAPER for mark in marks if _belongs(mark, code)):
        return Sentence("不是单色黑", "it is not in black alone")
    if code.module < _LEAST_MODULE - _HAIR_OF_MODULE:
        found = f"{code.module * POINT:.2f}"
        return Sentence(f"每格只有 {found} mm，至少 0.35 mm", f"a module has {found} mm, 0.35 are needed")
    return None if code.clear else Sentence("四周没有留四格空白", "four modules round it are not clear")


def _belongs(mark: Mark, code: Code) -> bool:
    """Fills the code is drawn with: what lies within its box, not the paper under it."""
    return mark.what == "fill" and bool(mark.path) and inside(extent(mark), grown(code.box, 1))


RULES = (PreflightRule("P-QR", BAD_CODE, _codes, ON_PRESS, "trade"),)
