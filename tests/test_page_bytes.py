"""The sums of pages: another wherever one byte is another that a page is drawn by, and nowhere else."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from mzdocs.pdf.page_bytes import page_sums

Change = Callable[[pikepdf.Pdf], Any]


def two_pages(change: Change | None = None) -> bytes:
    """Two pages of one font; the first has a picture, the second a note that names its page."""
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        picture = pdf.make_stream(b"\0", Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
        for words, things in ((b"one", Dictionary(P=picture)), (b"two", Dictionary())):
            page = pdf.add_blank_page(page_size=(100, 100))
            page.obj.Resources = Dictionary(Font=Dictionary(F=font), XObject=things)
            page.obj.Contents = pdf.make_stream(b"BT /F 9 Tf (" + words + b") Tj ET")
        pdf.pages[1].obj.Annots = Array([pdf.make_indirect(Dictionary(Subtype=Name.Text, P=pdf.pages[1].obj))])
        if change:
            change(pdf)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def renumbered(pdf: pikepdf.Pdf) -> None:
    for _ in range(5):
        pdf.make_indirect(Dictionary(Of=Name.Nothing))
    pdf.Root.Kept = Array([pdf.make_stream(b"first")])
    pdf.pages[0].obj.Resources.Font.F = pdf.make_indirect(
        Dictionary(BaseFont=Name.Helvetica, Subtype=Name.Type1, Type=Name.Font)
    )


def other_content(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Contents = pdf.make_stream(b"BT /F 9 Tf (tvo) Tj ET")


def other_pixel(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.XObject.P.write(b"\1")


def other_font(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.Font.F.BaseFont = Name.Courier


def other_box_above(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.CropBox = Array([0, 0, 90, 90])


def own_box(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.TrimBox = Array([1, 1, 99, 99])


def layers(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary(BaseState=Name.OFF))


@pytest.mark.parametrize(
    ("change", "others"),
    [
        (renumbered, []),
        (lambda pdf: setattr(pdf.Root, "Lang", "zh"), []),
        (other_content, [2]),
        (other_pixel, [1]),
        (other_font, [1, 2]),
        (other_box_above, [1, 2]),
        (own_box, [2]),
        (layers, [1, 2]),
    ],
)
def test_pages_of_other_bytes_have_other_sums(change: Change, others: list[int]) -> None:
    before, after = page_sums(two_pages()), page_sums(two_pages(change))
    assert len(before) == len(after) == 2
    assert [number for number, (a, b) in enumerate(zip(before, after, strict=True), 1) if a != b] == others


def test_whether_there_are_fonts_at_all_is_part_of_every_page() -> None:
    def without(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj.Resources

    def without_any(pdf: pikepdf.Pdf) -> None:
        without(pdf)
        del pdf.pages[1].obj.Resources

    assert page_sums(two_pages(without))[0] != page_sums(two_pages(without_any))[0]


def test_what_goes_round_in_a_circle_has_no_sum() -> None:
    def circle(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"", Subtype=Name.Form)
        form.Resources = Dictionary(XObject=Dictionary(F=form))
        pdf.pages[0].obj.Resources.XObject.F = form

    assert page_sums(two_pages(circle)) == []
