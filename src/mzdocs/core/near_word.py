"""A word that is none of those known -> the one that was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like the word, or None where none is."""
    found = difflib.get_close_matches(word, list(candidates), 1, 0.5)
    return found[0] if found else None
