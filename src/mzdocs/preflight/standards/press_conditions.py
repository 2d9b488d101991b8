"""Printing conditions of the registry: by which name one goes, and whether a profile prints as it does."""

from __future__ import annotations

import hashlib
import io
import math
import re
from functools import cache, lru_cache

from PIL import Image, ImageCms

from mzdocs.core.problems import Stopped
from mzdocs.design import profiles
from mzdocs.pdf.icc_profile import IccProfile

_NUMBERED = re.compile(r"(?:FOGRA(\d\d)|CRPC(\d)|(JC\d{6}|JC[NW]\d{4})|TR0*(\d+)|IFRA(\d\d))(?!\d)")
_BY_TITLE = (
    ("ISOCOATEDV2", "FOGRA39"), ("PSOCOATEDV3", "FOGRA51"), ("PSOUNCOATEDV3", "FOGRA52"),
    ("PSOUNCOATEDISO12647", "FOGRA47"), ("PSOLWCIMPROVED", "FOGRA45"), ("PSOLWCSTANDARD", "FOGRA46"),
    ("ISONEWSPAPER26", "IFRA26"), ("WEBCOATEDSWOP", "TR1"), ("CMYKSWOP", "TR1"), ("SWOP2006COATED3", "TR3"),
    ("SWOP2006COATED5", "TR5"), ("GRACOL2006", "TR6"), ("GRACOL2013", "CRPC6"), ("SWOP2013C3", "CRPC5"),
    ("JAPANCOLOR2001COATED", "JC200103"), ("JAPANCOLOR2001UNCOATED", "JC200104"),
    ("JAPANCOLOR2011COATED", "JC201103"), ("JAPANWEBCOATED", "JCW2003"), ("JAPANCOLOR2002NEWSPAPER", "JCN2002"),
)  # fmt: skip
"""Words of the profiles that are usually embedded for a condition, and the condition they are made of."""
_CLOSE = 2.0
"""CIELAB: two profiles of one condition differ by 0.2 in the mean, FOGRA51 from FOGRA39 by more than 2."""
_STEPS = (0, 128, 255)


@lru_cache(maxsize=64)
def conditions_named(text: str) -> frozenset[str]:
    """The conditions a text names, each by one name: `FOGRA39` of `Coated FOGRA39L (ISO 12647-2:2004)`."""
    plain = re.sub(r"[^A-Z0-9]", "", text.upper())
    numbered = {_numbered(found) for found in _NUMBERED.finditer(plain)}
    return frozenset(numbered | {name for title, name in _BY_TITLE if title in plain})


def _numbered(found: re.Match[str]) -> str:
    fogra, crpc, japan, report, ifra = found.groups()
    return japan or next(f"{word}{number}" for word, number in _words(fogra, crpc, report, ifra) if number)


def _words(fogra: str, crpc: str, report: str, ifra: str) -> tuple[tuple[str, str], ...]:
    return ("FOGRA", fogra), ("CRPC", crpc), ("TR", report), ("IFRA", ifra)


def prints_as(profile: IccProfile, named: frozenset[str]) -> bool | None:
    """Whether a profile is of one of the conditions; nothing where neither its name nor its colours can tell.

    Colours are compared where the condition is the one whose profile is shipped: a name is easily put on another.
    """
    said = conditions_named(profile.description)
    if said and not said & named:
        return False
    if profiles.CONDITION in named and (distance := _from_ours(profile.data)) is not None:
        return distance <= _CLOSE
    return True if said else None


@lru_cache(maxsize=16)
def _from_ours(data: bytes) -> float | None:
    """How far a profile's colours are from those of the shipped one, in the mean; nothing if it is not at hand."""
    if hashlib.sha256(data).hexdigest() in {profile.sha256 for profile in profiles.PROFILES}:
        return 0.0
    try:
        ours, theirs = _colours(profiles.read(profiles.OUTPUT)), _colours(data)
    except (Stopped, ImageCms.PyCMSError, OSError):
        return None
    return sum(map(math.dist, ours, theirs)) / len(ours)


def _colours(data: bytes) -> list[tuple[float, float, float]]:
    """What a profile makes of some mixtures of ink, in CIELAB, with the paper's own colour."""
    patches = _patches()
    press, eye = ImageCms.ImageCmsProfile(io.BytesIO(data)), ImageCms.createProfile("LAB")
    absolute = ImageCms.Intent.ABSOLUTE_COLORIMETRIC
    seen = ImageCms.buildTransform(press, eye, "CMYK", "LAB", absolute).apply(patches)
    values = iter(seen.tobytes())
    return [(x * 100 / 255, _signed(a), _signed(b)) for x, a, b in zip(values, values, values, strict=True)]


def _signed(value: int) -> int:
    return value - 256 if value > 127 else value


@cache
def _patches() -> Image.Image:
    inks = [(c, m, y, 0) for c in _STEPS for m in _STEPS for y in _STEPS] + [(0, 0, 0, k) for k in _STEPS]
    return Image.frombytes("CMYK", (len(inks), 1), bytes(share for ink in inks for share in ink))
