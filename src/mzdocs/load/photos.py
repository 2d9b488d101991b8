"""Photo bytes -> clean pixels: only JPEG and PNG, bounded, upright, without any metadata."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from math import ceil, sqrt

from PIL import Image, ImageFile, ImageOps

from mzdocs.core.problems import Exit, Location, Problem, ProblemType, Sentence, problem_type
from mzdocs.core.recent_results import RecentResults
from mzdocs.load.first_bytes import kind_of

BAD_PHOTO = problem_type(
    "MZ1306",
    "照片打不开：{reason}",
    "The photo cannot be used: {reason}",
    "换一张完整的 JPEG 或 PNG 证件照；别的格式用看图软件另存为 JPEG，只改扩展名不算。",
    "Use a whole JPEG or PNG portrait; save other formats as JPEG, renaming is not enough.",
    Exit.ASSET,
)
SMALL_PHOTO = problem_type(
    "MZ1307",
    "照片太小：{width}×{height} 像素",
    "The photo is too small: {width}×{height} pixels",
    "换一张不小于 {least_width}×{least_height} 像素的证件照。",
    "Use one of at least {least_width}×{least_height} pixels.",
    Exit.ASSET,
)
BLANK_PHOTO = problem_type(
    "MZ1612",
    "照片上什么也看不出：几乎是一片{tone}",
    "Nothing can be seen on the photo: it is almost all {tone}",
    "换一张照片；扫描、翻拍的，先打开看一看。",
    "Use another photo; look at it first if it was scanned.",
    Exit.ASSET,
)

_WHITE, _BLACK, _PLAIN = Sentence("白", "white"), Sentence("黑", "black"), Sentence("纯色", "of one colour")
_HEAVY = Sentence("文件超过 20 MB", "the file is larger than 20 MB")
_HUGE = Sentence("像素过多", "too many pixels")
_BROKEN = Sentence("不是完整的 JPEG 或 PNG", "not a whole JPEG or PNG")
_EMPTY = Sentence("是空文件", "the file is empty")
_TAKEN = (b"\xff\xd8\xff", b"\x89PNG")

MAX_BYTES, MAX_PIXELS = 20_000_000, 40_000_000
PIXELS_KEPT = 10_000_000
"""As many as a print of half a page shows."""
LEAST = (240, 336)
"""Pixels of a one-inch portrait (25 × 35 mm) at about 240 per inch."""


LEAST_CONTRAST = 32
"""Of 255: by so much the dark parts of a photo differ from its light ones at least, in red, green or blue."""
_SPECKS = 0.02
"""Share of the pixels that may be dust at either end of the scale."""


class _TooManyPixels(Exception):
    pass


class _Unusable(Exception):
    """What is wrong with a photo, and the facts of it."""

    def __init__(self, what: ProblemType, **facts: object) -> None:
        super().__init__(what.code)
        self.what, self.facts = what, facts


def check_photo(raw: bytes, location: Location) -> tuple[bytes, list[Problem]]:
    """The picture encoded anew from its pixels, so that no position or camera data travels on."""
    try:
        return _SOUND.of(raw), []
    except _Unusable as unusable:
        return b"", [unusable.what.at(location, **unusable.facts)]


def _sound(raw: bytes) -> bytes:
    if len(raw) > MAX_BYTES:
        raise _Unusable(BAD_PHOTO, reason=_HEAVY)
    try:
        picture = _pixels(raw)
        clean = _encode(picture)
    except (_TooManyPixels, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _Unusable(BAD_PHOTO, reason=_HUGE) from None
    except Exception:  # noqa: BLE001 - a broken picture breaks a decoder in ways nobody can list
        raise _Unusable(BAD_PHOTO, reason=_what_it_is(raw)) from None
    width, height = picture.size
    if width < LEAST[0] or height < LEAST[1]:
        facts = {"width": width, "height": height, "least_width": LEAST[0], "least_height": LEAST[1]}
        raise _Unusable(SMALL_PHOTO, **facts)
    tone = _one_tone(picture)
    if tone:
        raise _Unusable(BLANK_PHOTO, tone=tone)
    return clean


_SOUND = RecentResults(_sound, len)
"""Each save of a station's file has all its photos read again."""


def _what_it_is(raw: bytes) -> Sentence:
    kind = kind_of(raw)
    if kind is None or raw.startswith(_TAKEN):
        return _BROKEN if raw else _EMPTY
    return Sentence(f"不是 JPEG 或 PNG，而是{kind.zh}", f"it is no JPEG or PNG but {kind.en}")


def _one_tone(picture: Image.Image) -> Sentence | None:
    """What a picture is all over, if it is; of a picture on which something can be seen nothing."""
    ends = [_ends(picture.getchannel(channel)) for channel in "RGB"]
    if max(light - dark for dark, light in ends) >= LEAST_CONTRAST:
        return None
    mean = sum(map(sum, ends)) / 6
    return _WHITE if mean > 255 - LEAST_CONTRAST else _BLACK if mean < LEAST_CONTRAST else _PLAIN


def _ends(channel: Image.Image) -> tuple[int, int]:
    """The darkest and the lightest value of a channel, dust left out."""
    counts = channel.histogram()
    dust = _SPECKS * sum(counts)
    sums = list(accumulate(counts))
    return next(v for v, count in enumerate(sums) if count > dust), next(
        v for v, count in enumerate(sums) if count >= sums[-1] - dust
    )


@contextmanager
def _whole_only() -> Iterator[None]:
    """WeasyPrint makes Pillow take half a picture for a whole one, for all of the process; not here."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _pixels(raw: bytes) -> Image.Image:
    with _whole_only(), warnings.catch_warnings():
        warnings.simplefilter("error")
        with Image.open(io.BytesIO(raw), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise _TooManyPixels
            whole = _reduced(opened)
    upright = _on_white(_in_8_bits(ImageOps.exif_transpose(whole)))
    return Image.frombytes("RGB", upright.size, upright.tobytes())


def _reduced(opened: Image.Image) -> Image.Image:
    """The picture as it is or, where it has more pixels than a print shows, with so many made one each way, in strips:
    what is large is never held twice."""
    times = ceil(sqrt(opened.width * opened.height / PIXELS_KEPT))
    opened.draft("RGB", (opened.width // times, opened.height // times))
    times = ceil(sqrt(opened.width * opened.height / PIXELS_KEPT))
    opened.load()
    if times == 1:
        return opened
    small = Image.new("RGB", (-(-opened.width // times), -(-opened.height // times)))
    for top in range(0, small.height, _STRIP):
        strip = opened.crop((0, top * times, opened.width, min((top + _STRIP) * times, opened.height)))
        strip = _in_8_bits(strip)
        strip = strip.convert("RGBA" if strip.has_transparency_data else "RGB")
        small.paste(_on_white(strip.reduce(times)), (0, top))
    small.info = {name: value for name, value in opened.info.items() if name in _TURNED_BY}
    return small


_STRIP = 64
"""Rows of the smaller picture that are made at once."""
_TURNED_BY = ("exif", "xmp", "XML:com.adobe.xmp", "Raw profile type exif")
"""What a file says of how it is to be turned."""


def _in_8_bits(picture: Image.Image) -> Image.Image:
    """With 256 values of grey where it has 65,536, of which the library's own conversion makes white."""
    clear = picture.info.get("transparency")
    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value * (1 / 257) + 0).convert("L")
        if isinstance(clear, int):
            picture.info["transparency"] = clear // 257
    elif isinstance(clear, tuple) and max(clear) > 255:
        picture.info["transparency"] = tuple(value >> 8 for value in clear)
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency: a portrait cut out of its background would else get a black one."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")


def _encode(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90, subsampling=0)
    return out.getvalue()
