"""Neighbouring marks share their blank halves in every face, on every page, and nothing else of a face changes."""

from __future__ import annotations

import io
import json
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from mzdocs.core.problems import NOWHERE, Stopped
from mzdocs.design import fonts, fontset
from mzdocs.design.fonts import FACES, Face
from mzdocs.design.squeezing import CLOSING, OPENING, half_blank
from mzdocs.pdf import page_text
from mzdocs.preflight.letters.glyph_identity import wrong_glyphs
from mzdocs.render import engine
from mzdocs.render.justify import justify

NAMES = [face.pdf_name for face in FACES]
SQUEEZED = {
    "》（": 1.5,
    "）；": 1.5,
    "。”": 1.5,
    "、“": 1.5,
    "：《": 1.5,
    "）》": 1.5,
    "（《": 1.5,
    "。”（": 2.0,
    "”）。": 2.0,
}
WHOLE = {"民（": 2.0, "，民": 2.0, "（）": 2.0, "“民": 2.0, "《民》": 3.0, "（3）": None, "……": 2.0}


@pytest.fixture(params=FACES, ids=NAMES)
def face(request) -> Face:
    return request.param


@pytest.mark.parametrize("text", SQUEEZED)
def test_a_blank_half_that_meets_another_mark_is_taken_out(face: Face, text: str) -> None:
    assert fonts.advance(text, face) == pytest.approx(SQUEEZED[text])


@pytest.mark.parametrize("text", WHOLE)
def test_a_mark_beside_a_character_keeps_its_cell(face: Face, text: str) -> None:
    assert fonts.advance(text, face) == pytest.approx(WHOLE[text] or sum(fonts.advance(char, face) for char in text))


def test_only_marks_with_a_blank_half_take_part(face: Face) -> None:
    font = fonts.shaper(face)
    centred = "·" + ("？" if "Fandol" in face.family else "")
    assert half_blank(font, centred, right=True) == half_blank(font, centred, right=False) == []
    for mark in "（《“":
        assert half_blank(font, mark, right=False) == [font.get_nominal_glyph(ord(mark))]
    for mark in "，。）》”":
        assert half_blank(font, mark, right=True) == [font.get_nominal_glyph(ord(mark))]


def test_a_face_draws_what_its_source_drew(face: Face) -> None:
    source = hb.Font(hb.Face(hb.Blob.from_file_path(str(fonts.home() / face.file)), face.index))
    made = fonts.shaper(face)
    for char in "民政工作站2026年AV，。（）《》—·":
        glyph = source.get_nominal_glyph(ord(char))
        assert made.get_nominal_glyph(ord(char)) == glyph
        assert made.get_glyph_extents(glyph) == source.get_glyph_extents(glyph)
        assert made.get_glyph_h_advance(glyph) == source.get_glyph_h_advance(glyph)


def test_every_glyph_s_cid_is_its_number(face: Face) -> None:
    """Where they differ, a press draws another glyph than a screen."""
    with TTFont(str(face.path)) as font:
        if "CFF " in font:
            charset = font["CFF "].cff.topDictIndex[0].charset
            assert charset[1:] == [f"cid{glyph:05d}" for glyph in range(1, len(charset))]


def page(text: str, family: str, style: str = "") -> bytes:
    html = f"<html lang=zh-CN><body style=\"font-family:'{family}';font-size:14pt;white-space:nowrap;{style}\">{text}"
    return engine.lay_out(html, "", {}, NOWHERE).write("plain")


def widths(data: bytes) -> list[float]:
    """How far each character's pen stands from the one before, in points."""
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    lefts = [text.get_charbox(at, loose=True)[0] for at in range(text.count_chars())]
    return [right - left for left, right in pairwise(lefts)]


@pytest.mark.parametrize("spacing", ["", "letter-spacing:0.5pt"])
def test_a_page_is_squeezed_and_its_text_is_whole(face: Face, spacing: str) -> None:
    text = "按《办法》（民发〔2021〕57号）；“五公开”：《规定》。”办"
    data = page(text, face.family, spacing + (";font-weight:bold" if face.bold else ""))
    assert page_text.read(pypdfium2.PdfDocument(data)[0].get_textpage()) == text
    more = 0.5 if spacing else 0
    found = dict(zip(text, widths(data), strict=False))
    assert found["》"] == pytest.approx(7 + more, abs=0.3)
    assert found["按"] == pytest.approx(14 + more, abs=0.3)


@pytest.mark.parametrize("text", ["2026–2027年", "￥100", "¥5", "‐"])
def test_a_press_draws_the_glyph_a_screen_draws(text: str) -> None:
    """These have other CIDs in the files Debian has; gate 2 stopped a right sheet."""
    with pikepdf.open(io.BytesIO(page(text, "FandolFang"))) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            face = next(each for each in FACES if each.pdf_name == str(font.BaseFont).split("+")[1])
            assert wrong_glyphs(font, face) == 0


def test_a_mark_at_the_end_of_a_spread_line_hangs_its_blank_half() -> None:
    style = "p{width:165pt;font-size:16pt;text-align:justify;font-family:FandolFang}"
    html = "<html lang=zh-CN><p>民政工作站要公开公，开工作站民政工作站要公开</p>"
    before = engine.lay_out(html, style, {}, NOWHERE)
    (line, *_), (spread, *_) = (
        [box for box in laid.pages.pages[0]._page_box.descendants() if type(box).__name__ == "TextBox"]
        for laid in (before, justify(engine.lay_out(html, style, {}, NOWHERE)))
    )
    assert line.text.endswith("，")
    edge = line.position_x + 165 / 0.75
    assert spread.position_x + spread.width == pytest.approx(edge + 16 / 0.75 / 2, abs=0.01)


def test_marks_are_on_one_side_only() -> None:
    assert not set(OPENING) & set(CLOSING)


def test_a_character_the_thin_face_lacks_is_drawn_as_thin() -> None:
    """FandolFang has four of five characters of names; what stands in for the fifth must not look bold."""
    fang, thin = fonts.CHAINS["fang", False]
    assert not fonts.covers(fang, "䶮㛃喆堃珺镕") and fonts.covers(thin, "䶮㛃喆堃珺镕")

    def stem(face: Face) -> float:
        """How wide the upright stroke of 十 is, in thousandths of an em, measured far from its crossing."""
        image = pypdfium2.PdfDocument(page("<span style='font-size:600pt;line-height:1'>十</span>", face.family))
        bitmap = image[0].render(scale=1).to_pil().convert("L")
        wide, data = bitmap.width, bitmap.tobytes()
        rows = (data[at : at + wide] for at in range(0, len(data), wide))
        inked = [inks for inks in (sum(value < 128 for value in row) for row in rows) if inks]
        return sorted(inked)[len(inked) // 2] / 0.6

    assert stem(thin) == pytest.approx(stem(fang), abs=6)
    assert stem(fonts.CHAINS["song", False][0]) > stem(fang) + 15


def test_rare_and_other_characters_stand_side_by_side_in_the_two_faces() -> None:
    stack = "FandolFang','Noto Serif CJK SC Fine"
    with pikepdf.open(io.BytesIO(page("张䶮同志", stack))) as pdf:
        names = {str(font.BaseFont).split("+")[1] for font in pdf.pages[0].Resources.Font.values()}
    assert names == {"FandolFang", "Noto-Serif-CJK-SC-Fine"}


@pytest.mark.parametrize("spoil", [("version", "0"), ("faces", {}), None])
def test_faces_made_otherwise_or_of_other_files_are_made_anew(monkeypatch, tmp_path, spoil) -> None:
    made, record = fonts.faces_folder(), json.loads(fonts.record_file().read_text(encoding="utf-8"))
    monkeypatch.setenv("MZDOCS_FONTS", str(tmp_path))
    fonts.faces_folder().mkdir()
    for face in FACES:
        face.path.symlink_to(made / face.path.name)
    if spoil:
        record[spoil[0]] = spoil[1]
    fonts.record_file().write_text(json.dumps(record), encoding="utf-8")
    assert [problem.code for problem in fonts.verify()] == (["MZ4001"] if spoil else [])


def test_a_font_file_that_is_not_as_pinned_is_not_made_into_a_face(monkeypatch, tmp_path) -> None:
    for face in FACES:
        (tmp_path / face.file).write_bytes(b"another font")
    monkeypatch.setenv("MZDOCS_FONTS", str(tmp_path))
    monkeypatch.setattr("mzdocs.design.fontset._fetch", lambda *_: None)
    with pytest.raises(Stopped) as stopped:
        fontset.install()
    assert [problem.code for problem in stopped.value.problems] == ["MZ4002"]
    assert not fonts.faces_folder().exists()
