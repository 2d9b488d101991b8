"""Two measured colours -> how different they look: CIEDE2000 (ISO/CIE 11664-6), with all its weights at 1."""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Lab = tuple[float, float, float]
"""CIE L*, a*, b*."""


def delta_e(one: Lab, other: Lab) -> float:
    """Below 1 nobody sees it, from about 3 on anybody does."""
    mean = (hypot(*one[1:]) + hypot(*other[1:])) / 2
    stretch = 1.5 - 0.5 * _seventh(mean)
    (chroma1, hue1), (chroma2, hue2) = (_polar(a * stretch, b) for _, a, b in (one, other))
    both = chroma1 * chroma2 > 0
    turn = (hue2 - hue1 + 180) % 360 - 180 if both else 0.0
    light, chroma = (one[0] + other[0]) / 2, (chroma1 + chroma2) / 2
    hue = _middle(hue1, hue2) if both else hue1 + hue2
    by_light = (other[0] - one[0]) / (1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2))
    by_chroma = (chroma2 - chroma1) / (1 + 0.045 * chroma)
    by_hue = 2 * sqrt(chroma1 * chroma2) * sin(radians(turn / 2)) / (1 + 0.015 * chroma * _weight(hue))
    tilt = -2 * _seventh(chroma) * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    return sqrt(by_light**2 + by_chroma**2 + by_hue**2 + tilt * by_chroma * by_hue)


def _seventh(chroma: float) -> float:
    return sqrt(chroma**7 / (chroma**7 + 25.0**7))


def _polar(a: float, b: float) -> tuple[float, float]:
    return hypot(a, b), degrees(atan2(b, a)) % 360


def _middle(one: float, other: float) -> float:
    """Of two hues, on the shorter way round."""
    if abs(one - other) <= 180:
        return (one + other) / 2
    return (one + other + (360 if one + other < 360 else -360)) / 2


def _weight(hue: float) -> float:
    terms = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    return 1 + sum(share * cos(radians(times * hue + turn)) for share, times, turn in terms)
