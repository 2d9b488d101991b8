"""The photos a file must show, each where its design has its place; gate 2 looks whether they are there."""

from __future__ import annotations

from dataclasses import dataclass

Place = tuple[float, float, float, float]
"""Left, top, width, height, in millimetres from the upper left corner of the trimmed page."""


@dataclass(frozen=True)
class DeclaredPicture:
    """A photo by the address of its asset: how wide and high it stands in millimetres, cut to that shape.

    `at` is its page, counted from 1, and how far its corner lies from the left and from the top; without it the photo
    stands wherever the text before it ends.
    """

    asset: str
    size: tuple[float, float]
    at: tuple[int, float, float] | None = None
