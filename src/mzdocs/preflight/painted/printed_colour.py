"""Paints one over the other -> what they look like as printed: what overprints leaves other inks under it standing."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageCms

from mzdocs.design import profiles
from mzdocs.design.theme import Cmyk, Rgb
from mzdocs.pdf.graphics_state import Keeps, Paint

_PROCESS: Mapping[str, Cmyk] = {
    "Cyan": (1, 0, 0, 0), "Magenta": (0, 1, 0, 0), "Yellow": (0, 0, 1, 0), "Black": (0, 0, 0, 1), "All": (1, 1, 1, 1),
}  # fmt: skip
_NONE: Cmyk = (0.0, 0.0, 0.0, 0.0)
_PLATES = ("Cyan", "Magenta", "Yellow", "Black")


@dataclass(frozen=True)
class Printed:
    """Process inks, what a named ink on them looks like in process inks; or a colour of the screen."""

    process: Cmyk = _NONE
    named: Cmyk = _NONE
    screen: Rgb | None = None

    @property
    def look(self) -> Rgb:
        """How it is seen."""
        if self.screen is not None:
            return self.screen
        return _seen(tuple(round(min(1, one + other), 3) for one, other in zip(self.process, self.named, strict=True)))


PAPER = Printed()


def printed(paint: Paint, keeps: Keeps, under: Printed, looks: Mapping[str, Cmyk]) -> Printed | None:
    """A paint on what lies under it; nothing for a colour this file alone knows.

    A named ink hides what is under it, as foil and paint do; a process colour that overprints does not hide that ink.
    """
    if paint.ink is not None and paint.ink not in _PLATES:
        look, (share, *_) = {**_PROCESS, **looks}.get(paint.ink), (*paint.values, 0.0)
        if look is None:
            return None
        return Printed(named=_tinted(look, share)) if share or keeps == "nothing" else under
    inks = _tinted(_PROCESS[paint.ink], (*paint.values, 0.0)[0]) if paint.ink is not None else paint.cmyk
    if inks is None:
        red, green, blue = paint.values if len(paint.values) == 3 else (None, None, None)
        if red is None or green is None or blue is None:
            return None
        return Printed(screen=(round(255 * red), round(255 * green), round(255 * blue)))
    if keeps == "nothing" or under.screen is not None:
        return Printed(inks)
    if keeps == "unpainted":
        cyan, magenta, yellow, black = (new or old for new, old in zip(inks, under.process, strict=True))
        inks = cyan, magenta, yellow, black
    return Printed(inks, under.named)


def _tinted(look: Cmyk, share: float) -> Cmyk:
    cyan, magenta, yellow, black = (part * share for part in look)
    return cyan, magenta, yellow, black


@cache
def _seen(inks: tuple[float, ...]) -> Rgb:
    pixel = Image.new("CMYK", (1, 1), tuple(round(255 * share) for share in inks))
    seen = ImageCms.applyTransform(pixel, _to_screen())
    assert seen is not None
    red, green, blue = seen.tobytes()
    return red, green, blue


@cache
def _to_screen() -> ImageCms.ImageCmsTransform:
    """Paper is taken for white, as the eye takes it."""
    return ImageCms.buildTransform(
        ImageCms.getOpenProfile(io.BytesIO(profiles.read(profiles.OUTPUT))),
        ImageCms.createProfile("sRGB"),
        "CMYK",
        "RGB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
