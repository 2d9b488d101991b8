"""Every number of preflight, from both sides: just inside the limit a rule is silent, just outside it speaks."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
import segno
from pikepdf import Array, Dictionary, Name
from PIL import Image

from mzdocs.core.outcomes import NotRun, Outcome, Report, collected
from mzdocs.core.problems import Location, Sentence, Stopped, problem_type
from mzdocs.core.units import Length, Size, mm, pt
from mzdocs.design import fonts
from mzdocs.plan.document import A4, Document, Imposition, Sheet
from mzdocs.preflight import RULES, page_count, report
from mzdocs.preflight.any_file import examine_file
from mzdocs.preflight.delivered.file_bytes import LARGEST, bytes_of
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.ink.ink_load import ink_load
from mzdocs.preflight.ink.page_ink import page_inks
from mzdocs.preflight.letters.program_rules import LARGEST_FONT
from mzdocs.preflight.painted.geometry import SLACK, covers, holds, inside, meets
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.pictures import qr_rules

CHECK = {rule.id: rule.check for rule in RULES}
HERE = Location("x.pdf")
Change = Callable[[pikepdf.Pdf, pikepdf.Page], object]


def pdf(content: str = "", change: Change | None = None, pages: int = 1, only: int = 0, **boxes: object) -> bytes:
    """Pages of 300 by 200 points, each or only one with this content; changed, and with these boxes."""
    with pikepdf.new() as made:
        for number in range(1, pages + 1):
            page = made.add_blank_page(page_size=(300, 200))
            page.obj.Resources = Dictionary(
                Font=Dictionary({f"/{key}": _font(made, name) for key, name in FONTS.items()}), XObject=Dictionary(),
                ExtGState=Dictionary(Over=Dictionary(OP=True, op=True, OPM=1), Knock=Dictionary(OPM=0)),
            )  # fmt: skip
            for name, box in boxes.items():
                page.obj[f"/{name}"] = Array(box)
            page.contents_add(content.encode() if only in (0, number) else b"")
            if change:
                change(made, page)
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


FONTS = {"F": "Helvetica", "S": "Noto-Sans-CJK-SC"}


def _font(made: pikepdf.Pdf, name: str) -> pikepdf.Object:
    return made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}")))


def facts(rule: str, data: bytes, **expected: Any) -> list[dict[str, object]]:
    """What a rule alone says of a file."""
    with MeasuredPdf(data) as file:
        return [problem.facts for problem in CHECK[rule](Expectations(**expected), file, HERE)]


def speaks(rule: str, data: bytes, **expected: Any) -> bool:
    return bool(facts(rule, data, **expected))


# Boxes, in points; a millimetre is 2.8346 of them.

TRIM = (50.0, 50.0, 250.0, 150.0)
MILLIMETRE = mm(1).pt


def grown(by: float, side: int | None = None) -> tuple[float, ...]:
    """The trim, grown by points on every side or on one."""
    return tuple(edge + (0 if side not in (None, at) else by * (-1 if at < 2 else 1)) for at, edge in enumerate(TRIM))


@pytest.mark.parametrize("width", [True, False])
@pytest.mark.parametrize(("off", "wrong"), [(0.09, False), (-0.09, False), (0.11, True), (-0.11, True)])
def test_a_size_may_be_off_by_a_tenth_of_a_millimetre(width, off, wrong):
    size = (pt(200) + mm(off if width else 0), pt(100) + mm(0 if width else off))
    assert speaks("P-SIZE", pdf(TrimBox=TRIM), size=Size(*size)) is wrong


@pytest.mark.parametrize("side", range(4))
@pytest.mark.parametrize(("bleed", "wrong"), [(3, False), (2.91, False), (2.89, True), (2, True), (0, True)])
def test_a_bleed_of_three_millimetres_is_no_less_than_2_9(bleed, wrong, side):
    """On the side where it is least."""
    box = [edge + (3 if at != side else bleed) * MILLIMETRE * (-1 if at < 2 else 1) for at, edge in enumerate(TRIM)]
    found = facts("P-BLEED", pdf(TrimBox=TRIM, BleedBox=box), bleed=mm(3))
    assert found == ([{"page": 1, "found": f"{bleed:.1f}", "expected": "3"}] if wrong else [])


@pytest.mark.parametrize(("x", "y"), [(55, 95), (239, 95), (140, 55), (140, 138)])
@pytest.mark.parametrize(("more", "wrong"), [(0.09, False), (0.11, True)])
def test_text_may_come_a_tenth_of_a_millimetre_nearer_to_the_edge(x, y, more, wrong):
    data = pdf(f"BT /F 10 Tf {x} {y} Td (H) Tj ET", TrimBox=TRIM)
    with MeasuredPdf(data) as file:
        clear = file.pages[0].clearance
    assert clear is not None and 3 < clear.pt < 8
    assert speaks("P-SAFE", data, safe=clear + mm(more)) is wrong


def test_a_page_without_text_is_clear():
    assert not speaks("P-SAFE", pdf(TrimBox=TRIM), safe=mm(999))


@pytest.mark.parametrize("side", range(4))
@pytest.mark.parametrize(
    ("rule", "inner", "outer"),
    [("X-NEST", "TrimBox", "BleedBox"), ("X-NEST", "BleedBox", "MediaBox"), ("X-CROP", "BleedBox", "CropBox")],
)
@pytest.mark.parametrize(("by", "wrong"), [(-0.04, False), (-0.06, True), (1, False)])
def test_a_box_lies_in_the_next_but_for_a_twentieth_of_a_point(rule, inner, outer, by, wrong, side):
    boxes = {"TrimBox": TRIM, "BleedBox": TRIM, "CropBox": grown(20), "MediaBox": grown(20)} | {outer: grown(by, side)}
    boxes = boxes | ({"BleedBox": TRIM} if inner == "BleedBox" else {})
    assert speaks(rule, pdf(**boxes)) is wrong


@pytest.mark.parametrize(("x", "y"), [(1, 0), (0, 1), (-1, 0), (0, -1)])
@pytest.mark.parametrize(("off", "wrong"), [(0.05, False), (0.06, True)])
def test_a_page_starts_at_nought(x, y, off, wrong):
    assert speaks("P-ORIGIN", pdf(MediaBox=(x * off, y * off, 300, 200))) is wrong


@pytest.mark.parametrize(("box", "found"), [
    ((0, 0, 14_400, 10), []), ((0, 0, 14_401, 10), ["5.08"]), ((0, 0, 10, 14_401), ["5.08"]),
    ((-1, 0, 14_400, 10), ["5.08"]), ((0, -8_000, 10, 8_000), ["5.64"]), ((0, 0, 10, 14_400), []),
])  # fmt: skip
def test_a_side_has_at_most_14_400_units(box, found):
    assert [each["found"] for each in facts("P-BIG", pdf(MediaBox=box))] == found


@pytest.mark.parametrize(("expected", "found"), [(2, []), (1, [2]), (3, [2]), (0, [])])
def test_the_pages_are_counted_unless_the_text_decides(expected, found):
    assert [each["found"] for each in facts("P-PAGES", pdf(pages=2), pages=expected)] == found


@pytest.mark.parametrize(
    ("boxes", "wrong"), [({"TrimBox": TRIM}, False), ({}, True), ({"TrimBox": TRIM, "ArtBox": TRIM}, True)]
)
def test_a_page_says_where_it_is_cut_and_only_once(boxes, wrong):
    assert speaks("X-TRIM", pdf(**boxes)) is wrong


# Two cards on each side of a sheet: what lies behind what.

CARDS = Imposition(A4, 1, 2, mm(6))


def sheet(dx: float = 0, dy: float = 0, backs: int = 2, sideways: bool = True) -> bytes:
    """A front with two cards, and a back with theirs, the second moved by points."""
    made = pikepdf.open(io.BytesIO(pdf(pages=2, TrimBox=(10, 0, 310, 200), MediaBox=(0, 0, 320, 200))))
    fronts = [(50.0, 40.0), (200.0, 120.0)]
    behind = [(270.0, 40.0), (120.0, 120.0)] if sideways else [(50.0, 160.0), (200.0, 80.0)]
    behind[1] = (behind[1][0] + dx, behind[1][1] + dy)
    with made:
        for page, middles in zip(made.pages, (fronts, behind[:backs]), strict=True):
            form = made.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[1, 3, 42, 24])
            page.obj.Resources.XObject["/C"] = form
            page.contents_add("".join(f"q 1 0 0 1 {x - 21.5} {y - 13.5} cm /C Do Q " for x, y in middles).encode())
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("down", [True, False])
@pytest.mark.parametrize(("off", "found"), [(0.09, []), (-0.09, []), (0.12, ["0.1"]), (-0.12, ["0.1"]), (2, ["2.0"])])
def test_a_back_lies_behind_its_front_to_a_tenth_of_a_millimetre(down, off, found):
    data = sheet(0 if down else mm(off).pt, mm(off).pt if down else 0)
    assert [each["found"] for each in facts("P-DUP", data, imposition=CARDS)] == found


def test_a_sheet_is_turned_about_the_edge_that_was_ordered():
    short = Imposition(A4, 1, 2, mm(6), flip="short")
    assert CARDS.sideways != short.sideways
    for plan in (CARDS, short):
        data = sheet(sideways=plan.sideways)
        assert not speaks("P-DUP", data, imposition=plan)
        assert len(facts("P-DUP", sheet(sideways=not plan.sideways), imposition=plan)) == 2


@pytest.mark.parametrize("shift", [(mm(1), mm(0)), (mm(0), mm(1))])
def test_a_shift_of_the_back_is_what_was_ordered(shift):
    plan = Imposition(A4, 1, 2, mm(6), shift=shift)
    assert [each["card"] for each in facts("P-DUP", sheet(), imposition=plan)] == [1, 2]


def test_a_card_without_a_back_is_told_by_its_number():
    assert [each["card"] for each in facts("P-DUP", sheet(backs=1), imposition=CARDS)] == [2]


# What a file says of itself.


@pytest.mark.parametrize(("count", "wrong"), [(2, False), (1, True), (3, True), (0, True)])
def test_an_identifier_has_two_parts(count, wrong):
    with MeasuredPdf(pdf()) as file:
        file.pdf.trailer["/ID"] = Array([pikepdf.String("x")] * count)
        assert bool(list(CHECK["X-ID"](Expectations(), file, HERE))) is wrong


def press_intent(made: pikepdf.Pdf, name: str = "FOGRA39", profile: bytes = b"prtrCMYK") -> Dictionary:
    stream = made.make_stream(bytes(12) + profile + bytes(40), N=4)
    return Dictionary(S=Name("/GTS_PDFX"), OutputConditionIdentifier=name, DestOutputProfile=stream)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ([{}], False),
        ([{}, {}], True),
        ([{}, {}, {}], True),
        ([], True),
        ([{"name": "x" * 40}], False),
        ([{"name": "x" * 41}], True),
        ([{"name": "x"}], False),
        ([{"name": ""}], True),
        ([{"profile": b"mntrCMYK"}], True),
        ([{"profile": b"prtrRGB "}], True),
        ([{"profile": b"\0prtrCMYK"}], True),
    ],
)
def test_there_is_one_press_condition_with_a_short_name_and_its_profile(said, wrong):
    def change(made: pikepdf.Pdf, _: pikepdf.Page) -> None:
        made.Root.OutputIntents = Array([press_intent(made, **each) for each in said])

    assert speaks("X-OI", pdf(change=change)) is wrong


def test_an_intent_for_another_purpose_is_none_of_the_press():
    def change(made: pikepdf.Pdf, _: pikepdf.Page) -> None:
        other = press_intent(made)
        other.S = Name("/GTS_PDFA1")
        made.Root.OutputIntents = Array([other, press_intent(made)])

    assert not speaks("X-OI", pdf(change=change))


@pytest.mark.parametrize(
    ("info", "metadata", "wrong"),
    [
        ("门牌", "门牌", False),
        ("", "", True),
        (None, "", True),
        (None, "门牌", True),
        ("门牌", "", True),
        ("门牌", "牌", True),
    ],
)
def test_a_title_stands_in_both_places_and_says_something(info, metadata, wrong):
    def change(made: pikepdf.Pdf, _: pikepdf.Page) -> None:
        with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            if metadata:
                xmp["dc:title"] = metadata
        if info is not None:
            made.docinfo["/Title"] = info

    assert speaks("X-TITLE", pdf(change=change)) is wrong


@pytest.mark.parametrize(
    ("created", "changed", "wrong"),
    [
        ("2026-11-20T00:00:00+08:00", "2026-11-20T00:00:00+08:00", False),
        ("2026-11-20T00:00:01+08:00", "2026-11-20T00:00:00+08:00", True),
        ("2026-11-20T00:00:00+08:00", "2026-11-20T00:00:01+08:00", True),
        ("", "2026-11-20T00:00:00+08:00", True),
        ("2026-11-20T00:00:00+08:00", "", True),
    ],
)
def test_both_dates_are_said_and_agree(created, changed, wrong):
    def change(made: pikepdf.Pdf, _: pikepdf.Page) -> None:
        made.docinfo["/CreationDate"] = made.docinfo["/ModDate"] = "D:20261120000000+08'00'"
        with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            xmp["xmp:CreateDate"], xmp["xmp:ModifyDate"] = created or "x", changed or "x"
            for name, value in (("xmp:CreateDate", created), ("xmp:ModifyDate", changed)):
                if not value:
                    del xmp[name]

    assert speaks("X-DATE", pdf(change=change)) is wrong


@pytest.mark.parametrize(("version", "wrong"), [("1.4", False), ("1.6", False), ("1.7", True), ("2.0", True)])
def test_the_version_goes_to_1_6(version, wrong):
    with pikepdf.open(io.BytesIO(pdf())) as made:
        out = io.BytesIO()
        made.save(out, force_version=version)
    assert speaks("X-VER", out.getvalue()) is wrong


def kept(part: str, conformance: str) -> Callable[[pikepdf.Pdf, pikepdf.Page], None]:
    def change(made: pikepdf.Pdf, _: pikepdf.Page) -> None:
        with made.open_metadata(set_pikepdf_as_editor=False) as xmp:
            if part:
                xmp["pdfaid:part"] = part
            if conformance:
                xmp["pdfaid:conformance"] = conformance

    return change


@pytest.mark.parametrize(
    ("part", "conformance", "wrong"),
    [
        ("1", "B", False), ("2", "U", False), ("3", "A", False), ("1", "U", True), ("3", "C", True), ("3", "", True),
        ("5", "A", True), ("", "", True),
    ],
)  # fmt: skip
def test_a_paper_to_keep_is_of_a_part_and_a_level_there_is(part, conformance, wrong):
    assert speaks("A-PDFA", pdf(change=kept(part, conformance))) is wrong


@pytest.mark.parametrize(
    ("part", "conformance", "wrong"), [("3", "A", False), ("3", "B", True), ("2", "A", True), ("5", "A", False)]
)
def test_papers_of_ours_are_kept_as_part_3_level_a(part, conformance, wrong):
    assert speaks("A-OURS", pdf(change=kept(part, conformance))) is wrong


@pytest.mark.parametrize(
    ("relation", "listed", "count"), [(True, True, []), (True, False, [1]), (False, True, [1]), (False, False, [1])]
)
def test_an_attachment_is_listed_and_says_how_it_belongs(relation, listed, count):
    def change(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
        kept("3", "A")(made, page)
        file = made.make_stream(b"{}", Type=Name.EmbeddedFile)
        spec = made.make_indirect(Dictionary(Type=Name.Filespec, F="a.json", EF=Dictionary(F=file)))
        if relation:
            spec.AFRelationship = Name.Data
        made.Root.AF = Array([spec] if listed else [])
        made.Root.Names = Dictionary(EmbeddedFiles=spec)

    assert [each["count"] for each in facts("A-AF", pdf(change=change))] == count


# Fonts.


@pytest.mark.parametrize(
    ("size", "wrong"), [(LARGEST_FONT - 100, False), (LARGEST_FONT, False), (LARGEST_FONT + 1, True)]
)
def test_a_font_of_four_million_bytes_is_no_subset(size, wrong):
    def change(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.Font.F.FontDescriptor = Dictionary(
            FontFile2=made.make_stream(random.Random(1).randbytes(size))
        )

    assert LARGEST_FONT == 4_000_000
    with pikepdf.open(io.BytesIO(pdf())) as made:
        change(made, made.pages[0])
        out = io.BytesIO()
        made.save(out, compress_streams=False)
    assert speaks("F-SUBSET", out.getvalue()) is wrong


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/F 6 Tf", []),
        ("/F 5.995 Tf", []),
        ("/F 5.98 Tf", ["6.0"]),
        ("/F 5 Tf", ["5.0"]),
        ("/F 3 Tf 2 0 0 2 20 20 Tm", []),
        ("0.5 0 0 0.5 0 0 cm /F 11 Tf", ["5.5"]),
        ("/F 0 Tf", []),
        ("/F -9 Tf", []),
    ],
)
def test_a_press_holds_text_of_six_points(text, found):
    assert [each["found"] for each in facts("P-TEXT", pdf(f"BT {text} (H) Tj ET"))] == found


@pytest.mark.parametrize(("size", "found"), [("9", []), ("8.995", []), ("8.98", ["9.0"]), ("7", ["7.0"])])
def test_a_design_says_how_small_its_type_may_be(size, found):
    told = facts("P-TEXT", pdf(f"BT /F {size} Tf (H) Tj ET"), least_type=pt(9))
    assert [(each["found"], each["least"]) for each in told] == [(each, "9") for each in found]


def test_of_a_long_file_of_one_design_some_pages_are_looked_at():
    data = pdf("BT /F 5 Tf (H) Tj ET", pages=30)
    assert len(facts("P-TEXT", data)) == 30
    assert len(facts("P-TEXT", data, looked_at=3)) == 3


SANS = next(face for face in fonts.FACES if face.pdf_name == FONTS["S"])


@pytest.mark.parametrize(("share", "wrong"), [(1, False), (0.985, False), (0.975, True)])
def test_a_stroke_may_be_thinner_by_a_fiftieth(share, wrong):
    least = mm(0.3)
    size = share * least.pt / SANS.stroke
    data = pdf(f"BT /S 90 Tf (H) Tj /S {size:.4f} Tf (H) Tj /S 80 Tf (H) Tj ET")
    assert speaks("P-STROKE", data, stroke=least) is wrong


def test_the_stroke_of_a_face_nobody_measured_is_not_guessed():
    assert not speaks("P-STROKE", pdf("BT /F 1 Tf (H) Tj ET"), stroke=mm(9))


# Ink.


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("0.25 w", []),
        ("0.2495 w", []),
        ("0.2485 w", ["0.248"]),
        ("0.12 w", ["0.120"]),
        ("0.2 w", ["0.200"]),
        ("0.5 0 0 0.5 0 0 cm 0.5 w", []),
        ("0.5 0 0 0.5 0 0 cm 0.4 w", ["0.200"]),
    ],
)
def test_a_press_holds_a_line_of_a_quarter_of_a_point(line, found):
    assert [each["found"] for each in facts("P-HAIR", pdf(f"q {line} 60 60 m 90 60 l S Q"))] == found


@pytest.mark.parametrize(
    ("size", "colour", "wrong"),
    [
        (12, "1 1 1 0 k", False),
        (11.9, "1 1 1 0 k", True),
        (11.9, "1 1 0 0 k", False),
        (11.9, "1 1 0 0.01 k", True),
        (11.9, "0 0 0 1 k", False),
        (0, "1 1 1 1 k", False),
        (11.9, "0 0 0 1 k 1 1 0 1 K 2 Tr", True),
        (12, "0 0 0 1 k 1 1 0 1 K 2 Tr", False),
        (11.9, "0 0 0 1 k 1 1 0 1 K", False),
    ],
)
def test_text_below_twelve_points_is_of_two_inks(size, colour, wrong):
    assert speaks("P-RICH", pdf(f"BT {colour} /F {size} Tf (H) Tj ET")) is wrong


@pytest.mark.parametrize(("black", "found"), [(0.899, []), (0.9, []), (0.904, []), (0.905, ["300.5"]), (0.91, ["301"])])
def test_three_hundred_percent_of_ink_dry(black, found):
    content = f"0.7 0.7 0.7 {black} k 60 60 9 9 re f"
    assert [each["found"] for each in facts("P-TAC", pdf(content, TrimBox=TRIM))] == found


@pytest.mark.parametrize(
    ("content", "load"),
    [
        ("1 1 1 1 k 0 0 49 49 re f", 0),
        ("1 1 1 1 k 49 49 2 2 re f", 4),
        ("1 1 1 1 k 0 0 50 50 re f", 0),
        ("1 1 1 1 K 60 60 m 90 60 l S", 4),
        ("BT 3 Tr 1 1 1 1 k /F 9 Tf 60 60 Td (H) Tj ET", 0),
        ("BT 0 Tr 1 1 1 1 k /F 9 Tf 60 60 Td (H) Tj ET", 4),
        ("1 1 0 0 k 60 60 9 9 re f 0 0 1 0 k 60 60 9 9 re f", 1),
        ("1 1 0 0 k 60 60 9 9 re f /Over gs 0 0 1 0 k 60 60 9 9 re f", 3),
        ("1 1 0 0 k 60 60 9 9 re f /Over gs 0.5 0 1 0 k 60 60 9 9 re f", 2.5),
        ("1 1 0 0 k 60 60 9 9 re f /Over gs 0 0 1 0 k 70 60 9 9 re f", 2),
        ("1 1 0 0 k 60 60 9 9 re f 0 0 0 0 k 60 60 9 9 re f /Over gs 0 0 1 0 k 60 60 9 9 re f", 1),
        ("1 1 1 1 K 60 50 m 90 50 l S", 4),
        ("1 1 1 1 K 50 60 m 50 90 l S", 4),
        ("0.2 g 60 60 9 9 re f", 0.8),
        ("1 1 0 0 k 60 60 30 30 re f /Over gs BT 0 0 1 0 k /F 9 Tf 60 60 Td (H) Tj ET", 3),
        ("1 1 0 0 k 60 60 30 30 re f /Over gs 0 0 1 0 K 65 65 m 80 80 l S", 3),
        ("1 1 0 0 k 60 60 30 30 re f /Over gs /Knock gs 0 0 1 0 k 60 60 9 9 re f", 2),
        ("/Over gs 1 1 0 0 k 60 60 9 9 re f 0 0 1 0 k 60 60 9 9 re f", 3),
    ],
)
def test_ink_adds_up_where_it_overprints_inside_the_trim(content, load):
    with MeasuredPdf(pdf(content, TrimBox=TRIM)) as file:
        assert heaviest(file) == pytest.approx(load)


@pytest.mark.parametrize("turn", range(6))
def test_black_is_looked_under_at_its_corners(turn):
    """A path of many points, one of which lies over the dark patch."""
    around = [(60, 60), (100, 60), (140, 60), (140, 100), (100, 100), (60, 100)]
    x, y = around[turn]
    dark = f"1 1 0 0 k {x - 1} {y - 1} 2 2 re f "
    black = "/Over gs 0 0 0 1 k " + " ".join(f"{px} {py} {'l' if at else 'm'}" for at, (px, py) in enumerate(around))
    with MeasuredPdf(pdf(f"{dark}{black} f", TrimBox=TRIM)) as file:
        assert heaviest(file) == pytest.approx(3)


def heaviest(file: MeasuredPdf) -> float:
    (page,) = page_inks(file)
    return ink_load(page.layers, page.page.trim_box, 0, frozenset()).certain


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("1 1 0 0 k 60 60 9 9 re f", False),
        ("1 1 0.001 0 k 60 60 9 9 re f", True),
        ("1 1 0 0 k 60 60 9 9 re f 0 0 1 0 k 0 0 49 49 re f", False),
        ("1 1 0 0 k 60 60 9 9 re f 0 0 1 0 k 0 0 51 51 re f", True),
        ("1 1 0 0 k 60 60 9 9 re f BT 3 Tr 0 0 1 0 k /F 9 Tf 60 60 Td (H) Tj ET", False),
        ("1 1 0 0 k 60 60 9 9 re f BT 2 Tr 0 0 1 0 k /F 9 Tf 60 60 Td (H) Tj ET", True),
        ("1 0 0 0 k 60 60 9 9 re f", True),
    ],
)
def test_a_plate_prints_what_shows_inside_the_trim(content, wrong):
    assert speaks("P-SPOT", pdf(content, TrimBox=TRIM), plates=frozenset({"Cyan", "Magenta"})) is wrong


def pixels(made: pikepdf.Pdf, *, side: int = 10, high: int = 10, space: str = "Gray", bits: int = 8, value: int = 0, spot: int = 0, **more: Any) -> pikepdf.Object:  # fmt: skip # noqa: E501
    shares = {"Gray": 1, "RGB": 3, "CMYK": 4}[space]
    line = (side * shares * bits + 7) // 8
    return made.make_stream(
        bytes([value ^ spot]) + bytes([value]) * (line * high - 1),
        Type=Name.XObject, Subtype=Name.Image, Width=side, Height=high,
        ColorSpace=Name(f"/Device{space}"), BitsPerComponent=bits, **more,
    )  # fmt: skip


def pictured(wide: float, high: float, **how: Any) -> bytes:
    def change(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.XObject["/P"] = pixels(made, **how)

    return pdf(f"q {wide} 0 0 {high} 60 60 cm /P Do Q", change, TrimBox=TRIM)


@pytest.mark.parametrize(
    ("wide", "high", "how", "found"),
    [
        (3.6, 3.6, {}, []),
        (3.61, 3.61, {}, []),
        (3.64, 3.64, {}, [198]),
        (3.64, 1, {}, [198]),
        (1, 3.64, {}, [198]),
        (7.2, 7.2, {}, [100]),
        (7.2, 7.2, {"bits": 1}, [100]),
        (1.31, 1.31, {"bits": 1}, []),
        (1.32, 1.32, {"bits": 1}, [545]),
        (7.2, 7.2, {"bits": 2}, [100]),
        (7.2, 3.6, {"side": 20}, []),
        (0, 7.2, {}, []),
    ],
)
def test_a_picture_has_two_hundred_pixels_to_the_inch_and_line_art_more(wide, high, how, found):
    assert [each["found"] for each in facts("P-PPI", pictured(wide, high, spot=0x80, **how))] == found


@pytest.mark.parametrize(("value", "found"), [(191, []), (192, ["301.2"]), (255, ["400"])])
def test_the_ink_of_a_picture_is_that_of_its_darkest_spot(value, found):
    """Of 255; a share of the sum may be lost in rounding."""
    assert [each["found"] for each in facts("P-TAC", pictured(9, 9, space="CMYK", value=value))] == found


@pytest.mark.parametrize(("side", "found"), [(256, ["400"]), (383, ["400"]), (385, []), (2600, [])])
def test_ink_counts_over_an_area_not_in_one_grain(side, found):
    """One pixel of full ink in a picture that is looked at 256 pixels wide, where two of 385 become one."""

    def change(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
        picture = pixels(made, side=side, high=10, space="CMYK")
        data = bytearray(picture.read_bytes())
        data[:4] = b"\xff" * 4
        picture.write(bytes(data))
        page.obj.Resources.XObject["/P"] = picture

    data = pdf("q 100 0 0 9 60 60 cm /P Do Q", change, TrimBox=TRIM)
    assert [each["found"] for each in facts("P-TAC", data)] == found


@pytest.mark.parametrize(
    ("value", "decode", "found"), [(0, [1, 0], ["400"]), (255, [1, 0], []), (255, [0, 1], ["400"])]
)
@pytest.mark.parametrize("jpeg", [True, False])
def test_the_ink_of_a_picture_is_read_as_the_file_says(value, decode, found, jpeg):
    """A JPEG as Pillow writes it holds its shares turned round, as Adobe's programs do."""

    def change(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
        picture = pixels(made, space="CMYK", value=value, Decode=Array(decode * 4))
        if jpeg:
            out = io.BytesIO()
            Image.new("CMYK", (10, 10), (255 - value,) * 4).save(out, "JPEG", quality=100)
            picture.write(out.getvalue(), filter=Name.DCTDecode)
        page.obj.Resources.XObject["/P"] = picture

    data = pdf("q 9 0 0 9 60 60 cm /P Do Q", change, TrimBox=TRIM)
    assert [each["found"] for each in facts("P-TAC", data)] == found


@pytest.mark.parametrize(
    ("at", "wrong"),
    [("40 0 0 40 60 9", False), ("40 0 0 40 9 60", False), ("40 0 0 40 60 11", True), ("40 0 0 40 11 60", True)],
)
def test_a_picture_outside_the_trim_prints_nothing(at, wrong):
    def change(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.XObject["/P"] = pixels(made, space="CMYK", value=255)

    assert speaks("P-TAC", pdf(f"q {at} cm /P Do Q", change, TrimBox=TRIM)) is wrong


@pytest.mark.parametrize(("value", "plates"), [(0, set()), (1, {"Cyan", "Magenta", "Yellow", "Black"})])
def test_a_picture_prints_the_inks_it_has(value, plates):
    data = pictured(9, 9, space="CMYK", value=value)
    assert not speaks("P-SPOT", data, plates=frozenset(plates))


@pytest.mark.parametrize(("space", "wrong"), [("Gray", False), ("CMYK", False), ("RGB", True)])
def test_a_picture_in_screen_colours_is_seen(space, wrong):
    assert speaks("X-RGB", pictured(9, 9, space=space)) is wrong


@pytest.mark.parametrize(
    ("image", "plates"),
    [
        ("/W 1 /H 1 /BPC 8 /CS /G ID x", {"Black"}),
        ("/W 8 /H 1 /BPC 1 /IM true ID x", {"Black"}),
        ("/W 1 /H 1 /BPC 8 /CS /CMYK ID xxxx", {"Cyan", "Magenta", "Yellow", "Black"}),
    ],
)
def test_a_picture_within_the_content_prints_what_its_space_has(image, plates):
    data = pdf(f"q 20 0 0 20 60 60 cm BI {image} EI Q", TrimBox=TRIM)
    assert not speaks("P-SPOT", data, plates=frozenset(plates))


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("/Cut CS 1 SCN 60 60 m 90 90 l S", False),
        ("/Cut cs 1 scn 60 60 9 9 re f", True),
        ("/Cut cs 1 scn BT /F 9 Tf 60 60 Td (H) Tj ET", True),
        ("/Cut cs 1 scn 0 0 0 1 K 60 60 m 90 90 l S", False),
        ("/Other cs 1 scn 60 60 9 9 re f", False),
    ],
)
def test_what_is_cut_is_a_stroke(content, wrong):
    def change(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 0, 0, 0], N=1)
        page.obj.Resources.ColorSpace = Dictionary(
            {f"/{key}": Array([Name.Separation, Name(f"/{ink}"), Name.DeviceCMYK, tint]) for key, ink in INKS.items()}
        )

    assert speaks("P-CUT", pdf(content, change)) is wrong


INKS = {"Cut": "CutContour", "Other": "Foil"}
SPACES: list[tuple[Callable[[pikepdf.Pdf], Any], str]] = [
    (lambda made: Array([Name.ICCBased, made.make_stream(b"", N=3)]), "ICCBased3"),
    (lambda made: Array([Name.ICCBased, made.make_stream(b"", N=4)]), ""),
    (lambda made: Array([Name.Indexed, Name.DeviceRGB, 1, b"\0" * 6]), "DeviceRGB"),
    (lambda made: Array([Name.Indexed, Name.DeviceCMYK, 1, b"\0" * 8]), ""),
    (lambda made: Array([Name.CalRGB, Dictionary()]), "CalRGB"),
    (lambda made: Array([Name.Lab, Dictionary()]), "Lab"),
    (lambda made: Array([Name.CalGray, Dictionary()]), ""),
]


@pytest.mark.parametrize(("space", "name"), SPACES)
@pytest.mark.parametrize("drawn", [True, False])
def test_a_colour_space_of_a_screen_is_named(space, name, drawn):
    """Of a picture that a page draws."""

    def change(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
        picture = pixels(made)
        picture.ColorSpace = space(made)
        page.obj.Resources.XObject["/P"] = picture

    made = pdf("q 9 0 0 9 60 60 cm /P Do Q" if drawn else "", change)
    found = [each["names"] for rule in ("X-RGB", "P-RGB") for each in facts(rule, made)]
    assert found == ([name] if name and drawn else [])


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("1 0 0 rg 60 60 9 9 re f", ["DeviceRGB"]),
        ("1 0 0 RG 60 60 m 90 90 l S", ["DeviceRGB"]),
        ("1 0 0 rg 1 0 0 0 K 60 60 m 90 90 l S", []),
        ("1 0 0 rg", []),
    ],
)
def test_a_colour_of_a_screen_is_seen_where_it_paints(content, names):
    assert [each["names"] for each in facts("X-RGB", pdf(content))] == names


# Codes.


def coded(
    blot: tuple[float, float] | None = None,
    grey: int = 0,
    version: int = 1,
    scale: float = 1,
    media: tuple[float, ...] = TRIM,
    pages: int = 1,
    under: str = "",
) -> bytes:
    """A QR code of modules two points wide on the last page, a blot so many modules from its upper left corner."""
    rows = segno.make_qr("MZ:1", version=version, error="l", boost_error=False).matrix
    squares = [f"{2 * x} {-2 * y} 2 -2 re" for y, row in enumerate(rows) for x, dot in enumerate(row) if dot]
    content = f"{scale} 0 0 {scale} 70 140 cm {under} 0 0 0 1 k {' '.join(squares)} f "
    if blot:
        content += f"{grey / 255:.3f} g {2 * blot[0]:.2f} {-2 * blot[1]:.2f} 1 -1 re f"
    return pdf(content, pages=pages, only=pages, TrimBox=media, MediaBox=(0, 0, max(media[2], 300), 200))


@pytest.mark.parametrize("version", [1, 3])
@pytest.mark.parametrize(
    ("blot", "grey", "clear"),
    [
        (None, 0, True),
        ((-2, 5), 0, False),
        ((-3.2, 5), 0, False),
        ((-4.6, 5), 0, True),
        ((5, -2), 0, False),
        ((5, -3.2), 0, False),
        ((5, -4.6), 0, True),
        ((-2, 5), 129, True),
        ((-2, 5), 127, False),
    ],
)
def test_four_modules_round_a_code_are_clear(blot, grey, clear, version):
    found = facts("P-QR", coded(blot=blot, grey=grey, version=version), codes=("MZ:1",))
    assert ([str(each["why"].say("en")) for each in found] == []) is clear, found


@pytest.mark.parametrize(
    ("module", "side", "read"), [(1, 300, True), (0.25, 300, False), (2, 800, True), (2, 8_000, False)]
)
def test_a_code_is_read_as_coarse_as_a_telephone_sees_it(module, side, read):
    """200 pixels to the inch, and at most 2400 on the longer side of the page."""
    data = coded(scale=module / 2, media=(0, 0, side, 200))
    assert (facts("P-QR", data, codes=("MZ:1",)) == []) is read


@pytest.mark.parametrize(("module", "fine"), [(0.36, True), (0.345, True), (0.335, False), (0.3, False)])
def test_a_module_has_a_third_of_a_millimetre(module, fine):
    """0.35 mm, told where a hundredth of a millimetre or more is missing."""
    data = coded(scale=module / 25.4 * 72 / 2, version=10, media=(0, 0, 300, 200))
    found = facts("P-QR", data, codes=("MZ:1",))
    assert [each["why"].say("en").split(" mm")[1] for each in found] == ([] if fine else [", 0.35 are needed"])


@pytest.mark.parametrize(("blot", "whys"), [(None, 0), ((-2, 5), 1)])
def test_a_code_that_is_read_only_when_enlarged_is_read_and_judged_once(blot, whys, monkeypatch):
    plain = qr_rules.zxingcpp.read_barcodes
    widths = []

    def only_enlarged(picture, kinds):
        widths.append(picture.width)
        return plain(picture, kinds) if picture.width > widths[0] else []

    monkeypatch.setattr(qr_rules.zxingcpp, "read_barcodes", only_enlarged)
    assert len(facts("P-QR", coded(blot=blot), codes=("MZ:1",))) == whys
    assert widths[1] == 2 * widths[0]


def test_a_code_that_is_read_is_not_looked_for_again(monkeypatch):
    plain = qr_rules.zxingcpp.read_barcodes
    read = []
    monkeypatch.setattr(qr_rules.zxingcpp, "read_barcodes", lambda *asked: read.append(1) or plain(*asked))
    assert facts("P-QR", coded(), codes=("MZ:1",)) == []
    assert len(read) == 1


@pytest.mark.parametrize(
    ("under", "why"),
    [("0 0 0 0 k", ""), ("1 g", ""), ("0 0 0 0.1 k", "black"), ("0 0.1 0 0 k", "black"), ("0 0 0.1 0 k", "black")],
)
def test_a_code_is_drawn_in_black_on_paper(under, why):
    """What lies within its box is of the code; the paper under it is larger."""
    data = coded(under=f"{under} 0 0 42 -42 re f")
    assert [why in str(each["why"]) for each in facts("P-QR", data, codes=("MZ:1",))] == ([True] if why else [])
    assert facts("P-QR", coded(under="0 0.1 0 0 k -20 20 90 -90 re f"), codes=("MZ:1",)) == []


@pytest.mark.parametrize("box", ["60 0 20 -20", "-20 0 10 -20", "0 30 20 -10", "0 -60 20 -10"])
def test_what_stands_beside_a_code_is_none_of_it(box):
    assert facts("P-QR", coded(under=f"0 0.5 0 0 k {box} re f"), codes=("MZ:1",)) == []


@pytest.mark.parametrize("pages", [1, 2, 3, 4])
def test_every_page_is_looked_at_for_codes(pages):
    assert facts("P-QR", coded(pages=pages), codes=("MZ:1",)) == []
    (found,) = facts("P-QR", coded(pages=pages, blot=(-2, 5)), codes=("MZ:1",))
    assert "clear" in found["why"].en


@pytest.mark.parametrize(("expected", "count"), [(("MZ:1",), 0), (("MZ:1", "MZ:2"), 1), (("MZ:2", "MZ:3"), 2)])
def test_codes_that_cannot_be_read_are_counted(expected, count):
    found = [each["why"].en for each in facts("P-QR", coded(), codes=expected)]
    assert found == ([f"{count} cannot be read"] if count else [])


# Where things lie.


@pytest.mark.parametrize("side", range(4))
@pytest.mark.parametrize(("by", "within"), [(SLACK, True), (SLACK + 0.01, False)])
def test_a_box_in_a_box(side, by, within):
    assert SLACK == 0.05
    assert inside(grown(by, side), TRIM) is within


@pytest.mark.parametrize(
    ("box", "met", "held"),
    [
        ((0, 0, 50, 50), False, True),
        ((0, 0, 51, 51), True, True),
        ((250, 60, 300, 90), False, False),
        ((249, 60, 300, 90), True, False),
        ((60, 150, 90, 160), False, False),
        ((60, 149, 90, 160), True, False),
        ((0, 60, 50, 90), False, False),
        ((60, 0, 90, 50), False, False),
    ],
)
def test_boxes_meet_in_an_area_and_hold_their_edges(box, met, held):
    assert meets(box, TRIM) is meets(TRIM, box) is met
    assert holds(box, TRIM[:2]) is held


SQUARE = "60 60 m 80 60 l 80 80 l 60 80 l h"
HOLE = "65 65 m 75 65 l 75 75 l 65 75 l h"
BACK = "65 65 m 65 75 l 75 75 l 75 65 l h"


@pytest.mark.parametrize(
    ("path", "at", "covered"),
    [
        (f"{SQUARE} f", (70, 70), True),
        (f"{SQUARE} f", (59, 70), False),
        (f"{SQUARE} f", (81, 70), False),
        (f"{SQUARE} f", (70, 59), False),
        (f"{SQUARE} f", (70, 81), False),
        (f"{SQUARE} {HOLE} f*", (70, 70), False),
        (f"{SQUARE} {HOLE} f*", (62, 70), True),
        (f"{SQUARE} {HOLE} f", (70, 70), True),
        (f"{SQUARE} {BACK} f", (70, 70), False),
        ("60 60 m 80 60 l 60 80 l f", (66, 66), True),
        ("60 60 m 80 60 l 60 80 l f", (72, 72), False),
        ("60 60 m 90 150 l 60 150 l f", (79, 120), True),
        ("60 60 m 90 150 l 60 150 l f", (81, 120), False),
        ("60 60 m 90 150 l 90 60 l f", (79, 120), False),
        ("60 60 m 90 150 l 90 60 l f", (81, 120), True),
        ("150 60 m 60 150 l 60 60 l f", (99, 110), True),
        ("150 60 m 60 150 l 60 60 l f", (101, 110), False),
        (f"{SQUARE} {SQUARE} f*", (70, 70), False),
        (f"{SQUARE} {SQUARE} f", (70, 70), True),
        (f"{SQUARE} S", (70, 70), False),
        ("q 20 0 0 20 60 60 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", (70, 70), True),
        ("BT /F 20 Tf 60 60 Td (H) Tj ET", (70, 70), False),
    ],
)
def test_an_area_covers_its_inside_by_its_own_rule(path, at, covered):
    with MeasuredPdf(pdf(path)) as file:
        ((_, (mark,)),) = file.marks
    assert covers(mark, at) is covered


# Files that are no PDF.


@pytest.mark.parametrize(("size", "read"), [(99, True), (100, True), (101, False)])
def test_a_file_is_read_up_to_its_limit(tmp_path, size, read):
    (tmp_path / "x").write_bytes(b"x" * size)
    if read:
        assert len(bytes_of(tmp_path / "x", 100)) == size
    else:
        with pytest.raises(Stopped):
            bytes_of(tmp_path / "x", 100)


@pytest.mark.parametrize(
    ("size", "code", "said"),
    [(LARGEST, "MZP93", None), (LARGEST + 1, "MZP92", 512), (513_999_999, "MZP92", 513), (514_000_000, "MZP92", 514)],
)
def test_half_a_gigabyte_is_examined(tmp_path, monkeypatch, size, code, said):
    """A file of that size, without its bytes being there."""
    assert LARGEST == 512_000_000
    path = tmp_path / "x.pdf"
    with path.open("wb") as file:
        file.truncate(size)
    monkeypatch.setattr(type(path), "read_bytes", lambda self: b"none")
    with pytest.raises(Stopped) as stopped:
        examine_file(path)
    (problem,) = stopped.value.problems
    assert problem.code == code
    assert said is None or problem.message("en").startswith(f"It has {said} MB, at most 512 MB are")


@pytest.mark.parametrize(("size", "heard"), [(16_000_000, True), (16_000_001, False)])
def test_a_manifest_is_read_up_to_sixteen_megabytes(tmp_path, size, heard):
    said = b'{"files": [{"file": "x.pdf", "size": "1\xc3\x971 mm", "pages": 9, "profile": "plain"}]}'
    (tmp_path / "manifest.json").write_bytes(said + b" " * (size - len(said)))
    (tmp_path / "x.pdf").write_bytes(pdf())
    report = examine_file(tmp_path / "x.pdf")
    assert ("P-PAGES" in {each.rule for each in report.outcomes if each.problems}) is heard


BODY = b"<w:document><w:body/></w:document>"


def word(name: str = "word/document.xml", body: bytes = BODY) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word(), None),
        (word(body=b"<w:document/>"), "w:body"),
        (word(name="word/other.xml"), "里面缺少应有的内容，或者写得不对"),
        (word(body=b"\xff<w:body"), "文字的编码不对"),
        (word().replace(BODY, BODY[::-1]), "格式不对，或者文件不完整"),
        (b"PK", "格式不对，或者文件不完整"),
    ],
)
def test_a_docx_is_an_archive_with_a_body(data, reason):
    document = Document("paper", "x", "页", "reports", Sheet(A4), "2026-11-20", pages=1, format="docx")
    found = report(document, data)
    assert [problem.message() for problem in found.problems] == ([f"成品文件读不出来：{reason}"] if reason else [])
    assert [rule for rule, _ in found.not_run] == ["D-PAGE"]
    assert page_count(document, data) == 0


# How outcomes add up.

NOTE = problem_type("MZP00", "一", "one", "二", "two")
WHY = Sentence("没有", "none")


def test_a_report_counts_passed_failed_and_not_run():
    problem = NOTE.at(HERE)
    report = Report("x", (Outcome("a"), Outcome("b", (problem,)), Outcome("c", not_run=WHY), Outcome("d", (problem,))))
    assert (report.passed, report.failed, report.not_run) == (1, 2, [("c", WHY)])
    assert report.problems == [problem]


@pytest.mark.parametrize(("found", "reason"), [([], WHY), ([1], None), ([1, 2], None)])
def test_what_was_found_before_a_check_had_to_stop_counts(found, reason):
    def check() -> Any:
        yield from found
        raise NotRun(WHY.zh, WHY.en)

    assert collected(check) == (found, reason)
    assert collected(lambda: found) == (found, None)


def test_a_length_knows_its_unit():
    assert isinstance(mm(1), Length) and pt(72).mm == pytest.approx(25.4)
