"""A workbook that is to be written anew -> what of it openpyxl, which writes it, does not keep."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mzdocs.core.problems import Location, Problem, Sentence, Severity, problem_type
from mzdocs.load.workbook.book_gate import past_gate

NOT_KEPT = problem_type(
    "MZ7192",
    "重新写这个工作簿时带不过去：{what}",
    "What is lost where this workbook is written anew: {what}",
    "用标注的一份改好以后，把内容填回原来的工作簿，或重新插入；换年度的，原来的一份在 data/years/。",
    "Mend the original by the marked copy, or insert them again; of a closed year the original is in data/years/.",
    severity=Severity.NOTICE,
)
_NAMED = (
    (r"xl/(?:charts|chartsheets|chartex)/", Sentence("图表", "charts")),
    (r"xl/cellimages\.xml|xl/richdata/", Sentence("嵌入单元格的图片", "pictures within cells")),
    (r"xl/media/.*\.(?!(?:png|jpe?g|gif|bmp)$)\w+", Sentence("矢量图片", "drawn pictures")),
    (r"xl/(?:ctrlprops|activex)/", Sentence("按钮、勾选框等控件", "buttons and boxes to tick")),
    (r"xl/embeddings/", Sentence("嵌入的文件", "embedded files")),
    (r"xl/threadedcomments/", Sentence("批注下面的回复", "answers to comments")),
    (r"xl/(?:slicers|timelines)/", Sentence("切片器", "slicers")),
)  # fmt: skip
"""Parts by their names, in small letters."""
_WRITTEN = (
    ("xl/drawings/drawing", rb"<xdr:(?:sp|cxnSp)\b", Sentence("图形、文本框", "shapes and boxes of text")),
    ("xl/worksheets/", rb"<x14:conditionalFormatting\b", Sentence("新式的条件格式", "newer conditional formats")),
    ("xl/worksheets/", rb"<x14:dataValidation\b", Sentence("新式的下拉列表", "newer drop-downs")),
    ("xl/worksheets/", rb"<x14:sparkline\b", Sentence("迷你图", "sparklines")),
)
"""What stands within parts."""


def not_kept(raw: bytes, file: str) -> Iterator[Problem]:
    """The one notice of all that is lost, if anything is.

    Raises:
        Stopped: it is no workbook that may be read.
    """
    parts = past_gate(raw, file)
    names = parts.namelist()
    lost = [what for name, what in _NAMED if any(re.match(name, each.lower()) for each in names)]
    lost += [
        what
        for begin, sign, what in _WRITTEN
        if any(each.startswith(begin) and re.search(sign, parts.read(each)) for each in names)
    ]
    if lost:
        zh, en = "、".join(each.zh for each in lost), ", ".join(each.en for each in lost)
        yield NOT_KEPT.at(Location(file), what=Sentence(zh, en))
