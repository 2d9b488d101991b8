"""What is put round a board and behind it: its frame, and what it hangs by."""

from __future__ import annotations

from dataclasses import dataclass

from mzdocs.core.units import Length, Size


@dataclass(frozen=True)
class Frame:
    """A frame: how far it laps over the board, how wide its face is, its colour."""

    lip: Length
    face: Length
    colour: str


@dataclass(frozen=True)
class HangPoints:
    """Points or slots in the back, `pitch` apart in the middle of the board: side by side, or `down` one below another.

    `from_top` is from the outer edge to the middle of the first; `size` is a slot's.
    """

    count: int
    pitch: Length
    from_top: Length
    size: Size | None = None
    down: bool = False


def grown(size: Size, by: Length) -> Size:
    """A size with so much more on every side."""
    return Size(size.width + by * 2, size.height + by * 2)
