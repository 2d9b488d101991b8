"""Photos with all that cameras, telephones and programs write beside the pixels: nothing of it travels on.

`python -m tests.sweeps.pictures [COUNT]`: so many, each with some of it, chosen at random.
"""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from mzdocs.load.photos import check_photo
from tests.sweeps import figure
from tests.sweeps.figure import SEED, Figure, Seen
from tests.test_photos import PLACE, encoded, portrait

SECRET = b"Shangguan 990103"
OF_PIXELS = frozenset({0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDA, 0xDD})
"""The segments a JPEG cannot do without, and JFIF's own."""
_TIFF = b"MM\0*\0\0\0\x08\0\x01\x01\x0f\0\x02\0\0\0\x10\0\0\0\x1a\0\0\0\0" + SECRET


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


JPEG: Mapping[str, bytes] = {
    "Exif": _segment(0xE1, b"Exif\0\0" + _TIFF),
    "XMP": _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"),
    "IPTC": _segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x15\x1c\x02\x50\0\x10" + SECRET + b"\0"),
    "a thumbnail": _segment(0xE0, b"JFXX\0\x10" + SECRET),
    "a comment": _segment(0xFE, SECRET),
    **{f"APP{number}": _segment(0xE0 + number, b"maker\0" + SECRET) for number in (3, 4, 5, 11, 12, 15)},
}
PNG: Mapping[str, bytes] = {
    "a text": _chunk(b"tEXt", b"Author\0" + SECRET),
    "a packed text": _chunk(b"zTXt", b"Author\0\0" + zlib.compress(SECRET)),
    "a text of the world": _chunk(b"iTXt", b"Author\0\0\0\0\0" + SECRET),
    "Exif": _chunk(b"eXIf", _TIFF),
    "a chunk of nobody": _chunk(b"maKr", SECRET),
}
AFTER = b"trailing " + SECRET


def swept(count: int, work: Path) -> Seen:
    """So many, in turn PNG, JPEG, and JPEG with a second picture as telephones write it."""
    chance, seen = random.Random(SEED), Seen()
    plain = {
        "PNG": encoded(portrait(), "PNG"), "JPEG": encoded(portrait()),
        "MPO": encoded(portrait(), "MPO", save_all=True, append_images=[portrait(colour="red")]),
    }  # fmt: skip
    for number in range(count):
        kind = [*plain][number % len(plain)]
        beside, at = (PNG, 33) if kind == "PNG" else (JPEG, 2)
        chosen = chance.sample(sorted(beside), chance.randint(1, len(beside)))
        raw = plain[kind][:at] + b"".join(beside[name] for name in chosen) + plain[kind][at:]
        data, problems = check_photo(raw + AFTER * chance.randint(0, 1), PLACE)
        wrong = ["refused"] if problems else [*left(data)]
        seen.found(kind, f"{kind} with {chosen}: {', '.join(wrong)}" if wrong else "")
    return seen


def left(data: bytes) -> Iterator[str]:
    """What stands in a JPEG beside its pixels."""
    if SECRET in data:
        yield "what was hidden"
    at = 2
    while data[at : at + 1] == b"\xff" and data[at + 1] != 0xDA:
        if data[at + 1] not in OF_PIXELS or data[at + 4 : at + 8] == b"JFXX":
            yield f"segment {data[at + 1]:X}"
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    if not data.endswith(b"\xff\xd9"):
        yield "something behind its end"


FIGURE = Figure(
    "photos with all that cameras write beside the pixels", "0 with anything but pixels",
    swept, count=400, full=400, sample=12,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
