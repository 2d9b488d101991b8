"""The pages a file should have and those it has, each by its sum -> which stands elsewhere, is another, gone or new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from mzdocs.core.problems import Location, Problem
from mzdocs.preflight.rule import on_page, preflight_problem

PAGE_ELSEWHERE = preflight_problem(
    "MZQ61",
    "第 {page} 页放的是清单里的第 {was} 页",
    "Page {page} is page {was} of the manifest",
    "恢复原来的页序，或用原来交付的文件。",
    "Put the pages in their order again, or take the file as it was delivered.",
)
OTHER_PAGE = preflight_problem(
    "MZQ62",
    "第 {page} 页不是清单里的第 {was} 页：换过，或者上面的文字、图片、二维码改过、盖住了",
    "Page {page} is not page {was} of the manifest: exchanged, or its text, pictures or codes changed or covered",
    "用原来交付的文件；确实要改，就改数据重新生成。",
    "Take the file as it was delivered; to change it, change the data and build again.",
)
PAGE_GONE = preflight_problem(
    "MZQ63",
    "清单里的第 {page} 页不在文件里",
    "Page {page} of the manifest is not in the file",
    "用原来交付的文件。",
    "Take the file as it was delivered.",
)
PAGE_ADDED = preflight_problem(
    "MZQ64",
    "第 {page} 页是清单里没有的",
    "Page {page} is none of the manifest's",
    "用原来交付的文件。",
    "Take the file as it was delivered.",
)


def pages_told(expected: Sequence[str], found: Sequence[str], location: Location) -> Iterator[Problem]:
    """What differs: pages that stand elsewhere, pages that are others or new, pages that are gone; counted from 1."""
    gone, new = _differing(expected, found)
    homes: dict[str, list[int]] = {}
    for at in gone:
        homes.setdefault(expected[at], []).append(at)
    unknown = []
    for at, partner in new.items():
        home = homes[found[at]].pop(0) if homes.get(found[at]) else _index(expected, found[at])
        if home is None:
            unknown.append((at, partner))
        else:
            gone.pop(home, None)
            yield PAGE_ELSEWHERE.at(on_page(location, at + 1), page=at + 1, was=home + 1)
    for at, partner in unknown:
        if partner in gone:
            gone.pop(partner)
            yield OTHER_PAGE.at(on_page(location, at + 1), page=at + 1, was=partner + 1)
        else:
            yield PAGE_ADDED.at(on_page(location, at + 1), page=at + 1)
    for at in gone:
        yield PAGE_GONE.at(location, page=at + 1)


def _differing(expected: Sequence[str], found: Sequence[str]) -> tuple[dict[int, None], dict[int, int]]:
    """The pages expected that are not where they should be, and those found there, each with the one in whose place.

    Of as many pages as expected each is held to its place; else a page taken out does not move those after it.
    """
    if len(expected) == len(found):
        moved = [at for at, (a, b) in enumerate(zip(expected, found, strict=True)) if a != b]
        return dict.fromkeys(moved), dict(zip(moved, moved, strict=True))
    gone: dict[int, None] = {}
    new: dict[int, int] = {}
    for what, start, end, first, last in SequenceMatcher(None, expected, found).get_opcodes():
        if what != "equal":
            gone |= dict.fromkeys(range(start, end))
            new |= dict(zip(range(first, last), [*range(start, end), *[_NO_PAGE] * (last - first)], strict=False))
    return gone, new


_NO_PAGE = -1


def _index(pages: Sequence[str], page: str) -> int | None:
    return pages.index(page) if page in pages else None
