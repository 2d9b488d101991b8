"""A page of a finished PDF -> its text as it was set: where pdfium leaves a mark for a hyphen, the hyphen again."""

from __future__ import annotations

from typing import Any

_MARKS = {0x02: "-", 0xFFFE: "-"}
"""What pdfium says for a hyphen at the end of a line, where it joins the word to its rest on the next: the one in text
of an area, the other in text of a whole page (`CPDF_TextPage`, `GenerateCharacter::kHyphen`)."""


def read(page: Any, outside: bool = False) -> str:
    """The text of pdfium's text page, for everyone who compares or searches it; no other module asks pdfium.

    `outside` includes what lies beyond the page's edges. A soft hyphen comes back as a hyphen where a line ends with
    it, for there a reader sees one.
    """
    text: str = page.get_text_range() if outside else page.get_text_bounded()
    return text.translate(_MARKS)
