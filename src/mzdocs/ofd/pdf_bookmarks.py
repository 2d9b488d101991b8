"""The bookmarks of a PDF -> a tree of titles, each with the number of its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf


@dataclass(frozen=True)
class PageBookmark:
    """A title, the page it leads to (from 0; nothing where it leads to none of the file), and those below it."""

    title: str
    page: int | None
    below: tuple[PageBookmark, ...] = ()


def bookmarks(pdf: pikepdf.Pdf) -> tuple[PageBookmark, ...]:
    """All of them, in their order."""
    if "/Outlines" not in pdf.Root:
        return ()
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    with pdf.open_outline() as outline:
        return tuple(_found(outline.root, numbers))


def _found(items: Sequence[pikepdf.OutlineItem], numbers: dict[tuple[int, int], int]) -> Iterator[PageBookmark]:
    for item in items:
        target = item.destination
        page = numbers.get(target[0].objgen) if isinstance(target, pikepdf.Array) else None
        yield PageBookmark(item.title, page, tuple(_found(item.children, numbers)))
