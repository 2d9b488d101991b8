"""What the pages of a kind may be made of besides their plan: templates, style sheets, art and palettes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mzdocs.core.digests import joined_sum
from mzdocs.core.theme_choice import Theme
from mzdocs.design.theme import layers, search_path

_REFERENCE = re.compile(r"\b(?:extends|include|import|from)\s+['\"]([^'\"/]+)/")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_SUFFIXES = (".html", ".css", ".svg")
_HOUSE = "_house"


@cache
def design_sum(folder: str, theme: Theme) -> bytes:
    """SHA-256 of all files in a folder of templates and in those its templates refer to, of every layer of a theme.

    A comment in a template changes no page, and so not the sum.
    """
    return joined_sum(each.encode() for pair in sorted(_files(folder, theme)) for each in pair)


def _files(folder: str, theme: Theme) -> Iterator[tuple[str, str]]:
    for number, layer in enumerate(layers(theme)):
        palette = layer.path / layer.palette
        yield f"{number}/palette", palette.read_text(encoding="utf-8") if palette.is_file() else ""
    for each in sorted(_reached(folder, theme)):
        for number, root in enumerate(search_path(theme)):
            for path in (root / each).glob("*"):
                if path.suffix in _SUFFIXES:
                    yield f"{number}/{each}/{path.name}", _COMMENT.sub("", path.read_text(encoding="utf-8"))


def _reached(folder: str, theme: Theme) -> set[str]:
    reached: set[str] = set()
    waiting = {folder or _HOUSE, _HOUSE}
    while waiting:
        each = waiting.pop()
        reached.add(each)
        for root in search_path(theme):
            for path in (root / each).glob("*.html"):
                waiting |= set(_REFERENCE.findall(path.read_text(encoding="utf-8"))) - reached
    return reached
