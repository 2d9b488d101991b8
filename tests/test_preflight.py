"""The finished file against its plan: every rule is seen to fail on one file that it alone catches."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
import segno
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from mzdocs.core.problems import Exit, Location
from mzdocs.core.units import Size, mm
from mzdocs.pdf.pdfa import archive_ready
from mzdocs.plan.declared_pictures import DeclaredPicture
from mzdocs.plan.document import A4, Document, Imposition, Legibility, Order, Sheet
from mzdocs.plan.document import outlined as outlined_plan
from mzdocs.preflight import RULES, entry_of, preflight, report
from mzdocs.preflight.expectations import Expectations, of_document, of_entry
from mzdocs.press import impose, outlined, press_ready
from mzdocs.render import engine
from mzdocs.render.qr import qr_svg

from .pdf_changes import changed
from .portraits import PLACE, SHAPE, portrait

SIZE = Size(mm(100), mm(60))
SHEET = Sheet(SIZE, bleed=mm(3), safe=mm(5), marks=True)
ORDER = Order("门牌", SIZE, "", "铝", mm(2), "印", ("四色", "烫金", "刀线"), "挂", 1, ("门",))
PLAN = Document(
    "plaque", "plate", "门牌", "signage", SHEET, "2026-11-20", expects=("桃源街道",), codes=("MZ:1",), pages=1,
    standard="press", order=ORDER, legibility=Legibility(mm(500), mm(0.1)),
)  # fmt: skip
OUTLINED = outlined_plan(PLAN)
PAPER = Document("archive", "paper", "页", "archive", Sheet(SIZE), "2026-11-20", pages=1, standard="archival")
CARDS = Imposition(A4, 1, 2, mm(6))
SHEETS = Document(
    "badge", "sheets", "拼版", "signage", Sheet(A4), "2026-11-20", pages=2, standard="press", imposition=CARDS
)
WITH_PHOTO = replace(
    PLAN, assets={"a": (portrait(1), "image/jpeg")}, pictures=(DeclaredPicture("a", SHAPE, (1, *PLACE)),)
)
HTML = (
    '<html lang="zh-CN"><title>页</title><style>@page{{size:100mm 60mm;bleed:3mm;margin:0}} body{{margin:0}}'
    "div,p{{position:absolute}} svg{{width:100%}} .a{{left:-3mm;top:-3mm;width:106mm;height:9mm;background:#a51d24}}"
    ".b{{left:40mm;top:40mm;width:9mm;height:9mm;background:#b98d44}} .q{{left:70mm;top:20mm;width:20mm}}"
    'p{{margin:0;left:{left};top:20mm;font:{font};color:{colour}}} .x{{top:45mm;font:6mm "Noto Sans CJK SC";left:20mm}}'
    '</style><body><div class="a"></div><div class="b"></div><div class="q">{code}</div>'
    '<p>{text}</p><p class="x" style="color:#000">苦</p>'
)
SANS = '8mm "Noto Sans CJK SC"'


def page(left="20mm", font=SANS, text="桃源街道", colour="#000", code=None) -> str:
    shown = qr_svg("MZ:1") if code is None else code
    return HTML.format(left=left, font=font, text=text, colour=colour, code=shown)


def laid(html: str, standard: str = "plain") -> bytes:
    return engine.lay_out(html, "", {}, Location("plate.pdf")).write(standard)


@cache
def press(**words: str) -> bytes:
    return press_ready(laid(page(**words), "press"), PLAN)


@cache
def turned() -> bytes:
    return outlined(press(), OUTLINED)


@cache
def archive() -> bytes:
    return archive_ready(laid(page(code=""), "archival"))


def sheets(plan: Imposition = CARDS) -> bytes:
    style = "@page{size:A4;margin:0} div{height:200mm}"
    html = f'<html lang="zh-CN"><title>页</title><style>{style}</style><div></div><div></div>'
    with pikepdf.new() as cards:
        for _ in range(4):
            cards.add_blank_page(page_size=(SIZE.width.pt, SIZE.height.pt))
            cards.pages[-1].obj.TrimBox = cards.pages[-1].obj.BleedBox = cards.pages[-1].obj.MediaBox
        out = io.BytesIO()
        cards.save(out)
    document = replace(SHEETS, imposition=plan)
    return impose(out.getvalue(), SIZE, press_ready(laid(html, "press"), document), document)


def codes(plan: Document, data: bytes) -> list[str]:
    source = press() if plan.derived and plan.derived.step == "outlined" else None
    return [problem.code for problem in preflight(plan, data, source)]


def shorter(pdf: pikepdf.Pdf) -> None:
    """Without the first letter of an outlined page."""
    shown = list(pikepdf.parse_content_stream(pdf.pages[0]))
    at = next(i for i, each in enumerate(shown) if str(each.operator) == "cm" and abs(float(each.operands[0])) < 0.1)
    end = next(i for i in range(at, len(shown)) if str(shown[i].operator) == "Q")
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(shown[: at - 1] + shown[end + 1 :]))


def drawn(content: str, kind: str = "", **resources: object) -> Callable[[pikepdf.Pdf], None]:
    """Paint something more inside the trim."""

    def change(pdf: pikepdf.Pdf) -> None:
        for name, value in resources.items():
            held = pdf.pages[0].obj.Resources.get(kind, Dictionary())
            held["/" + name] = value(pdf) if callable(value) else value
            pdf.pages[0].obj.Resources[kind] = held
        pdf.pages[0].contents_add(f"q {content} Q".encode())

    return change


def box(name: str, grow: float) -> Callable[[pikepdf.Pdf], None]:
    """The page's trim, grown on every side by so many points, as another box."""

    def change(pdf: pikepdf.Pdf) -> None:
        left, bottom, right, top = (float(value) for value in pdf.pages[0].trimbox)
        pdf.pages[0].obj[name] = Array([left - grow, bottom - grow, right + grow, top + grow])

    return change


def each_font(change: Callable[[pikepdf.Pdf, pikepdf.Object], object]) -> Callable[[pikepdf.Pdf], None]:
    def all_of_them(pdf: pikepdf.Pdf) -> None:
        for obj in [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Subtype") == "/Type0"]:
            change(pdf, obj)

    return all_of_them


def said(old: str, new: str) -> Callable[[pikepdf.Pdf], None]:
    """Another word in the metadata."""

    def change(pdf: pikepdf.Pdf) -> None:
        text = pdf.Root.Metadata.read_bytes().decode()
        assert old in text
        pdf.Root.Metadata.write(text.replace(old, new).encode())

    return change


def program(font: pikepdf.Object) -> pikepdf.Object:
    return font.DescendantFonts[0].FontDescriptor


def without_glyph(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
    """The first of its codes is that of no glyph."""
    cmap = re.sub(rb"(<[0-9a-f]{4}>) [0-9]+", rb"\1 0", font.Encoding.read_bytes(), count=1)
    font.Encoding = pdf.make_stream(cmap, Type=Name.CMap, CMapName=Name("/WP-Encod-0"))


def noisy(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
    program(font).FontFile3.write(program(font).FontFile3.read_bytes() + random.Random(1).randbytes(5_000_000))


def lying(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
    font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<82e6>", b"<53e4>"))


def second_look(pdf: pikepdf.Pdf) -> Array:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 0, 0, 0], N=1)
    return Array([Name.Separation, Name("/Foil Gold"), Name.DeviceCMYK, tint])


def stranger(pdf: pikepdf.Pdf) -> Array:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 0, 0, 0], N=1)
    return Array([Name.Separation, Name("/Green"), Name.DeviceCMYK, tint])


def picture(pdf: pikepdf.Pdf, **more: object) -> pikepdf.Object:
    return pdf.make_stream(
        bytes(range(100)), Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10, ColorSpace=Name.DeviceGray,
        BitsPerComponent=8, **more,
    )  # fmt: skip


def fine(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_stream(
        bytes(10_000), Type=Name.XObject, Subtype=Name.Image, Width=100, Height=100, ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )  # fmt: skip


def tile(content: bytes, **resources: object) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    """A tiling pattern that draws this."""
    return lambda pdf: pdf.make_stream(
        content, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 20, 20], XStep=20, YStep=20,
        Resources=Dictionary(**resources),
    )  # fmt: skip


def attached(pdf: pikepdf.Pdf) -> None:
    file = pdf.make_stream(b"{}", Type=Name.EmbeddedFile, Subtype=Name("/application/json"))
    spec = Dictionary(Type=Name.Filespec, F="a.json", UF="a.json", EF=Dictionary(F=file))
    pdf.Root.Names = Dictionary(EmbeddedFiles=pdf.make_indirect(spec))


def signed_in_part(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Sig = pdf.make_indirect(
        Dictionary(Type=Name.Sig, ByteRange=[0, 10, 20, 30], Contents=pikepdf.String(b"1234"))
    )


def link(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[60, 60, 69, 69])])


def act(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def no_rest(name: str, of: str = "Root") -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        del (pdf.Root if of == "Root" else pdf.docinfo)[name]

    return change


def oversized(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.MediaBox = Array([0, 0, 15_000, 400])


def nothing(pdf: pikepdf.Pdf) -> None:
    pass


def on_press(change: Callable[[pikepdf.Pdf], object], **how: object) -> Callable[[], bytes]:
    return lambda: changed(press(), change, **how)


def in_archive(change: Callable[[pikepdf.Pdf], object]) -> Callable[[], bytes]:
    return lambda: changed(archive(), change)


SEEDED: dict[str, tuple[Document, Callable[[], bytes]]] = {
    "P-PAGES": (PLAN, on_press(lambda pdf: pdf.pages.append(pdf.pages[0]))),
    "P-SIZE": (replace(PLAN, sheet=replace(SHEET, size=Size(mm(99), mm(60)))), press),
    "P-BLEED": (PLAN, on_press(box("/BleedBox", 3))),
    "P-SAFE": (PLAN, lambda: press(left="4mm")),
    "X-TRIM": (PLAN, on_press(box("/ArtBox", 0))),
    "X-NEST": (PLAN, on_press(box("/BleedBox", 60))),
    "X-CROP": (PLAN, on_press(box("/CropBox", 0))),
    "P-ORIGIN": (PLAN, on_press(box("/MediaBox", 60))),
    "P-BIG": (PLAN, on_press(oversized)),
    "P-DUP": (SHEETS, lambda: sheets(replace(CARDS, shift=(mm(1), mm(0))))),
    "F-ALLOW": (PLAN, on_press(each_font(lambda _, font: setattr(font, "BaseFont", Name("/ABCDEF+Noto-Sans-CJK-JP"))))),
    "X-FONT": (PLAN, on_press(each_font(lambda _, font: program(font).__delitem__("/FontFile3")))),
    "X-GLYPH": (PLAN, on_press(each_font(without_glyph))),
    "F-SUBSET": (PLAN, on_press(each_font(noisy))),
    "A-TEXT": (PLAN, lambda: press(text="桃源街")),
    "P-FONT": (OUTLINED, press),
    "P-TEXT": (PLAN, lambda: press(font=SANS.replace("8mm", "2mm"))),
    "P-STROKE": (PLAN, lambda: press(font='3mm "Noto Serif CJK SC"')),
    "F-TRUTH": (PLAN, on_press(each_font(lying))),
    "F-LANG": (PLAN, on_press(no_rest("/Lang"))),
    "X-ID": (PLAN, lambda: press().replace(b"/ID [", b"/IX [")),
    "X-TRAP": (PLAN, on_press(no_rest("/Trapped", of="Info"))),
    "X-OI": (
        PLAN,
        on_press(lambda pdf: setattr(pdf.Root.OutputIntents[0], "OutputConditionIdentifier", "Offset " * 9)),
    ),
    "X-XMP": (PLAN, on_press(said("xmpMM:RenditionClass", "xmpMM:Rendition"))),
    "X-DATE": (PLAN, on_press(lambda pdf: pdf.docinfo.__setitem__("/ModDate", "D:20200101000000+08'00'"))),
    "X-TITLE": (PLAN, on_press(lambda pdf: pdf.docinfo.__setitem__("/Title", "别的"))),
    "X-VER": (PLAN, on_press(nothing, min_version="1.7")),
    "X-ENC": (
        PLAN,
        on_press(
            nothing, encryption=pikepdf.Encryption(owner="x", R=4, aes=True, metadata=True), compress_streams=False
        ),
    ),
    "X-ACT": (PLAN, on_press(act)),
    "X-ANN": (PLAN, on_press(link)),
    "X-RGB": (PLAN, on_press(drawn("1 0 0 rg 60 60 9 9 re f"))),
    "X-TR": (PLAN, on_press(drawn("", "/ExtGState", T=Dictionary(TR=Name.Identity)))),
    "X-SEP": (PLAN, on_press(drawn("", "/ColorSpace", Other=second_look))),
    "P-SPOT": (PLAN, on_press(drawn("/Green cs 1 scn 60 60 9 9 re f", "/ColorSpace", Green=stranger))),
    "P-TRANSP": (
        OUTLINED,
        lambda: changed(turned(), drawn("/T gs 0 0 0 1 k 60 60 9 9 re f", "/ExtGState", T=Dictionary(ca=0.5))),
    ),
    "P-HAIR": (PLAN, on_press(drawn("0 0 0 1 K 0.1 w 60 60 m 90 60 l S"))),
    "P-RICH": (PLAN, lambda: press(font=SANS.replace("8mm", "3mm"), colour="#a51d24")),
    "P-PHOTO": (WITH_PHOTO, press),
    "P-PATTERN": (PLAN, on_press(drawn("", "/Pattern", T=tile(b"BT (A) Tj ET")))),
    "F-PATTERN": (PAPER, in_archive(drawn("", "/Pattern", T=tile(b"BT (A) Tj ET")))),
    "P-COPY": (OUTLINED, lambda: changed(turned(), shorter)),
    "P-PPI": (PLAN, on_press(drawn("20 0 0 20 210 60 cm /P Do", "/XObject", P=picture))),
    "P-RATIO": (PLAN, on_press(drawn("20 0 0 20.5 210 60 cm /P Do", "/XObject", P=fine))),
    "X-VIEW": (PLAN, on_press(lambda pdf: pdf.pages[0].obj.__setitem__("/Rotate", 180))),
    "P-TAC": (PLAN, on_press(drawn("0.9 0.9 0.9 0.9 k 60 60 9 9 re f"))),
    "P-QR": (PLAN, lambda: press(code="")),
    "P-CUT": (PLAN, on_press(drawn("/CutContour cs 1 scn 60 60 9 9 re f"))),
    "A-PDFA": (PAPER, in_archive(said('pdfaid:part="3"', 'pdfaid:part="5"'))),
    "A-UA": (PAPER, in_archive(said("<pdfuaid:part>1", "<pdfuaid:part>2"))),
    "A-INTERP": (
        PAPER,
        in_archive(
            drawn("/Artifact BMC 9 0 0 9 190 60 cm /P Do EMC", "/XObject", P=lambda pdf: picture(pdf, Interpolate=True))
        ),
    ),
    "A-AF": (PAPER, in_archive(attached)),
    "A-SIG": (PAPER, in_archive(signed_in_part)),
}
FAULTS = {rule.id: rule.problem_type.code for rule in RULES}
GEOMETRY = {rule for rule in FAULTS if rule.startswith("G-")}
SIDES = {rule for rule in FAULTS if rule.startswith("S-")}
LYING = {"P-REACH", "P-LIVE", "P-COVER", *(rule for rule in FAULTS if rule.startswith("P-CUT-"))}
OF_FONTS = {"X-PROG", "X-CID", "A-UNI", "A-MAP", "F-CHARSET"}
OF_STANDARDS = {"X-ICC", "X-COND", "X-REF", "X-WHOLE", "X-WIN", "A-OURS", "A-TAG", "A-FILE", "A-OI"}
OF_KEPT = {
    "X-CONTENT", "X-DATA", "A-CONTENT", "A-WRITTEN", "A-BAN", "A-ACT", "A-NOTE", "A-DEVICE", "A-WIDTH", "A-ENC",
    "A-META", "A-EXT", "A-LIMIT", "A-SEP", "A-INK", "A-JPX",
}  # fmt: skip
OF_INK = {"P-RGB", "P-TONE", "P-NAMES", "P-REG", "P-WHITE", "P-LAYER", "P-BLANK"}
ASKED_ELSEWHERE = {"A-VERA", *GEOMETRY, *SIDES, *LYING, *OF_FONTS, *OF_STANDARDS, *OF_KEPT, *OF_INK}
"""veraPDF itself is run by the tests of the whole; what lies where, sides of papers, fonts, standards and inks have
their own."""


@pytest.mark.parametrize("rule", SEEDED)
def test_a_seeded_fault_is_caught_by_its_rule_alone(rule):
    plan, seed = SEEDED[rule]
    assert set(codes(plan, seed())) == {FAULTS[rule]}


def test_every_rule_has_its_fault_here_and_a_code_of_its_own():
    assert set(SEEDED) == set(FAULTS) - ASKED_ELSEWHERE
    assert len(set(FAULTS.values())) == len(RULES)


@pytest.mark.parametrize(
    ("plan", "data"),
    [(PLAN, press), (OUTLINED, turned), (PAPER, archive), (SHEETS, sheets)],
    ids=lambda it: str(it)[:12],
)
def test_a_good_file_raises_nothing(plan, data):
    found = report(plan, data())
    assert found.problems == []
    assert found.passed + len(found.not_run) == len(found.outcomes)


def form(content: bytes) -> Callable[[pikepdf.Pdf], Dictionary]:
    return lambda pdf: Dictionary(F=pdf.make_stream(content, Subtype=Name.Form, BBox=[0, 0, 20, 20]))


@pytest.mark.parametrize(
    ("plan", "content", "pattern", "found"),
    [
        (PAPER, "", tile(b"0 0 9 9 re f"), []),
        (PAPER, "/Pattern cs /T scn 9 9 9 9 re f", tile(b"0 0 9 9 re f"), []),
        (PAPER, "BT /Pattern cs /T scn (A) Tj ET", tile(b"0 0 9 9 re f"), ["MZP83"]),
        (PAPER, "BT /Pattern CS /T SCN 1 Tr (A) Tj ET", tile(b"0 0 9 9 re f"), ["MZP83"]),
        (PLAN, "", None, []),
        (PLAN, "", tile(b"BT (A) Tj ET"), ["MZP82"]),
        (PLAN, "BT /Pattern cs /T scn (A) Tj ET", lambda _: Dictionary(PatternType=2), ["MZP82"]),
    ],
)  # fmt: skip
def test_text_in_a_pattern_or_filled_with_one_is_refused(plan, content, pattern, found):
    data = archive() if plan is PAPER else press()
    made = changed(data, drawn(content, "/Pattern", **({"T": pattern} if pattern else {})))
    assert [code for code in codes(plan, made) if code in ("MZP82", "MZP83")] == found


def test_text_in_a_form_that_a_pattern_draws_is_refused():
    def change(pdf: pikepdf.Pdf) -> None:
        held = tile(b"/F Do", XObject=form(b"BT (A) Tj ET")(pdf))(pdf)
        pdf.pages[0].obj.Resources.Pattern = Dictionary(T=held)

    assert codes(PAPER, changed(archive(), change)) == ["MZP83"]


@pytest.mark.parametrize(("left", "found"), [("91mm", []), ("101mm", ["MZP09"]), ("-9mm", ["MZP09"])])
def test_required_text_that_is_cut_away_is_missing(left, found):
    """Beyond the trim it stands in the file, and on no sign; how far from the edge is another rule's."""
    plan = replace(PLAN, expects=("桃",))
    assert [code for code in codes(plan, press(left=left, text="桃")) if code != "MZP04"] == found


def layered(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="草稿"))
    pdf.Root.OCProperties = Dictionary(OCGs=[group], D=Dictionary(OFF=[group]))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (drawn("20 0 0 20.3 210 60 cm /P Do", "/XObject", P=fine), []),
        (drawn("20.5 0 0 20 210 60 cm /P Do", "/XObject", P=fine), ["MZP68"]),
        (drawn("0 20 -20 0 240 60 cm /P Do", "/XObject", P=fine), []),
        (layered, ["MZP69"]),
        (lambda pdf: pdf.pages[0].obj.__setitem__("/Rotate", 180), ["MZP69"]),
        (lambda pdf: pdf.pages[0].obj.__setitem__("/Rotate", 360), []),
    ],
)
def test_pictures_keep_their_proportions_and_a_page_is_printed_as_it_is_seen(change, found):
    assert codes(PLAN, changed(press(), change)) == found


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (qr_svg("MZ:1").replace("#000", "#a51d24"), "不是单色黑"),
        (segno.make("1", micro=True).svg_inline(scale=3, border=4), "MicroQRCode"),
    ],
)
def test_a_code_is_judged_for_what_is_wrong_with_it(code, why):
    assert any(why in problem.message() for problem in preflight(PLAN, press(code=code)))


def mapped(shift: int) -> Callable[[pikepdf.Pdf], None]:
    """The numbers of the glyphs said once more, in a map from CIDs."""

    def change(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
        with TTFont(io.BytesIO(program(font).FontFile3.read_bytes())) as opened:
            top = opened["CFF "].cff.topDictIndex[0]
            cids = [int(name[3:]) if name.startswith("cid") else 0 for name in top.charset]
            by_cid = {cid: glyph for glyph, cid in enumerate(cids)} if hasattr(top, "ROS") else {}
            last = max(by_cid, default=len(cids) - 1)
        numbers = (by_cid.get(cid, 0 if by_cid else cid) + shift for cid in range(last + 1))
        font.DescendantFonts[0].CIDToGIDMap = pdf.make_stream(b"".join(number.to_bytes(2) for number in numbers))

    return each_font(change)


@pytest.mark.parametrize(("shift", "found"), [(0, []), (1, ["MZP45"])])
def test_a_glyph_is_found_by_the_map_of_its_font(shift, found):
    assert codes(PLAN, changed(press(), mapped(shift))) == found


def other_program(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
    program(font).FontFile3.write(b"typ1" + program(font).FontFile3.read_bytes()[4:])


def without_meaning(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
    del font.ToUnicode


def with_ranges(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
    font.ToUnicode.write(font.ToUnicode.read_bytes() + b"0 beginbfrange endbfrange")


@pytest.mark.parametrize("change", [other_program, without_meaning, with_ranges])
def test_a_font_of_a_kind_that_is_not_read_is_not_called_true(change):
    outcomes = {outcome.rule: outcome for outcome in report(PLAN, changed(press(), each_font(change))).outcomes}
    assert outcomes["F-TRUTH"].not_run and not outcomes["F-TRUTH"].problems


@pytest.mark.parametrize("kind", [b"\0\1\0\0", b"true"])
def test_a_truetype_font_is_read_by_either_of_its_names(kind):
    def change(pdf: pikepdf.Pdf) -> None:
        for obj in pdf.objects:
            if isinstance(obj, Dictionary) and "/FontFile2" in obj:
                obj.FontFile2.write(kind + obj.FontFile2.read_bytes()[4:])

    data = press(font='8mm "LXGW WenKai"')
    assert b"/FontFile2" in changed(data, nothing)
    outcomes = {outcome.rule: outcome for outcome in report(PLAN, changed(data, change)).outcomes}
    assert outcomes["F-TRUTH"].passed


def test_a_code_needs_its_quiet_zone():
    crowded = qr_svg("MZ:1").replace("<path", '<path d="M1 1h27v2h-27z" fill="#000"/><path', 1)
    (problem,) = preflight(PLAN, press(code=crowded))
    assert (problem.code, "四格" in problem.message()) == ("MZP38", True)


def test_a_blank_plate_is_told_by_its_name():
    order = replace(ORDER, inks=(*ORDER.inks, "白墨"))
    (problem,) = preflight(replace(PLAN, order=order), press())
    assert "White" in problem.message()


def test_black_over_a_dark_colour_adds_up_but_not_inside_a_hollow_frame():
    over = "q /OverF gs 0 0 0 1 k 70 70 5 5 re f Q"
    solid = drawn(f"0.4 1 1 0.3 k 60 60 40 40 re f {over}")
    frame = drawn(f"0.4 1 1 0.3 k 60 60 40 40 re 65 65 30 30 re f* {over}")
    assert codes(PLAN, changed(press(), solid)) == ["MZP37"]
    assert codes(PLAN, changed(press(), frame)) == []


def test_a_missing_text_is_caught_without_repeating_it():
    (problem,) = preflight(replace(PLAN, expects=("桃源街道", "某某某")), press())
    assert problem.code == "MZP09"
    assert "某某某" not in problem.message()


def test_what_nobody_has_said_is_not_run_and_the_reason_is_told():
    found = report(replace(PLAN, order=None, legibility=None), press())
    always = ("TOUCH", "STRIKE", "GROUND", "CUT", "VEIL", "ASKEW", "INK", "CAP", "CONTRAST", "LONE", "EVEN", "WORD")
    unknown = GEOMETRY - {f"G-{name}" for name in always}
    assert {rule for rule, _ in found.not_run} == {"P-SPOT", "P-STROKE", "A-VERA", *unknown}
    assert all(why.say("en") and why.say("zh") for _, why in found.not_run)


def test_a_page_nobody_can_read_has_not_passed():
    found = changed(press(), lambda pdf: pdf.pages[0].contents_add(b"(a) w"))
    assert codes(PLAN, found) == ["MZP90"]


def test_an_entry_of_the_manifest_says_what_the_plan_said():
    entry = {"size": str(SIZE), "pages": 1, "order": {"inks": ["四色", "烫金", "刀线"]}, **entry_of(PLAN)}
    assert of_entry(entry) == replace(of_document(PLAN), texts=None, codes=None)


@pytest.mark.parametrize(
    "entry", [{}, {"size": 3}, {"size": "1×1 mm", "pages": "x"}, {"size": "1×1 mm", "pages": 1, "plates": 5}]
)
def test_an_entry_nobody_of_ours_wrote_says_nothing(entry):
    assert of_entry(entry) == Expectations()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"hello", b"\x00" * 5000])
def test_what_cannot_be_read_is_told_in_a_sentence(data):
    (problem,) = preflight(PLAN, data)
    assert (problem.code, problem.problem_type.exit) == ("MZP90", Exit.PREFLIGHT)


def test_a_broken_docx_is_caught():
    assert codes(replace(PLAN, format="docx"), b"PK nothing") == ["MZP90"]


def test_a_document_of_ours_is_accessible():
    with pikepdf.open(io.BytesIO(archive())) as pdf:
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert b"pdfuaid:part>1<" in pdf.Root.Metadata.read_bytes()
