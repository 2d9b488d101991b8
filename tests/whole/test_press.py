"""What a press makes of the signs, told by programs that did not write them: veraPDF's engine, Ghostscript, ZBar."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageMath

from mzdocs.build import pipeline
from mzdocs.design.theme import BLACK, FOUR, MOST_INK, palette
from mzdocs.kinds.staff_cards import cards
from mzdocs.pdf import stream_tree

from .verapdf import broken_rules

PROCESS = {"Cyan", "Magenta", "Yellow", "Black"}
SEEN = ("taoyuan", "yanhu", "bailuhu")
"""The usual signs, upright badges, the longest name; of the first two plates are made, of all of the first."""
DOTS = 36
"""An inch: enough for every line of a sign, and a plate is made in half a second."""


@dataclass(frozen=True)
class Plates:
    """The plates of one file, one page under the other, inside the trim; 0 is full ink, 255 none."""

    by_ink: dict[str, list[Image.Image]]

    def inked(self) -> set[str]:
        return {ink for ink, pages in self.by_ink.items() if any(page.getextrema()[0] < 255 for page in pages)}

    def pages(self) -> Iterator[dict[str, Image.Image]]:
        for number in range(len(self.by_ink["Black"])):
            yield {ink: pages[number] for ink, pages in self.by_ink.items()}


def plates(path: Path, folder: Path, dots: int = DOTS, pages: int = 2) -> Plates:
    """Ghostscript's separations: overprinting is done as a press does it."""
    folder.mkdir()
    subprocess.run(
        ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{dots}", "-dUseTrimBox",
         f"-dLastPage={pages}", f"-sOutputFile={folder / '%d.tif'}", path],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    made: dict[str, list[Image.Image]] = {}
    for file in sorted(folder.glob("*(*).tif")):
        with Image.open(file) as picture:
            made.setdefault(file.stem.split("(")[1].rstrip(")"), []).append(picture.convert("L"))
    return Plates(made)


def most_ink(page: dict[str, Image.Image]) -> float:
    """The largest sum of the four process inks on one spot; 1 is one ink in full."""
    shades = {ink: page[ink].convert("I") for ink in PROCESS}
    lightness = ImageMath.lambda_eval(lambda of: of["Cyan"] + of["Magenta"] + of["Yellow"] + of["Black"], **shades)
    return 4 - lightness.getextrema()[0] / 255


def ordered(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Every sign with an order, and the inks that stand in it."""
    for entry in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]:
        if entry["file"].endswith(".pdf") and "order" in entry:
            yield folder / entry["file"], entry["order"]["inks"]


def of_each_design(files: Iterable[Path]) -> list[Path]:
    """Boards are made alike but for their words, and room plates: the first of each, printed and outlined."""
    first: dict[str, Path] = {}
    for path in files:
        first.setdefault(re.sub("^(board|room)-.+?(-outlined)?$", r"\1\2", path.stem), path)
    return list(first.values())


def for_the_press(station: Path) -> list[Path]:
    found = [path for path in station.glob("signage/*.pdf") if not path.name.startswith("large-print-")]
    assert len(found) > 30
    return found


def test_every_press_file_passes_the_engine_of_verapdf_as_pdf_x_4(built):
    """All but the large print, which the office prints itself; `make gate` shows it those of all eight stations."""
    assert len(built.files("*/signage/large-print-*.pdf")) == 6 * len(SEEN)
    usual, *others = (for_the_press(built.output / station) for station in SEEN)
    shown = [*usual, *(path for station in others for path in of_each_design(station))]
    assert len(shown) > 60
    for path in shown:
        assert broken_rules(path, "x4") == {}, path


@pytest.mark.parametrize("station", SEEN[:2])
def test_ghostscript_makes_the_plates_that_were_ordered_and_no_other(built, stations, tmp_path, station):
    known = palette(stations[station].station_data.theme).inks
    files = dict(ordered(built.output / station / "signage"))
    kinds = {path.name.split("-")[0] for path in files} - {"staff"}
    assert kinds == {"badges.pdf", "badges", "board", "info", "notice", "plaque", "room"}
    assert ("staff-cards.pdf" in {path.name for path in files}) == bool(cards(stations[station].station_data).records)
    for path in files if station == SEEN[0] else of_each_design(files):
        inks = files[path]
        expected = {known[word].name for word in inks if word not in (FOUR, BLACK)}
        expected |= PROCESS if FOUR in inks else {"Black"}
        made = plates(path, tmp_path / path.stem)
        assert set(made.by_ink) == expected | PROCESS, path.name
        assert made.inked() == expected, path.name
        assert max(map(most_ink, made.pages())) <= MOST_INK, path.name


def white_is_whole(sign: Path, folder: Path) -> bool:
    """No hole is left in the white for the red over it, on any spot inside the trim."""
    page = next(plates(sign, folder, 100).pages())
    red = page["Magenta"].point(lambda shade: 255 * (shade < 128)).histogram()[255]
    assert red > 0.4 * page["Magenta"].width * page["Magenta"].height
    return page["White"].getextrema() == (0, 0)


def ground_goes_on(board: Path, folder: Path) -> bool:
    """The yellow of the paper ground lies under every spot of full black: no white edge if a plate is off."""
    page = next(plates(board, folder, 100).pages())
    black, ground = page["Black"].point(lambda shade: 255 * (shade == 0)), page["Yellow"]
    assert black.histogram()[255] > 10_000
    return Image.composite(ground, Image.new("L", ground.size), black).getextrema()[1] < 255


def without_overprint(path: Path, folder: Path) -> Path:
    with pikepdf.open(path) as pdf:
        for _, resources in stream_tree.streams(pdf):
            for state in resources.get("/ExtGState", {}).values():
                state.op = state.OP = False
        pdf.save(folder / path.name)
    return folder / path.name


@pytest.mark.parametrize(("sign", "holds"), [("room-01", white_is_whole), ("board-gong-zuo-zhi-ze", ground_goes_on)])
def test_white_and_black_overprint_and_without_it_the_plates_show_holes(built, tmp_path, sign, holds):
    file = built.output / "taoyuan" / "signage" / f"{sign}.pdf"
    assert holds(file, tmp_path / "as-made")
    assert not holds(without_overprint(file, tmp_path), tmp_path / "spoilt")


NAME = "姓名："
"""How each code begins: one of the readers parts them by lines alone."""


@pytest.mark.parametrize("station", SEEN)
def test_two_readers_read_every_code_of_the_outlined_badges(built, stations, tmp_path, station):
    codes = [code for document in pipeline.plan(stations[station].station_data, ("badge",)) for code in document.codes]
    file = built.output / station / "signage" / "badges-outlined.pdf"
    subprocess.run(["pdftoppm", "-gray", "-r", "300", file, tmp_path / "card"], check=True, timeout=120)
    cards = sorted(tmp_path.glob("card*.pgm"))
    assert len(codes) > 5
    first = []
    for card in cards:
        with Image.open(card) as picture:
            first += [found.text for found in zxingcpp.read_barcodes(picture)]
    second = subprocess.run(
        ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", *cards],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    told = [NAME + text.rstrip("\n") for text in second.stdout.split(NAME)[1:]]
    assert sorted(first) == sorted(told) == sorted(set(codes))
