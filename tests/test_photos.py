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
    """A picture of one colour, but for a dark band at the bottom: something can be seen."""
    picture = Image.new(mode, size, colour)
    picture.paste(Image.new(mode, (size[0], size[1] // 4), "black"), (0, size[1] - size[1] // 4))
    return picture


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
    """In their own colours, as near as the kind has them."""
    other = portrait().convert(mode)
    picture = clean(encoded(other, format))
    assert picture.mode == "RGB"
    alike(picture, other.convert("RGB"), (0, 0) if mode == "1" else (9, 9))
    alike(picture, other.convert("RGB"), (9, SIZE[1] - 9))


def alike(picture: Image.Image, other: Image.Image, at: tuple[int, int]) -> None:
    found, meant = (
        each.crop((*at, at[0] + 8, at[1] + 8)).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
        for each in (picture, other)
    )
    assert all(abs(a - b) <= 8 for a, b in zip(found, meant, strict=True)), (found, meant)


@pytest.mark.parametrize("turned", range(1, 9))
def test_every_way_a_camera_is_held_comes_out_upright(turned: int) -> None:
    """Of a picture that is dark in its upper left corner, stored as the camera was held."""
    upright = portrait(colour="white")
    upright.paste("black", (0, 0, 150, 100))
    stored = [
        None,
        None,
        "FLIP_LEFT_RIGHT",
        "ROTATE_180",
        "FLIP_TOP_BOTTOM",
        "TRANSPOSE",
        "ROTATE_90",
        "TRANSVERSE",
        "ROTATE_270",
    ][turned]
    held = upright.transpose(Image.Transpose[stored]) if stored else upright
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    for format in ("JPEG", "PNG"):
        picture = clean(encoded(held, format, exif=exif))
        assert picture.size == SIZE
        corners = [picture.getpixel(at)[0] < 60 for at in ((20, 20), (280, 20), (20, 200), (280, 200), (20, 400))]
        assert corners == [True, False, False, False, True]


def wide_png(kind: int, pixel: tuple[int, ...], clear: tuple[int, ...] = ()) -> bytes:
    """A PNG of 16 bits a channel: its upper half of one pixel, its lower one black."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", *SIZE, 16, kind, 0, 0, 0)
    opaque = tuple(0xFFFF if kind & 4 and at == len(pixel) - 1 else 0 for at in range(len(pixel)))
    rows = [struct.pack(f">{len(each)}H", *each) * SIZE[0] for each in (pixel, opaque)]
    lines = b"".join(b"\0" + rows[y >= SIZE[1] // 2] for y in range(SIZE[1]))
    seen_through = chunk(b"tRNS", struct.pack(f">{len(clear)}H", *clear)) if clear else b""
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + seen_through
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (wide_png(0, (0x8000,)), (127, 127, 127)),
        (wide_png(0, (0x0100,), clear=(0xFFFF,)), (1, 1, 1)),
        (wide_png(0, (0xC0C0,)), (192, 192, 192)),
        (wide_png(0, (0x8000,), clear=(0x8000,)), (255, 255, 255)),
        (wide_png(2, (0x3333, 0x6666, 0xCCCC)), (51, 102, 204)),
        (wide_png(2, (0x3333, 0x6666, 0xCCCC), clear=(0x3333, 0x6666, 0xCCCC)), (255, 255, 255)),
        (wide_png(4, (0x8000, 0xFFFF)), (128, 128, 128)),
        (wide_png(4, (0x8000, 0)), (255, 255, 255)),
        (wide_png(6, (0x3333, 0x6666, 0xCCCC, 0xFFFF)), (51, 102, 204)),
        (wide_png(6, (0x3333, 0x6666, 0xCCCC, 0)), (255, 255, 255)),
    ],
)  # fmt: skip
def test_sixteen_bits_a_channel_keep_their_tones(
    raw: bytes, shown: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A grey scan of 16 bits came out white."""
    monkeypatch.setattr(photos, "LEAST_CONTRAST", 0)
    assert all(abs(a - b) <= 3 for a, b in zip(clean(raw).getpixel((9, 9)), shown, strict=True))


def test_a_palette_may_have_clear_colours() -> None:
    picture = portrait().convert("P", palette=Image.Palette.ADAPTIVE)
    blue = picture.getpixel((9, 9))
    assert clean(encoded(picture, "PNG", transparency=blue)).getpixel((9, 9)) == (255, 255, 255)


def noisy(tone: int, contrast: int, share: float = 0.5) -> Image.Image:
    """Grey of one tone, so much of it lighter by the contrast."""
    picture = Image.new("L", SIZE, tone)
    picture.paste(tone + contrast, (0, 0, SIZE[0], round(SIZE[1] * share)))
    return picture


@pytest.mark.parametrize(
    ("picture", "tone"),
    [
        (noisy(255, 0), "白"), (noisy(224, 31), "白"), (noisy(0, 31), "黑"), (noisy(0, 0), "黑"), (noisy(120, 31), "纯色"),
        (Image.new("RGB", SIZE, "#3366cc"), "纯色"), (noisy(0, 255, 0.015), "黑"), (noisy(0, 255, 0.985), "白"),
        (noisy(223, 32), None), (noisy(0, 32), None), (noisy(120, 32), None), (noisy(0, 255, 0.025), None), (noisy(0, 255, 0.975), None),
    ],
)  # fmt: skip
def test_a_blank_photo_is_told(picture: Image.Image, tone: str | None) -> None:
    if tone is None:
        clean(encoded(picture, "PNG"))
        return
    problem = refused(encoded(picture, "PNG"))
    assert problem.code == "MZ1612"
    assert f"一片{tone}" in problem.message()


_BROKEN = "不是完整的 JPEG 或 PNG"
_TRUNCATED = encoded(portrait())[: len(encoded(portrait())) // 2]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "是空文件"), (b"not a picture", _BROKEN), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", _BROKEN),
        (b"\xff\xd8\xff", _BROKEN), (png(0, 5), _BROKEN), (png(300, 420), _BROKEN),
        (_TRUNCATED, _BROKEN), (encoded(portrait(), "PNG")[:200], _BROKEN),
        (b"%PDF-1.7", "而是PDF"), (encoded(portrait(), "GIF"), "而是GIF 图片"), (encoded(portrait(), "BMP"), "而是BMP 图片"),
        (encoded(portrait(), "TIFF"), "而是TIFF 图片"), (encoded(portrait(), "WEBP"), "而是WebP 图片"),
        (b"\0\0\0\x18ftypheic", "而是HEIC 图片"), (b"<!DOCTYPE html>", "而是网页"),
    ],
    ids=["nothing", "words", "SVG", "a beginning", "no width", "too few pixels", "half a JPEG", "half a PNG",
         "PDF", "GIF", "BMP", "TIFF", "WEBP", "HEIC", "a page of the web"],
)  # fmt: skip
def test_what_is_no_whole_jpeg_or_png_is_refused_by_what_it_is(raw: bytes, reason: str) -> None:
    problem = refused(raw)
    assert problem.code == "MZ1306"
    assert reason in problem.message()
    assert (_BROKEN in problem.message()) == (reason == _BROKEN)
    assert problem.message().startswith("照片打不开：不是 JPEG 或 PNG，而是") == reason.startswith("而是")


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
    assert {problem.code for problem in problems} <= {"MZ1306", "MZ1307", "MZ1612"}


@pytest.mark.parametrize(("high", "side"), [(4_000, (2_500, 4_000)), (4_001, (1_250, 2_001))])
@pytest.mark.parametrize(("mode", "colour"), [("RGB", "#3366cc"), ("RGBA", "#3366cc80"), ("L", 90), ("I;16", 20_000)])
def test_a_photo_has_no_more_pixels_than_a_print_shows(
    mode: str, colour: Any, high: int, side: tuple[int, int]
) -> None:
    picture = Image.new(mode, (2_500, high), colour)
    picture.paste(0 if mode in ("L", "I;16") else "black", (0, high - 999, 2_500, high))
    small = clean(encoded(picture, "PNG", compress_level=1))
    assert small.size == side
    whole = clean(encoded(picture.crop((0, high - 2_000, 300, high)), "PNG"))
    for at in (0.02, 0.98):
        found, right = (each.getpixel((9, int(at * each.height))) for each in (small, whole))
        assert max(abs(one - other) for one, other in zip(found, right, strict=True)) <= 2


def test_a_large_photo_is_upright_all_the_same() -> None:
    turned = Image.Exif()
    turned[ORIENTATION] = 6
    for format in ("JPEG", "PNG"):
        lying, upright = (encoded(portrait(size=(4_200, 3_000)), format, **more) for more in ({}, {"exif": turned}))
        assert clean(upright).size == clean(lying).size[::-1]
