"""A picture -> its shares of ink by plate, coarsely: over an area that must dry, and not in one grain."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pikepdf
from PIL import Image

from mzdocs.pdf.graphics_state import Mark, Point
from mzdocs.pdf.ink_plates import EVERY, NO, PROCESS_PLATES, Inks, channels, colorants, palette_of, profile_channels

_COARSE = 256
"""Cells along the longer side."""
_UNDECODED = ("/CCITTFaxDecode", "/JBIG2Decode")


@dataclass(frozen=True, eq=False)
class PicturePlates:
    """`shares` by row, column and plate, 0 to 1; `used` are the plates that bear any ink at all.

    Places are those of the unit square a picture is painted in: right and up.
    """

    names: tuple[str, ...]
    shares: Any
    used: frozenset[str]

    @cached_property
    def peaks(self) -> Inks:
        """The most of each plate, wherever it is."""
        return dict(zip(self.names, map(float, self.shares.max(axis=(0, 1))), strict=True))

    @cached_property
    def heaviest_sum(self) -> float:
        """The most ink on one cell."""
        return float(self._sums.max())

    def at(self, place: Point) -> Inks:
        """The inks of the cell at a place."""
        cell = self.shares[self._row(place[1]), self._column(place[0])]
        return dict(zip(self.names, map(float, cell), strict=True))

    def heaviest(self, corners: Sequence[Point]) -> Iterator[Point]:
        """The heaviest cell of those in the box round some places."""
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        if corners:
            top, left = self._row(max(ys)), self._column(min(xs))
            part = self._sums[top : self._row(min(ys)) + 1, left : self._column(max(xs)) + 1]
            row, column = divmod(int(part.argmax()), part.shape[1])
            rows, columns = self._sums.shape
            yield (left + column + 0.5) / columns, 1 - (top + row + 0.5) / rows

    @cached_property
    def _sums(self) -> Any:
        return self.shares.sum(axis=2)

    def _row(self, up: float) -> int:
        rows = len(self.shares)
        return min(max(int((1 - up) * rows), 0), rows - 1)

    def _column(self, right: float) -> int:
        columns = len(self.shares[0])
        return min(max(int(right * columns), 0), columns - 1)


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
    raw = samples(image, mark.data, channels(space))
    shares = _shares(image, space, raw)
    cells = [_smaller(shares[..., at]) for at in range(len(names))]
    used = frozenset(name for at, name in enumerate(names) if name != NO and (cells[at].any() or shares[..., at].any()))
    kept = [at for at, name in enumerate(names) if name not in (NO, EVERY)]
    coarse = np.stack([cells[at] for at in kept], axis=2) if kept else shares[..., :0]
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
        found = _decoded(raw, decode, 2 ** min(int(image.get("/BitsPerComponent", 8)), 8) - 1)
    return 255 - found if _names(space) == ("Black",) and not _is_named(space) else found


def _decoded(raw: Any, decode: Sequence[float], top: int) -> Any:
    """Samples up to `top` as shares, 0 to 255: one table for each component."""
    count = raw.shape[2]
    pairs = list(zip(decode[::2], decode[1::2], strict=True)) or [(0.0, 1.0)] * count
    steps = np.minimum(np.arange(256) / top, 1)
    tables = [np.clip(np.rint(255 * (low + steps * (high - low))), 0, 255).astype(np.uint8) for low, high in pairs]
    if all((table == np.arange(256)).all() for table in tables):
        return raw
    return np.stack([tables[at][raw[..., at]] for at in range(count)], axis=2)


def _is_named(space: Any) -> bool:
    return isinstance(space, pikepdf.Array) and space[0] in ("/Separation", "/DeviceN")


def samples(image: Any, data: bytes, count: int) -> Any:
    """The samples of a picture by row, column and component; of 16 bits the upper half."""
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
