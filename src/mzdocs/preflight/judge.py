"""Measures against the plan -> problems: the finished file is what was ordered, or it is not delivered."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mzdocs import fonts
from mzdocs.document import Document
from mzdocs.preflight.measure import Measured, squeezed
from mzdocs.problems import Exit, Fault, Place, Problem, fault


def _press_fault(code: str, zh: str, en: str, cure_zh: str, cure_en: str) -> Fault:
    return fault(code, zh, en, cure_zh, cure_en, Exit.PREFLIGHT)


WRONG_PAGES = _press_fault(
    "MZP01",
    "页数是 {found}，应为 {expected}",
    "It has {found} pages instead of {expected}",
    "文字可能溢出到下一页：缩短文字或加大尺寸。",
    "Text may have run over: shorten it or enlarge the sheet.",
)
WRONG_SIZE = _press_fault(
    "MZP02",
    "第 {page} 页成品尺寸是 {found}，应为 {expected}",
    "Page {page} trims to {found} instead of {expected}",
    "检查模板的页面尺寸。",
    "Check the page size of the template.",
)
NO_BLEED = _press_fault(
    "MZP03",
    "第 {page} 页出血只有 {found} mm，应为 {expected} mm",
    "Page {page} has {found} mm of bleed instead of {expected} mm",
    "检查模板的出血设置。",
    "Check the bleed of the template.",
)
TEXT_AT_EDGE = _press_fault(
    "MZP04",
    "第 {page} 页有文字离裁切边只有 {found} mm，至少应为 {least} mm",
    "On page {page} text stands {found} mm from the trimmed edge, at least {least} mm is needed",
    "把文字移进安全区，或缩短文字。",
    "Move the text inwards or shorten it.",
)
FOREIGN_FONT = _press_fault(
    "MZP05",
    "用了不在许可清单里的字体：{names}",
    "A font outside the allowed list is used: {names}",
    "多半是有字缺字形被悄悄替换：核对用字和模板的字体名。",
    "A character was probably substituted silently: check the text and the template's font names.",
)
FONT_NOT_EMBEDDED = _press_fault(
    "MZP06",
    "字体没有嵌入：{names}",
    "Fonts are not embedded: {names}",
    "重新生成；仍有则报告维护者。",
    "Build again; if it stays, report it.",
)
BLANK_GLYPH = _press_fault(
    "MZP07",
    "有 {count} 个字没有字形，会印成空框",
    "{count} characters have no glyph and would print as boxes",
    "核对生僻字；见 mzdocs check。",
    "Check rare characters; see mzdocs check.",
)
WHOLE_FONT = _press_fault(
    "MZP08",
    "嵌入了整套字体 {names}，文件过大",
    "A whole font is embedded ({names}), the file is too large",
    "升级 HarfBuzz，或换一种字体。",
    "Upgrade HarfBuzz or choose another font.",
)
TEXT_MISSING = _press_fault(
    "MZP09",
    "成品里找不到应有的文字（{count} 处）",
    "{count} texts that must stand in the file are not found",
    "检查模板是否漏掉了字段。",
    "Check whether the template drops a field.",
)
WRONG_STANDARD = _press_fault(
    "MZP10",
    "应为 PDF/A，成品标明的是“{found}”",
    "It should be PDF/A, the file claims {found}",
    "检查归档设置。",
    "Check the archive settings.",
)

LARGEST_FONT = 4_000_000
"""Bytes: far above any subset used here, far below a whole Chinese font."""
_SIZE_TOLERANCE = 0.1
_EDGE_TOLERANCE = 0.1


def _pages(document: Document, file: Measured, place: Place) -> Iterator[Problem]:
    if document.pages is not None and len(file.pages) != document.pages:
        yield WRONG_PAGES.at(place, found=len(file.pages), expected=document.pages)


def _sizes(document: Document, file: Measured, place: Place) -> Iterator[Problem]:
    expected = document.sheet.size
    for number, page in enumerate(file.pages, 1):
        off = max(abs(page.trim.width.mm - expected.width.mm), abs(page.trim.height.mm - expected.height.mm))
        if off > _SIZE_TOLERANCE:
            yield WRONG_SIZE.at(place, page=number, found=str(page.trim), expected=str(expected))


def _bleed(document: Document, file: Measured, place: Place) -> Iterator[Problem]:
    for number, page in enumerate(file.pages, 1):
        if page.bleed.mm < document.sheet.bleed.mm - _SIZE_TOLERANCE:
            facts = {"found": f"{page.bleed.mm:.1f}", "expected": f"{document.sheet.bleed.mm:g}"}
            yield NO_BLEED.at(place, page=number, **facts)


def _edges(document: Document, file: Measured, place: Place) -> Iterator[Problem]:
    least = document.sheet.safe.mm
    for number, page in enumerate(file.pages, 1):
        if page.clearance is not None and page.clearance.mm < least - _EDGE_TOLERANCE:
            facts = {"found": f"{page.clearance.mm:.1f}", "least": f"{least:g}"}
            yield TEXT_AT_EDGE.at(place, page=number, **facts)


def _allowed(document: Document, file: Measured, place: Place) -> Iterator[Problem]:
    known = {face.pdf_name for face in fonts.FACES}
    names = sorted({font.name for font in file.fonts} - known)
    if names:
        yield FOREIGN_FONT.at(place, names="、".join(names))


def _embedded(document: Document, file: Measured, place: Place) -> Iterator[Problem]:
    names = sorted({font.name for font in file.fonts if not font.embedded})
    if names:
        yield FONT_NOT_EMBEDDED.at(place, names="、".join(names))


def _glyphs(document: Document, file: Measured, place: Place) -> Iterator[Problem]:
    count = sum(font.blanks for font in file.fonts)
    if count:
        yield BLANK_GLYPH.at(place, count=count)


def _subsets(document: Document, file: Measured, place: Place) -> Iterator[Problem]:
    names = sorted({font.name for font in file.fonts if font.size > LARGEST_FONT})
    if names:
        yield WHOLE_FONT.at(place, names="、".join(names))


def _texts(document: Document, file: Measured, place: Place) -> Iterator[Problem]:
    absent = [text for text in document.expects if squeezed(text) not in file.text]
    if absent:
        yield TEXT_MISSING.at(place, count=len(absent))


def _standard(document: Document, file: Measured, place: Place) -> Iterator[Problem]:
    if document.standard == "archival" and not file.claims.startswith("PDF/A-3"):
        yield WRONG_STANDARD.at(place, found=file.claims)


Judge = Callable[[Document, Measured, Place], Iterator[Problem]]
JUDGES: tuple[Judge, ...] = (
    _pages,
    _sizes,
    _bleed,
    _edges,
    _allowed,
    _embedded,
    _glyphs,
    _subsets,
    _texts,
    _standard,
)
