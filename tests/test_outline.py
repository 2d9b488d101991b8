"""Outlined copies look as the live pages do, hold no font, and what cannot be outlined exactly is refused."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops

from mzdocs.core.problems import Exit, Location, Stopped
from mzdocs.core.units import Size, mm
from mzdocs.design import fonts, glyphs
from mzdocs.pdf import content_stream
from mzdocs.plan.document import Document, Sheet
from mzdocs.plan.document import outlined as copy_of
from mzdocs.press.outline import outlined
from mzdocs.render import engine

from . import signs
from .pdf_changes import changed

PLAN = copy_of(Document("plaque", "plate", "桃源 & 门牌", "signage", Sheet(Size(mm(100), mm(60))), "2026-11-20"))
PAGE = (
    '<html lang="zh-CN"><title>页</title><style>@page{{size:100mm 60mm;margin:0}} body{{margin:0;'
    'font:8mm "Noto Sans CJK SC"}}{}</style>民政<b>工作</b>站 Wi-Fi {}</html>'
)


def page(style: str = "", more: str = "") -> bytes:
    return engine.lay_out(PAGE.format(style, more), "", {}, Location("plate.pdf")).write("plain")


def spoilt(change) -> bytes:
    """A page whose file was changed by hand."""
    return changed(page(), change)


def prefixed(operators: bytes):
    """The page's own text, after these operators."""

    def change(pdf: pikepdf.Pdf) -> None:
        text = pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].Contents = pdf.make_stream(operators + b"\n" + text)

    return change


def pictures(data: bytes, dpi: int, number: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(data) as pdf:
        return pdf[number].render(scale=dpi / 72).to_pil().convert("L")


FINE = 600
"""Dots an inch at which the reader draws live letters where they belong; below, it may set them on whole pixels."""


def differing(one: bytes, two: bytes, dpi: int, number: int = 0) -> float:
    """The share of pixels of a page that differ by more than 64 levels of 255."""
    counts = ImageChops.difference(pictures(one, dpi, number), pictures(two, dpi, number)).histogram()
    return sum(counts[65:]) / sum(counts)


def alike(one: bytes, two: bytes) -> bool:
    """But for a row of pixels whose border an edge may fall on."""
    return differing(one, two, FINE) < 1e-4


def faces(data: bytes) -> Iterator[object]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                yield from (
                    key for key in dict(each.items()) if key in ("/Font", "/FontFile2", "/FontFile3", "/BaseFont")
                )


@pytest.mark.parametrize("name", ["plaque-plate", "plaque-vertical", "room-01"])
def test_an_outlined_plaque_looks_as_the_live_one(name):
    """Measured: no pixel differs by more than 56 levels."""
    live, copy = (signs.made()[f"{name}{end}.pdf"].data for end in ("", "-outlined"))
    assert differing(live, copy, 200) == 0


def test_an_outlined_board_looks_as_the_live_one():
    """Measured: 124 of 36 million pixels differ, where the reader set small letters on whole pixels."""
    live, copy = (signs.made()[f"board-di-bao-liu-cheng{end}.pdf"].data for end in ("", "-outlined"))
    assert differing(live, copy, 200) < 1e-5


@pytest.mark.parametrize("number", [0, 1], ids=["front", "back"])
def test_an_outlined_badge_looks_as_the_live_one(number):
    """At 200 dpi 0.4 % differ: letters of 3 mm set on whole pixels. At 600 dpi none does."""
    live, copy = (signs.made()[f"badges{end}.pdf"].data for end in ("", "-outlined"))
    assert differing(live, copy, 200, number) < 0.01
    assert differing(live, copy, FINE, number) == 0


def test_an_outlined_copy_holds_no_font_and_no_text():
    for name in signs.SIGNS:
        data = signs.made()[f"{name}-outlined.pdf"].data
        assert list(faces(data)) == []
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert all(mark.what != "text" for each in pdf.pages for mark in content_stream.marks(each))


def test_the_test_for_fonts_sees_one():
    assert list(faces(signs.made()["plaque-plate.pdf"].data))


def test_the_copy_has_its_own_title_and_id_and_the_same_bytes_each_time():
    copy = signs.made()["room-01-outlined.pdf"]
    live = signs.made()["room-01.pdf"]
    assert outlined(live.data, copy.document) == copy.data
    with pikepdf.open(io.BytesIO(copy.data)) as pdf, pikepdf.open(io.BytesIO(live.data)) as source:
        assert str(pdf.docinfo["/Title"]).endswith("（转曲）")
        assert "（转曲）".encode() in pdf.Root.Metadata.read_bytes()
        assert pdf.Root.Metadata.read_bytes() != source.Root.Metadata.read_bytes()
        assert pdf.pages[0].trimbox == source.pages[0].trimbox


def test_letters_keep_the_colour_and_the_overprint_they_had():
    live, copy = (signs.made()[f"room-01{end}.pdf"].data for end in ("", "-outlined"))
    looks = []
    for data in (live, copy):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            marks = content_stream.marks(pdf.pages[0])
            said = [(mark.paint, mark.overprints, mark.state.overprint_mode) for mark in marks]
            looks.append([look for look, before in zip(said, [None, *said], strict=False) if look != before])
    assert looks[0] == looks[1]


@pytest.mark.parametrize(
    "operators",
    [b"BT 3 Tc ET", b"BT 60 Tz ET", b"BT 5 Ts ET", b"BT 9 Tw ET", b"BT 20 TL ET", b"q BT 3 Tc 50 Tz ET Q"],
    ids=["spacing", "width", "rise", "word spacing", "leading", "given back"],
)
def test_every_setting_of_the_text_is_followed(operators):
    data = spoilt(prefixed(operators))
    assert alike(data, outlined(data, PLAN))


def test_lines_moved_by_their_leading_are_followed():
    def change(pdf: pikepdf.Pdf) -> None:
        font = next(iter(pdf.pages[0].Resources.Font.keys())).encode("ascii")
        code = b"<%04x>" % codes_of(pdf)[-1]
        text = b"BT %s 30 Tf 20 100 Td %s Tj 0 -30 TD %s Tj T* %s Tj 14 TL T* [%s -500 %s] TJ ET"
        pdf.pages[0].Contents = pdf.make_stream(text % (font, code, code, code, code, code))

    data = spoilt(change)
    copy = outlined(data, PLAN)
    assert alike(data, copy)
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert len(list(content_stream.marks(pdf.pages[0]))) == 5


def codes_of(pdf: pikepdf.Pdf) -> list[int]:
    """The codes of the page's first font, in the order their letters came."""
    said = first_font(pdf).ToUnicode.read_bytes().partition(b"beginbfchar")[2]
    return [int(code, 16) for code in re.findall(rb"<([0-9a-f]{4})> <[0-9a-f]+>", said)]


def first_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    known = pdf.pages[0].Resources.Font
    return known[next(iter(known.keys()))]


def test_truetype_letters_are_followed_with_their_map():
    data = page('body{font-family:"LXGW WenKai"}')
    assert alike(data, outlined(data, PLAN))


def test_a_map_from_characters_to_glyphs_is_followed():
    """The first letter mapped to the glyph of another: the outline is that of the other, as a reader shows it."""
    data = page('body{font-family:"LXGW WenKai"}')
    with pikepdf.open(io.BytesIO(data)) as pdf:
        descendant = first_font(pdf).DescendantFonts[0]
        numbers = bytearray(descendant.CIDToGIDMap.read_bytes())
        first, second = (slice(2 * code, 2 * code + 2) for code in codes_of(pdf)[:2])
        numbers[first] = numbers[second]
        descendant.CIDToGIDMap = pdf.make_stream(bytes(numbers))
        out = io.BytesIO()
        pdf.save(out)
    changed = out.getvalue()
    assert alike(changed, outlined(changed, PLAN))
    assert not alike(changed, outlined(data, PLAN))


def test_what_the_engine_found_in_no_font_is_drawn_as_the_font_draws_it():
    """The engine's own encoding maps such characters to CID 0."""

    def change(pdf: pikepdf.Pdf) -> None:
        code, cid = codes_of(pdf)[-1], 1
        text = b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n1 begincidchar\n<%04x> %d\nendcidchar"
        stream = pdf.make_stream(text % (code, cid), Type=Name.CMap, CMapName=Name("/WP-Encod-0"))
        first_font(pdf).Encoding = stream

    data = spoilt(change)
    assert alike(data, outlined(data, PLAN))
    assert not alike(data, outlined(page(), PLAN))


def bare(pdf: pikepdf.Pdf) -> None:
    del first_font(pdf).DescendantFonts[0].FontDescriptor["/FontFile3"]


def typed(pdf: pikepdf.Pdf) -> None:
    first_font(pdf).DescendantFonts[0].FontDescriptor.FontFile3.Subtype = Name.CIDFontType0C


def drawn(pdf: pikepdf.Pdf) -> None:
    first_font(pdf).Subtype = Name.Type3


def vertical(pdf: pikepdf.Pdf) -> None:
    first_font(pdf).Encoding = Name("/Identity-V")


def other_map(pdf: pikepdf.Pdf) -> None:
    first_font(pdf).Encoding = pdf.make_stream(b"", CMapName=Name.Mine)


def set_by_state(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.ExtGState = Dictionary(F=Dictionary(Font=Array([first_font(pdf), 9])))
    prefixed(b"/F gs")(pdf)


def beyond(pdf: pikepdf.Pdf) -> None:
    """A code that is its own glyph's number, and of which the font has no glyph."""
    first_font(pdf).Encoding = Name("/Identity-H")
    font = next(iter(pdf.pages[0].Resources.Font.keys())).encode("ascii")
    prefixed(b"BT %s 9 Tf <fffe> Tj ET" % font)(pdf)


@pytest.mark.parametrize(
    "change",
    [
        prefixed(b"1 Tr"), prefixed(b"3 Tr"), prefixed(b"7 Tr"), prefixed(b"BT <0001> Tj ET"),
        prefixed(b"BT /None 9 Tf ET"), prefixed(b"BT (x) ' ET"), bare, typed, drawn, vertical, other_map,
        set_by_state, beyond,
    ],
    ids=[
        "stroked", "invisible", "clipping", "no font chosen", "unknown font", "next line", "not embedded", "bare CFF",
        "Type3", "vertical", "other encoding", "font of a state", "no such glyph",
    ],
)  # fmt: skip
def test_what_cannot_be_outlined_exactly_is_refused(change):
    with pytest.raises(Stopped) as caught:
        outlined(spoilt(change), PLAN)
    assert [problem.code for problem in caught.value.problems] == ["MZ3105"]
    assert caught.value.exit == Exit.PREFLIGHT
    assert caught.value.problems[0].location.file == "plate-outlined.pdf"
    for language in ("zh", "en"):
        assert "{" not in caught.value.problems[0].message(language)


def test_a_program_read_from_a_file_draws_as_the_installed_font_does():
    face = fonts.face_for("民", "hei")
    program = face.path.read_bytes()
    assert glyphs.glyph_outline(glyphs.loaded(program), 20) != []
