"""A page of an OFD -> its text: what stands on one line one after the other is one line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mzdocs.gbt33190.judged_ofd import JudgedOfd
from mzdocs.gbt33190.ofd_package import named
from mzdocs.gbt33190.page_content import ContentPart, Malformed, box_of, code_runs

_JOINED = 0.1
"""Of the type size: what begins no farther behind the end of the text before it goes on with it."""


def page_words(ofd: JudgedOfd) -> tuple[str, ...]:
    """The text of every page in its order; one that cannot be read has none."""
    found = {content.where: _words(content) for content in ofd.contents() if content.page is not None}
    return tuple(found.get(f"p{page.number}", "") for page in ofd.tree.pages)


def _words(content: ContentPart) -> str:
    return "".join(_joined(content)).strip()


def _joined(content: ContentPart) -> Iterator[str]:
    before: tuple[float, float, float, float] | None = None
    for text in (each for each in content.objects if named(each) == "TextObject"):
        box = _box(text)
        yield "".join(run.text for run in code_runs(text)) if _goes_on(before, box) else "\n" + "".join(
            run.text for run in code_runs(text)
        )
        before = box


def _box(text: Any) -> tuple[float, float, float, float] | None:
    try:
        return box_of(text)
    except Malformed:
        return None


def _goes_on(
    before: tuple[float, float, float, float] | None, box: tuple[float, float, float, float] | None
) -> bool:
    if before is None or box is None:
        return False
    gap = box[0] - before[0] - before[2]
    return abs(gap) <= _JOINED * box[3] and abs(box[1] + box[3] - before[1] - before[3]) <= _JOINED * box[3]
