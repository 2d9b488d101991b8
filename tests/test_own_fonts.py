"""A bureau's own fonts: only for characters no shipped font has, only if they may be embedded, and never in silence."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from fontTools.ttLib import TTFont

from mzdocs.build.adopted_fonts import adopt_fonts
from mzdocs.build.toolchain import toolchain
from mzdocs.core.problems import Stopped
from mzdocs.design import fontconfig, fonts, own_fonts
from mzdocs.load import Workspace as Space

from .made_fonts import RARE, made_font
from .workspaces import Ended, Workspace, line_of, replace

Run = Callable[..., Ended]
SHIPPED = "永"


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """What a test adopts is no font of the next one's."""
    yield
    own_fonts.adopt([])


def put(sample: Workspace, name: str = "rare.ttf", data: bytes | None = None) -> None:
    folder = sample.root / "data" / "fonts"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(made_font() if data is None else data)


@pytest.mark.parametrize("cff", [False, True])
def test_a_font_adds_only_what_the_shipped_ones_lack(cff: bool) -> None:
    assert own_fonts.undrawable(RARE + SHIPPED) == RARE
    (found,) = own_fonts.adopt([("a", made_font(RARE + SHIPPED + "A", cff=cff))])
    assert (found.adds, found.why) == (RARE, None)
    assert own_fonts.undrawable(RARE + SHIPPED) == ""
    plain, bold = own_fonts.all_faces()[len(fonts.FACES) :]
    assert (plain.bold, bold.bold) == (False, True)
    for face in (plain, bold):
        assert own_fonts.face_named(face.pdf_name) == face
        assert fonts.covers(face, RARE)
        assert not fonts.covers(face, SHIPPED)
        with TTFont(face.path) as made:
            assert made["name"].getDebugName(1) == face.family
            assert face.family.startswith("Mzdocs Own ")
            assert made["OS/2"].usWeightClass == (700 if face.bold else 400)
            assert not {"GSUB", "GPOS"} & set(made.keys())


@pytest.mark.parametrize(
    ("fs_type", "allowed"),
    [(0, True), (4, True), (8, True), (2, False), (0x100, False), (0x200, False), (0x104, False)],
)
def test_only_what_may_be_embedded_is(fs_type: int, allowed: bool) -> None:
    (found,) = own_fonts.adopt([("a", made_font(fs_type=fs_type))])
    assert (found.adds == RARE) is allowed
    assert (found.why is None) is allowed
    assert allowed or "fsType" in str(found.why)


def without_rights() -> bytes:
    font, out = TTFont(io.BytesIO(made_font())), io.BytesIO()
    del font["OS/2"]
    font.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "读不懂"), (b"OTTO" + b"x" * 90, "读不懂"), (made_font()[:300], "读不懂"),
        (b"wOFF" + made_font(), "读不懂"),
        (b"\0\1\0\0" + b"\xff" * 4000, "读不懂"), (without_rights(), "没有写明许可"), (made_font(SHIPPED), "没有用处"),
        (made_font("A\u0f40"), "没有用处"), (made_font(empty=RARE), "没有用处"),
    ],
)  # fmt: skip
def test_what_is_no_use_is_refused_with_its_reason(data: bytes, why: str) -> None:
    (found,) = own_fonts.adopt([("a", data)])
    assert found.adds == ""
    assert found.why is not None
    assert why in found.why.zh
    assert own_fonts.all_faces() == fonts.FACES


def test_a_broken_font_at_any_byte_is_refused_or_read() -> None:
    whole = made_font()
    for at in range(0, len(whole), 37):
        (found,) = own_fonts.adopt([("a", whole[:at] + b"\xff\x7f" + whole[at + 2 :])])
        assert found.adds in ("", RARE)


def test_of_two_fonts_the_first_is_taken_and_the_other_adds_the_rest() -> None:
    found = own_fonts.adopt([("a", made_font(RARE)), ("b", made_font(f"{RARE}\U00020000"))])
    assert [each.adds for each in found] == [RARE, "\U00020000"]


def test_pages_see_the_folder_only_where_a_font_is_adopted() -> None:
    without = (fontconfig.config_text(), fontconfig.config_file(), toolchain())
    assert "/own/" not in without[0]
    own_fonts.adopt([("a", made_font())])
    folder = own_fonts.folder()
    assert folder is not None
    assert f"<dir>{folder}</dir>" in fontconfig.config_text()
    assert fontconfig.config_file() != without[1]
    assert toolchain()["fonts"] != without[2]["fonts"]
    assert {path.name for path in folder.iterdir()} == {
        face.path.name for face in own_fonts.all_faces()[len(fonts.FACES) :]
    }
    assert fonts.verify(thorough=True) == []
    own_fonts.adopt([])
    assert (fontconfig.config_text(), fontconfig.config_file(), toolchain()) == without


def test_a_character_no_font_has_is_told_with_what_helps(sample: Workspace, run: Run) -> None:
    replace(sample.station, "名称: 民政服务窗口", f"名称: {RARE}民政服务窗口")
    told = run("check").only("MZ4003")
    assert told.location.startswith(f"data/stations/taoyuan.yaml:{line_of(sample.station, RARE)}")
    assert "U+2BC20" in told.message
    assert "data/fonts/" in told.remedy
    put(sample)
    assert run("check").code == 0
    put(sample, data=made_font(fs_type=2))
    ended = run("check")
    assert [each.code for each in ended.errors] == ["MZ4003"]


def test_a_font_that_is_not_used_is_a_notice_at_its_file(sample: Workspace, run: Run) -> None:
    put(sample, "a.otf", b"no font")
    put(sample, "readme.txt", b"not looked at")
    (told,) = [each for each in run("check").told if each.code == "MZ4011"]
    assert told.location == "data/fonts/a.otf"


def test_fonts_lists_what_each_adds(sample: Workspace, run: Run) -> None:
    put(sample)
    put(sample, "no.otf", made_font(fs_type=2))
    ended = run("fonts")
    assert f"data/fonts/rare.ttf：补上 {RARE}" in ended.out
    assert "data/fonts/no.otf：没有采用，字体的许可不准嵌入文件" in ended.out


def test_faces_that_cannot_be_written_are_told(sample: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    put(sample)

    def full(*_: object) -> None:
        raise OSError(28, "")

    monkeypatch.setattr("mzdocs.design.own_fonts._write", full)
    with pytest.raises(Stopped) as stopped:
        adopt_fonts(Space(sample.root))
    assert [each.code for each in stopped.value.problems] == ["MZ4012"]


def test_a_plate_is_set_in_it_passes_every_gate_and_is_made_again_with_another_font(sample: Workspace) -> None:
    replace(sample.station, "名称: 民政服务窗口", f"名称: {RARE}民政服务窗口")
    put(sample)
    line = ("build-signage", "--only", "门牌", "-j", "1")
    ended = sample.spawn(*line)
    assert (ended.code, ended.told) == (0, []), ended.said
    made = sample.output / "taoyuan" / "signage" / "room-01.pdf"
    before = made.read_bytes()
    assert b"Mzdocs-Own-" in before
    assert "没有变化" in sample.spawn(*line).out
    assert "，不通过 0，" in sample.spawn("preflight", str(made)).out
    put(sample, data=made_font(side=700))
    ended = sample.spawn(*line)
    assert ended.code == 0, ended.said
    assert "没有变化" not in ended.out
    assert made.read_bytes() != before
