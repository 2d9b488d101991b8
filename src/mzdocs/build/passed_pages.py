"""What stands delivered -> which pages of the files made anew are known to pass gate 2 (docs/manifest.md)."""

from __future__ import annotations

from mzdocs.build.finished_file import File
from mzdocs.build.reuse import Reuse, Taken
from mzdocs.preflight.passed_before import NOTHING_BEFORE, PassedBefore, same_pages


class PassedPages:
    """Asked of the files of a kind in their order: a copy in outlines is held to a file that comes before it."""

    def __init__(self, reuse: Reuse) -> None:
        self._reuse = reuse
        self._same: dict[str, frozenset[int]] = {}

    def of(self, file: File) -> PassedBefore:
        """Its pages that are as they were in the file it takes the place of, if the same rules asked the same of it."""
        document, key = file.document, file.key
        if file.action:
            self._same[document.file] = frozenset(range(1, file.pages + 1))
        stands = self._reuse.stands(document) if key and key.judged and not file.action else None
        if key is None or stands is None or stands.action.judged != key.judged:
            return NOTHING_BEFORE
        pages = same_pages(stands.data, file.data)
        if document.derived and document.derived.step == "outlined":
            pages &= self._same_of_source(file, stands)
        self._same[document.file] = pages
        return PassedBefore(pages, frozenset(told.partition("：")[0] for told in stands.action.not_run))

    def _same_of_source(self, file: File, stands: Taken) -> frozenset[int]:
        """The pages of what it was made of that are as they were when the one that stands there was held to it."""
        assert file.document.derived
        held_to = self._reuse.made_of(file.document, stands.action)
        return self._same.get(file.document.derived.of, frozenset()) if held_to else frozenset()
