"""Finished pages of output/ -> the small pictures of the README."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageOps

ROOT = Path(__file__).parents[1]
GALLERY = ROOT / "docs" / "gallery"
MM = 72 / 25.4

PICTURES: dict[str, tuple[str, list[int | str], int]] = {
    "plaque-plate": ("taoyuan/signage/plaque-plate.pdf", [0], 520),
    "plaque-room": ("taoyuan/signage/room-01.pdf", [0], 420),
    "plaque-vertical": ("yanhu/signage/plaque-vertical.pdf", [0], 130),
    "board-rules": ("taoyuan/signage/board-gong-zuo-zhi-du.pdf", [0], 460),
    "board-procedure": ("taoyuan/signage/board-di-bao-liu-cheng.pdf", [0], 460),
    "badge": ("taoyuan/signage/badges.pdf", [0, 1], 420),
    "badge-upright": ("yanhu/signage/badges.pdf", [0, 1], 260),
    "badge-sheet": ("taoyuan/signage/badges-a4.pdf", [0, 1], 360),
    "archive-volume": ("taoyuan/archive/volume-db-001.pdf", [0, 1, 3], 300),
    "archive-spines": ("taoyuan/archive/spines.pdf", [0], 300),
    "household-file": ("taoyuan/archive/household-files.pdf", [0, "顺序号"], 300),
    "name-index": ("taoyuan/archive/name-index.pdf", [0], 300),
    "box-labels": ("taoyuan/archive/box-labels.pdf", [0], 300),
    "public-list": ("taoyuan/public/public-list.pdf", [0], 300),
    "report": ("nanping/reports/2026/inspection-report.pdf", [0, 1], 340),
    "score-sheet": ("nanping/reports/2026/score-sheet.pdf", [0], 520),
    "appointment": ("nanping/reports/2026/appointment-001-01.pdf", [0], 420),
    "matrix": ("district/reports/2026/matrix.pdf", [1], 520),
    "work-plan": ("district/reports/2026/work-plan.pdf", [0, 2], 340),
}
"""File of output/, pages by number from 0 or by a text of theirs, width of one in pixels."""
START: dict[str, tuple[str, list[int | str], int]] = {
    "start-plaque": ("taoyuan/signage/plaque-plate.pdf", [0], 420),
    "start-badge": ("taoyuan/signage/badges.pdf", [0, 1], 320),
}
"""The same of the district that docs/start.md begins."""


def page_number(path: Path, page: int | str) -> int:
    """A number as it is, or the first page with a text: how many covers come before it is a matter of the data."""
    if isinstance(page, int):
        return page
    pages = enumerate(pdfium.PdfDocument(path))
    return next(number for number, each in pages if page in each.get_textpage().get_text_bounded())


def picture(path: Path, page: int, width: int) -> Image.Image:
    """One page, cut to its trimmed size, `width` pixels wide."""
    with pikepdf.open(path) as pdf:
        trim = [float(value) for value in pdf.pages[page].trimbox]
        media = [float(value) for value in pdf.pages[page].mediabox]
    scale = 2 * width / (trim[2] - trim[0])
    whole = pdfium.PdfDocument(path)[page].render(scale=scale).to_pil()
    cut = tuple(
        round(scale * v) for v in (trim[0] - media[0], media[3] - trim[3], trim[2] - media[0], media[3] - trim[1])
    )
    small = whole.crop(cut).resize(
        (width, round(width * (trim[3] - trim[1]) / (trim[2] - trim[0]))), Image.Resampling.LANCZOS
    )
    return ImageOps.expand(small, 1, "#c8c4bc")


def beside(pictures: list[Image.Image], gap: int = 12) -> Image.Image:
    width = sum(p.width for p in pictures) + gap * (len(pictures) - 1)
    sheet = Image.new("RGB", (width, max(p.height for p in pictures)), "white")
    x = 0
    for each in pictures:
        sheet.paste(each, (x, 0))
        x += each.width + gap
    return sheet


def fill_in(root: Path, page: str) -> None:
    """Put each block of a page of docs/ into the file its first line names.

    It takes the place of a line of the same key, or comes at the end.
    """
    for name, block in re.findall(r"```yaml\n# (\S+)\n(.*?)```", page, re.S):
        path, key = root / name, block.partition(":")[0]
        text, line = path.read_text("utf-8"), re.compile(f"^{key}: .*\n", re.M)
        path.write_text(line.sub(block, text) if line.search(text) else text + block, "utf-8")


def begun(folder: Path) -> Path:
    """The output of docs/start.md, done as it is written as far as the badge."""
    page = (ROOT / "docs" / "start.md").read_text("utf-8").partition("## 四、")[0]
    command = next(line for line in page.splitlines() if line.startswith("mzdocs new") and "--yes" in line)
    program, root = ROOT / ".venv" / "bin" / "mzdocs", folder / shlex.split(command)[2]
    subprocess.run([program, *shlex.split(command)[1:], "--on", "2026-11-30"], cwd=folder, check=True)
    fill_in(root, page)
    photos = root / "data" / "stations" / "photos"
    shutil.copy(ROOT / "data" / "stations" / "photos" / "001-001-01.png", photos / "001-01.png")
    subprocess.run([program, "build-signage", "-q"], cwd=root, check=True)
    return root / "output"


def draw(output: Path, pictures: Mapping[str, tuple[str, list[int | str], int]]) -> None:
    for name, (file, pages, width) in pictures.items():
        path = output / file
        sheet = beside([picture(path, page_number(path, page), width) for page in pages])
        sheet.quantize(64, dither=Image.Dither.NONE).save(GALLERY / f"{name}.png", optimize=True)
        print(f"docs/gallery/{name}.png")


def main() -> None:
    GALLERY.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        draw(begun(Path(folder)), START)
    draw(ROOT / "output", PICTURES)


if __name__ == "__main__":
    main()
