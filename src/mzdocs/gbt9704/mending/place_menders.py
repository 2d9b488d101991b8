"""Where a paragraph should stand: in the middle, at an edge, so many characters in, on a side of its own."""

from __future__ import annotations

import re
from itertools import islice

from mzdocs.gbt9704.gap_rules import LINE, gaps
from mzdocs.gbt9704.mending.docx_copy import DocxCopy
from mzdocs.gbt9704.mending.schema_order import child, dropped, put
from mzdocs.gbt9704.mending.text_menders import unindented
from mzdocs.gbt9704.package import W
from mzdocs.gbt9704.values import MeasuredParagraph

_EDGES = ("start", "end", "left", "right", "firstLine", "hanging")
_SEALED, _UNSEALED = 4.0, 2.0
"""Characters from the right: of a date under a seal, of a name that is longer than that leaves room for."""
_NARROW = re.compile("[ -~]")


def _indented(
    copy: DocxCopy, paragraph: MeasuredParagraph, left: float = 0, first: float = 0, right: float = 0
) -> None:
    """So many characters, and as many twips beside them for programs that count in these."""
    copy.retext(paragraph, unindented(paragraph))
    indents = child(copy.properties(paragraph), "ind")
    dropped(indents, *_EDGES, *(f"{edge}Chars" for edge in _EDGES))
    said = {"left": left, "right": right, "hanging" if first < 0 else "firstLine": abs(first)}
    wide = paragraph.size.pt * 20
    put(indents.getparent(), "ind", **{f"{edge}Chars": f"{count * 100:.0f}" for edge, count in said.items()})
    put(indents.getparent(), "ind", **{edge: f"{count * wide:.0f}" for edge, count in said.items()})


def _aligned(copy: DocxCopy, paragraph: MeasuredParagraph, where: str) -> None:
    put(copy.properties(paragraph), "jc", val=where)


def centred(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """In the middle, without an indent."""
    _aligned(copy, paragraph, "center")
    _indented(copy, paragraph)


def flush(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """At the left edge."""
    if paragraph.align not in ("left", "both"):
        _aligned(copy, paragraph, "left")
    _indented(copy, paragraph)


def flush_right(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """At the right edge, as the number of a letter is."""
    if "\t" not in paragraph.text:
        _aligned(copy, paragraph, "right")
        _indented(copy, paragraph)


def two_in(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """Two characters in, the lines after it flush."""
    if paragraph.align not in ("left", "both"):
        _aligned(copy, paragraph, "both")
    _indented(copy, paragraph, first=2)


def numbered(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """The number in the middle; of an upward paper one character in, the signer on the same line behind a tab."""
    signed = copy.form.of("签发人") or "签发人" in paragraph.text
    if not signed:
        centred(copy, paragraph)
        return
    _aligned(copy, paragraph, "left")
    if not paragraph.text.startswith("\t"):
        _indented(copy, paragraph, first=1)
    for stop in islice(copy.properties(paragraph).iter(W + "tab"), 1 if paragraph.text.startswith("\t") else 0):
        stop.set(W + "pos", f"{paragraph.size.pt * 20:.0f}")


def listed(copy: DocxCopy) -> None:
    """The first annex two characters in, the others under its number, lines that go on under the names."""
    first, *others = copy.form.of("附件说明")
    hanging = 4 if others else 3
    for paragraph, hung in ((first, hanging), *((each, 1) for each in others)):
        _aligned(copy, paragraph, "left")
        _indented(copy, paragraph, left=2 + hanging, first=-hung)


def behind_label(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """Two characters in, the lines after it behind the colon."""
    hung = len(paragraph.words.partition("：")[0]) + 1
    if paragraph.align not in ("left", "both"):
        _aligned(copy, paragraph, "both")
    _indented(copy, paragraph, left=2 + hung, first=-hung)


def gapped(copy: DocxCopy) -> None:
    """As many lines empty as there should be, where some are missing; those that are too many a person may mean."""
    for gap in gaps(copy.form):
        if gap.found < gap.wanted and not gap.right:
            room = gap.paragraph.spacing.before.pt + (gap.wanted - gap.found) * LINE
            spacing = put(copy.properties(gap.paragraph), "spacing", before=f"{room * 20:.0f}")
            dropped(spacing, "beforeLines", "beforeAutospacing")


def copies_in(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """One character in on either side, the lines after 抄送 behind its colon."""
    hung = 3 if paragraph.role == "抄送" else 0
    _indented(copy, paragraph, left=1 + hung, first=-hung, right=1)


def own_side(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """First on a side."""
    put(copy.properties(paragraph), "pageBreakBefore", val="1")


def dated(copy: DocxCopy, paragraph: MeasuredParagraph) -> None:
    """Four characters from the right, the one name above it over its middle; a longer name is two from the right."""
    names = copy.form.of("署名")
    spare = (_wide(names[0]) - _wide(paragraph)) / 2 if len(names) == 1 else 0
    right = max(_SEALED, _UNSEALED + spare)
    for each, room in ((paragraph, right), *((name, right - spare) for name in names[:1] if len(names) == 1)):
        copy.retext(each, each.words)
        _aligned(copy, each, "right")
        _indented(copy, each, right=room)


def _wide(paragraph: MeasuredParagraph) -> float:
    """In characters; figures are half as wide."""
    return len(paragraph.words) - len(_NARROW.findall(paragraph.words)) / 2
