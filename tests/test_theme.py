"""Palettes: read, laid over each other, and refused when wrong; least sizes of type."""

from __future__ import annotations

from pathlib import Path

import pytest

from mzdocs.core.problems import Stopped
from mzdocs.core.units import mm
from mzdocs.design import fonts, theme
from mzdocs.plan.document import Legibility


@pytest.fixture
def themed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A templates folder with one palette, written by the test."""

    def write(text: str) -> theme.Palette:
        (tmp_path / "_house").mkdir()
        (tmp_path / "_themes").mkdir()
        (tmp_path / "_house" / "palette.toml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(theme, "folder", lambda: tmp_path)
        return theme.palette.__wrapped__("default")

    return write


@pytest.mark.parametrize("name", theme.themes())
def test_every_theme_has_a_sound_palette(name):
    palette = theme.palette(name)
    assert {"primary", "ink", "foil", "underprint"} <= {colour.name for colour in palette.colours}
    assert {ink.name for ink in palette.inks.values()} == {"Foil Gold", "White", "CutContour", "Material"}


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Of two screen colours, by WCAG 2.2: 1 to 21."""

    def luminance(colour: tuple[int, int, int]) -> float:
        shares = [c / 255 for c in colour]
        red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


ON_BOARDS = {
    "white": ["primary"], "gold-light": ["primary"], "ink": ["paper", "tint", "white", "gold-light"],
    "ink-soft": ["paper", "white"], "primary": ["paper"], "primary-deep": ["paper", "tint", "white"], "blue": ["white"],
}  # fmt: skip
"""Which colour of text stands on which ground."""


@pytest.mark.parametrize("name", theme.themes())
def test_text_of_boards_stands_out_from_its_ground_in_every_theme(name):
    colours = {colour.name: colour.screen for colour in theme.palette(name).colours}
    low = {
        (text, ground): contrast(colours[text], colours[ground])
        for text, grounds in ON_BOARDS.items()
        for ground in grounds
        if contrast(colours[text], colours[ground]) < 4.5
    }
    assert low == {}
    assert contrast(colours["white"], colours["gold"]) < 4.5 and contrast(colours["gold"], colours["tint"]) < 4.5


def test_a_theme_lays_its_colours_over_those_of_the_house():
    house, blue = theme.palette("default"), theme.palette("blue")
    assert house.screen("primary") == "#a51d24" and blue.screen("primary") == "#1f4e8c"
    assert house.screen("gold") == blue.screen("gold")
    assert blue.named((0x1F, 0x4E, 0x8C)).press == (0.92, 0.70, 0.14, 0.04)


def test_a_colour_is_read_with_its_shares_and_ink(themed):
    palette = themed(
        '[inks]\n"烫金" = { name = "Foil Gold", look = [0, 20, 60, 20] }\n'
        '[colours]\nfoil = { screen = "#b98d44", press = [25, 40, 80, 5], ink = "烫金" }\n'
    )
    assert palette.named((0xB9, 0x8D, 0x44)) == theme.Colour("foil", (185, 141, 68), (0.25, 0.4, 0.8, 0.05), "烫金")
    assert palette.named((1, 2, 3)) is None
    assert "--foil: #b98d44;" in palette.css()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[colours]\nred = { screen = "a51d24", press = [0, 100, 100, 0] }', "#rrggbb"),
        ('[colours]\nred = { screen = "#a51d24", press = [0, 100, 100] }', "四个"),
        ('[colours]\nred = { screen = "#a51d24", press = [0, 100, 101, 0] }', "四个"),
        ('[colours]\nred = { screen = "#a51d24", press = [100, 100, 100, 1] }', "300%"),
        ('[colours]\nred = { screen = "#a51d24", press = [0, 0, 0, 1], tint = 3 }', "只能写"),
        ('[colours]\nred = { screen = "#a51d24", press = [0, 0, 0, 1], ink = "银" }', "没有专色"),
        (
            '[colours]\na = { screen = "#a51d24", press = [0, 0, 0, 1] }\n'
            'b = { screen = "#a51d24", press = [0, 0, 0, 2] }',
            "印色却不同",
        ),
        ('[inks]\n"金" = { name = "金", look = [0, 0, 0, 0] }', "英文名"),
        ("[colours]\n烫 = 1", "不是 TOML"),
    ],
)
def test_a_wrong_entry_is_told(themed, text, said):
    with pytest.raises(Stopped) as caught:
        themed(text)
    (problem,) = caught.value.problems
    assert problem.code == "MZ3102" and said in problem.message("zh")


def test_the_least_size_is_set_by_the_distance_or_by_the_stroke():
    song, hei = fonts.CHAINS["song", True][0], fonts.CHAINS["hei", True][0]
    far, fine = Legibility(mm(10_000), mm(0.1)), Legibility(mm(500), mm(0.3))
    assert far.least(song.stroke).mm == far.least(hei.stroke).mm == 40
    assert fine.least(song.stroke).mm == pytest.approx(0.3 / 0.024)
    assert fine.least(hei.stroke).mm == pytest.approx(0.3 / 0.065)
