"""Photos: only pixels travel on, upright and opaque; what is no picture is told at its place."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from mzdocs.core.problems import Exit, Location, Problem
from mzdocs.load import photos
from mzdocs.load.photos import LEAST, check_photo

from .test_problems import HAN

PLACE = Location("x.yaml", 7, 9, "社区[1].监督员[1].照片")
SIZE = (300, 420)
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def encoded(picture: Image.Image, format: str = "JPEG", **more: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, format, **more)
    return out.getvalue()


def portrait(mode: str = "RGB", colour: Any = "#3366cc", size: tuple[int, int] = SIZE) -> Image.Image:
    return Image.new(mode, size, colour)


def clean(raw: bytes) -> Image.Image:
    data, problems = check_photo(raw, PLACE)
    assert problems == []
    return Image.open(io.BytesIO(data))


def refused(raw: bytes) -> Problem:
    data, problems = check_photo(raw, PLACE)
    assert data == b""
    assert len(problems) == 1
    assert problems[0].location == PLACE
    assert problems[0].problem_type.exit is Exit.ASSET
    assert HAN.search(problems[0].message())
    assert not HAN.search(problems[0].message("en"))
    return problems[0]


def png(width: int, height: int) -> bytes:
    """A few bytes that claim to be a picture of any size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def test_a_portrait_passes_with_its_pixels() -> None:
    for format in ("JPEG", "PNG"):
        picture = clean(encoded(portrait(), format))
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", SIZE)
        assert all(abs(a - b) <= 3 for a, b in zip(picture.getpixel((9, 9)), (0x33, 0x66, 0xCC), strict=True))


def test_nothing_but_pixels_travels_on() -> None:
    exif = Image.Exif()
    exif[MAKER] = "camera of the office"
    exif[GPS] = {1: "N", 2: (45.0, 30.0, 15.0)}
    raw = (
        encoded(
            portrait(), exif=exif, comment=b"secret note", icc_profile=b"p" * 200, xmp=b"<x:xmpmeta>secret</x:xmpmeta>"
        )
        + b"trailing secret"
    )
    assert raw.count(b"secret") == 3
    data, _ = check_photo(raw, PLACE)
    for leftover in (b"secret", b"camera", b"Exif", b"ICC_PROFILE", b"GPS"):
        assert leftover not in data
    picture = Image.open(io.BytesIO(data))
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_texts_of_a_png_stay_behind() -> None:
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Author", "secret name")
    assert b"secret" not in check_photo(encoded(portrait(), "PNG", pnginfo=notes), PLACE)[0]


def test_a_photo_taken_sideways_is_turned_upright() -> None:
    sideways = Image.new("RGB", (420, 300), "white")
    sideways.paste("black", (0, 0, 100, 300))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    picture = clean(encoded(sideways, exif=exif))
    assert picture.size == SIZE
    assert picture.getpixel((150, 20))[0] < 30
    assert picture.getpixel((150, 400))[0] > 220


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_a_cut_out_portrait_stands_on_white(mode: str) -> None:
    picture = clean(encoded(portrait(mode, (0,) * len(mode)), "PNG"))
    assert picture.getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("mode", "format"), [("L", "JPEG"), ("CMYK", "JPEG"), ("L", "PNG"), ("P", "PNG"), ("1", "PNG")]
)
def test_other_kinds_of_pixels_become_ordinary_ones(mode: str, format: str) -> None:
    assert clean(encoded(portrait().convert(mode), format)).mode == "RGB"


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xd8\xff", b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", png(0, 5), png(300, 420),
     encoded(portrait(), "GIF"), encoded(portrait(), "BMP"), encoded(portrait(), "TIFF"), encoded(portrait(), "WEBP"),
     encoded(portrait())[:-200][: len(encoded(portrait())) // 2], encoded(portrait(), "PNG")[:200]],
    ids=["nothing", "a beginning", "words", "SVG", "PDF", "no width", "too few pixels", "GIF", "BMP", "TIFF", "WEBP", "half a JPEG", "half a PNG"],
)  # fmt: skip
def test_what_is_no_whole_jpeg_or_png_is_refused(raw: bytes) -> None:
    problem = refused(raw)
    assert problem.code == "MZ1306"
    assert "不是完整的 JPEG 或 PNG" in problem.message()


def test_half_a_picture_is_refused_even_where_a_library_lets_it_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint switches this on for the whole process when it is imported."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert refused(encoded(portrait(), "PNG")[:200]).code == "MZ1306"
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


@pytest.mark.parametrize("size", [(7000, 7000), (20_000, 20_000), (100_000, 100_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    assert "像素过多" in refused(png(*size)).message()


def test_a_file_beyond_its_bound_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MAX_BYTES", 1000)
    assert "20 MB" in refused(encoded(portrait(), "PNG") + b"\0" * 1000).message()


@pytest.mark.parametrize(
    ("size", "passes"),
    [(LEAST, True), ((LEAST[0] - 1, LEAST[1]), False), ((LEAST[0], LEAST[1] - 1), False), ((1, 1), False)],
)
def test_a_photo_needs_the_pixels_its_print_needs(size: tuple[int, int], passes: bool) -> None:
    raw = encoded(portrait(size=size))
    if passes:
        assert clean(raw).size == LEAST
    else:
        problem = refused(raw)
        assert problem.code == "MZ1307"
        assert f"{size[0]}×{size[1]}" in problem.message()
        assert f"{LEAST[0]}×{LEAST[1]}" in problem.remedy()


def test_a_broken_note_of_the_camera_does_not_spoil_a_whole_picture_silently() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    raw = bytearray(encoded(portrait(), exif=exif))
    at = raw.index(b"Exif\0\0") + 6
    raw[at + 4 : at + 8] = b"\xff\xff\xff\xff"
    data, problems = check_photo(bytes(raw), PLACE)
    assert bool(data) != bool(problems)


WHOLE = [encoded(portrait(), "JPEG", quality=30), encoded(portrait(), "PNG")]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), max_size=5),
    st.integers(0, 5000),
)
def test_any_bytes_give_a_picture_or_a_problem(raw: bytes, changes: list[tuple[int, int]], cut: int) -> None:
    spoiled = bytearray(raw[: len(raw) - cut])
    for at, value in changes:
        if at < len(spoiled):
            spoiled[at] = value
    data, problems = check_photo(bytes(spoiled), PLACE)
    assert bool(data) != bool(problems)
    assert {problem.code for problem in problems} <= {"MZ1306", "MZ1307"}
