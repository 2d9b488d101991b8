"""Codes by tables are the codes segno draws, and scanners read them back."""

from __future__ import annotations

import io
import random
import subprocess
import sys

import pytest
import segno
import zxingcpp
from PIL import Image

from mzdocs.render.qr import code_png, qr_svg, xor_tables
from mzdocs.render.qr.symbol import QUIET_ZONE
from mzdocs.render.qr.xor_tables import LONGEST, LONGEST_AT_M, PIXELS, Matrix, level, matrix

BADGE = "MZ:990103-001-001-01;TEL:0999-5551101;VALID:20261201-20291130"
VISIBLE = "".join(map(chr, range(32, 127)))


SIGNED = (
    "姓名：买买提吐尔逊·艾合买提江\n工作站：澄江区白鹭湖生态旅游度假区街道民政工作站\n证件编号：990103-005-001-01\n"
    "有效期：2026.10.15—2029.10.14\n核验电话：0999-5550112，请拨打核对\n签名："
    + "f2ceSs8EZKuUemPqr-DEeVo5p6GKAySbLki-_L0YfZy"
    * 2
)


def some_text(length: int, seed: int) -> str:
    """A lower-case letter first: no text of the compact modes."""
    return "q" + "".join(random.Random(seed).choices(VISIBLE, k=length - 1))


def drawn_by_segno(text: str, **options: object) -> tuple[bytes, ...]:
    options = {"error": "m", **options}
    return tuple(map(bytes, segno.make_qr(text, **options).matrix))


def grey(code: Matrix) -> Image.Image:
    return Image.frombytes("1", (code.pixels, code.pixels), bytes.fromhex(code.picture())).convert("L")


def read(picture: Image.Image) -> list[str]:
    larger = picture.resize((picture.width * 4, picture.height * 4), Image.Resampling.NEAREST)
    return [found.text for found in zxingcpp.read_barcodes(larger)]


# from version 1 to 10, where the length takes two bytes; the full and the barely begun version beside each other
LENGTHS = [1, 2, 7, 8, 11, 14, 15, 20, 26, 27, 32, 42, 43, 60, 61, 62, 63, 66, 70, 84, 85]
LENGTHS += [106, 107, 122, 123, 152, 153, 180, 181, 213, 214, 251, 252, 287, 288, LONGEST_AT_M]


@pytest.mark.parametrize("length", LENGTHS)
def test_the_code_is_the_one_segno_draws_mask_and_level_and_all(length: int) -> None:
    for seed in (1, 2):
        text = some_text(length, seed)
        assert matrix(text).rows() == drawn_by_segno(text)


def test_the_lengths_reach_every_version_and_every_better_level() -> None:
    codes = [segno.make_qr(some_text(length, 1), error="m") for length in LENGTHS]
    assert {code.version for code in codes} == set(range(1, 14))
    assert {code.error for code in codes} == {"M", "Q", "H"}


@pytest.mark.parametrize("mask", range(8))
def test_each_mask_is_the_one_of_that_number(mask: int) -> None:
    for length in (5, 60, 66, 110, 190):
        text = some_text(length, mask)
        assert matrix(text, mask).rows() == drawn_by_segno(text, mask=mask)
    assert matrix(BADGE, mask).rows() != matrix(BADGE, mask ^ 1).rows()


@pytest.mark.parametrize("text", ["990103001001", "MZ:990103 $%*+-./", some_text(LONGEST + 1, 3), "~\t\x00\x7f"])
@pytest.mark.parametrize("mask", [None, 5])
def test_digits_capitals_and_long_texts_are_left_to_segno(text: str, mask: int | None) -> None:
    assert matrix(text, mask).rows() == drawn_by_segno(text, mask=mask, error=level(len(text)))


@pytest.mark.parametrize("length", [LONGEST_AT_M, LONGEST_AT_M + 1, 367, 368, LONGEST, LONGEST + 1])
def test_a_text_that_would_be_too_fine_at_m_is_coded_at_l(length: int) -> None:
    text = some_text(length, 1)
    assert matrix(text).rows() == drawn_by_segno(text, error="m" if length <= LONGEST_AT_M else "l")
    assert matrix(text).size <= 77 or length > LONGEST


@pytest.mark.parametrize("text", ["桃源", "MZ:é", SIGNED, "𬭎" * 90, "x" * LONGEST + "é"])
def test_other_characters_stand_in_utf_8(text: str) -> None:
    raw = text.encode()
    assert matrix(text).rows() == drawn_by_segno(raw, mode="byte", error=level(len(raw)))


@pytest.mark.parametrize("mask", range(8))
def test_a_scanner_reads_the_chinese_of_a_badge_back(mask: int) -> None:
    assert read(grey(matrix(SIGNED, mask))) == [SIGNED]


@pytest.mark.parametrize("text", ["MZ:1;", "A\n", "mz"])
def test_one_other_character_makes_a_text_one_of_bytes(text: str) -> None:
    assert segno.make_qr(text, error="m").mode == "byte"
    assert matrix(text).rows() == drawn_by_segno(text)


def test_the_penalty_sees_each_feature_of_the_standard() -> None:
    step = 64
    pairs = int("1" * 6, 2)  # of seven modules alike
    assert xor_tables._runs(pairs, 1) == 5
    assert xor_tables._runs(pairs >> 3, 1) == 0
    assert xor_tables._runs(sum(1 << step * n for n in range(4)), step) == 3
    assert xor_tables._squares(0b11 << step | 0b11, 0b111, step) == 2
    assert xor_tables._squares(0b11 << step | 0b11, 0b100, step) == 0
    line = int("000010111010", 2)
    assert xor_tables._finders(line << 20, ((1 << step) - 1) ^ line << 20, 1) == 1
    crowded = int("10010111010001", 2)
    assert xor_tables._finders(crowded << 20, ((1 << step) - 1) ^ crowded << 20, 1) == 0
    shared = int("0000101110111010000", 2)
    assert xor_tables._finders(shared << 20, ((1 << step) - 1) ^ shared << 20, 1) == 1


@pytest.mark.parametrize(("dark", "points"), [(221, 0), (242, 0), (243, 10), (198, 10), (266, 20)])
def test_the_penalty_weighs_the_share_of_dark_modules(dark: int, points: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for feature in ("_runs", "_squares", "_finders"):
        monkeypatch.setattr(xor_tables, feature, lambda *_: 0)
    assert xor_tables._symbol(1, "M").penalty((1 << dark) - 1) == points


def test_a_long_text_builds_no_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xor_tables, "_symbol", lambda *_: pytest.fail("tables"))
    assert matrix(some_text(LONGEST + 1, 1)).side == 73


def test_the_picture_is_black_on_white_with_four_clear_modules_round_it() -> None:
    code = matrix(BADGE)
    assert (code.side, code.size, code.stride) == (33, 41, 6)
    picture = bytes.fromhex(code.picture())
    lines = [picture[at : at + 11] for at in range(0, len(picture), 11)]
    assert len(picture) == 11 * 82
    assert lines[::PIXELS] == lines[1::PIXELS]
    doubled = [f"{int.from_bytes(line, 'big'):088b}" for line in lines[::PIXELS]]
    assert [line[::PIXELS] for line in doubled] == [line[1::PIXELS] for line in doubled]
    bits = [line[::PIXELS][:41] for line in doubled]
    clear = "1" * QUIET_ZONE
    assert bits[:4] == bits[-4:] == ["1" * 41] * 4
    assert {(line[:4], line[37:]) for line in bits} == {(clear, clear)}
    assert bits[4][4:11] == "0000000"
    inverse = str.maketrans("01", "10")
    assert [line[4:37].translate(inverse) for line in bits[4:-4]] == ["".join(map(str, r)) for r in code.rows()]


@pytest.mark.parametrize("seed", range(20))
def test_a_scanner_reads_the_text_back(seed: int) -> None:
    text = some_text(random.Random(seed).randint(5, 120), seed)
    assert read(grey(matrix(text))) == [text]


def test_a_scanner_reads_what_is_really_put_in_a_badge() -> None:
    assert read(grey(matrix(BADGE))) == [BADGE]
    assert read(grey(matrix(BADGE, 3))) == [BADGE]


def test_the_png_is_the_picture_with_one_bit_a_pixel() -> None:
    png = code_png(BADGE)
    with Image.open(io.BytesIO(png)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "1", (82, 82))
        assert picture.tobytes() == grey(matrix(BADGE)).convert("1").tobytes()
        assert read(picture.convert("L")) == [BADGE]
    assert png[24:26] == b"\x01\x00"  # one bit, grey
    assert png == code_png(BADGE) != code_png(BADGE + "x")
    assert len(png) < 500


def test_the_svg_holds_every_dark_module_once() -> None:
    moves = qr_svg(BADGE).split('d="')[1].split('"')[0].split("M")[1:]
    dark = set()
    for move in moves:
        x, y = map(int, move.split("h")[0].split())
        dark |= {(y - QUIET_ZONE, x - QUIET_ZONE + n) for n in range(int(move.split("h")[1].split("v")[0]))}
    assert dark == {(y, x) for y, row in enumerate(matrix(BADGE).rows()) for x, module in enumerate(row) if module}


@pytest.mark.parametrize("draw", [matrix, code_png, qr_svg])
@pytest.mark.parametrize("text", ["", "\ud800"])
def test_no_text_and_half_a_character_are_refused(draw, text: str) -> None:
    with pytest.raises(ValueError, match=r"empty|surrogates"):
        draw(text)


@pytest.mark.parametrize("mask", [-1, 8])
def test_a_mask_that_is_none_of_the_eight_is_refused(mask: int) -> None:
    with pytest.raises(ValueError, match="mask"):
        matrix(BADGE, mask)


def test_the_tables_are_built_once_for_all_texts_of_a_version(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix(some_text(66, 1))
    matrix(some_text(70, 1))
    monkeypatch.setattr(xor_tables, "turns_of_bytes", lambda *_: pytest.fail("built again"))
    monkeypatch.setattr(xor_tables, "_segno", lambda *_, **__: pytest.fail("asked segno again"))
    assert matrix(some_text(66, 2)) != matrix(some_text(66, 3))
    assert matrix(some_text(70, 2)).side == 37


def test_segno_is_imported_only_when_a_table_is_built() -> None:
    asked = (
        "import sys, mzdocs.render.qr, mzdocs.render.qr.xor_tables as q; a = 'segno' in sys.modules; q.matrix('q'); "
    )
    asked += "print(a, 'segno' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
