"""A page of an OFD -> its text, its size and its pictures: what stands on one line one after the other is one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mzdocs.gbt33190.judged_ofd import JudgedOfd
from mzdocs.gbt33190.ofd_package import inner, named, said_in
from mzdocs.gbt33190.page_content import ContentPart, Malformed, box_of, code_runs, is_true, lies_within, numbers
from mzdocs.gbt33190.placed_letters import Letter, covering, letters_of
from mzdocs.gbt33190.placed_pictures import PlacedPicture, placed_pictures

_JOINED = 0.1
"""Of the type size: what begins no farther behind the end of the text before it goes on with it."""
_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class PageWords:
    """What a page says, and its width and height in millimetres; both empty where it cannot be read."""

    text: str = ""
    size: tuple[float, ...] = ()
    letters: tuple[Letter, ...] = ()
    """The characters that are seen, each where it begins."""
    pictures: tuple[PlacedPicture, ...] = ()


def page_words(ofd: JudgedOfd) -> tuple[PageWords, ...]:
    """The text and the size of every page in its order."""
    found = {
        content.where: _words(ofd, content, _size(ofd, content.page))
        for content in ofd.contents()
        if content.page is not None
    }
    return tuple(found.get(f"p{page.number}", PageWords()) for page in ofd.tree.pages)


def _words(ofd: JudgedOfd, content: ContentPart, size: tuple[float, ...]) -> PageWords:
    seen = list(_texts(content, size))
    letters = tuple(each for text in seen for each in letters_of(text))
    return PageWords("".join(_joined(seen)).strip(), size, letters, placed_pictures(ofd, content))


def _size(ofd: JudgedOfd, page: Any) -> tuple[float, ...]:
    """Of the page itself, or else of the document."""
    for area in (inner(page, "Area"), inner(ofd.tree.common, "PageArea")):
        try:
            return numbers(said_in(area, "PhysicalBox"), 4)[2:]
        except Malformed:
            continue
    return ()


def _texts(content: ContentPart, size: tuple[float, ...]) -> Iterator[Any]:
    """The texts that are seen."""
    hiding = covering(content.objects)
    for at, each in enumerate(content.objects):
        box = _box(each) if named(each) == "TextObject" else None
        covered = any(later > at and box and lies_within(box, over) for later, over in hiding)
        if named(each) == "TextObject" and not covered and _is_seen(each, box, size):
            yield each


def _joined(texts: Iterable[Any]) -> Iterator[str]:
    """Their text, piece by piece."""
    before: _Box | None = None
    for text in texts:
        box = _box(text)
        if not _goes_on(before, box):
            yield "\n"
        yield from (run.text for run in code_runs(text))
        before = box


def _is_seen(text: Any, box: _Box | None, size: tuple[float, ...]) -> bool:
    """Whether it is neither hidden, nor clear, nor off the page."""
    if not is_true(text, "Visible", default=True) or text.get("Alpha", "255").strip() == "0":
        return False
    if box is None or not size:
        return True
    left, top, width, height = box
    return left < size[0] and top < size[1] and left + width > 0 and top + height > 0


def _box(text: Any) -> _Box | None:
    try:
        return box_of(text)
    except Malformed:
        return None


def _goes_on(before: _Box | None, box: _Box | None) -> bool:
    if before is None or box is None:
        return False
    gap = box[0] - before[0] - before[2]
    return abs(gap) <= _JOINED * box[3] and abs(box[1] + box[3] - before[1] - before[3]) <= _JOINED * box[3]
