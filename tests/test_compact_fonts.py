"""The fonts of a page the engine writes: the glyphs that are used and no others, the same page to two readers."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from mzdocs.core.problems import Location
from mzdocs.design.fonts import FACES, Face
from mzdocs.design.glyphs import nominal
from mzdocs.design.subsets import glyph_subset
from mzdocs.pdf.glyph_paths import Glyphs
from mzdocs.preflight.letters.glyph_identity import wrong_glyphs
from mzdocs.render import engine

TEXT = "街道民政工作站 2026 年，fi 人人"


def page(face: Face, text: str = TEXT, standard: str = "archival") -> bytes:
    style = f"@page{{size:120mm 40mm;margin:5mm}} p{{font:{'bold' if face.bold else 'normal'} 16pt '{face.family}'}}"
    html = f'<html lang="zh-CN"><title>页</title><style>{style}</style><p>{text}</p></html>'
    return engine.lay_out(html, "", {}, Location("a.pdf")).write(standard)


def font_of(pdf: pikepdf.Pdf, name: str) -> pikepdf.Object:
    """The font a face's text is set in."""
    found = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Subtype") == "/Type0"]
    (font,) = (obj for obj in found if str(obj.BaseFont).endswith(f"+{name}"))
    return font


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.pdf_name)
def test_a_font_has_the_glyphs_that_are_used_and_draws_them_as_the_face_does(face: Face) -> None:
    with pikepdf.open(io.BytesIO(page(face))) as pdf:
        font = font_of(pdf, face.pdf_name)
        assert wrong_glyphs(font, face) == 0
        descriptor = font.DescendantFonts[0].FontDescriptor
        program = descriptor.get("/FontFile3", descriptor.get("/FontFile2")).read_bytes()
        assert Glyphs(font)._font.face.glyph_count <= len(TEXT) + 2
        assert len(program) < 20_000


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.pdf_name)
def test_two_readers_see_and_read_the_same_page(face: Face, tmp_path: Path) -> None:
    data = page(face)
    (tmp_path / "a.pdf").write_bytes(data)
    seen = pypdfium2.PdfDocument(data)[0]
    assert seen.get_textpage().get_text_bounded().split() == TEXT.split()
    if shutil.which("pdftoppm") is None:
        pytest.skip("no second reader")
    subprocess.run(["pdftoppm", "-r", "216", "-gray", "-png", "-singlefile", "a.pdf", "a"], cwd=tmp_path, check=True)
    said = subprocess.run(["pdftotext", "a.pdf", "-"], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert said.split() == TEXT.split()
    with Image.open(tmp_path / "a.png") as other:
        ours, theirs = darkness(seen.render(scale=3).to_pil()), darkness(other)
    assert max(ours) > 20
    assert all(abs(one - two) <= 4 for one, two in zip(ours, theirs, strict=True))


def darkness(picture: Image.Image) -> bytes:
    """How dark each of forty upright strips of the text is."""
    strips = picture.convert("L").crop((0, 84, 1020, 162)).resize((40, 1), Image.Resampling.BOX)
    return strips.point(lambda value: 255 - value).tobytes()


def test_a_glyph_in_another_place_would_be_seen() -> None:
    """What the first test looks at finds a font whose codes lead elsewhere."""
    face = FACES[0]
    with pikepdf.open(io.BytesIO(page(face))) as pdf:
        font = font_of(pdf, face.pdf_name)
        font.Encoding.write(font.Encoding.read_bytes().replace(b"> 2\n", b"> 3\n"))
        assert wrong_glyphs(font, face)


def test_text_in_several_sizes_shares_one_program() -> None:
    face = FACES[0]
    with pikepdf.open(io.BytesIO(page(face, "大<small>小</small><sup>上</sup>"))) as pdf:
        fonts = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Subtype") == "/Type0"]
        assert {bytes(each.DescendantFonts[0].FontDescriptor.FontFile3.read_bytes()) for each in fonts}
        assert all(wrong_glyphs(each, face) == 0 for each in fonts)


def test_same_page_same_bytes_however_often_the_engine_is_asked_for() -> None:
    first = page(FACES[0])
    engine.weasyprint.cache_clear()
    assert page(FACES[0]) == first


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.pdf_name)
def test_glyphs_named_by_their_characters_make_the_same_program(face: Face) -> None:
    """By number they are named where one of them is not the glyph its text has when it stands alone."""
    named = {glyph: char for char in set(TEXT) if (glyph := nominal(char, face))}
    assert len(named) > 10
    assert glyph_subset(face, named) == glyph_subset(face, dict.fromkeys(named, "二字"))
    assert glyph_subset(face, {}) == glyph_subset(face, {0: "无"})
    first, second, *_ = named
    crossed = {**named, first: named[second], second: named[first]}
    assert glyph_subset(face, crossed) == glyph_subset(face, named)
    assert glyph_subset(face, {first: named[second]})[1].keys() == {0, first}
