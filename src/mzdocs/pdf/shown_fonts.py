"""What a page paints -> the fonts that its text is seen in, each with the strings shown in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mzdocs.pdf.graphics_state import Mark
from mzdocs.pdf.object_keys import ObjectKey, object_key
from mzdocs.pdf.text_modes import UNPAINTED


@dataclass(frozen=True)
class ShownFont:
    """A font's dictionary, and what is shown in it: `seen` is painted, `unseen` is there to be searched."""

    dictionary: Any
    seen: frozenset[bytes]
    unseen: frozenset[bytes]


def shown_fonts(marks: Iterable[Mark]) -> dict[ObjectKey, ShownFont]:
    """The fonts of some marks."""
    fonts: dict[ObjectKey, Any] = {}
    strings: dict[tuple[ObjectKey, bool], set[bytes]] = {}
    for mark in marks:
        if mark.what == "text" and mark.state.font is not None:
            key = object_key(mark.state.font)
            fonts[key] = mark.state.font
            parts = (part for part in mark.shown if isinstance(part, bytes) and part)
            strings.setdefault((key, mark.state.mode != UNPAINTED), set()).update(parts)
    return {
        key: ShownFont(font, *(frozenset(strings.get((key, seen), ())) for seen in (True, False)))
        for key, font in fonts.items()
    }
