"""Screen colours of a page -> inks: named colours first, neutrals on black alone, the rest by the profile.

One pass over each content stream. What overprints is decided with the colour, so that no state need be kept:
black and named inks print over what is there; with a white underprint everything does, and white stays under it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator
from PIL import Image, ImageCms

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.design import profiles
from mzdocs.design.theme import BLACK, FOUR, WHITE, Cmyk, Colour, Ink, Palette, Rgb
from mzdocs.pdf import stream_tree
from mzdocs.plan.document import Document

INK_UNKNOWN = problem_type(
    "MZ3103",
    "主题“{theme}”的色表里没有专色“{ink}”",
    "The palette of the theme {theme} has no ink {ink}",
    "可用：四色、黑、{known}。",
    "Known: the four process inks, black alone, and {known}.",
    Exit.DATA,
)
NO_PRESS = problem_type(
    "MZ3104",
    "页面用了印刷表达不了的“{operator}”",
    "The page uses {operator}, which a press cannot be told",
    "模板里不用渐变、底纹、透明和带特性文件的颜色。",
    "Use no gradients, patterns, transparency or profiled colours in the template.",
    Exit.PREFLIGHT,
)

NEUTRAL = 2
"""Of 255: screen colours whose three shares differ by no more are grey."""
_REFUSED = {"sh", "ri", "sc", "SC", "scn", "SCN"}


def ordered(colours: Palette, document: Document) -> dict[str, Ink]:
    """The named inks the order asks for, by the data's word.

    Raises:
        Stopped: the theme has no such ink.
    """
    words = [word for word in (document.order.inks if document.order else ()) if word not in (FOUR, BLACK)]
    problems = [
        INK_UNKNOWN.at(Location(document.file), theme=document.theme.name, ink=word, known="、".join(colours.inks))
        for word in words
        if word not in colours.inks
    ]
    if problems:
        raise Stopped(problems)
    return {word: colours.inks[word] for word in words}


def separate(pdf: pikepdf.Pdf, colours: Palette, inks: Mapping[str, Ink], document: Document) -> None:
    """Rewrite every colour of every content stream.

    Raises:
        Stopped: a stream paints with a gradient, a pattern, or a colour of a profile of its own.
    """
    spaces = {ink.name: space(pdf, ink.name, ink.look) for ink in inks.values()}
    over_all = WHITE in inks
    for container, resources in stream_tree.streams(pdf):
        rewritten = list(_rewritten(pikepdf.parse_content_stream(container), colours, inks, over_all, document))
        put(pdf, container, pikepdf.unparse_content_stream(rewritten))
        _equip(container, resources, spaces)


def space(pdf: pikepdf.Pdf, name: str, look: Cmyk) -> pikepdf.Object:
    """The colour space of a named ink, with what it looks like in process inks."""
    shares = [Decimal(f"{share:.4g}") for share in look]
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=shares, N=1)
    return pdf.make_indirect(Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, pdf.make_indirect(tint)]))


def resource_name(ink: Ink) -> str:
    """The name of an ink's colour space in a page's resources."""
    return "/" + ink.name.replace(" ", "")


def _rewritten(
    operations: Any, colours: Palette, inks: Mapping[str, Ink], over_all: bool, document: Document
) -> Iterator[tuple[list[Any], Operator]]:
    painter = _Painter(colours, inks, over_all)
    for operands, operator in operations:
        name = str(operator)
        if name in _REFUSED or (name in ("cs", "CS") and operands):
            raise Stopped([NO_PRESS.at(Location(document.file), operator=name)])
        if name in ("rg", "RG", "g", "G"):
            yield from painter.colour(_screen(operands), stroke=name.isupper())
        else:
            painter.follow(name)
            yield list(operands), operator


def _screen(operands: Any) -> Rgb:
    red, *more = (round(float(value) * 255) for value in operands)
    green, blue = more or (red, red)
    return red, green, blue


class _Painter:
    """Writes colours as inks, and switches overprinting where it changes."""

    def __init__(self, colours: Palette, inks: Mapping[str, Ink], over_all: bool) -> None:
        self._colours, self._inks, self._over_all = colours, inks, over_all
        self._over: list[tuple[bool | None, bool | None]] = [(None, None)]

    def follow(self, name: str) -> None:
        if name == "q":
            self._over.append(self._over[-1])
        elif name == "Q" and len(self._over) > 1:
            self._over.pop()

    def colour(self, screen: Rgb, stroke: bool) -> Iterator[tuple[list[Any], Operator]]:
        named = self._colours.named(screen)
        ink = self._inks.get(named.ink) if named and named.ink else None
        shares = process_inks(named) if named else _process(screen)
        yield from self._overprint(self._over_all or ink is not None or shares == (0, 0, 0, 1), stroke)
        if ink:
            yield [Name(resource_name(ink))], Operator("CS" if stroke else "cs")
            yield [1], Operator("SCN" if stroke else "scn")
        else:
            yield [Decimal(f"{share:.4g}") for share in shares], Operator("K" if stroke else "k")

    def _overprint(self, over: bool, stroke: bool) -> Iterator[tuple[list[Any], Operator]]:
        fills, strokes = self._over[-1]
        needed = (fills, over) if stroke else (over, strokes)
        if needed != (fills, strokes):
            self._over[-1] = needed
            yield [Name(_STATE_NAMES[bool(needed[0]), bool(needed[1]), self._over_all])], Operator("gs")


_STATE_NAMES = {
    (fills, strokes, over_all): f"/Over{'F' if fills else ''}{'S' if strokes else ''}{'W' if over_all else ''}"
    for fills in (False, True)
    for strokes in (False, True)
    for over_all in (False, True)
}


def overprint_states() -> Dictionary:
    """Overprint for fills and strokes. Black keeps the colours under it (OPM 1); over a white underprint
    a colour takes the process inks whole (OPM 0), or white letters in it would vanish."""
    states = Dictionary()
    for (fills, strokes, over_all), name in _STATE_NAMES.items():
        mode = 0 if over_all else 1
        states[name] = Dictionary({"/Type": Name.ExtGState, "/OP": strokes, "/op": fills, "/OPM": mode})
    return states


def _equip(container: Any, resources: Any, spaces: Mapping[str, pikepdf.Object]) -> None:
    """The names the rewritten stream uses; the engine's own colour spaces are no longer used by any."""
    if resources is None:
        resources = Dictionary()
        (container.obj if isinstance(container, pikepdf.Page) else container).Resources = resources
    used = Dictionary({f"/{name.replace(' ', '')}": value for name, value in spaces.items()})
    resources.ColorSpace = used
    resources.ExtGState = Dictionary(
        {**dict(resources.get("/ExtGState", {}).items()), **dict(overprint_states().items())}
    )
    for kind in ("/Pattern", "/Shading"):
        if kind in resources:
            del resources[kind]


def put(pdf: pikepdf.Pdf, container: Any, data: bytes) -> None:
    """Give a page, or a form or pattern, this content stream in the place of its own."""
    if isinstance(container, pikepdf.Page):
        container.obj.Contents = pdf.make_stream(data)
    else:
        container.write(data)


@lru_cache(maxsize=4096)
def _process(screen: Rgb) -> Cmyk:
    """Process inks of a colour without a name."""
    if max(screen) - min(screen) <= NEUTRAL:
        return 0, 0, 0, round(1 - sum(screen) / 765, 4)
    pixel = transform().apply(Image.new("RGB", (1, 1), screen)).tobytes()
    cyan, magenta, yellow, black = (round(share / 255, 4) for share in pixel)
    return cyan, magenta, yellow, black


SMALL_TEXT = ("ink", "ink-soft", "gold-light")
"""The colours small text is set in: more than two plates never lie quite true, and it blurs."""
_NEARLY_GREY = 24
"""Of 255: small text of a colour that is no farther from grey is set in black alone."""
_FAINTEST = 0.02
"""A share below it is a dot that does not print evenly."""


def process_inks(colour: Colour) -> Cmyk:
    """What a named colour prints as: as its theme says, or worked out from its screen colour by the press profile.

    Worked out are whole percents, 300 % together at most as the profile has it; small text takes two inks at most.
    """
    if colour.press is not None:
        return colour.press
    if colour.name in SMALL_TEXT and max(colour.screen) - min(colour.screen) <= _NEARLY_GREY:
        return 0, 0, 0, round(1 - sum(colour.screen) / 765, 2)
    shares = _process(colour.screen)
    least = sorted(shares)[1] if colour.name in SMALL_TEXT else 0
    cyan, magenta, yellow, black = (round(s, 2) if s > least and s >= _FAINTEST else 0.0 for s in shares)
    return cyan, magenta, yellow, black


def lab(shares: Cmyk) -> tuple[int, int, int]:
    """What process inks measure on the paper of the press condition: CIE L*, a*, b* for D50, its white included.

    The colour engine counts in steps of 0.4 and 1: no finer number is given.
    """
    pixel = ImageCms.applyTransform(Image.new("CMYK", (1, 1), tuple(round(255 * share) for share in shares)), _to_lab())
    assert pixel is not None
    light, green_red, blue_yellow = pixel.tobytes()
    return round(light / 2.55), _signed(green_red), _signed(blue_yellow)


def _signed(byte: int) -> int:
    """Pillow keeps a* and b* as signed bytes."""
    return byte - 256 if byte > 127 else byte


@cache
def _to_lab() -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        ImageCms.getOpenProfile(io.BytesIO(profiles.read(profiles.OUTPUT))),
        ImageCms.createProfile("LAB"),
        "CMYK",
        "LAB",
        renderingIntent=ImageCms.Intent.ABSOLUTE_COLORIMETRIC,
    )


class Transform:
    """From the screen to the press, by the two profiles."""

    def __init__(self) -> None:
        self._change = ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            ImageCms.getOpenProfile(io.BytesIO(profiles.read(profiles.SEPARATION))),
            "RGB",
            "CMYK",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )

    def apply(self, picture: Image.Image) -> Image.Image:
        """The picture, RGB, separated into CMYK of the press condition."""
        changed = ImageCms.applyTransform(picture, self._change)
        assert changed is not None
        return changed


@cache
def transform() -> Transform:
    """The transform, made once a process: reading both profiles takes longer than a picture."""
    return Transform()
