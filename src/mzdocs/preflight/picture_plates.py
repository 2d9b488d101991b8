"""A picture -> its shares of ink by plate, coarsely: over an area that must dry, and not in one grain."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
import pikepdf
from PIL import Image

from mzdocs.pdf.graphics_state import Mark
from mzdocs.pdf.plates import EVERY, NO, PROCESS_PLATES, channels, colorants, palette_of, profile_channels

_COARSE = 256
"""Cells along the longer side."""
_UNDECODED = ("/CCITTFaxDecode", "/JBIG2Decode")


@dataclass(frozen=True, eq=False)
class PicturePlates:
    """`shares` by row, column and plate, 0 to 1; `used` are the plates that bear any ink at all."""

    names: tuple[str, ...]
    shares: Any
    used: frozenset[str]

    @property
    def sums(self) -> Any:
        """Ink by row and column."""
        return self.shares.sum(axis=2)


def picture_plates(mark: Mark) -> PicturePlates | None:
    """Of a picture that is painted; nothing of one in colours of a screen.

    Raises:
        Exception: its data cannot be read, in whatever way the readers say so.
    """
    image = mark.image
    space = image.get("/ColorSpace")
    names = None if space is None else _names(_base(space))
    if names is None:
        return None
    raw = _components(image, mark.data, channels(space))
    shares = _shares(image, space, raw)
    used = frozenset(name for at, name in enumerate(names) if name != NO and shares[..., at].max() > 0)
    kept = [at for at, name in enumerate(names) if name not in (NO, EVERY)]
    coarse = np.stack([_smaller(shares[..., at]) for at in kept], axis=2) if kept else shares[..., :0]
    return PicturePlates(tuple(names[at] for at in kept), coarse, used)


def _base(space: Any) -> Any:
    return space[1] if isinstance(space, pikepdf.Array) and space[0] == "/Indexed" else space


def _names(space: Any) -> tuple[str, ...] | None:
    kind = str(space[0]) if isinstance(space, pikepdf.Array) else str(space)
    if kind in ("/Separation", "/DeviceN"):
        return tuple(colorants(space))
    count = profile_channels(space[1]) if kind == "/ICCBased" else _PLAIN.get(kind)
    return {1: ("Black",), 4: PROCESS_PLATES}.get(count or 0)


_PLAIN = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceCMYK": 4}


def _shares(image: Any, space: Any, raw: Any) -> Any:
    """The components as `Decode` has them, and what they come to in ink, 0 to 255."""
    decode = [float(value) for value in image.get("/Decode", ())]
    if isinstance(space, pikepdf.Array) and space[0] == "/Indexed":
        count = channels(space[1])
        table = np.frombuffer(palette_of(space), np.uint8)
        table = table[: len(table) // count * count].reshape(-1, count)
        whole = raw[..., 0].astype(np.intp)
        if decode and decode[0] > decode[1]:
            whole = int(max(decode)) - whole
        found = table[np.minimum(whole, len(table) - 1)]
        space = space[1]
    else:
        top = 2 ** min(int(image.get("/BitsPerComponent", 8)), 8) - 1
        low, high = np.array(decode[::2] or [0.0]), np.array(decode[1::2] or [1.0])
        found = np.clip(np.rint(255 * (low + raw / top * (high - low))), 0, 255).astype(np.uint8)
    return 255 - found if _names(space) == ("Black",) and not _is_named(space) else found


def _is_named(space: Any) -> bool:
    return isinstance(space, pikepdf.Array) and space[0] in ("/Separation", "/DeviceN")


def _components(image: Any, data: bytes, count: int) -> Any:
    """Its samples by row, column and component; of 16 bits the upper half."""
    wide, high, bits = int(image.Width), int(image.Height), int(image.get("/BitsPerComponent", 8))
    room = pikepdf.new()
    stream = _with_data(room, image, data) if data else image
    filters = str(stream.get("/Filter", ""))
    if "/DCTDecode" in filters or "/JPXDecode" in filters:
        return _compressed(stream, count)
    if any(name in filters for name in _UNDECODED):
        packed = np.asarray(pikepdf.PdfImage(stream).as_pil_image().convert("L"))
        return (packed > 127).astype(np.uint8)[..., None]
    lines = np.frombuffer(stream.read_bytes(), np.uint8)
    across = (wide * count * bits + 7) // 8
    lines = lines[: high * across].reshape(high, across)
    if bits == 16:
        lines = lines[:, ::2]
    elif bits < 8:
        single = np.unpackbits(lines, axis=1).reshape(high, -1, bits)
        lines = (single @ (1 << np.arange(bits - 1, -1, -1))).astype(np.uint8)
    return lines[:, : wide * count].reshape(high, wide, count)


def _with_data(room: pikepdf.Pdf, image: Any, data: bytes) -> Any:
    stream = pikepdf.Stream(room, data)
    for key in ("/Filter", "/DecodeParms"):
        if key in image:
            stream[key] = image[key]
    return stream


def _compressed(stream: Any, count: int) -> Any:
    """Of a JPEG; the library turns round those in four colours, for Adobe's programs write them so."""
    with Image.open(io.BytesIO(_unwrapped(stream))) as picture:
        found = np.asarray(picture)
        found = found[..., None] if found.ndim == 2 else found
        if found.shape[2] < count or (count == 4 and picture.mode not in ("CMYK", "RGBA")):
            raise ValueError(picture.mode)
        return 255 - found[..., :count] if picture.mode == "CMYK" and picture.format == "JPEG" else found[..., :count]


def _unwrapped(stream: Any) -> bytes:
    """A picture's own file, without the filters that lie round it."""
    raw, filters = bytes(stream.read_raw_bytes()), stream.get("/Filter")
    if not isinstance(filters, pikepdf.Array) or len(filters) == 1:
        return raw
    room = pikepdf.new()
    inner = pikepdf.Stream(room, raw)
    inner.Filter = pikepdf.Array(list(filters)[:-1])
    return bytes(inner.read_bytes())


def _smaller(channel: Any) -> Any:
    """A plate in coarse cells, 0 to 1."""
    high, wide = channel.shape
    share = max(1.0, max(high, wide) / _COARSE)
    picture = Image.fromarray(np.ascontiguousarray(channel))
    size = max(1, round(wide / share)), max(1, round(high / share))
    return np.asarray(picture.resize(size, Image.Resampling.BOX), dtype=float) / 255
