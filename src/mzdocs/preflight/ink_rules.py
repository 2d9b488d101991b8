"""Inks: only those ordered, each on its plate, no more than dries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf

from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.design.theme import MOST_INK
from mzdocs.pdf import stream_tree
from mzdocs.pdf.graphics_state import Mark
from mzdocs.preflight.expectations import ON_PRESS, PROCESS, Expectations
from mzdocs.preflight.geometry import extent, meets
from mzdocs.preflight.ink_load import most_ink, picture_inks, process_pixels
from mzdocs.preflight.painted.pieces import grown
from mzdocs.preflight.pdf_measures import MeasuredPdf, PageInFile
from mzdocs.preflight.rule import X4, PreflightRule, known, on_page, preflight_problem

SCREEN_COLOUR = preflight_problem(
    "MZP24",
    "用了屏幕颜色：{names}",
    "Screen colours are used: {names}",
    "全部换成 CMYK、灰度或专色。",
    "Turn everything into CMYK, grey or named inks.",
)
TRANSFER = preflight_problem(
    "MZP25",
    "用了传递函数、自定网点或非标准的混合模式",
    "Transfer functions, halftones or non-standard blend modes are used",
    "按 PDF/X-4 重新导出。",
    "Export as PDF/X-4 again.",
)
INK_TWICE = preflight_problem(
    "MZP26",
    "同一专色有两种模拟色：{names}",
    "One named ink has two looks: {names}",
    "统一专色的定义。",
    "Define the ink once.",
)
WRONG_PLATES = preflight_problem(
    "MZP29",
    "色版与订单不符：{why}",
    "The plates differ from the order: {why}",
    "核对订单的油墨和页面的颜色；要的专色须真正用上。",
    "Compare the order's inks with the page's colours; an ordered ink must be used.",
)
TRANSPARENT = preflight_problem(
    "MZP31",
    "页面有透明效果，制作单位的软件可能打不开",
    "The page has transparency, which a sign shop's program may not open",
    "去掉透明效果再导出。",
    "Remove the transparency.",
)
RICH_TEXT = preflight_problem(
    "MZP34",
    "{size} pt 的小字用了 {count} 种油墨，套印稍偏就发虚",
    "Text of {size} pt is made of {count} inks and blurs as soon as they do not register",
    "小字用单色黑，或不超过两种油墨。",
    "Set small text in black alone, or in two inks at most.",
)
TOO_MUCH_INK = preflight_problem(
    "MZP37",
    "最浓处总墨量 {found}%，最多 300%",
    "The heaviest spot has {found} % of ink, at most 300 % dries",
    "减淡颜色，或不在深色上叠印黑。",
    "Lighten the colour, or do not overprint black on a dark one.",
)
_SMALL_TEXT = 12.0
"""Points: below it, a misregister is as wide as the stroke."""
_MOST_INKS_OF_TEXT = 2
_INK_SLACK = 0.01
_STANDARD_BLENDS = (
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn",
    "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity",
)  # fmt: skip
_ON_ALL = ("All", "None")


def _printed(page: PageInFile, marks: Iterable[Mark]) -> Iterator[Mark]:
    """What shows inside the trim."""
    for mark in marks:
        box = extent(mark)
        if mark.state.mode != 3 and meets(grown(box, 0.01), page.trim_box):
            yield mark


def _colours(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page, marks in file.marks:
        spaces = {mark.paint.space for mark in marks if mark.what not in ("image", "shading")}
        spaces |= {_space(mark.image.get("/ColorSpace")) for mark in marks if mark.what == "image"}
        names = sorted(space[1:] for space in spaces if _is_screen(space))
        if names:
            yield SCREEN_COLOUR.at(on_page(location, page.number), names="、".join(names))
    pictures = {name for picture in file.images if _is_screen(name := _space(picture.get("/ColorSpace")))}
    if pictures:
        yield SCREEN_COLOUR.at(location, names="、".join(sorted(name[1:] for name in pictures)))


def _is_screen(space: str) -> bool:
    return space in ("/DeviceRGB", "/CalRGB", "/Lab", "/ICCBased3")


def _space(said: Any) -> str:
    """A picture's colour space, an indexed one's by what it indexes."""
    if not isinstance(said, pikepdf.Array):
        return str(said)
    if said[0] == pikepdf.Name.Indexed:
        return _space(said[1])
    return f"{said[0]}{int(said[1].N)}" if said[0] == pikepdf.Name.ICCBased else str(said[0])


def _transfer(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    if any(_changes_tone(state) for state in _states(file)):
        yield TRANSFER.at(location)


def _states(file: MeasuredPdf) -> Iterator[Any]:
    for _, resources in stream_tree.streams(file.pdf):
        if resources is not None:
            yield from (resources.get("/ExtGState") or {}).values()


def _changes_tone(state: Any) -> bool:
    if "/TR" in state or "/HTP" in state or state.get("/TR2", pikepdf.Name.Default) != pikepdf.Name.Default:
        return True
    return str(state.get("/BM", "/Normal")) not in _STANDARD_BLENDS


def _separations(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    looks: dict[str, set[bytes]] = {}
    for _, resources in stream_tree.streams(file.pdf):
        for space in (resources.get("/ColorSpace") or {}).values() if resources is not None else ():
            if isinstance(space, pikepdf.Array) and space[0] == pikepdf.Name.Separation:
                looks.setdefault(str(space[1])[1:], set()).add(_look(space))
    twice = sorted(name for name, seen in looks.items() if len(seen) > 1)
    if twice:
        yield INK_TWICE.at(location, names="、".join(twice))


def _look(space: Any) -> bytes:
    tint = space[3]
    said = tint.read_bytes() if isinstance(tint, pikepdf.Stream) else tint.unparse(resolved=True)
    return pikepdf.Object.unparse(space[2], resolved=True) + bytes(said)


def _plates(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    expected = known(expectations.plates, "没有订单，不知道订了哪些油墨", "there is no order that names the inks")
    pictures = {picture.objgen: _picture_plates(picture) for picture in file.images}
    found: set[str] = set()
    for page, marks in file.marks:
        for mark in _printed(page, marks):
            found |= _image_plates(mark.image, pictures) if mark.what == "image" else _painted(mark)
    blank, extra = sorted(expected - found), sorted(found - expected - set(_ON_ALL))
    if blank:
        names = "、".join(blank)
        yield WRONG_PLATES.at(location, why=Sentence(f"空版 {names}", f"blank {names}"))
    if extra:
        names = "、".join(extra)
        yield WRONG_PLATES.at(location, why=Sentence(f"多出 {names}", f"not ordered {names}"))


def _image_plates(image: Any, pictures: Mapping[tuple[int, int], set[str]]) -> set[str]:
    """Of a picture that stands by itself, looked up; of one within the content, by its colour space."""
    if image.objgen in pictures:
        return pictures[image.objgen]
    return {"Black"} if _space(image.get("/ColorSpace")) == "/DeviceGray" or "/ImageMask" in image else {*PROCESS}


def _painted(mark: Mark) -> set[str]:
    paint = mark.paint
    if paint.cmyk is not None:
        return {plate for plate, share in zip(PROCESS, paint.cmyk, strict=True) if share > 0}
    names = (paint.ink or "").split("+")
    return {name for name, share in zip(names, paint.values, strict=False) if name and share > 0}


def _picture_plates(picture: Any) -> set[str]:
    space = _space(picture.get("/ColorSpace"))
    if space == "/DeviceGray" or picture.get("/ImageMask"):
        return {"Black"}
    if space != "/DeviceCMYK":
        return set()
    channels = process_pixels(picture).split()
    return {plate for plate, channel in zip(PROCESS, channels, strict=True) if channel.getextrema()[1]}


def _transparency(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page, marks in file.marks:
        if any(_is_transparent(mark) for mark in marks):
            yield TRANSPARENT.at(on_page(location, page.number))


def _is_transparent(mark: Mark) -> bool:
    return mark.state.transparent or (mark.image is not None and "/SMask" in mark.image)


def _rich_text(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page, marks in file.marks:
        for mark in marks:
            count = len(_painted(mark)) if mark.what == "text" and 0 < mark.text_size < _SMALL_TEXT else 0
            if count > _MOST_INKS_OF_TEXT:
                yield RICH_TEXT.at(on_page(location, page.number), size=f"{mark.text_size:.1f}", count=count)
                break


def _load(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    pictures = picture_inks(file.images)
    for page, marks in file.marks:
        most = most_ink(marks, page.trim_box, pictures)
        if most > MOST_INK + _INK_SLACK:
            yield TOO_MUCH_INK.at(on_page(location, page.number), found=round(most * 100))


RULES = (
    PreflightRule("X-RGB", SCREEN_COLOUR, _colours, ON_PRESS, "trade"),
    PreflightRule("X-TR", TRANSFER, _transfer, ON_PRESS, "standard", X4),
    PreflightRule("X-SEP", INK_TWICE, _separations, ON_PRESS, "standard", X4),
    PreflightRule("P-SPOT", WRONG_PLATES, _plates, ON_PRESS, "order"),
    PreflightRule("P-TRANSP", TRANSPARENT, _transparency, ("outlined",), "house"),
    PreflightRule("P-RICH", RICH_TEXT, _rich_text, ("press",), "trade"),
    PreflightRule("P-TAC", TOO_MUCH_INK, _load, ON_PRESS, "trade"),
)
