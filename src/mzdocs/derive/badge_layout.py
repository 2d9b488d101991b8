"""A badge's design -> its scale on the real card, and how a text of any length stands in its zone, if it can."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mzdocs.core.units import Length, Size, mm, pt
from mzdocs.design import fonts
from mzdocs.design.fonts import Role
from mzdocs.model.unified_design import BadgeSpec
from mzdocs.plan.declared_pictures import Place
from mzdocs.plan.document import Legibility

LEADING = 1.2
"""Of the lines in a zone, in sizes of the type."""
LEAST_TEXT = pt(7)
"""The smallest text of a card that old people read as well; practice of card makers, no standard."""
CONDENSED = 0.75
"""Of the largest size that two lines allow, a text keeps at least this share to be parted where its words part."""
_BODIES = ("街道办事处", "人民政府", "居民委员会", "村民委员会", "居委会", "村委会", "（")
"""Before these a name is parted as it is spoken."""
_ENDS = "省市县区镇乡路街巷道园苑城坊庄湾湖桥岸场"
"""What the name of a place ends in: behind it a longer one is parted, if no other of these follows."""
CLEAR_OF_SLOT = mm(2)
"""Between a punched slot and the nearest text: punches are off by a millimetre."""
_OPENING, _CLOSING, _DOTS = "（《〈「『“‘", "）》〉」』”’、，。；：！？—-·•・", "·•・"


@dataclass(frozen=True)
class Zone:
    """Where a text stands, in millimetres of the design card: nothing else ever does, however long the text is.

    `full` is the size of a text that is short enough, `least` the smallest it may have; `lines` are one or two.
    """

    role: Role
    bold: bool
    width: float
    height: float
    full: float
    least: float
    lines: int = 2


@dataclass(frozen=True)
class CardDesign:
    """A card as it is designed: millimetres of the design card, which is scaled to the real one.

    `head` is free of text at its upper edge; `smallest` are the sizes of its fixed texts, each in its role; the zones
    are those of the texts that vary. `photo` is the picture within its thin border: left, top, width, height.
    """

    size: Size
    head: float
    smallest: tuple[tuple[float, Role, bool], ...]
    name: Zone
    place: Zone
    issuer: Zone
    rear_issuer: Zone
    photo: Place


@dataclass(frozen=True)
class FittedText:
    """A text as it stands in its zone: parted by a newline where it takes two lines."""

    text: str
    size: Length
    family: str

    @property
    def setting(self) -> tuple[str, str, int]:
        """What a template needs to know of it beside its words: size, family, and how many lines."""
        return str(self.size), self.family, self.text.count("\n") + 1


ACROSS = CardDesign(
    Size(mm(85.6), mm(54)),
    1.9,
    ((2.8, "hei", False), (5.6, "song", True)),
    name=Zone("song", True, 48.6, 13, 10, 3.2),
    place=Zone("hei", False, 35.6, 7.9, 4, 2.5),
    issuer=Zone("hei", False, 77, 4, 3, 2.5, lines=1),
    rear_issuer=Zone("hei", True, 42.8, 7.7, 3.2, 2.5),
    photo=(5.2, 18.7, 21.8, 30.7),
)
UPRIGHT = CardDesign(
    Size(mm(70), mm(100)),
    3,
    ((3.25, "hei", False), (6.4, "song", True)),
    name=Zone("song", True, 60, 13.1, 10, 3.9),
    place=Zone("hei", False, 60, 8.4, 4.4, 3.2),
    issuer=Zone("hei", False, 62, 5, 3.6, 3.2, lines=1),
    rear_issuer=Zone("hei", True, 60, 8.9, 3.7, 3.2),
    photo=(22.2, 22.1, 25.6, 36),
)
"""The sizes let it be scaled down to a bank card set upright, 54×85.6 mm, and keep `LEAST_TEXT`."""


@dataclass(frozen=True)
class BadgeLayout:
    """The design card on a real one; `unit` is how long one of its millimetres is there.

    `top` is how far down it begins, so that its first text keeps clear of a punched slot; `left` puts it in the middle.
    """

    design: CardDesign
    unit: Length
    top: Length
    left: Length
    legibility: Legibility

    @property
    def photo(self) -> Place:
        """Where the photo stands on the card."""
        left, top, width, height = (self.unit.mm * each for each in self.design.photo)
        return self.left.mm + left, self.top.mm + top, width, height

    def too_small(self) -> tuple[Length, Length] | None:
        """The size of a fixed text that nobody could read, and what it should be; nothing if all can be read."""
        for size, role, bold in self.design.smallest:
            found, least = self.unit * size, self._least(role, bold)
            if found.mm < least.mm - _ROUNDING:
                return found, least
        return None

    def fitted(self, text: str, zone: Zone) -> FittedText | None:
        """On one line, or on two where these let it be larger; nothing where it would be too small on both.

        The fine strokes of a serif face ask for a larger type: a name that would be parted within a word is set in
        the other one, if it can be parted at its dot there.
        """
        found = self._set(text, zone)
        if zone.role == "song" and _dotted(text) and (found is None or not _at_dot(found.text)):
            other = self._set(text, replace(zone, role="hei"))
            return other if other and _at_dot(other.text) else found
        return found

    def _set(self, text: str, zone: Zone) -> FittedText | None:
        size, least = self._size([text], zone), self.least(zone)
        if zone.lines > 1:
            tall = self.unit * (zone.height / zone.lines / LEADING)
            parted = [(min(tall, self._size(parts, zone)), parts, share) for parts, share in _partings(text)]
            most = max((found for found, _, _ in parted), default=size)
            for found, parts, share in parted:
                if found > size and found >= max(least, most * share):
                    size, text = found, "\n".join(parts)
                    break
            if size < least and (all_parted := [[text[:at], text[at:]] for at in _places(text)]):
                # halves of as many characters may be of other widths
                parts = max(all_parted, key=lambda each: self._size(each, zone))
                size, text = min(tall, self._size(parts, zone)), "\n".join(parts)
        if size < least:
            return None
        family = fonts.face_for(text, zone.role, zone.bold).family
        return FittedText(text, max(least, fonts.quarter_point(size)), family)

    def least(self, zone: Zone) -> Length:
        """The smallest size a text may have in a zone."""
        return max(self.unit * zone.least, self._least(zone.role, zone.bold))

    def _least(self, role: Role, bold: bool) -> Length:
        return max(LEAST_TEXT, self.legibility.least(fonts.CHAINS[role, bold][0].stroke))

    def _size(self, lines: list[str], zone: Zone) -> Length:
        """The largest size, up to the full one, at which all lines go into the zone."""
        longest = max(fonts.advance(line, fonts.face_for("".join(lines), zone.role, zone.bold)) for line in lines)
        return min(self.unit * zone.full, self.unit * ((zone.width - _SPARE) / longest))


_SPARE, _ROUNDING = 0.1, 1e-6
"""Millimetres: what the layout may round a line up by; what a number may."""


def badge_layout(spec: BadgeSpec) -> BadgeLayout:
    """How the design is scaled to a card of this make, and moved down to keep clear of its slot."""
    design = UPRIGHT if spec.size.portrait else ACROSS
    size, high = design.size, spec.size.height.mm
    punched = (spec.punching.inset + spec.punching.height + CLEAR_OF_SLOT).mm if spec.punching else 0.0
    scale = min(
        spec.size.width.mm / size.width.mm, high / size.height.mm, (high - punched) / (size.height.mm - design.head)
    )
    scale = max(scale, _ROUNDING)
    top = max(0.0, punched - design.head * scale)
    left = (spec.size.width - size.width * scale) * 0.5
    return BadgeLayout(design, mm(scale), mm(top), left, Legibility(spec.distance, spec.finest))


def _partings(text: str) -> Iterator[tuple[list[str], float]]:
    """The ways to part a text, the best first: after a dot, before what an office is, behind a place, anywhere.

    Each time where the halves are most alike; with the share of the largest size that it is worth.
    """
    anywhere = _places(text)
    dots = [at for at in anywhere if text[at - 1] in _DOTS]
    bodies = [at for at in anywhere if text.startswith(_BODIES, at)]
    ends = [
        at
        for at in anywhere
        if text.startswith("社区", at)
        or (text[at - 1] in _ENDS and text[at] not in _ENDS and not text.endswith("社区", 0, at))
    ]
    for places, share in ((dots, 0.0), (bodies, CONDENSED), (ends, CONDENSED), (anywhere, 1.0)):
        if places:
            at = min(places, key=lambda place: (abs(2 * place - len(text)), -place))
            yield [text[:at], text[at:]], share


def _places(text: str) -> list[int]:
    """Where a line may end."""
    return [at for at in range(1, len(text)) if _may_part(text[at - 1], text[at])]


def _dotted(text: str) -> bool:
    """Whether a dot stands in the middle half of a name."""
    return any(char in _DOTS for char in text[len(text) // 4 : -(len(text) // 4) or None])


def _at_dot(text: str) -> bool:
    """Whether a name stands on one line, or its first line ends in a dot."""
    first, broken, _ = text.partition("\n")
    return not broken or first[-1] in _DOTS


def _may_part(before: str, after: str) -> bool:
    """Whether a line may end between two characters: not within a word of letters or digits, nor off its bracket."""
    word = all(char.isascii() and char.isalnum() for char in (before, after))
    bound = before in _OPENING or after in _CLOSING or unicodedata.category(after).startswith("M")
    return not (word or bound)
