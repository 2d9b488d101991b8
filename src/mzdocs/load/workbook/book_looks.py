"""How a workbook of ours looks: the formats of its cells, the widths of its columns, the comments on its headings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from mzdocs.load.workbook.book_layout import PartField

AUTHOR = "mzdocs"
TEXT = 49
"""The built-in number format of text, `@`: by its number, for the default of a workbook is not looked up by name."""
_COMMENT = {"author": AUTHOR, "width": 300, "height": 130, "font_size": 9, "font_name": "微软雅黑", "color": "#FFF8DC"}
_WIDTHS = {"number": 10.0, "date": 13.0, "clock": 9.0, "yes": 9.0, "choice": 12.0, "text": 18.0}
_WIDEST, _LINE_HEIGHT = 46.0, 15
_LAST_NARROW = 0x2E80
_LINE, _DARK, _SOFT = "#BFBFBF", "#1F4E79", "#7C96B1"


class Looks:
    """The formats of one workbook; what a clerk fills in is unlocked text."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        def made(**more: Any) -> Format:
            plain = {"font_name": "微软雅黑", "font_size": 10, "num_format": TEXT, "locked": True, "valign": "vcenter"}
            return book.add_format({**plain, **more})

        edge = {"border": 1, "border_color": _LINE}
        white = {"bold": True, "font_color": "#FFFFFF", "align": "center", "text_wrap": True, **edge}
        self.head = made(bg_color=_DARK, **white)
        self.soft_head = made(bg_color=_SOFT, **white)
        self.content = made(locked=False, text_wrap=True, **edge)
        self.locked = made(bg_color="#E7E6E6", font_color="#595959", text_wrap=True, **edge)
        self.meaning = made(font_color="#7F7F7F", font_size=9, text_wrap=True, **edge)
        self.key = made(font_color="#A6A6A6", font_size=8)
        self.title = made(bold=True, font_size=18, font_color=_DARK)
        self.plain = made()
        self.link = made(font_color="#0563C1", underline=1, **edge)
        self._items = {
            (required, begins): made(
                bold=required, bg_color="#DDEBF7" if required else "#F2F2F2", text_wrap=True, **edge,
                **({"top": 2, "top_color": _SOFT} if begins else {}),
            )
            for required in (True, False)
            for begins in (True, False)
        }  # fmt: skip

    def item(self, required: bool, begins: bool) -> Format:
        """The name of a value: whether it must be there, and whether a group begins with it."""
        return self._items[(required, begins)]


def width_of(head: str, wanted: PartField | None, texts: Iterable[str] = ()) -> float:
    """The width of a column, in digits: its widest text in one line up to a limit, and room for its heading."""
    usual = _WIDTHS[wanted.kind] if wanted else 14.0
    if wanted and wanted.many and wanted.in_lines:
        usual = 28.0
    widest = max((_digits_wide(line) for text in texts for line in text.split("\n")), default=0.0)
    return max(usual, min(widest + 2, _WIDEST), _digits_wide(head) + 4)


def height_of(texts: Sequence[str], widths: Sequence[float]) -> float | None:
    """The height of a row, in points, that shows all of its texts; None where a line is enough."""
    lines = max((_lines(text, width) for text, width in zip(texts, widths, strict=True) if text), default=1)
    return None if lines == 1 else min(_LINE_HEIGHT * lines + 4, 400)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(_digits_wide(line) / (width - 1))) for line in text.split("\n"))


def _digits_wide(text: str) -> float:
    """How wide a text is, in digits of the same size."""
    return sum(1.9 if ord(char) > _LAST_NARROW else 1.0 for char in text)


def needed_with(wanted: PartField) -> str:
    """With what a value has to be given that need not always be there; nothing of others."""
    return f"填了“{wanted.group}”的其他项，这一项也要填" if wanted.group else ""


def comment_on(wanted: PartField, table: str = "") -> tuple[str, dict[str, Any]]:
    """The comment of a heading: what is meant, an example, what may be written; always of one size."""
    lines = [f"照“{table}”表的“{wanted.label}”写，每一行都写。"] if table else [wanted.meaning + "。"]
    if not table:
        lines.append("必填。" if wanted.required else f"{needed_with(wanted) or '没有就空着'}。")
    if wanted.example and "例如" not in wanted.meaning:
        lines.append(f"例如：{wanted.example}")
    if wanted.choices:
        lines.append("可选：" + "、".join(wanted.choices))
    if wanted.many and not table:
        lines.append("有几项的，一项一行（Alt+回车换行）。" if wanted.in_lines else "有几项的，用“、”隔开。")
    return "\n".join(lines), dict(_COMMENT)
