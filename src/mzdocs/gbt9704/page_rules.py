"""The sheet: its size, its edges, the 版心, 22 lines of 28 characters, black (5.1, 5.2)."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Sentence
from mzdocs.core.units import Length
from mzdocs.gbt9704.rule import Deviation, FormRule, figure, of_page, on, upright, written
from mzdocs.gbt9704.sheet_values import Page
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph, Role

_EDGES = ((37.0, 35.0), (34.58, 32.58))
"""Top and bottom: of 9704 itself, and of GB/T 33476.2 for word processors, half the leading less each."""
_SLACK = 1.0
A4_WIDE, A4_HIGH = 210.0, 297.0
"""Millimetres."""
_LINES: tuple[Role, ...] = ("主送", "一级", "二级", "三级", "四级", "附件说明", "署名", "成文日期", "附注")
"""What stands on the lines of the text beside it."""
_RUNNING: tuple[Role, ...] = ("正文", "一级", "二级", "三级", "四级")
LEAST_LINE, MOST_LINE = 28.9, 29.65
"""Points from line to line: 22 lines in 225 mm, or in the 229.84 mm of a word processor's text box."""
_MOST_CHARACTER = 15.86
"""Points: 28 of them stand in 157 mm."""


def paper(form: MeasuredDocx) -> Iterator[Deviation]:
    """A4, upright or on its side (5.1)."""
    if not form.pages:
        raise NotRun("没有页面设置，由打开它的软件定", "it has no page set-up: the program decides")
    for page in form.pages:
        short, long = sorted((page.width.mm, page.height.mm))
        if abs(short - A4_WIDE) > _SLACK or abs(long - A4_HIGH) > _SLACK:
            size = f"{figure(page.width.mm)}×{figure(page.height.mm)} mm"
            yield of_page(page, size, size)


def edges(form: MeasuredDocx) -> Iterator[Deviation]:
    """The upper and the left edge of upright sheets (5.2.1)."""
    for page in upright(form):
        if not _near(page.left, 28):
            yield of_page(page, f"左 {figure(page.left.mm)} mm", f"left {figure(page.left.mm)} mm")
        if not any(_near(page.top, top) for top, _ in _EDGES):
            yield of_page(page, f"上 {figure(page.top.mm)} mm", f"top {figure(page.top.mm)} mm")


def block(form: MeasuredDocx) -> Iterator[Deviation]:
    """The text block of upright sheets (5.2.1)."""
    for page in upright(form):
        wide, high = page.text_width.mm, page.text_height.mm
        tall = any(abs(high - (297 - top - bottom)) <= _SLACK for top, bottom in _EDGES)
        if abs(wide - 156) > _SLACK or not tall:
            size = f"{figure(wide)}×{figure(high)} mm"
            yield of_page(page, size, size)


def _near(length: Length, expected: float) -> bool:
    return abs(length.mm - expected) <= _SLACK + 0.01


def lines(form: MeasuredDocx) -> Iterator[Deviation]:
    """By the exact line of a paragraph, or by the grid where it keeps to it; a picture takes the room it needs."""
    upright(form)
    written(form)
    for paragraph in _text(form, *_LINES):
        pitch = _pitch(paragraph, form.pages)
        if paragraph.role in _RUNNING and (apart := set_apart(paragraph)):
            yield on(paragraph, f"段前段后 {figure(apart)} 磅", f"{figure(apart)} pt above and below")
        if pitch is None and not paragraph.drawn:
            yield on(paragraph, _natural(paragraph), f"{paragraph.spacing.rule} line, no grid")
        elif pitch is not None and not LEAST_LINE <= pitch <= MOST_LINE:
            yield on(paragraph, f"每行 {figure(pitch)} 磅", f"{figure(pitch)} pt a line")


def set_apart(paragraph: MeasuredParagraph) -> float:
    """Points above and below a paragraph that are no whole lines; 0 where it stands on the lines."""
    room = paragraph.spacing.before.pt + paragraph.spacing.after.pt
    count = round(room / LEAST_LINE)
    return 0.0 if room < 1 or LEAST_LINE * count <= room <= MOST_LINE * count else room


def _pitch(paragraph: MeasuredParagraph, pages: tuple[Page, ...]) -> float | None:
    spacing = paragraph.spacing
    if spacing.exact:
        return spacing.exact.pt
    page = next((each for each in pages if each.number == paragraph.section), None)
    if page is None or page.pitch is None or not spacing.on_grid or spacing.rule != "auto":
        return None
    return page.pitch.pt * max(1.0, spacing.line)


def _natural(paragraph: MeasuredParagraph) -> str:
    spacing = paragraph.spacing
    shown = f"{figure(spacing.line)} 倍行距" if spacing.rule == "auto" else f"最小值 {figure(spacing.line)} 磅"
    return f"{shown}，没有行网格"


def characters(form: MeasuredDocx) -> Iterator[Deviation]:
    """28 characters a line: the width of one, by the grid or by the type (5.2.3)."""
    upright(form)
    written(form)
    text = _text(form)
    for sheet in form.upright:
        if (sheet.columns > 1 or sheet.vertical) and any(each.section == sheet.number for each in text):
            zh, en = f"分{sheet.columns}栏", f"{sheet.columns} columns"
            yield of_page(sheet, *(("竖排", "down the sheet") if sheet.vertical else (zh, en)))
    for paragraph in text:
        page = next((each for each in form.pages if each.number == paragraph.section), None)
        wide = _wide(paragraph, page)
        if page and wide and wide > _MOST_CHARACTER:
            count = int(page.text_width.pt / wide)
            shown = f"{figure(wide)} 磅一字，每行 {count} 字"
            yield on(paragraph, shown, f"{figure(wide)} pt a character, {count} a line")


def _wide(paragraph: MeasuredParagraph, page: Page | None) -> float:
    """The grid's character, or the type's own; with what is added to it."""
    main = paragraph.main
    if main is None or page is None:
        return 0
    natural = page.by_character if page.by_character and paragraph.spacing.on_grid else main.size
    return natural.pt + main.tracking.pt


def _text(form: MeasuredDocx, *roles: Role) -> tuple[MeasuredParagraph, ...]:
    """Paragraphs of the text on upright sheets, in the paper itself, with those of other roles beside them."""
    sheets = {page.number for page in form.upright}
    found = tuple(each for each in form.of("正文", *roles) if each.part == 0 and each.section in sheets)
    if not any(each.role == "正文" for each in found):
        raise NotRun("没有找到正文", "there is no body text")
    return tuple(each for each in found if each.story == "正文")


def colour(form: MeasuredDocx) -> Iterator[Deviation]:
    """All text but the red mark is black; `auto` is."""
    if not form.official:
        upright(form)
    for paragraph in form.paragraphs:
        for piece in paragraph.pieces:
            if piece.text.strip() and piece.colour not in ("", "000000") and paragraph.role != "标志":
                zh, en = ("主题色", "theme colour ") if piece.colour.islower() else ("#", "#")
                yield on(paragraph, f"{zh}{piece.colour}", f"{en}{piece.colour}")
                break


RULES: tuple[FormRule, ...] = (
    FormRule(
        "MZF01", "5.1", "国标规定",
        Sentence("用纸", "the paper"),
        Sentence("A4，210×297 mm", "A4, 210×297 mm"),
        Sentence("在页面设置里选 A4。", "Choose A4 in the page setup."),
        paper,
    ),
    FormRule(
        "MZF02", "5.2.1", "国标规定",
        Sentence("页边", "the margin"),
        Sentence("上 37±1 mm（按 GB/T 33476.2 为 34.58 mm）、左 28±1 mm", "top 37±1 mm (34.58 by GB/T 33476.2), left 28±1 mm"),
        Sentence("在页面设置里改页边距。", "Change the margins in the page setup."),
        edges,
    ),
    FormRule(
        "MZF03", "5.2.1", "国标规定",
        Sentence("版心", "the text block"),
        Sentence("156×225 mm（按 GB/T 33476.2 高 229.84 mm）", "156×225 mm (229.84 high by GB/T 33476.2)"),
        Sentence("右 26 mm、下 35 mm；按 GB/T 33476.2 下 32.58 mm。", "Right 26 mm, bottom 35 mm; 32.58 by GB/T 33476.2."),
        block,
    ),
    FormRule(
        "MZF04", "5.2.3（条文用“一般”）", "国标规定",
        Sentence("正文行距", "the line spacing of the text"),
        Sentence("每面22行，每行28.95至29.6磅", "22 lines a page, 28.95 to 29.6 pt each"),
        Sentence("行距设固定值29磅左右，或用每页22行的网格。", "Set exact lines of about 29 pt, or a grid of 22 lines."),
        lines,
    ),
    FormRule(
        "MZF05", "5.2.3（条文用“一般”）", "国标规定",
        Sentence("正文字距", "the width of a character"),
        Sentence("每行28字，每字15.79磅", "28 characters a line, 15.79 pt each"),
        Sentence("文档网格设每行28字，或字距紧缩0.2磅。", "Set a grid of 28 characters, or condense by 0.2 pt."),
        characters,
    ),
    FormRule(
        "MZF06", "5.2.4", "国标规定",
        Sentence("文字颜色", "the colour of the text"),
        Sentence("黑色", "black"),
        Sentence("改成黑色或“自动”。", "Make it black, or automatic."),
        colour,
    ),
)  # fmt: skip
