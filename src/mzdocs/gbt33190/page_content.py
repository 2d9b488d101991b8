"""Elements of a page -> the objects on it, in the order they are painted, with their numbers read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mzdocs.gbt33190.ofd_package import below, named, said_in

OBJECTS = ("TextObject", "PathObject", "ImageObject", "CompositeObject")
_MOST_ALIKE = 100_000
"""Steps that one `g` may stand for."""
_SLACK = 0.01
"""Millimetres."""
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""Numbers after each letter of a path (GB/T 33190, 9.1)."""


class Malformed(ValueError):
    """A value is not written as the standard has it."""


@dataclass(frozen=True)
class ContentPart:
    """Something with objects in it: a page, a template, a composite unit, an annotation; where it is told."""

    where: str
    part: str
    roots: Sequence[Any]
    """The layers of a page, or the element that holds the objects."""
    page: Any | None = None

    @cached_property
    def objects(self) -> Sequence[Any]:
        """Every object, out of page blocks too, in their order."""
        return [each for root in self.roots for each in _objects(root)]


def _objects(element: Any) -> Iterator[Any]:
    for each in below(element):
        if named(each) in OBJECTS:
            yield each
        elif named(each) == "PageBlock":
            yield from _objects(each)


def block_depth(element: Any) -> int:
    """How deep page blocks stand in one another."""
    return max((1 + block_depth(each) for each in below(element, "PageBlock")), default=0)


def numbers(said: str | None, count: int | None = None) -> tuple[float, ...]:
    """The numbers of a value, so many.

    Raises:
        Malformed: something else stands there.
    """
    words = (said or "").split()
    try:
        values = tuple(map(float, words))
    except ValueError:
        raise Malformed(said) from None
    if "_" in (said or "") or not all(map(math.isfinite, values)) or (count is not None and len(values) != count):
        raise Malformed(said)
    return values


def box_of(element: Any) -> tuple[float, float, float, float]:
    """Left, top, width and height of an object.

    Raises:
        Malformed: it has none, or one of negative size.
    """
    left, top, width, height = numbers(element.get("Boundary"), 4)
    if width < 0 or height < 0:
        raise Malformed(element.get("Boundary"))
    return left, top, width, height


def lies_within(box: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    """Whether a box lies in another, but for a hundredth of a millimetre."""
    return (
        box[0] >= outer[0] - _SLACK
        and box[1] >= outer[1] - _SLACK
        and box[0] + box[2] <= outer[0] + outer[2] + _SLACK
        and box[1] + box[3] <= outer[1] + outer[3] + _SLACK
    )


def is_true(element: Any, name: str, default: bool = False) -> bool:
    """An attribute that is true or false."""
    said: str | None = element.get(name)
    return default if said is None else said.strip().lower() in ("true", "1")


def deltas(said: str | None) -> list[float]:
    """The steps of a text: numbers, and `g n x` for n times x (GB/T 33190, 11.3).

    Raises:
        Malformed: something else stands there.
    """
    words, steps = iter((said or "").split()), list[float]()
    for word in words:
        if word != "g":
            steps += numbers(word, 1)
            continue
        count, step = next(words, ""), next(words, "")
        if not count.isdigit() or int(count) > _MOST_ALIKE:
            raise Malformed(said)
        steps += [*numbers(step, 1)] * int(count)
    return steps


def path_points(said: str) -> list[tuple[float, float]]:
    """The points of a path, those that steer its curves too.

    Raises:
        Malformed: a letter is unknown, its numbers are not so many, or it does not begin with a move.
    """
    words, points = said.split(), list[tuple[float, float]]()
    if words and words[0] not in ("S", "M"):
        raise Malformed(said[:40])
    while words:
        count = _OPERANDS.get(words[0])
        if count is None or len(words) <= count:
            raise Malformed(said[:40])
        values = numbers(" ".join(words[1 : count + 1]), count)
        points += [values[5:7]] if words[0] == "A" else list(zip(values[::2], values[1::2], strict=True))  # type: ignore[list-item]
        words = words[count + 1 :]
    return points


@dataclass(frozen=True)
class CodeRun:
    """One TextCode: its text, its steps, and the transforms before it that choose glyphs."""

    text: str
    element: Any
    transforms: Sequence[Any]

    @property
    def chosen(self) -> list[tuple[int, int, list[int]]]:
        """From which character, how many of them, which glyphs.

        Raises:
            Malformed: a count or a glyph is no number.
        """
        found = []
        for each in self.transforms:
            at, count, glyphs = (each.get(name, "1") for name in ("CodePosition", "CodeCount", "GlyphCount"))
            listed = said_in(each, "Glyphs").split()
            if not all(word.isdigit() for word in (at, count, glyphs, *listed)) or int(glyphs) != len(listed):
                raise Malformed(said_in(each, "Glyphs"))
            found.append((int(at), int(count), [int(word) for word in listed]))
        return found


def code_runs(text_object: Any) -> Iterator[CodeRun]:
    """The TextCodes of a TextObject, each with the transforms that stand before it."""
    transforms: list[Any] = []
    for each in below(text_object, "CGTransform", "TextCode"):
        if named(each) == "CGTransform":
            transforms.append(each)
        else:
            yield CodeRun(each.text or "", each, transforms)
            transforms = []
