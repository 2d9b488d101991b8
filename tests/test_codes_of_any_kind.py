"""A code of a kind that telephones do not read is told wherever it stands, however it is turned, drawn and laid."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from itertools import product

import numpy as np
import pikepdf
import pytest
import zxingcpp
from pikepdf import Array, Dictionary, Name

from mzdocs.core.outcomes import collected
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.pictures import qr_rules

from .test_preflight_limits import CHECK, HERE

TEXTS = {
    "Code128": "MZ-4711", "Code39": "MZ4711", "EAN13": "690123456789", "EAN8": "6901234", "UPCE": "0123456",
    "ITF": "12345678", "Codabar": "A123456B", "DataMatrix": "MZ:4711", "Aztec": "MZ:4711", "PDF417": "MZ:4711",
    "MicroQRCode": "12345", "RMQRCode": "MZ:4711", "DataBarOmni": "0123456789012",
}  # fmt: skip
TURNS, SIDE = (0, 90, 180, 270, 7), 240
Pattern = np.ndarray[tuple[int, int], np.dtype[np.bool_]]


def pattern(kind: str) -> Pattern:
    """A square for each module, dark ones true; bars are a quarter as high as they are long."""
    made = zxingcpp.create_barcode(TEXTS[kind], getattr(zxingcpp.BarcodeFormat, kind))
    dark = np.array(zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=False)) < 128
    return np.repeat(dark[:1], dark.shape[1] // 4, 0) if (dark == dark[0]).all() else dark


def page(kind: str, turn: int, module: float, at: tuple[int, int], ground: str, how: str) -> bytes:
    """One code, turned about its middle, on a ground."""
    dark = pattern(kind)
    high, wide = dark.shape
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    turned = f"{cosine:.5f} {sine:.5f} {-sine:.5f} {cosine:.5f} {at[0]} {at[1]} cm"
    placed = f"{module} 0 0 {module} {-wide * module / 2:.3f} {-high * module / 2:.3f} cm"
    clear = f"0 0 0 0 k -8 -8 {wide + 16} {high + 16} re f"
    with pikepdf.new() as made:
        one = made.add_blank_page(page_size=(SIDE, SIDE))
        pictures = Dictionary(Code=_picture(made, ~dark), Photo=_picture(made, _photo()))
        one.obj.Resources, one.obj.TrimBox = Dictionary(XObject=pictures), Array([0, 0, SIDE, SIDE])
        one.contents_add(f"{GROUNDS[ground]} q {turned} {placed} {clear} {' '.join(_drawn(dark, how))} Q".encode())
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


GROUNDS = {
    "paper": "",
    "colour": f"0.3 0 0.2 0 k 0 0 {SIDE} {SIDE} re f",
    "photo": f"q {SIDE} 0 0 {SIDE} 0 0 cm /Photo Do Q",
    "lines": "0 0 0 1 k " + " ".join(f"5 {at} 230 0.7 re f" for at in range(4, SIDE, 7)),
}


def _drawn(dark: Pattern, how: str) -> Iterator[str]:
    high, wide = dark.shape
    if how == "picture":
        yield f"{wide} 0 0 {high} 0 0 cm /Code Do"
        return
    yield "0 0 0 1 k"
    yield from (f"{x} {high - 1 - y} 1 1 re {'f' if how == 'each' else ''}" for y, x in np.argwhere(dark))
    yield "f"


def _photo() -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return np.random.default_rng(3).normal(150, 40, (60, 60)).clip(0, 255).astype("u1")


def _picture(made: pikepdf.Pdf, pixels: np.ndarray) -> pikepdf.Stream:
    grey = pixels.astype("u1") * (255 if pixels.dtype == bool else 1)
    high, wide = grey.shape
    return made.make_stream(
        grey.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=wide, Height=high, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
    )  # fmt: skip


def told(data: bytes, codes: tuple[str, ...] | None = None) -> list[str]:
    with MeasuredPdf(data) as file:
        problems, _ = collected(CHECK["P-QR"], Expectations(codes=codes), file, HERE)
    return [problem.facts["why"].en for problem in problems]


def cases() -> Iterator[tuple[str, int, float, tuple[int, int], str, str]]:
    """Every kind at every turn; sizes, places, grounds and ways of drawing are dealt out among them."""
    for number, (kind, turn) in enumerate(product(TEXTS, TURNS)):
        module, at = (1.2, 1.4, 1.7)[number % 3], ((120, 120), (118, 124), (124, 116))[number // 3 % 3]
        yield kind, turn, module, at, list(GROUNDS)[number % 4], ("path", "picture", "each")[number // 2 % 3]


@pytest.mark.parametrize("case", [*cases()], ids=lambda case: "-".join(map(str, case)))
def test_a_code_of_another_kind_is_told(case):
    assert {*told(page(*case))} == {f"it is a {case[0]}"}


@pytest.mark.parametrize("kind", ["Code128", "MicroQRCode"])
def test_it_is_told_once_where_another_was_ordered(kind):
    data = page(kind, 90, 1.3, (120, 120), "paper", "path")
    assert told(data, ("MZ:1",)) == [f"it is a {kind}", "1 cannot be read"]


def test_a_page_is_rendered_once_and_looked_at_once_for_all_kinds(monkeypatch):
    asked = []
    plain = zxingcpp.read_barcodes
    monkeypatch.setattr(qr_rules.zxingcpp, "read_barcodes", lambda *given: asked.append(given) or plain(*given))
    assert told(page("EAN13", 0, 1, (120, 120), "paper", "path"))
    assert len(asked) == 1
