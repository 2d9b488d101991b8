"""A DOCX -> the same file with its marks in their standard form: nothing else of it changes."""

from __future__ import annotations

from typing import Any

from mzdocs.core.problems import Location
from mzdocs.core.standard_forms import nonstandard
from mzdocs.gbt9704.package import W, opened
from mzdocs.gbt9704.walk import Walk, runs, said

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def corrected(data: bytes, name: str) -> tuple[bytes, int]:
    """The corrected file, and how many marks were changed; the very same bytes where that is none.

    Raises:
        Stopped: it cannot be read.
    """
    package = opened(data, Location(name))
    root = package.xml(package.main)
    count = sum(_correct(each.element) for each in Walk("正文").through(root))
    return (package.with_main_part(root) if count else data), count


def _correct(paragraph: Any) -> int:
    """Change one paragraph's marks, in whichever runs they stand; a mark keeps the look of its first character."""
    children = [(child, said([child])) for run in runs(paragraph) for child in run]
    whole = "".join(text for _, text in children)
    found = [each for each in nonstandard(whole) if each.standard]
    written = list(whole)
    for each in found:
        written[each.start : each.end] = [each.standard, *[""] * (each.end - each.start - 1)]
    place = 0
    for child, text in children if found else ():
        new, place = "".join(written[place : place + len(text)]), place + len(text)
        if child.tag == W + "t" and new != text:
            child.text = new
            child.set(_SPACE, "preserve")
    return len(found)
