"""A file past gate 2 and the one that takes its place -> the pages of this one that need not be looked at again.

Rules that look at each page by itself find on the same bytes what they found before; whether the same rules asked the
same of the old file is for whoever knows that to say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mzdocs.pdf.page_bytes import page_sums
from mzdocs.preflight.expectations import Expectations


@dataclass(frozen=True)
class PassedBefore:
    """The numbers of pages that are, byte for byte, as they were, and the ids of the rules that were not run then."""

    pages: frozenset[int] = frozenset()
    not_run: frozenset[str] = frozenset()

    def taken_into(self, expectations: Expectations, rule: str) -> Expectations:
        """What a rule is to be asked: one that was not run is asked of every page."""
        if not self.pages or rule in self.not_run:
            return expectations
        return replace(expectations, passed=self.pages)


NOTHING_BEFORE = PassedBefore()


def same_pages(before: bytes, now: bytes) -> frozenset[int]:
    """The numbers of the pages of a PDF that have the bytes of those at their places in another."""
    pairs = zip(page_sums(before), page_sums(now), strict=False)
    return frozenset(number for number, (old, new) in enumerate(pairs, 1) if old == new)
