"""What was compiled and learned before -> used again: kept in the user's cache under all it was made from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mzdocs.core.kept_values import cache_folder, keep, kept, programs
from mzdocs.core.typed_json import restored, stored
from mzdocs.design import own_fonts
from mzdocs.design.fonts import Face
from mzdocs.plan.document import Document, Part
from mzdocs.render.design_files import design_sum
from mzdocs.vdp.compiled_template import CompiledTemplate, Ready
from mzdocs.vdp.line_breaking import LineBreaks, is_whole
from mzdocs.vdp.shaping import contextual_glyphs

_LINE_BREAKS, _MOST_LINE_BREAKS = "line-breaks.json", 5_000
_NAMELESS = re.compile(r"[中0A-Z -@\[-`{-~\u2010-\u203f\u3000-\u301f\uff01-\uff20\u00b7\x01]{1,400}")
_ROOMS = ("core", "design", "model", "plan", "render", "vdp")
_LIBRARIES = ("mzdocs", "weasyprint", "pydyf", "pikepdf", "fonttools", "uharfbuzz", "jinja2", "rjieba")


@dataclass(frozen=True)
class _LineBreaks:
    """Where lines break, by slot and pattern, and with what that was found out."""

    made_with: str
    by_slot: dict[str, dict[str, LineBreaks]]

    def __post_init__(self) -> None:
        if not all(is_whole(key, spans) for known in self.by_slot.values() for key, spans in known.items()):
            raise ValueError("a pattern that loses text")


class TemplateCache:
    """Finds a compiled template, or has it compiled and keeps it. A folder that cannot be written is done without."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or cache_folder("templates")
        self._templates: dict[str, CompiledTemplate] = {}
        self._contextual: dict[str, frozenset[int]] = {}
        self._line_breaks: dict[str, dict[str, LineBreaks]] | None = None

    def template(self, document: Document, part: Part, design: Mapping[str, object], ready: Ready) -> CompiledTemplate:
        """The compiled template of a part's design.

        Raises:
            Stopped: it has a feature that cannot be merged, or cannot be laid out.
        """
        key = _key(document, part, design)
        if key not in self._templates:
            template = restored(CompiledTemplate, self._get(key))
            if template is None:
                from mzdocs.render.layout_measures import let_go
                from mzdocs.vdp.compiling import compile_template

                template = compile_template(document, part, design, ready)
                self._put(key, stored(template))
                let_go()
            self._templates[key] = template
        return self._templates[key]

    def contextual_glyphs(self, face: Face, script: str) -> frozenset[int]:
        """The glyphs of a face that shaping may change in a script's text; see `shaping`."""
        key = f"{face.sha256} {script}"
        if key not in self._contextual:
            name = hashlib.sha256(f"{key} {_made_with()}".encode()).hexdigest() + ".glyphs"
            glyphs = restored(tuple[int, ...], self._get(name))
            if glyphs is None:
                glyphs = tuple(sorted(contextual_glyphs(face, script)))
                self._put(name, stored(glyphs))
            self._contextual[key] = frozenset(glyphs)
        return self._contextual[key]

    def line_breaks(self, slot: str) -> dict[str, LineBreaks]:
        """Where lines of a slot break, by pattern, as far as it was asked before; a slot's key is its breaker's."""
        if self._line_breaks is None:
            found = restored(_LineBreaks, self._get(_LINE_BREAKS))
            self._line_breaks = found.by_slot if found and found.made_with == _made_with() else {}
        return self._line_breaks.get(slot, {})

    def keep_line_breaks(self, slot: str, patterns: Mapping[str, LineBreaks]) -> None:
        """Keep the patterns that hold nothing of any text: signs, and letters that stand for kinds of them."""
        known = self.line_breaks(slot)
        new = {pattern: spans for pattern, spans in patterns.items() if _NAMELESS.fullmatch(pattern)}
        if new.keys() <= known.keys() or len(known) > _MOST_LINE_BREAKS:
            return
        assert self._line_breaks is not None
        self._line_breaks[slot] = {**known, **new}
        self._put(_LINE_BREAKS, stored(_LineBreaks(_made_with(), self._line_breaks)))

    def _get(self, name: str) -> bytes | None:
        return kept(self._folder / name)

    def _put(self, name: str, data: bytes) -> None:
        keep(self._folder / name, data)


def _key(document: Document, part: Part, design: Mapping[str, object]) -> str:
    """All that a compiled template depends on; the title and the day of a document are none of it.

    The page is not filled to be known: what it may be filled from counts, whether it stands on it or not.
    """
    order = document.order.inks if document.order else ()
    facts = (part.template, sorted(part.fields.items()), sorted(design.items()), document.kind, document.theme.name)
    digest = hashlib.sha256(repr((facts, order, document.standard, document.sheet, _made_with())).encode("utf-8"))
    for folder in sorted({document.kind, part.template.partition("/")[0]}):
        digest.update(design_sum(folder, document.theme))
    return digest.hexdigest()


@cache
def _made_with() -> str:
    """The programs and fonts a template is compiled with; the source of the rooms that fill, lay out and compile it."""
    rooms = [Path(__file__).parents[1] / room for room in _ROOMS]
    return repr((programs(_LIBRARIES, *rooms), [face.sha256 for face in own_fonts.all_faces()]))
