"""Pages that a helper made -> pages to write here, with what it read and learned on the way.

What a page shows depends on what came before it in one thing alone, the numbers given at first use: of templates and
fonts, and of glyphs that are no character's own. Only the process that writes gives numbers, so a helper that would
need a new one makes nothing more.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mzdocs.core.problems import Stopped
from mzdocs.core.typed_json import restored, stored
from mzdocs.pdf.metadata import ImageStream
from mzdocs.vdp.box_tree import Unsupported
from mzdocs.vdp.fonts_in_file import FileFonts
from mzdocs.vdp.line_breaking import LineBreaks
from mzdocs.vdp.page_writer import MadePage, OutputFile


@dataclass(frozen=True)
class _Told:
    """What a helper learned: how many texts were slow, the characters it met by face, how lines break by breaker."""

    slow: int
    characters: dict[str, str]
    breaks: dict[str, dict[str, LineBreaks]]


@dataclass(frozen=True)
class _Page:
    key: str
    side: int
    rows: int
    pictures: tuple[str, ...]
    length: int


@dataclass(frozen=True)
class _Picture:
    address: str
    entries: bytes
    width: int
    height: int
    length: int


@dataclass(frozen=True)
class _Batch:
    """A batch but for the bytes of its pages and pictures, which follow it in this order."""

    pages: tuple[_Page, ...]
    pictures: tuple[_Picture, ...]
    told: _Told


class _FontsApart:
    """The fonts as a helper has them; what it learns more is told once."""

    def __init__(self, fonts: FileFonts) -> None:
        self._fonts, self._slow = fonts, fonts.slow
        self._characters: dict[str, set[str]] = {}
        self._breaks: dict[str, int] = {}
        self.told()

    def told(self) -> _Told:
        """What is new since this was asked last."""
        fonts, characters, breaks = self._fonts, dict[str, str](), dict[str, dict[str, LineBreaks]]()
        for name, codes in fonts.codes.items():
            known = self._characters.setdefault(name, set())
            characters[name] = "".join(sorted(codes.characters - known))
            known |= codes.characters
        for breaker in fonts.breakers.values():
            if len(breaker.patterns) != self._breaks.get(breaker.key, 0):
                breaks[breaker.key] = breaker.patterns
                self._breaks[breaker.key] = len(breaker.patterns)
        slow, self._slow = fonts.slow - self._slow, fonts.slow
        return _Told(slow, characters, breaks)


def _learn(fonts: FileFonts, told: _Told) -> None:
    """Know it here too; which characters a text has and how it breaks is the same in whatever process."""
    fonts.slow += told.slow
    for name, met in told.characters.items():
        fonts.codes[name].characters.update(met)
    for breaker in fonts.breakers.values() if told.breaks else ():
        breaker.patterns |= told.breaks.get(breaker.key, {})


class PagesApart:
    """Batches of the pages of one file, made in helpers of what `make` makes, and taken over here."""

    def __init__(self, file: OutputFile, make: Callable[[int], Iterable[tuple[str, MadePage]]]) -> None:
        self._file, self._make = file, make
        self._fonts: _FontsApart | None = None
        self._numbers = 0

    def made(self, batch: int) -> bytes:
        """In a helper: a batch; nothing if the writing process has to make it."""
        file = self._file
        if self._fonts is None:
            file.writer.lose()
            file.pictures.taken()
            self._fonts, self._numbers = _FontsApart(file.fonts), file.numbers_given()
        try:
            pages = list(self._make(batch))
        except (Stopped, Unsupported):
            return b""
        if file.numbers_given() != self._numbers:
            return b""
        read = file.pictures.taken()
        said = stored(
            _Batch(
                tuple(_Page(key, page.side, page.rows, page.pictures, len(page.content)) for key, page in pages),
                tuple(_Picture(at, one.entries, one.width, one.height, len(one.data)) for at, one in read.items()),
                self._fonts.told(),
            )
        )
        contents = [page.content for _, page in pages] + [each.data for each in read.values()]
        return b"".join([b"%10d" % len(said), said, *contents])

    def taken(self, made: bytes) -> Iterator[tuple[str, MadePage]]:
        """In the process that writes: the pages of a batch."""
        rest = io.BytesIO(made)
        batch = restored(_Batch, rest.read(int(rest.read(10))))
        assert batch
        contents = [rest.read(page.length) for page in batch.pages]
        for each in batch.pictures:
            read = ImageStream(each.entries, rest.read(each.length), each.width, each.height)
            self._file.pictures.hold(each.address, read)
        _learn(self._file.fonts, batch.told)
        for page, content in zip(batch.pages, contents, strict=True):
            yield page.key, MadePage(page.side, content, page.rows, page.pictures)
