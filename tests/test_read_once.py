"""What gate 2 reads once, or by a shorter way, is what it read before; and reading changes nothing."""

from __future__ import annotations

import io
import random
import re
import statistics
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from mzdocs.core.problems import Location
from mzdocs.design import fonts
from mzdocs.leaks import numbers
from mzdocs.pdf import content_stream, filled_shapes, page_text, raster
from mzdocs.pdf.cff_program import CffProgram, NotCff
from mzdocs.pdf.filled_shapes import Shortened
from mzdocs.plan.document import Document
from mzdocs.preflight import MeasuredPdf, Profile, examine
from mzdocs.preflight.expectations import PROFILES, Expectations, of_document
from mzdocs.preflight.ink import ink_load
from mzdocs.preflight.ink.page_ink import page_inks
from mzdocs.preflight.letters.text_search import missing
from mzdocs.preflight.pictures.picture_looks import likeness
from mzdocs.preflight.rule import checked
from mzdocs.preflight.rules import of_profile

from .test_preflight import PAPER, PLAN, archive, changed, codes, each_font, press, program

LETTER = "q 0.01 0 0 -0.01 {at} 20.5 cm 449 362 m 781 362 l 7 9 8 -1.5 .5 +4. c h f Q\n"
LETTERS = "".join(LETTER.format(at=at) for at in range(120))


@pytest.mark.parametrize(
    "content",
    [
        LETTERS,
        "5 5 m 9 9 1 1 re 1 2 3 4 5 6 c h f* " * 120,
        "1 2 3 4 re " * 150 + "f",
        "1 2 3 4 re " * 150 + "S 1 2 3 4 re W n " + LETTERS,
        "1 1 m 2 2 l W " + LETTERS,
        "1 1 m 2 2 l " + LETTERS,
        "1 1 m 1 2 3 4 v 5 6 l h f " * 120 + LETTERS,
        LETTERS + "BT /F 9 Tf (q 1 0 0 1 0 0 cm 1 2 m 3 4 l h f Q \\) 1 2 m 3 4 l f) Tj ET " + LETTERS,
        LETTERS + "BT /F 9 Tf (a (1 2 m 3 4 l h f) b) Tj ET " + LETTERS,
        LETTERS
        + "BT /F 9 Tf <31 20 6d> Tj [(1 2 m 3 4 l f) 9 (x)] TJ ET /S << /T (1 2 m 3 4 l f) >> BDC EMC "
        + LETTERS,
        LETTERS + "% 1 2 m 3 4 l h f \n" + LETTERS,
        LETTERS + "q BI /W 1 /H 1 /BPC 8 /CS /G ID f EI Q " + LETTERS,
        LETTERS.replace("449 362 m", "449 362 m 1 1 m") + LETTERS.replace("h f Q", "h 5 5 m f Q"),
        LETTERS.replace("781 362 l", "781 362 0 l") + LETTERS.replace("q 0.01", "q 0.01e0"),
        LETTERS.replace(" cm ", " cm 2 0 0 2 0 0 cm ") + LETTERS.replace("0.01 0 0", "0 0.01 0.01 0 0 0"),
    ],
)
def test_paths_that_are_put_by_are_the_paths_of_the_page(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page = pdf.add_blank_page()
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.contents_add(content.encode())
        read = [*painted(page)]
        monkeypatch.setattr(content_stream, "without_fills", Shortened)
        assert read == [*painted(page)]
        assert len(read) >= 1


def painted(page: pikepdf.Page) -> Iterator[object]:
    """Everything painted, or how reading it ended."""
    try:
        for mark in content_stream.marks(page):
            yield mark.what, tuple(mark.path), mark.even_odd, mark.shown, mark.text_matrix, repr(mark.state)
    except (ValueError, TypeError) as error:
        yield type(error)


def test_most_paths_of_letters_are_put_by() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.contents_add(LETTERS.encode())
        assert len(filled_shapes.without_fills(page).put_by) == 120


def swapped(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
    """Two glyphs change their CIDs, in the charset and in the encoding: by the standard all stays as it was."""
    held = program(font).FontFile3
    cids = {code: int(cid) for code, cid in re.findall(rb"<([0-9a-f]{4})> ([0-9]+)\n", font.Encoding.read_bytes())}
    one, other = sorted(cids.values())[-2:]
    with TTFont(io.BytesIO(held.read_bytes())) as opened:
        top = opened["CFF "].cff.topDictIndex[0]
        top.charset[one], top.charset[other] = top.charset[other], top.charset[one]
        out = io.BytesIO()
        opened.save(out)
    held.write(out.getvalue())
    turned = {one: other, other: one}
    pairs = "".join(f"<{code.decode()}> {turned.get(cid, cid)}\n" for code, cid in cids.items())
    said = f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{len(cids)} begincidchar\n{pairs}endcidchar"
    name = pikepdf.Name("/WP-Encod-0")
    font.Encoding = pdf.make_stream(said.encode(), Type=pikepdf.Name.CMap, CMapName=name)


def test_a_glyph_that_a_screen_and_a_press_take_otherwise_is_told() -> None:
    data = changed(press(), each_font(swapped))
    assert codes(PLAN, data) == ["MZP45", "MZQ43"]
    assert raster.pictures(data) != raster.pictures(press())


def embedded(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Dictionary) and "/FontFile3" in obj:
            yield obj.FontFile3.read_bytes()


def by_fonttools(data: bytes) -> dict[int, int]:
    with TTFont(io.BytesIO(data), lazy=True) as opened:
        names = opened["CFF "].cff.topDictIndex[0].charset
        return {int(name[3:]) if name.startswith("cid") else 0: glyph for glyph, name in enumerate(names)}


@pytest.mark.parametrize("change", [lambda pdf, font: None, swapped])
def test_a_charset_is_read_as_another_reader_reads_it(change: Callable[[pikepdf.Pdf, pikepdf.Object], None]) -> None:
    with pikepdf.open(io.BytesIO(changed(press(), each_font(change)))) as pdf:
        for data in embedded(pdf):
            read, due = CffProgram(data), by_fonttools(data)
            assert (read.by_cid or {glyph: glyph for glyph in range(read.glyph_count)}) == due


def test_the_bytes_that_draw_a_glyph_are_those_another_reader_finds() -> None:
    with pikepdf.open(io.BytesIO(press())) as pdf:
        for data in embedded(pdf):
            read = CffProgram(data)
            with TTFont(io.BytesIO(data), lazy=True) as opened:
                drawn = opened["CFF "].cff.topDictIndex[0].CharStrings.charStringsIndex
                shared = [each for each in range(read.glyph_count) if read.drawn_by(each) != drawn[each].bytecode]
            assert shared == []
            assert read.drawn_by(read.glyph_count) is read.drawn_by(-1) is None


def test_a_font_with_shared_pieces_is_compared_by_its_outlines() -> None:
    """Its bytes alone do not say what they draw."""
    face = next(face for face in fonts.FACES if face.path.read_bytes()[:4] == b"OTTO" and "Noto" in face.file)
    assert CffProgram(face.path.read_bytes()).drawn_by(100) is None


@pytest.mark.parametrize("data", [b"", b"OTTO", b"OTTO\0\1" + bytes(40), b"\0\1\0\0\0\0" + bytes(9)])
def test_what_is_no_cff_program_is_told(data: bytes) -> None:
    with pytest.raises(NotCff):
        CffProgram(data)


@pytest.mark.parametrize(("plan", "made"), [(PLAN, press), (PAPER, archive)], ids=["press", "archive"])
def test_a_judge_changes_nothing_of_what_it_judges(plan: Document, made: Callable[[], bytes]) -> None:
    with MeasuredPdf(made()) as file:
        before = whole(file.pdf)
        for profile in PROFILES:
            checked(of_profile(profile), of_document(plan), file, Location("x.pdf"))
        assert whole(file.pdf) == before


def whole(pdf: pikepdf.Pdf) -> list[bytes]:
    streams = (obj.read_raw_bytes() for obj in pdf.objects if isinstance(obj, pikepdf.Stream))
    return [*(obj.unparse() for obj in pdf.objects), *streams, pdf.trailer.unparse()]


def test_a_page_s_text_is_known_again_and_another_file_s_is_not() -> None:
    first, again = page_text.page_texts(press()), page_text.page_texts(press())
    assert first is again
    assert page_text.page_texts(press(text="街道桃源")) != first


@given(st.lists(st.text("ab民政", max_size=5), max_size=30), st.text("ab民政", max_size=60))
def test_texts_are_found_as_if_each_were_looked_for_alone(texts: list[str], within: str) -> None:
    assert missing(texts, within) == {text for text in texts if text not in within}


def test_texts_far_apart_and_out_of_order_are_found() -> None:
    blank = "—" * 9_000
    names = [f"户{number}号" for number in range(40)]
    within = blank.join(random.Random(1).sample(names, 40))
    assert missing([*names, "户40号", "无"], within) == {"户40号", "无"}


@given(st.lists(st.sampled_from(["110105", "19491231", "002", "X", "x", " ", "-", "  ", "0", ".", "/", "年", "1"])))
def test_a_number_is_read_only_where_one_can_be_and_nowhere_else(pieces: list[str]) -> None:
    text = "".join(pieces)
    runs = list(numbers._DIGITS.finditer(text))
    ways = (text, text.replace(" ", ""))
    everywhere = set(range(len(text) + 1))
    due = any(map(numbers._valid, numbers._of_runs(text, runs, everywhere))) or any(
        map(numbers._valid, numbers._of_runs(ways[1], list(numbers._DIGITS.finditer(ways[1])), everywhere))
    )
    assert numbers.in_text(text) is due


@given(st.binary(min_size=576, max_size=576), st.binary(min_size=576, max_size=576))
def test_likeness_is_the_correlation_of_two_looks(one: bytes, other: bytes) -> None:
    if min(map(statistics.pstdev, (one, other))) >= 2:
        assert likeness(one, other) == pytest.approx(statistics.correlation(one, other), abs=1e-12)
    assert likeness(bytes([9] * 576), bytes([24] * 576)) == 1
    assert likeness(bytes([9] * 576), bytes([25] * 576)) == likeness(bytes([9] * 576), bytes(range(144)) * 4) == 0


def test_ink_is_the_same_however_finely_the_page_is_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(3)
    boxes = [" ".join(f"{chance.uniform(-20, 300):.1f}" for _ in range(2)) for _ in range(60)]
    under = "".join(f"{chance.random():.1f} {chance.random():.1f} 0 0 k {at} 40 30 re f " for at in boxes)
    over = "".join(f"0 0 0 0.9 k {at} 9 9 re f " for at in reversed(boxes))
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 200))
        page.obj.Resources = pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(O=pikepdf.Dictionary(op=True, OPM=1)))
        page.contents_add(f"{under} /O gs {over}".encode())
        out = io.BytesIO()
        pdf.save(out)
    loads = []
    with MeasuredPdf(out.getvalue()) as file:
        (ink,) = page_inks(file)
        for squares in (1, 24, 61):
            monkeypatch.setattr(ink_load, "_SQUARES", squares)
            loads.append(ink_load.ink_load(ink.layers, (0, 0, 300, 200), 0, frozenset()).certain)
    assert len(set(loads)) == 1
    assert loads[0] > 1


@pytest.mark.parametrize(("profile", "times"), [("archive", 1), ("plain", 1), ("press", 0), ("outlined", 0)])
def test_only_a_file_that_copies_are_made_of_stays_open(
    profile: Profile, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[MeasuredPdf] = []
    close = MeasuredPdf.close
    monkeypatch.setattr(MeasuredPdf, "close", lambda file: (closed.append(file), close(file)))
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 100 + times))
        out = io.BytesIO()
        made.save(out)
    found = examine(out.getvalue(), Expectations(), profile, Location("a.pdf"))
    assert len(found.outcomes) > 10
    assert len(closed) == times
