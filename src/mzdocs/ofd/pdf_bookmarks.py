"""The bookmarks of a PDF -> a tree of titles, each with the number of its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf


@dataclass(frozen=True)
class PageBookmark:
    """A title, the page it leads to (from 0), and those below it."""

    title: str
    page: int
    below: tuple[PageBookmark, ...] = ()


def bookmarks(pdf: pikepdf.Pdf) -> tuple[PageBookmark, ...]:
    """All that lead to a page; one that leads nowhere has nobody to miss it."""
    if "/Outlines" not in pdf.Root:
        return ()
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    with pdf.open_outline() as outline:
        return tuple(_found(outline.root, numbers))


def _found(items: Sequence[pikepdf.OutlineItem], numbers: dict[tuple[int, int], int]) -> Iterator[PageBookmark]:
    for item in items:
        below = tuple(_found(item.children, numbers))
        target = item.destination
        if isinstance(target, pikepdf.Array) and target[0].objgen in numbers:
            yield PageBookmark(item.title, numbers[target[0].objgen], below)
        else:
            yield from below
