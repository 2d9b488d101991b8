"""One side of a plate in one file: its static layer, written once, and the pages made with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.vdp.compiled_template import Chosen, Shown, Side, renumbered
from mzdocs.vdp.fonts_in_file import FileFonts, literal
from mzdocs.vdp.pdf_writer import Writer
from mzdocs.vdp.record_layout import Photo, Setting
from mzdocs.vdp.tags import Tagger

NOT_SET = problem_type(
    "MZ3307",
    "模板要的“{name}”，记录里没有",
    "The template asks for {name}, which the record does not have",
    "这是程序错误，请报告维护者。",
    "Report it, please.",
    Exit.INTERNAL,
)
_MOST_KEPT = 1_000


class Press(Protocol):
    """The file a page goes into."""

    writer: Writer
    types: FileFonts
    tagger: Tagger | None
    fonts: int

    def photo(self, address: str) -> Photo:
        """A picture, written when it is first used."""
        ...


class Placed:
    """One side of a plate in one file."""

    def __init__(self, press: Press, side: Side, numbers: Sequence[int]) -> None:
        self._press, self.side = press, side
        self._setting = Setting(side, press.types, press.tagger is not None)
        parts = {kind: renumbered(inner, numbers) for kind, inner in side.resources}
        self._pictures = parts.pop(b"/XObject", b"")
        self._entries = b"/Font %d 0 R" % press.fonts + b"".join(b"%s<<%s>>" % each for each in parts.items())
        self._static = self._layer()
        self._shared: dict[tuple[int, ...], int] = {}

    def _layer(self) -> int:
        """The static layer: a form that pages draw, for presses keep forms; marked content belongs to its page,
        so a tagged layer is a piece of each page's content."""
        press, drawn = self._press, _static(self.side, self._press.types)
        if press.tagger is not None:
            return press.writer.add_stream(drawn)
        resources = b"<<%s%s>>" % (self._entries, b"/XObject<<%s>>" % self._pictures if self._pictures else b"")
        box = self.side.boxes.split(b"]", 1)[0].removeprefix(b"/MediaBox") + b"]"
        form = press.writer.add_stream(drawn, b"/Type/XObject/Subtype/Form/BBox%s/Resources%s" % (box, resources))
        self._pictures = b"/Static %d 0 R" % form
        return form

    def put(self, values: Mapping[str, str], rows: bytes, count: int) -> None:
        """One page."""
        press, photos = self._press, dict[bytes, int]()

        def photo(address: str) -> tuple[bytes, Photo]:
            found = press.photo(address)
            name = b"/P%d" % len(photos)
            photos[name] = found.number
            return name, found

        try:
            own = rows + self._setting.content(values, photo, lambda slot: Location(path=slot))
        except KeyError as missing:
            raise Stopped([NOT_SET.at(Location(), name=str(missing.args[0]))]) from None
        if press.tagger:
            contents = [self._static, press.writer.add_stream(own)]
        else:
            contents = [press.writer.add_stream(b"/Static Do\n" + own)]
        page = press.writer.reserve()
        more = b""
        if press.tagger:
            columns = len(self.side.table.columns) if self.side.table else 0
            more = press.tagger.add(self.side.tree, self.side.marks, count, columns, page)
        press.writer.add_page(contents, self._resources(photos), self.side.boxes, page, more)

    def _resources(self, photos: Mapping[bytes, int]) -> int:
        key = tuple(photos.values())
        known = self._shared.get(key)
        if known is None:
            if len(self._shared) > _MOST_KEPT:
                self._shared.clear()
            used = self._pictures + b"".join(b"%s %d 0 R" % each for each in photos.items())
            pictures = b"/XObject<<%s>>" % used if used else b""
            known = self._shared[key] = self._press.writer.add(b"<<%s%s>>" % (self._entries, pictures))
        return known


def _static(side: Side, types: FileFonts) -> bytes:
    """The static layer in the codes of this file's fonts."""
    parts: list[bytes] = []
    now = ""
    for piece in side.static:
        if isinstance(piece, Chosen):
            now = piece.face
            parts.append(b"%s %s Tf\n" % (types.key(now), piece.size.encode("ascii")))
        elif isinstance(piece, Shown):
            parts.append(_shown(piece, types, now))
        else:
            parts.append(piece)
    return b"q\n%sQ\n" % b"".join(parts)


def _shown(piece: Shown, types: FileFonts, face: str) -> bytes:
    codes = types.setter(face).codes
    parts, run = [], bytearray()
    for item in piece.items:
        if isinstance(item, str):
            parts += [literal(bytes(run)), item.encode("ascii")]
            run = bytearray()
        else:
            run += codes.code(*item).to_bytes(2)
    return b"[%s]TJ\n" % b"".join([*parts, literal(bytes(run))])
