"""Papers to be kept: JPEG 2000 pictures whose colours every program reads alike."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.pdf.jpeg_2000 import Jpeg2000
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.painted.called_in import is_called
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDFA, PreflightRule, of_archives, preflight_problem

UNSURE_PICTURE = preflight_problem(
    "MZQ58",
    "归档文件里的 JPEG 2000 图片不合 PDF/A：{why}",
    "A JPEG 2000 picture of the file to be kept breaks PDF/A: {why}",
    "改用 JPEG，或按 PDF/A 重新导出。",
    "Use JPEG instead, or export it as PDF/A again.",
)

_CHANNELS, _METHODS, _DEEPEST, _APPEARANCE = (1, 3, 4), (1, 2, 3), 38, 19
"""How many colours there may be, how their space may be told; bits of a channel; a space that is not for pictures."""


def _pictures(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-2, 6.2.8.3; part 1 knows no such pictures."""
    for picture in file.reachable("/XObject") if file.kept_part > 1 else ():
        if picture.get("/Subtype") == "/Image" and "/JPXDecode" in _filters(picture):
            faults = list(_faults(Jpeg2000(bytes(picture.read_raw_bytes())), "/ColorSpace" in picture))
            if faults and is_called(file, picture):
                yield from (UNSURE_PICTURE.at(location, why=why) for why in faults)


def _filters(picture: pikepdf.Stream) -> list[str]:
    said = picture.get("/Filter")
    return [str(each) for each in said] if isinstance(said, pikepdf.Array) else [str(said)]


def _faults(picture: Jpeg2000, told: bool) -> Iterator[Sentence]:
    """`told` is one whose space the file itself tells: what the picture says of it then does not count."""
    if picture.channels not in _CHANNELS:
        yield Sentence(f"颜色通道是 {picture.channels} 个", f"it has {picture.channels} channels of colour")
    if picture.differs_in_depth or len(picture.depths) > 1 or any(bits > _DEEPEST for bits in picture.depths):
        yield Sentence("各通道的位数不同，或者超过 38", "its channels are of several depths, or of more than 38 bits")
    if told:
        return
    ways = picture.colours
    if len(ways) > 1 and sum(way.approximation == 1 for way in ways) != 1:
        yield Sentence("几种色彩说明中没有一种是准的", "none of its ways to tell its colours is the exact one")
    if any(way.method not in _METHODS for way in ways if len(ways) == 1 or way.approximation == 1):
        yield Sentence("色彩说明的方法不认识", "its way to tell its colours is not known")
    if any(way.listed == _APPEARANCE for way in ways):
        yield Sentence("用了 CIEJab 色彩空间", "it is in the colour space CIEJab")


RULES = (PreflightRule("A-JPX", UNSURE_PICTURE, of_archives(_pictures), ("archive",), "standard", PDFA),)
