"""The kinds of one station -> their files past gate 2: one kind after another, or side by side in workers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from mzdocs.build.files_made import FileCount, FilesMade, OnFile, ProgressBoard
from mzdocs.build.finished_file import File
from mzdocs.build.forked_calls import side_by_side
from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.passed_pages import PassedPages
from mzdocs.build.produce import make_files
from mzdocs.build.reuse import Reuse
from mzdocs.build.spool import Spool
from mzdocs.core.problems import Stopped
from mzdocs.model.secret_texts import KeptBack
from mzdocs.plan.document import Document

KindsMade = Mapping[str, Callable[[], list[File]]]
"""Kind -> what gives its files, or raises what stopped it."""
_LONGEST = ("board", "badge", "archive", "paper")
"""The kinds that take long: begun first, so that none is left to one worker while the others rest."""


@dataclass(frozen=True)
class KindMaker:
    """What plans the documents of a kind of a station, and what their files are made and judged with."""

    planned: Callable[[str], list[Document]]
    reuse: Reuse
    secrets: KeptBack

    def one_by_one(self, kinds: Sequence[str], on_file: OnFile) -> KindsMade:
        """Each is made when it is asked for; all are planned before, so that it is known how many files there are."""
        plans = {kind: self._planned_or_why_not(kind) for kind in kinds}
        count = FileCount(on_file, sum(len(each) for each in plans.values() if not isinstance(each, Stopped)))

        def made(kind: str) -> list[File]:
            documents = plans[kind]
            if isinstance(documents, Stopped):
                raise documents
            return self._finished(documents, count.of(kind))

        return {kind: partial(made, kind) for kind in kinds}

    def in_worker(self, kind: str, on_file: OnFile, shared: Spool) -> list[File]:
        """One kind; the bytes of its files are put by where the process that forked this one reads them.

        Raises:
            Stopped: it cannot be planned or made, or does not pass gate 2.
        """
        documents = self.planned(kind)
        files = self._finished(documents, FileCount(on_file, len(documents)).of(kind))
        return [replace(file, held=shared.hold(file.data)) for file in files]

    def _planned_or_why_not(self, kind: str) -> list[Document] | Stopped:
        try:
            return self.planned(kind)
        except Stopped as stopped:
            return stopped

    def _finished(self, documents: Sequence[Document], one_more: Callable[[], None]) -> list[File]:
        made = make_files(documents, self.reuse, one_more)
        return past_gate_2(made, self.secrets, self.reuse.seen(self.secrets), PassedPages(self.reuse))


@dataclass(frozen=True)
class Workers:
    """So many processes for the kinds of a station that is made alone, which have no part in the build's `lock`.

    `on_files` hears now and then how far each kind is.
    """

    count: int
    lock: int
    on_files: Callable[[Sequence[FilesMade]], None] | None = None

    def side_by_side(self, maker: KindMaker, kinds: Sequence[str]) -> KindsMade:
        """All are made.

        Raises:
            BrokenProcessPool: out of a kind: a worker died.
        """
        board, spool = ProgressBoard(len(kinds), of_one=True), maker.reuse.spool
        order = sorted(kinds, key=lambda kind: _LONGEST.index(kind) if kind in _LONGEST else len(_LONGEST))
        calls = [
            partial(maker.in_worker, kind, board.writer(number), spool.shared()) for number, kind in enumerate(order)
        ]
        look = board.told(self.on_files)
        return side_by_side(
            calls, self.count, self.lock, lambda made: {order[number]: value for number, value in made}, look
        )
