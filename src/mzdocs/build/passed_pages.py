"""What stands delivered -> which pages of the files made anew are known to pass gate 2 (docs/manifest.md)."""

from __future__ import annotations

from mzdocs.build.finished_file import File
from mzdocs.build.reuse import Reuse, Taken
from mzdocs.build.toolchain import toolchain
from mzdocs.plan.document import Document
from mzdocs.plan.sums import Sums
from mzdocs.preflight.expectations import of_each_page, profile_of
from mzdocs.preflight.passed_before import NOTHING_BEFORE, PassedBefore, same_pages


class PassedPages:
    """Asked of the files of a kind in their order: a copy in outlines is held to a file that comes before it."""

    def __init__(self, reuse: Reuse) -> None:
        self._reuse = reuse
        self._same: dict[str, frozenset[int]] = {}

    def of(self, file: File) -> PassedBefore:
        """Its pages that are as they were in the file it takes the place of, if the same rules asked the same of it."""
        document, judged = file.document, self.judged(file.document)
        if file.action:
            self._same[document.file] = frozenset(range(1, file.pages + 1))
        stands = self._reuse.stands(document) if judged and not file.action else None
        if stands is None or stands.action.judged != judged:
            return NOTHING_BEFORE
        pages = same_pages(stands.data, file.data)
        if document.derived and document.derived.step == "outlined":
            pages &= self._same_of_source(file, stands)
        self._same[document.file] = pages
        return PassedBefore(pages, frozenset(told.partition("：")[0] for told in stands.action.not_run))

    def judged(self, document: Document) -> str:
        """The rules, and what they ask of each page; nothing of a design of which only some pages are measured."""
        if document.format != "pdf":
            return ""
        asked, rules = of_each_page(document), (profile_of(document).encode(), *toolchain().values())
        return self._reuse.before.keyed(*rules, Sums().of(asked)) if asked.looked_at is None else ""

    def _same_of_source(self, file: File, stands: Taken) -> frozenset[int]:
        """The pages of what it was made of that are as they were when the one that stands there was held to it."""
        assert file.document.derived
        held_to = self._reuse.made_of(file.document, stands.action)
        return self._same.get(file.document.derived.of, frozenset()) if held_to else frozenset()
