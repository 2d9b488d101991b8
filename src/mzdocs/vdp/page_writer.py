"""Records -> pages of a file: the static layer of a side, written once, and the content of its slots."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO, NamedTuple

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.pdf.metadata import Declaration, ImageStream
from mzdocs.vdp.compiled_template import FontChoice, GlyphRun, Side, renumbered
from mzdocs.vdp.fonts_in_file import FileFonts, embed
from mzdocs.vdp.pdf_syntax import literal
from mzdocs.vdp.pdf_writer import DEFLATED, PdfWriter, compressed
from mzdocs.vdp.record_layout import EmbeddedPicture, RecordLayout
from mzdocs.vdp.structure_writer import StructureWriter
from mzdocs.vdp.template_cache import TemplateCache

MISSING_VALUE = problem_type(
    "MZ3307",
    "模板要的“{name}”，记录里没有",
    "The template asks for {name}, which the record does not have",
    "这是程序错误，请报告维护者。",
    "Report it, please.",
    Exit.INTERNAL,
)
_MOST_KEPT = 1_000


class OutputFile:
    """A file on its way, with what its pages share: fonts, pictures, structure."""

    def __init__(
        self,
        out: BinaryIO,
        declared: Declaration,
        cache: TemplateCache,
        read: Callable[[str], ImageStream],
        tagged: bool,
    ) -> None:
        self._cache = cache
        self.fonts = FileFonts(cache)
        self.writer = PdfWriter(out, declared)
        self.structure = StructureWriter(self.writer) if tagged else None
        self.font_resources = self.writer.reserve()
        self.pictures = FilePictures(self.writer, read)

    def numbers_given(self) -> int:
        """How many objects of templates, fonts, and glyphs that are no character's own have a number by now."""
        glyphs = sum(len(codes.glyphs) for codes in self.fonts.codes.values())
        return self.writer.reserved + len(self.fonts.keys) + glyphs

    def close(self) -> None:
        """Write the fonts and what binds the pages together; keep what was learned of line breaks."""
        catalog = self.structure.close() if self.structure else b""
        numbers = {name: self.writer.reserve() for name in self.fonts.keys}
        for name, number in numbers.items():
            embed(self.writer, self.fonts.codes[name], number)
        entries = b"".join(b"%s %d 0 R" % (key, numbers[name]) for name, key in self.fonts.keys.items())
        self.writer.add(b"<<%s>>" % entries, self.font_resources)
        self.writer.close(catalog)
        for breaker in self.fonts.breakers.values():
            self._cache.keep_line_breaks(breaker.key, breaker.patterns)


class FilePictures:
    """The pictures of a file, each read once, and written when a page that shows it is."""

    def __init__(self, writer: PdfWriter, read: Callable[[str], ImageStream]) -> None:
        self._writer, self._read = writer, read
        self._sizes: dict[str, tuple[int, int]] = {}
        self._numbers: dict[str, int] = {}
        self._held: dict[str, ImageStream] = {}

    def size(self, address: str) -> tuple[int, int]:
        """Its width and height in pixels."""
        if address not in self._sizes:
            self.hold(address, self._read(address))
        return self._sizes[address]

    def hold(self, address: str, picture: ImageStream) -> None:
        """Keep one that was read until it is written; equal addresses once."""
        if address not in self._sizes:
            self._sizes[address] = picture.width, picture.height
            self._held[address] = picture

    def number(self, address: str) -> int:
        """Its number in the file."""
        if address not in self._numbers:
            self.size(address)
            picture = self._held.pop(address)
            self._numbers[address] = self._writer.add_stream(picture.data, picture.entries, deflated=False)
        return self._numbers[address]

    def taken(self) -> dict[str, ImageStream]:
        """Those that were read and not written, which are forgotten here."""
        held, self._held = self._held, {}
        return held


class MadePage(NamedTuple):
    """A page to write: its content, deflated; how many rows of the table it shows; its pictures as they are named."""

    side: int
    content: bytes
    rows: int
    pictures: tuple[str, ...]


class SideWriter:
    """Makes the pages of one side, the `at`th of its template, and writes them into a file.

    `numbers` are those the template's objects have there.
    """

    def __init__(self, file: OutputFile, side: Side, at: int, numbers: Sequence[int]) -> None:
        self._at = at
        self._file, self.side = file, side
        self._layout = RecordLayout(side, file.fonts, file.structure is not None)
        parts = {kind: renumbered(inner, numbers) for kind, inner in side.resources}
        self._pictures = parts.pop(b"/XObject", b"")
        self._entries = b"/Font %d 0 R" % file.font_resources + b"".join(b"%s<<%s>>" % each for each in parts.items())
        self._static = self._layer()
        self._shared: dict[tuple[int, ...], int] = {}

    def _layer(self) -> int:
        """The static layer: a form that pages draw, for presses keep forms; marked content belongs to its page,
        so a tagged layer is a piece of each page's content."""
        file, drawn = self._file, _static(self.side, self._file.fonts)
        if file.structure is not None:
            return file.writer.add_stream(drawn)
        resources = b"<<%s%s>>" % (self._entries, b"/XObject<<%s>>" % self._pictures if self._pictures else b"")
        box = self.side.boxes.split(b"]", 1)[0].removeprefix(b"/MediaBox") + b"]"
        form = file.writer.add_stream(drawn, b"/Type/XObject/Subtype/Form/BBox%s/Resources%s" % (box, resources))
        self._pictures = b"/Static %d 0 R" % form
        return form

    def made(self, values: Mapping[str, str], rows: bytes = b"", count: int = 0) -> MadePage:
        """One page: the values of its slots, and the content of so many rows. Nothing is written.

        Raises:
            Stopped: a value is missing, or does not go into its slot.
        """
        pictures: list[str] = []

        def embedded(address: str) -> EmbeddedPicture:
            pictures.append(address)
            return EmbeddedPicture(_named(len(pictures) - 1), *self._file.pictures.size(address))

        try:
            own = rows + self._layout.content(values, embedded)
        except KeyError as missing:
            raise Stopped([MISSING_VALUE.at(Location(), name=str(missing.args[0]))]) from None
        return MadePage(
            self._at, compressed(own if self._file.structure else b"/Static Do\n" + own), count, tuple(pictures)
        )

    def write(self, made: MadePage) -> None:
        """Write a page that was made, and its pictures where they are new."""
        file = self._file
        pictures = {_named(at): file.pictures.number(address) for at, address in enumerate(made.pictures)}
        content = file.writer.add_stream(made.content, DEFLATED, deflated=False)
        contents = [self._static, content] if file.structure else [content]
        page = file.writer.reserve()
        more = file.structure.add(self.side, made.rows, page) if file.structure else b""
        file.writer.add_page(contents, self._resources(pictures), self.side.boxes, page, more)

    def _resources(self, pictures: Mapping[bytes, int]) -> int:
        key = tuple(pictures.values())
        known = self._shared.get(key)
        if known is None:
            if len(self._shared) > _MOST_KEPT:
                self._shared.clear()
            used = self._pictures + b"".join(b"%s %d 0 R" % each for each in pictures.items())
            named = b"/XObject<<%s>>" % used if used else b""
            known = self._shared[key] = self._file.writer.add(b"<<%s%s>>" % (self._entries, named))
        return known


def _named(at: int) -> bytes:
    """What a page calls the picture it shows so-manieth."""
    return b"/P%d" % at


def _static(side: Side, fonts: FileFonts) -> bytes:
    """The static layer in the codes of this file's fonts."""
    parts: list[bytes] = []
    face = ""
    for piece in side.static:
        if isinstance(piece, FontChoice):
            face = piece.face
            parts.append(b"%s %s Tf\n" % (fonts.key(face), piece.size.encode("ascii")))
        elif isinstance(piece, GlyphRun):
            parts.append(_shown(piece, fonts, face))
        else:
            parts.append(piece)
    return b"q\n%sQ\n" % b"".join(parts)


def _shown(run: GlyphRun, fonts: FileFonts, face: str) -> bytes:
    codes = fonts.shaper(face).codes
    parts, held = [], bytearray()
    for item in run.items:
        if isinstance(item, str):
            parts += [literal(bytes(held)), item.encode("ascii")]
            held = bytearray()
        else:
            held += codes.code(*item).to_bytes(2)
    return b"[%s]TJ\n" % b"".join([*parts, literal(bytes(held))])
