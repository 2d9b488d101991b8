"""The finished file against its plan: every judge is seen to fail on one fault that it alone catches."""

from __future__ import annotations

import io
import random
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from mzdocs.archival import archive_ready
from mzdocs.document import Document, Sheet
from mzdocs.preflight import preflight
from mzdocs.preflight.judge import JUDGES
from mzdocs.problems import Exit, Place
from mzdocs.render import engine
from mzdocs.units import Size, mm

SHEET = Sheet(Size(mm(100), mm(60)), bleed=mm(3), safe=mm(5))
HTML = (
    '<html lang="zh-CN"><title>页</title><style>@page{size:100mm 60mm;bleed:3mm;margin:0} body{margin:0}'
    'p{margin:0;position:absolute;left:%s;top:20mm;font:8mm "Noto Sans CJK SC"}</style><p>桃源街道</p>'
)
PLAN = Document("plaque", "plate", "门牌", "signage", SHEET, "2026-11-20", expects=("桃源街道",), pages=1)


def made(left: str = "20mm", standard: str = "plain") -> bytes:
    return engine.lay_out(HTML % left, "", {}, Place("plate.pdf")).write(standard)


def codes(plan: Document, data: bytes) -> list[str]:
    return [problem.code for problem in preflight(plan, data)]


def changed(change) -> bytes:
    with pikepdf.open(io.BytesIO(made())) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_a_good_file_raises_nothing():
    assert codes(PLAN, made()) == []


def test_a_good_archive_file_raises_nothing():
    assert codes(replace(PLAN, standard="archival"), archive_ready(made(standard="archival"))) == []


def second_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[0])


def smaller_trim(pdf: pikepdf.Pdf) -> None:
    box = [float(v) for v in pdf.pages[0].trimbox]
    pdf.pages[0].obj.TrimBox = Array([box[0], box[1], box[2] - 3, box[3]])


def no_bleed(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.obj.MediaBox = page.obj.BleedBox = Array([float(v) for v in page.trimbox])


def foreign_font(pdf: pikepdf.Pdf) -> None:
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/Font":
            obj.BaseFont = Name("/ABCDEF+Noto-Sans-CJK-JP")


def not_embedded(pdf: pikepdf.Pdf) -> None:
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Dictionary):
            for key in ("/FontFile2", "/FontFile3"):
                if key in obj:
                    del obj[key]


def blank_glyph(pdf: pikepdf.Pdf) -> None:
    cmap = b"1 begincidchar\n<0001> 0\nendcidchar"
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Dictionary) and obj.get("/Subtype") == "/Type0":
            obj.Encoding = pdf.make_stream(cmap, Type=Name.CMap, CMapName=Name("/WP-Encod-0"))


def whole_font(pdf: pikepdf.Pdf) -> None:
    noise = random.Random(1).randbytes(5_000_000)
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Dictionary) and "/FontFile3" in obj:
            obj.FontFile3.write(obj.FontFile3.read_bytes() + noise)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (second_page, "MZP01"),
        (smaller_trim, "MZP02"),
        (no_bleed, "MZP03"),
        (foreign_font, "MZP05"),
    ],
)
def test_a_seeded_fault_is_caught_by_its_judge_alone(change, code):
    assert codes(PLAN, changed(change)) == [code]


@pytest.mark.parametrize(("change", "code"), [(not_embedded, "MZP06"), (blank_glyph, "MZP07"), (whole_font, "MZP08")])
def test_a_font_fault_is_caught(change, code):
    assert code in codes(PLAN, changed(change))


def test_text_at_the_edge_is_caught():
    assert codes(PLAN, made(left="3mm")) == ["MZP04"]


def test_a_missing_text_is_caught_without_repeating_it():
    (problem,) = preflight(replace(PLAN, expects=("桃源街道", "某某某")), made())
    assert problem.code == "MZP09"
    assert "某某某" not in problem.message()


def test_a_file_that_is_no_pdfa_is_caught():
    assert codes(replace(PLAN, standard="archival"), made()) == ["MZP10"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"hello", b"\x00" * 5000])
def test_what_cannot_be_read_is_told_in_a_sentence(data):
    (problem,) = preflight(PLAN, data)
    assert (problem.code, problem.fault.exit) == ("MZP90", Exit.PREFLIGHT)


def test_a_broken_docx_is_caught():
    assert codes(replace(PLAN, format="docx"), b"PK nothing") == ["MZP90"]


def test_every_judge_has_its_fault_here():
    assert len(JUDGES) == 10


def test_an_empty_dictionary_of_preferences_is_not_needed_for_archives():
    with pikepdf.open(io.BytesIO(archive_ready(made(standard="archival")))) as pdf:
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert b"pdfuaid:part>1<" in pdf.Root.Metadata.read_bytes()
        assert isinstance(pdf.Root.ViewerPreferences, Dictionary)
