"""Pages that a helper made -> pages to write here, with what it read and learned on the way.

What a page shows depends on what came before it in one thing alone, the numbers given at first use: of templates and
fonts, and of glyphs that are no character's own. Only the process that writes gives numbers, so a helper that would
need a new one makes nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from mzdocs.core.problems import Stopped
from mzdocs.pdf.metadata import ImageStream
from mzdocs.vdp.box_tree import Unsupported
from mzdocs.vdp.fonts_in_file import FileFonts
from mzdocs.vdp.line_breaking import LineBreaks
from mzdocs.vdp.page_writer import MadePage, OutputFile

Told = tuple[int, dict[str, set[str]], dict[str, dict[str, LineBreaks]]]
"""How many texts were slow; the characters met by face, and the patterns of line breaks by breaker."""


class _FontsApart:
    """The fonts as a helper has them; what it learns more is told once."""

    def __init__(self, fonts: FileFonts) -> None:
        self._fonts, self._slow = fonts, fonts.slow
        self._characters: dict[str, set[str]] = {}
        self._breaks: dict[str, int] = {}
        self.told()

    def told(self) -> Told:
        """What is new since this was asked last."""
        fonts, characters, breaks = self._fonts, dict[str, set[str]](), dict[str, dict[str, LineBreaks]]()
        for name, codes in fonts.codes.items():
            known = self._characters.setdefault(name, set())
            characters[name] = codes.characters - known
            known |= characters[name]
        for breaker in fonts.breakers.values():
            if len(breaker.patterns) != self._breaks.get(breaker.key, 0):
                breaks[breaker.key] = breaker.patterns
                self._breaks[breaker.key] = len(breaker.patterns)
        slow, self._slow = fonts.slow - self._slow, fonts.slow
        return slow, characters, breaks


def _learn(fonts: FileFonts, told: Told) -> None:
    """Know it here too; which characters a text has and how it breaks is the same in whatever process."""
    slow, characters, breaks = told
    fonts.slow += slow
    for name, met in characters.items():
        fonts.codes[name].characters |= met
    for breaker in fonts.breakers.values() if breaks else ():
        breaker.patterns |= breaks.get(breaker.key, {})


_Pages = list[tuple[str, tuple[int, bytes, int, tuple[str, ...]]]]
_Pictures = dict[str, tuple[bytes, bytes, int, int]]


class PagesApart:
    """Batches of the pages of one file, made in helpers of what `make` makes, and taken over here."""

    def __init__(self, file: OutputFile, make: Callable[[int], Iterable[tuple[str, MadePage]]]) -> None:
        self._file, self._make = file, make
        self._fonts: _FontsApart | None = None
        self._numbers = 0

    def made(self, batch: int) -> object:
        """In a helper: a batch as plain values; nothing if the writing process has to make it."""
        file = self._file
        if self._fonts is None:
            file.writer.lose()
            file.pictures.taken()
            self._fonts, self._numbers = _FontsApart(file.fonts), file.numbers_given()
        try:
            pages = [(key, tuple(page)) for key, page in self._make(batch)]
        except (Stopped, Unsupported):
            return None
        if file.numbers_given() != self._numbers:
            return None
        pictures = {address: (each.entries, each.data, each.width, each.height)
                    for address, each in file.pictures.taken().items()}  # fmt: skip
        return pages, self._fonts.told(), pictures

    def taken(self, made: object) -> Iterator[tuple[str, MadePage]]:
        """In the process that writes: the pages of a batch."""
        pages, told, pictures = cast(tuple[_Pages, Told, _Pictures], made)
        _learn(self._file.fonts, told)
        for address, picture in pictures.items():
            self._file.pictures.hold(address, ImageStream(*picture))
        for key, page in pages:
            yield key, MadePage(*page)
