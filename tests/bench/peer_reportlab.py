"""ReportLab's canvas, drawn by hand: the card's frame is a form drawn once, an index page is lines and strings."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.bench import forms
from tests.bench.forms import CARD, CENTRED, CODE, HEAD, LINES, PHOTO, PLACES, WIDTHS
from tests.bench.lines import JsonLines

FONT = "kai"
Cells = list[list[str]]

TOP, BOTTOM, LEFT, SIZE, LEADING, PADDING = 275 * mm, 18 * mm, 25 * mm, 8, 10.4, 1.7 * mm
EDGES = [LEFT + sum(WIDTHS[:column]) * mm for column in range(9)]
"""The columns' edges; a cell keeps 1 mm clear of them."""


def width(text: str) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, SIZE))


def wrapped(text: str, room: float) -> list[str]:
    """Lines filled character by character; nothing is known of characters that must not begin a line."""
    lines, line = [], ""
    for character in text:
        if width(line + character) > room:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]


def cells(row: Sequence[str]) -> Cells:
    rooms = [(column - 2) * mm for column in WIDTHS]
    return [
        [text] if len(text) * SIZE <= room or width(text) <= room else wrapped(text, room)
        for text, room in zip(row, rooms, strict=True)
    ]


def height(row: Cells) -> float:
    return max(map(len, row)) * LEADING + 2 * PADDING


def paged(rows: Sequence[Sequence[str]]) -> Iterator[list[Cells]]:
    head = height([[word] for word in HEAD])
    page: list[Cells] = []
    left = TOP - BOTTOM - head
    for row in map(cells, rows):
        if height(row) > left:
            yield page
            page, left = [], TOP - BOTTOM - head
        page.append(row)
        left -= height(row)
    yield page


def draw_row(canvas: Canvas, top: float, row: Cells, centred: Sequence[int]) -> float:
    """Draws one row below `top`; its bottom edge."""
    bottom = top - height(row)
    for column, lines in enumerate(row):
        base = (top + bottom) / 2 + len(lines) * LEADING / 2 - LEADING * 0.77
        for number, line in enumerate(lines):
            y = base - number * LEADING
            if column in centred:
                canvas.drawCentredString((EDGES[column] + EDGES[column + 1]) / 2, y, line)
            else:
                canvas.drawString(EDGES[column] + 1 * mm, y, line)
    canvas.line(EDGES[0], bottom, EDGES[-1], bottom)
    return bottom


def draw_page(canvas: Canvas, rows: list[Cells], name: str, folio: str) -> None:
    canvas.setFont(FONT, SIZE)
    canvas.setLineWidth(0.2 * mm)
    head: Cells = [[word] for word in HEAD]
    canvas.setFillGray(0.93)
    canvas.rect(EDGES[0], TOP - height(head), EDGES[-1] - EDGES[0], height(head), stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.line(EDGES[0], TOP, EDGES[-1], TOP)
    bottom = draw_row(canvas, TOP, head, range(8))
    for row in rows:
        bottom = draw_row(canvas, bottom, row, CENTRED)
    for edge in EDGES:
        canvas.line(edge, TOP, edge, bottom)
    canvas.drawString(EDGES[0], 285 * mm, forms.NAME)
    canvas.drawRightString(EDGES[-1], 285 * mm, name)
    canvas.drawCentredString((EDGES[0] + EDGES[-1]) / 2, 8 * mm, folio)
    canvas.showPage()


def index(canvas: Canvas, source: Path) -> None:
    for serial, volume in forms.in_volumes(JsonLines(source)):
        pages = list(paged(volume))
        for number, page in enumerate(pages, 1):
            draw_page(canvas, page, forms.volume_name(serial), forms.folio(number, len(pages)))


def draw_frame(canvas: Canvas) -> None:
    canvas.beginForm("frame", 0, 0, CARD[0] * mm, CARD[1] * mm)
    canvas.setStrokeColor(HexColor("#999999"))
    canvas.setLineWidth(0.1 * mm)
    canvas.rect(0.15 * mm, 0.15 * mm, 85.3 * mm, 53.7 * mm)
    canvas.setFillColor(HexColor("#b5161c"))
    canvas.rect(0, 44 * mm, CARD[0] * mm, 10 * mm, stroke=0, fill=1)
    write(canvas, 0, 2, 13, "#ffffff", forms.TITLE, centred=True)
    for line in LINES:
        write(canvas, 28, line.top, 7, "#666666", line.label)
    write(canvas, 4, 48, 6, "#666666", forms.FOOT)
    canvas.endForm()


def write(canvas: Canvas, x: float, top: float, size: float, colour: str, text: str, centred: bool = False) -> None:
    canvas.setFillColor(HexColor(colour))
    canvas.setFont(FONT, size)
    y = (CARD[1] - top) * mm - size * 0.95
    if centred:
        canvas.drawCentredString(CARD[0] / 2 * mm, y, text)
    else:
        canvas.drawString(x * mm, y, text)


def picture(canvas: Canvas, what: str, box: tuple[float, float, float, float]) -> None:
    left, top, across, down = box
    canvas.drawImage(what, left * mm, (CARD[1] - top - down) * mm, across * mm, down * mm)


def cards(canvas: Canvas, work: Path, source: Path) -> None:
    codes = work / f"codes-{source.stem.split('-')[1]}"
    draw_frame(canvas)
    for serial, badge in enumerate(JsonLines(source)):
        left, top = PLACES[serial % len(PLACES)]
        canvas.saveState()
        canvas.translate(left * mm, (297 - top - CARD[1]) * mm)
        canvas.doForm("frame")
        picture(canvas, str(work / "photos" / badge["photo"].rsplit("/", 1)[1]), PHOTO)
        canvas.setFillGray(0)
        for line in LINES:
            canvas.setFont(FONT, line.size)
            canvas.drawString(39 * mm, (CARD[1] - line.top) * mm - line.size * 0.95, badge[line.key])
        picture(canvas, str(codes / f"{serial}.png"), CODE)
        canvas.restoreState()
        if serial % len(PLACES) == len(PLACES) - 1:
            canvas.showPage()


def main(work: Path, source: Path, target: Path) -> None:
    pdfmetrics.registerFont(TTFont(FONT, str(work / "fonts" / "kai.ttf")))
    canvas = Canvas(str(target), pagesize=(210 * mm, 297 * mm), pageCompression=1)
    if source.stem.startswith("badges"):
        cards(canvas, work, source)
    else:
        index(canvas, source)
    canvas.save()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
