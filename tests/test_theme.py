"""Palettes: read, laid over each other, and refused when wrong; least sizes of type."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mzdocs import load
from mzdocs.core.problems import Exit, Stopped
from mzdocs.core.theme_choice import Theme
from mzdocs.core.units import mm
from mzdocs.design import contrast, fonts, theme
from mzdocs.design.colour_difference import delta_e
from mzdocs.plan.document import A4, Document, Legibility, Sheet
from mzdocs.press import process_inks
from mzdocs.press.inks import SMALL_TEXT
from mzdocs.publish.record import made_from
from mzdocs.render.templates import fill, style_sheets

from . import workspaces


@pytest.fixture
def themed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A templates folder with one palette, written by the test."""

    def write(text: str) -> theme.Palette:
        (tmp_path / "_house").mkdir()
        (tmp_path / "_themes").mkdir()
        (tmp_path / "_house" / "palette.toml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(theme, "folder", lambda: tmp_path)
        return theme.palette.__wrapped__(Theme())

    return write


@pytest.mark.parametrize("name", theme.themes())
def test_every_theme_has_a_sound_palette(name):
    palette = theme.palette(Theme(name))
    assert {"primary", "ink", "foil", "underprint"} <= {colour.name for colour in palette.colours}
    assert {ink.name for ink in palette.inks.values()} == {"Foil Gold", "White", "CutContour", "Material"}


ON_BOARDS = {
    "white": ["primary"], "gold-light": ["primary"], "ink": ["paper", "tint", "white", "gold-light"],
    "ink-soft": ["paper", "white"], "primary": ["paper"], "primary-deep": ["paper", "tint", "white"], "blue": ["white"],
}  # fmt: skip
"""Which colour of text stands on which ground."""


@pytest.mark.parametrize("name", theme.themes())
def test_text_of_boards_stands_out_from_its_ground_in_every_theme(name):
    colours = {colour.name: colour.screen for colour in theme.palette(Theme(name)).colours}
    low = {
        (text, ground): contrast.ratio(colours[text], colours[ground])
        for text, grounds in ON_BOARDS.items()
        for ground in grounds
        if contrast.ratio(colours[text], colours[ground]) < 4.5
    }
    assert low == {}
    assert (
        contrast.ratio(colours["white"], colours["gold"]) < 4.5
        and contrast.ratio(colours["gold"], colours["tint"]) < 4.5
    )


def test_a_theme_lays_its_colours_over_those_of_the_house():
    house, blue = theme.palette(Theme()), theme.palette(Theme("blue"))
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


# a bureau's own


GREEN = '[colours]\nprimary = { screen = "#1f5b3f" }\n'


@pytest.fixture
def own(tmp_path: Path):
    """A workspace with one theme of its own, `ours`, of the files the test gives."""

    def write(files: dict[str, str | bytes]) -> Theme:
        for name, text in files.items():
            path = tmp_path / "data" / "themes" / "ours" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        return load.load_themes(load.Workspace(tmp_path))["ours"]

    return write


def test_a_theme_in_the_workspace_lies_over_the_house_and_room_plates_follow_its_leading_colour(own):
    ours = own({"palette.toml": GREEN})
    made = theme.palette(ours)
    assert made.screen("primary") == made.screen("room") == "#1f5b3f"
    assert made.screen("gold") == theme.palette(Theme()).screen("gold")
    assert theme.themes({"ours": ours}) == ["default", "blue", "ours"]
    assert "--room: #1f5b3f" in style_sheets("plaque", ours)
    said = own({"palette.toml": GREEN + 'room = { screen = "#123456" }\n'})
    assert theme.palette(said).screen("room") == "#123456"


def test_a_theme_of_a_shipped_name_is_the_bureaus(own, tmp_path):
    own({"palette.toml": GREEN})
    (tmp_path / "data/themes/ours").rename(tmp_path / "data/themes/blue")
    blue = load.load_themes(load.Workspace(tmp_path))["blue"]
    assert theme.palette(blue).screen("primary") == "#1f5b3f"
    assert theme.palette(blue).screen("line") == theme.palette(Theme()).screen("line")


def test_a_changed_file_is_another_theme(own):
    """Whatever is kept of a theme is kept under its files' sums: nothing old is taken for the new."""
    before = own({"palette.toml": GREEN})
    assert theme.palette(before).screen("primary") == "#1f5b3f"
    after = own({"palette.toml": GREEN.replace("1f5b3f", "1f5b40"), "board/board.css": ".board { color: red }"})
    assert before != after
    assert theme.palette(after).screen("primary") == "#1f5b40"
    assert set(after.made_from) == {"data/themes/ours/palette.toml", "data/themes/ours/board/board.css"}
    assert style_sheets("board", after).rstrip().endswith(".board { color: red }")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[colours]\nprimary = { screen = "red" }\n', 2, "#rrggbb"),
        ('[colours]\n\n\n"primary" = { screen = "#a51d24", press = [90, 90, 90, 31] }\n', 4, "300%"),
        ("[colours]\n\nprimary = {\n", 3, "不是 TOML"),
        ('[colours]\nroom = { like = "no" }\n', 2, "另一种颜色"),
        ('[colours]\nprimary = { like = "room" }\n', 2, "另一种颜色"),
        ('[colours]\nroom = { like = "primary", screen = "#a51d24" }\n', 2, "只能写 like"),
        ('[colours]\nprimary = "#a51d24"\n', 2, "screen = …"),
        ("colours = 3\n", 1, "几节"),
        ('[colour]\nprimary = { screen = "#a51d24" }\n', 1, "几节"),
        ('[card]\n"R 1" = [1, 2]\n', 2, "三个数"),
        ('[card]\n"R 1" = [1, 2, 129]\n', 2, "三个数"),
        ('[card]\n"R 1" = { lab = 3 }\n', 2, "[L, a, b]"),
        ('[colours]\nprimary = { screen = "#a51d24", press = [true, "x", 0, 0] }\n', 2, "四个"),
    ],
)
def test_an_error_names_the_file_that_is_there_and_its_line(own, text, line, said):
    ours = own({"palette.toml": text})
    with pytest.raises(Stopped) as caught:
        theme.palette(ours)
    (problem,) = caught.value.problems
    assert (problem.code, problem.location.file) == ("MZ3102", "data/themes/ours/palette.toml")
    assert problem.location.line == line
    assert said in problem.message("zh")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("plaqe/room.html", "x", "MZ1662"),
        ("_house/palette.toml", GREEN, "MZ1662"),
        ("paper/wording/basics.txt", "x", "MZ1662"),
        ("板.css", "x", "MZ1662"),
        ("board/board.css", "板".encode("gbk"), "MZ1663"),
        ("palette.toml", "板".encode("gbk"), "MZ1663"),
    ],
)
def test_a_file_nothing_would_come_of_is_told(own, name, data, code):
    with pytest.raises(Stopped) as caught:
        own({name: data})
    (problem,) = caught.value.problems
    assert (problem.code, problem.location.file) == (code, f"data/themes/ours/{name}")


def test_what_editors_leave_behind_is_passed_over_and_a_link_out_is_not_followed(own, tmp_path):
    assert [name for name, _ in own({"palette.toml": GREEN, ".DS_Store": "x"}).own.sums] == ["palette.toml"]
    (tmp_path / "secret.css").write_text("x")
    (tmp_path / "data/themes/ours/board").mkdir()
    (tmp_path / "data/themes/ours/board/board.css").symlink_to(tmp_path / "secret.css")
    with pytest.raises(Stopped) as caught:
        own({})
    assert [problem.code for problem in caught.value.problems] == ["MZ1662"]


@pytest.mark.parametrize("name", ["Ours", "自己", "a.toml", "9"])
def test_a_folder_that_cannot_be_a_theme_is_told(tmp_path, name):
    (tmp_path / "data" / "themes" / name).mkdir(parents=True)
    with pytest.raises(Stopped) as caught:
        load.load_themes(load.Workspace(tmp_path))
    assert [problem.code for problem in caught.value.problems] == ["MZ1661"]


def test_the_card_a_shop_works_by_is_part_of_a_theme(own):
    made = theme.palette(own({"palette.toml": GREEN + '[card]\n"R 1" = [36, 52.5, -30]\n'}))
    assert made.card == {"R 1": (36.0, 52.5, -30.0)} and theme.palette(Theme()).card == {}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_colours_differ_as_the_published_pairs_do(one, other, apart):
    """Pairs of Sharma, Wu and Dalal (2005), made to find faults in the formula."""
    assert delta_e(one, other) == pytest.approx(apart, abs=5e-5) == delta_e(other, one)
    assert delta_e(one, one) == 0


# what follows from the screen


def test_process_inks_follow_from_the_screen_and_never_exceed_what_dries():
    assert process_inks(theme.Colour("primary", (1, 2, 3), (0.1, 0.2, 0.3, 0.4))) == (0.1, 0.2, 0.3, 0.4)
    cyan, magenta, yellow, _ = process_inks(theme.Colour("primary", (0x1F, 0x4E, 0x8C)))
    assert cyan > 0.85 and magenta > 0.6 and yellow < 0.25, "a blue like the shipped one's 92 70 14 4"
    assert process_inks(theme.Colour("primary", (40, 40, 40))) == (0, 0, 0, pytest.approx(0.84, abs=0.01))
    shares = range(0, 256, 51)
    screens = [(red, green, blue) for red in shares for green in shares for blue in shares]
    assert max(sum(process_inks(theme.Colour("x", screen))) for screen in screens) <= 3.0 + 1e-9


@pytest.mark.parametrize("name", SMALL_TEXT)
def test_small_text_takes_two_inks_at_most(name):
    for screen in ((0x3A, 0x20, 0x10), (0xE0, 0xE6, 0xC0), (0x10, 0x60, 0x90)):
        assert sum(share > 0 for share in process_inks(theme.Colour(name, screen))) <= 2
    assert sum(share > 0 for share in process_inks(theme.Colour("gold", (0x3A, 0x20, 0x10)))) > 2
    black = process_inks(theme.Colour("ink-soft", (90, 84, 77)))
    assert black[:3] == (0, 0, 0) and 0.6 < black[3] < 0.8


@pytest.mark.parametrize("name", theme.themes())
def test_what_is_shipped_can_be_read(name):
    assert list(contrast.too_faint(Theme(name))) == []


def test_contrast_is_measured_as_wcag_does_and_told_just_below_the_limit(own):
    assert contrast.ratio((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast.ratio((0x77, 0x77, 0x77), (255, 255, 255)) == pytest.approx(4.478, abs=1e-3)
    assert contrast.ratio((255, 255, 255), (0x76, 0x76, 0x76)) == pytest.approx(4.542, abs=1e-3)
    text = '[colours]\nprimary = { screen = "#1f5b3f" }\nink-soft = { screen = "#SOFT" }\npaper = { like = "white" }\n'
    assert list(contrast.too_faint(own({"palette.toml": text.replace("SOFT", "767676")}))) == []
    told = list(contrast.too_faint(own({"palette.toml": text.replace("SOFT", "777777")})))
    assert {problem.code for problem in told} == {"MZ3662"}
    assert {problem.location.line for problem in told} == {3}
    assert "4.48∶1" in told[0].message("zh")


def test_a_template_of_a_theme_is_used_and_a_wrong_one_told_at_its_line(own):
    ours = own({"palette.toml": GREEN, "plaque/plate.html": "<p>{{ lead }}</p>\n{{ no_such }}"})
    plan = Document("plaque", "x", "x", "signage", Sheet(A4), "2026-10-12", template="plaque/plate.html",
                    theme=ours, fields={"lead": "甲", "no_such": "乙"})  # fmt: skip
    assert fill(plan) == "<p>甲</p>\n乙"
    for text, fields, line in (
        ("<p>\n{{ no_such }}", {}, 2),
        ("{% if %}", {}, 1),
        ("\n\n{{ ''.__class__.__mro__ }}", {}, 3),
        ("{{ lead + 1 }}", {"lead": "甲"}, 1),
    ):
        theirs = own({"plaque/plate.html": text})
        with pytest.raises(Stopped) as caught:
            fill(replace(plan, theme=theirs, fields=fields))
        (problem,) = caught.value.problems
        assert (problem.code, str(problem.location)) == ("MZ3661", f"data/themes/ours/plaque/plate.html:{line}")


# the command


def test_theme_new_writes_a_palette_that_reads_and_says_what_it_prints_as(sample, run):
    ended = run("theme", "new", "chengjiang", "--primary", "#1f6b4a", "--gold", "#8a6a2c")
    assert ended.code == 0, ended.said
    written = (sample.root / "data/themes/chengjiang/palette.toml").read_text("utf-8")
    assert "# " in written and "主色" in written and "press" not in written.split("[colours]")[1]
    made = theme.palette(load.load_themes(load.Workspace(sample.root))["chengjiang"])
    assert (made.screen("primary"), made.screen("gold"), made.screen("room")) == ("#1f6b4a", "#8a6a2c", "#1f6b4a")
    assert re.search(r"主色 primary\s+#1f6b4a\s+81\s+27\s+74\s+31\s+推得", ended.out)
    for derived in ("primary-deep", "gold-light", "tint", "paper", "line", "room"):
        assert re.search(rf"(?m)^{derived} ", written), derived
    told = run("theme", "new", "chengjiang").only("MZ3671")
    assert told.location == "data/themes/chengjiang/palette.toml"
    assert "删掉再重做" in told.remedy
    assert (sample.root / "data/themes/chengjiang/palette.toml").read_text("utf-8") == written
    assert "#1f6b4a" in run("theme", "show", "chengjiang").out


def test_theme_new_begins_with_another_theme(sample, run):
    assert run("theme", "new", "ours", "--from", "blue").code == 0
    made = theme.palette(load.load_themes(load.Workspace(sample.root))["ours"])
    assert [c for c in made.colours if c != theme.palette(Theme("blue")).colour(c.name)] == []
    assert run("theme", "new", "other", "--from", "no").only("MZ3101")
    assert "、ours" in run("theme", "show", "our-s").only("MZ3101").remedy


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("Ours",), "MZ3664"), (("../x",), "MZ3664"), (("ours", "--primary", "red"), "MZ3663"),
        (("ours", "--primary", "#1f6b4"), "MZ3663"),
    ],
)  # fmt: skip
def test_theme_new_refuses(sample, run, arguments, code):
    ended = run("theme", "new", *arguments)
    assert (ended.code, ended.codes) == (Exit.USAGE, [code])
    assert not (sample.root / "data/themes").exists()


def test_a_faint_theme_is_told_when_it_is_written_and_by_check_where_it_is_used(sample, run):
    ended = run("theme", "new", "lime", "--primary", "#8fd03c")
    assert ended.code == Exit.DATA and set(ended.codes) == {"MZ3662"}
    told = next(each for each in ended.told if "主色 primary" in each.message)
    file = sample.root / "data/themes/lime/palette.toml"
    (enough,) = re.findall('把“主色 primary”改深：screen = "(#[0-9a-f]{6})"', told.remedy)
    written = file.read_text("utf-8")
    file.write_text(written.replace("#8fd03c", enough), "utf-8")
    assert not [each for each in run("theme", "show", "lime").told if re.search("primary”|room”", each.message)]
    file.write_text(written, "utf-8")
    assert run("check").code == 0, "a draft nobody uses stops nothing"
    workspaces.replace(sample.district, "主题: default", "主题: lime")
    ended = run("check")
    assert ended.code == Exit.DATA and {told.code for told in ended.errors} == {"MZ3662"}
    assert all(told.location.startswith("data/themes/lime/palette.toml:") for told in ended.errors)


def test_an_own_theme_is_built_checked_and_is_part_of_what_was_made(sample, run):
    assert run("theme", "new", "ours", "--primary", "#1f5b3f").code == 0
    workspaces.replace(sample.district, "主题: default", "主题: ours")
    assert run("build-signage", "--only", "badge", "-q").code == 0, run("build-signage", "--only", "badge").said
    signage = sample.output / "taoyuan" / "signage"
    before = {path.name: path.read_bytes() for path in signage.iterdir()}
    assert "data/themes/ours/palette.toml" in (made_from(signage) or {})
    assert run("build-signage", "--only", "badge", "-q").code == 0
    assert {path.name: path.read_bytes() for path in signage.iterdir()} == before, "same data, same bytes"
    path = sample.root / "data/themes/ours/palette.toml"
    path.write_text(path.read_text("utf-8").replace("#1f5b3f", "#5b1f3f"), "utf-8")
    assert run("bundle", "-q").only("MZ7402").message.count("data/themes/ours/palette.toml")
    assert run("build-signage", "--only", "badge", "-q").code == 0
    assert (signage / "badges.pdf").read_bytes() != before["badges.pdf"], (
        "the kept template of the old colour is not used"
    )
