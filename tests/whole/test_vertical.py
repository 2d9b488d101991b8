"""Vertical text against Chromium, which has `writing-mode`: every character's ink stands where a browser puts it.

Both set the same characters in the same font, size and pitch from the same corner of the em grid. Each cell of both
pictures gives one ink box, and all four edges are compared. Measured with Chromium 156: the board of 䶮湖, whose em is
158 mm, differs by 0.1 mm at most, the marks by 0.1 mm, which is one dot of the pictures.

Digits side by side are left out: Chromium squeezes them and sets them 5 % of an em low. What is asked of them, and
of dashes, is that they stand in the middle of the column. Chromium gets dashes and dots in their vertical form: it
turns the horizontal ones about the base line, 5 % of an em off the middle.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pikepdf
import pytest
from PIL import Image

from mzdocs.core.problems import Location
from mzdocs.core.theme_choice import Theme
from mzdocs.core.units import Length, mm, pt
from mzdocs.design import fontconfig
from mzdocs.design.vertical import cells
from mzdocs.pdf import content_stream
from mzdocs.pdf.graphics_state import times
from mzdocs.render import engine
from mzdocs.render.templates import _environment, style_sheets

NEAR = 0.2
"""Millimetres, from the issue."""
DOTS = 254
"""An inch: a dot is a tenth of a millimetre."""
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    "--no-pdf-header-footer",
)  # fmt: skip
PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>
@page {{ size: {width}mm {height}mm; margin: 0 }}
body {{ margin: 0; font: bold {em}mm/1 "Noto Serif CJK SC"; font-feature-settings: "ccmp" 0 }}
p {{ margin: 0; position: absolute; transform: translate({left}mm, {top}mm);
  writing-mode: vertical-rl; white-space: nowrap;
  letter-spacing: {gap}mm; text-spacing-trim: space-all; text-autospace: no-autospace; font-kerning: none;
  text-rendering: geometricPrecision }}
span {{ text-combine-upright: all; letter-spacing: 0; margin-inline-end: {gap}mm }}
</style><p>{text}</p></html>"""


@dataclass(frozen=True)
class Column:
    """A column of cells from the top left corner of its em grid; all lengths are of the trimmed sheet."""

    text: str
    width: Length
    height: Length
    em: Length
    pitch: Length

    @property
    def steps(self) -> list[str]:
        return [cell.text for cell in cells(self.text)]

    @property
    def left(self) -> Length:
        return (self.width - self.em) * 0.5

    @property
    def top(self) -> Length:
        return (self.height - self.em - self.pitch * (len(self.steps) - 1)) * 0.5


def by_chromium(column: Column, folder: Path) -> Path:
    """The column as a PDF of Chromium's, in a home of its own, with our fonts only."""
    runs = "".join(f"<span>{cell.text}</span>" if cell.form == "digits" else cell.text for cell in cells(column.text))
    for ours, plain in zip("﹃﹄﹁﹂", "“”‘’", strict=True):
        runs = runs.replace(ours, plain)
    lengths = {key: getattr(column, key).mm for key in ("width", "height", "em", "left", "top")}
    page, made = folder / "column.html", folder / "chromium.pdf"
    page.write_text(PAGE.format(**lengths, gap=(column.pitch - column.em).mm, text=runs), encoding="utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(fontconfig.config_file()), "HOME": str(folder)}
    subprocess.run(
        ["chromium", *FLAGS, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={made}", page.as_uri()],
        env=environment, capture_output=True, check=True, timeout=90,
    )  # fmt: skip
    return made


def by_us(column: Column, folder: Path, style: str = "") -> Path:
    """The column through the house's macro, without any sign round it; `style` comes after the house's."""
    template = _environment(Theme()).from_string(
        '{% from "_house/macros.html" import column with context %}<html lang="zh-CN"><title>列</title>'
        "<style>@page { size: {{ c.width }} {{ c.height }}; margin: 0 }</style>"
        """<div style="position: absolute; left: {{ c.left }}; top: {{ c.top }}; """
        """font: bold 1mm 'Noto Serif CJK SC'">{{ column(c.text, c.em, c.pitch) }}</div>"""
    )
    styles = style_sheets("plaque", Theme()) + style
    laid = engine.lay_out(template.render(c=column), styles, {}, Location("column.pdf"))
    made = folder / "ours.pdf"
    made.write_bytes(laid.write("plain"))
    return made


def boxes(path: Path, column: Column) -> list[tuple[float, ...]]:
    """The ink box of every cell, left, top, right and bottom in millimetres of the trimmed sheet."""
    with pikepdf.open(path) as pdf:
        trim, media = ([float(value) for value in box] for box in (pdf.pages[0].trimbox, pdf.pages[0].mediabox))
    corner = pt(trim[0] - media[0]).mm, pt(media[3] - trim[3]).mm
    subprocess.run(
        ["pdftoppm", "-gray", "-singlefile", "-r", str(DOTS), path, path.with_suffix("")],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    with Image.open(path.with_suffix(".pgm")) as picture:
        return [_ink(picture, column, number, corner) for number in range(len(column.steps))]


def _ink(picture: Image.Image, column: Column, number: int, corner: tuple[float, float]) -> tuple[float, ...]:
    """Cells are cut half way between two ems; a quarter of an em is kept at both sides."""
    dot, side = 25.4 / DOTS, column.em.mm * 0.25
    spare = (column.pitch - column.em).mm / 2
    left, top = column.left.mm - side, column.top.mm + column.pitch.mm * number - spare
    area = (left, top, left + column.em.mm + 2 * side, top + column.pitch.mm)
    cut = [round((edge + corner[axis % 2]) / dot) for axis, edge in enumerate(area)]
    found = picture.crop(tuple(cut)).point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert found, f"{column.steps[number]} left no ink"
    return tuple((cut[axis % 2] + edge) * dot - corner[axis % 2] for axis, edge in enumerate(found))


def differences(column: Column, ours: Path, folder: Path) -> dict[str, float]:
    """How far an edge of ours stands from Chromium's, at most, by cell; digits are left out."""
    trios = zip(cells(column.text), boxes(ours, column), boxes(by_chromium(column, folder), column), strict=True)
    return {
        f"{number} {cell.text}": max(abs(a - b) for a, b in zip(mine, theirs, strict=True))
        for number, (cell, mine, theirs) in enumerate(trios)
        if cell.form == "upright"
    }


def column_of(path: Path, text: str) -> Column:
    """Size and pitch of a finished board; where it must stand follows from its sheet alone."""
    with pikepdf.open(path) as pdf:
        left, bottom, right, top = (float(value) for value in pdf.pages[0].trimbox)
        shown = [mark for mark in content_stream.marks(pdf.pages[0]) if mark.what == "text"]
    heights = [times(mark.text_matrix, mark.state.matrix)[5] for mark in shown]
    assert len(shown) == len(text)
    pitch = (heights[0] - heights[-1]) / (len(text) - 1)
    return Column(text, pt(right - left), pt(top - bottom), pt(shown[0].text_size), pt(pitch))


CENTRED = 0.6
"""Millimetres the ink of a column lies off the middle of its ems, at most."""
BOARD = "澄江区䶮湖街道民政工作站"
MARKS = "䶮湖（民政）“甲”，乙：‘丙’；丁！？—…《书》、〈一〉〔二〕【三】12号3。"


@pytest.fixture(scope="module")
def marks(tmp_path_factory) -> tuple[Column, Path, Path]:
    """An em of 72 and a step of 96 of Chromium's units: it rounds others by up to 0.2 mm a page."""
    folder = tmp_path_factory.mktemp("marks")
    column = Column(MARKS, mm(60), mm(25.4) * (len(cells(MARKS)) + 1), mm(19.05), mm(25.4))
    return column, by_us(column, folder), folder


def test_the_hanging_board_stands_in_its_em_grid_as_chromium_sets_it(built, tmp_path):
    board = Path(shutil.copy(built.output / "yanhu" / "signage" / "plaque-vertical.pdf", tmp_path))
    column = column_of(board, BOARD)
    pairs = list(zip(boxes(board, column), boxes(by_chromium(column, tmp_path), column), strict=True))
    across, down = (median(mine[axis] - theirs[axis] for mine, theirs in pairs) for axis in (0, 1))
    assert max(abs(across), abs(down)) <= CENTRED, "the board is centred by ink, the grid by ems"
    far = [
        abs(a - b - (across, down)[n % 2])
        for mine, theirs in pairs
        for n, (a, b) in enumerate(zip(mine, theirs, strict=True))
    ]
    assert len(pairs) == len(BOARD) and max(far) <= NEAR, far


def test_marks_take_their_vertical_form_where_chromium_sets_it(marks):
    column, ours, folder = marks
    far = differences(column, ours, folder)
    assert len(far) > 30 and max(far.values()) <= NEAR, far


def test_digits_and_dashes_stand_in_the_middle_of_the_column(marks):
    column, ours, _ = marks
    for number, (cell, box) in enumerate(zip(cells(column.text), boxes(ours, column), strict=True)):
        off = (box[0] + box[2]) / 2 - column.left.mm - column.em.mm / 2
        low = (box[1] + box[3]) / 2 - column.top.mm - column.pitch.mm * number - column.em.mm / 2
        if cell.form == "digits" or cell.text in "︱︙":
            assert (abs(off) <= NEAR, abs(low) <= NEAR) == (True, True), (cell.text, off, low)


def test_a_horizontal_bracket_would_be_seen(marks):
    column, _, folder = marks
    (folder / "other").mkdir()
    wrong = by_us(column, folder / "other", '.cell.upright { font-feature-settings: "vert" 0 }')
    assert differences(column, wrong, folder)["2 （"] > NEAR
