"""A press PDF -> the same pages with every letter drawn as a shape, and no font in the file (转曲)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import pikepdf

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.pdf import stream_tree
from mzdocs.pdf.glyph_paths import Glyphs, Inexact, number
from mzdocs.pdf.graphics_state import IDENTITY, Matrix, times
from mzdocs.plan.document import Document
from mzdocs.press import pdfx
from mzdocs.press.inks import put

NOT_OUTLINED = problem_type(
    "MZ3105",
    "文字不能准确转成曲线：页面用了{what}",
    "Text cannot be turned to outlines exactly: the page uses {what}",
    "模板里的文字只用实色填充，字体用本软件装好的字体。",
    "Fill text with plain colours only, in the fonts mzdocs installs.",
    Exit.PREFLIGHT,
)


def outlined(data: bytes, document: Document) -> bytes:
    """The file again under the copy's own title, each glyph filled where its letter stood.

    Raises:
        Stopped: text is shown in a way whose outlines would differ.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        try:
            pdf.remove_unreferenced_resources()  # now: the outlines are ten times as long to read through
            _outline(pdf)
        except Inexact as reason:
            raise Stopped([NOT_OUTLINED.at(Location(document.file), what=reason.what)]) from None
        pdfx.declare(pdf, document)
        return pdfx.saved(pdf)


def _outline(pdf: pikepdf.Pdf) -> None:
    known: dict[tuple[int, int], Glyphs] = {}

    def glyphs(font: pikepdf.Object) -> Glyphs:
        if font.objgen not in known:
            known[font.objgen] = Glyphs(font)
        return known[font.objgen]

    streams = list(stream_tree.streams(pdf))
    for container, resources in streams:
        put(pdf, container, _Outliner(resources, glyphs).rewritten(container))
    for _, resources in streams:
        if resources is not None and "/Font" in resources:
            del resources["/Font"]


@dataclass(frozen=True)
class _TextState:
    """What `q` keeps of the text: lengths are those of unscaled text space, `wide` is 1 for 100 %."""

    font: Glyphs | None = None
    size: float = 0.0
    spacing: float = 0.0
    wide: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


class _Outliner:
    """Follows the text of one content stream and writes shapes in its place; all else stays, in its order."""

    def __init__(self, resources: Any, glyphs: Callable[[pikepdf.Object], Glyphs]) -> None:
        self._resources, self._glyphs = resources, glyphs
        self._state = _TextState()
        self._stack: list[_TextState] = []
        self._matrix = self._line = IDENTITY

    def rewritten(self, container: Any) -> bytes:
        done: list[bytes] = []
        kept: list[Any] = []
        for instruction in pikepdf.parse_content_stream(container):
            name = str(instruction.operator)
            if name in _FOLLOWED:
                _FOLLOWED[name](self, list(instruction.operands))
            if name in ("Tj", "TJ"):
                done += [pikepdf.unparse_content_stream(kept), *self._shown(instruction.operands[0])]
                kept = []
            elif name not in _GONE:
                kept.append(instruction)
        return b"\n".join([*done, pikepdf.unparse_content_stream(kept)])

    def _shown(self, text: Any) -> Iterator[bytes]:
        font = self._state.font
        if font is None:
            raise Inexact("没有选定字体的文字", "text before a font is chosen")
        for part in text if isinstance(text, pikepdf.Array) else [text]:
            if isinstance(part, pikepdf.String):
                yield from self._string(font, bytes(part))
            else:
                self._advance(-float(part) / 1000 * self._state.size)

    def _string(self, font: Glyphs, codes: bytes) -> Iterator[bytes]:
        """Word spacing (Tw) is for one-byte codes only: it never moves these."""
        state = self._state
        em = state.size / font.units
        for path, width in font.read(codes):
            if path:
                placed = times((em * state.wide, 0, 0, em, 0, state.rise), self._matrix)
                yield b"q %s cm %s Q" % (_written(placed), path)
            self._advance(width * state.size + state.spacing)

    def _advance(self, along: float) -> None:
        self._matrix = times((1, 0, 0, 1, along * self._state.wide, 0), self._matrix)

    def _change(self, **what: Any) -> None:
        self._state = replace(self._state, **what)

    def _save(self, _: Sequence[Any]) -> None:
        self._stack.append(self._state)

    def _restore(self, _: Sequence[Any]) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _font(self, operands: Sequence[Any]) -> None:
        known = (self._resources or {}).get("/Font") or {}
        if str(operands[0]) not in known:
            raise Inexact("没有声明的字体", "a font that is not declared")
        self._change(font=self._glyphs(known[str(operands[0])]), size=float(operands[1]))

    def _graphics(self, operands: Sequence[Any]) -> None:
        if "/Font" in self._resources.ExtGState[str(operands[0])]:
            raise Inexact("图形状态里的字体", "a font set by a graphics state")

    def _mode(self, operands: Sequence[Any]) -> None:
        if int(operands[0]) != 0:
            raise Inexact(f"文字绘制方式 {int(operands[0])}", f"text mode {int(operands[0])}")

    def _place(self, operands: Sequence[Any]) -> None:
        self._matrix = self._line = cast(Matrix, tuple(float(value) for value in operands))

    def _move(self, operands: Sequence[Any]) -> None:
        self._matrix = self._line = times((1, 0, 0, 1, float(operands[0]), float(operands[1])), self._line)

    def _move_and_lead(self, operands: Sequence[Any]) -> None:
        self._change(leading=-float(operands[1]))
        self._move(operands)

    def _refuse(self, _: Sequence[Any]) -> None:
        raise Inexact("换行显示文字的操作符", "an operator that shows text on a new line")


def _written(matrix: Matrix) -> bytes:
    """The four shares multiply up to a thousand font units: they need the more places."""
    return " ".join(number(value, 9 if i < 4 else 5) for i, value in enumerate(matrix)).encode("ascii")


_Action = Callable[[_Outliner, Sequence[Any]], None]
_TEXT: dict[str, _Action] = {
    "BT": lambda o, _: o._place(IDENTITY), "ET": lambda _, __: None, "Tf": _Outliner._font, "Tr": _Outliner._mode,
    "Tm": _Outliner._place, "Td": _Outliner._move, "TD": _Outliner._move_and_lead,
    "T*": lambda o, _: o._move((0, -o._state.leading)), "TL": lambda o, v: o._change(leading=float(v[0])),
    "Tc": lambda o, v: o._change(spacing=float(v[0])), "Tw": lambda _, __: None,
    "Tz": lambda o, v: o._change(wide=float(v[0]) / 100), "Ts": lambda o, v: o._change(rise=float(v[0])),
    "'": _Outliner._refuse, '"': _Outliner._refuse,
}  # fmt: skip
_FOLLOWED: dict[str, _Action] = {
    **_TEXT, "q": _Outliner._save, "Q": _Outliner._restore, "gs": _Outliner._graphics,
}  # fmt: skip
_GONE = frozenset(_TEXT)
