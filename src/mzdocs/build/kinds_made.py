"""The kinds of one station -> their files past gate 2: one kind after another, or side by side in workers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from operator import itemgetter

from mzdocs.build.files_made import FileCount, FilesMade, OnFile, ProgressBoard
from mzdocs.build.finished_file import File
from mzdocs.build.forked_calls import side_by_side
from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.kind_shares import in_shares
from mzdocs.build.passed_pages import PassedPages
from mzdocs.build.produce import make_files
from mzdocs.build.reuse import Reuse
from mzdocs.build.spool import Spool
from mzdocs.core.problems import Stopped
from mzdocs.model.secret_texts import KeptBack
from mzdocs.plan.document import Document

KindsMade = Mapping[str, Callable[[], list[File]]]
"""Kind -> what gives its files, or raises what stopped it."""
_LONGEST = ("badge", "paper", "archive", "board")
"""The kinds that take long: begun first, so that none is left to one worker while the others rest."""
_SHARED = ("board",)
"""The kinds of which every file may be another at once, and that are planned in no time: made in shares."""


@dataclass(frozen=True)
class Share:
    """What is made together of a kind: all, planned where it is made, or some plans by their numbers."""

    kind: str
    documents: Mapping[int, Document] | None = None


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

    def in_worker(self, share: Share, on_file: OnFile, shared: Spool) -> list[File]:
        """A share of a kind; the bytes of its files are put by where the process that forked this one reads them.

        Raises:
            Stopped: it cannot be planned or made, or does not pass gate 2.
        """
        documents = self.planned(share.kind) if share.documents is None else [*share.documents.values()]
        files = self._finished(documents, FileCount(on_file, len(documents)).of(share.kind))
        return [replace(file, held=shared.hold(file.data)) for file in files]

    def in_shares(self, kind: str, count: int) -> list[Share]:
        """A kind as it is made by so many; one that cannot be planned is left to a worker to tell of."""
        documents = self._planned_or_why_not(kind) if kind in _SHARED else []
        if isinstance(documents, Stopped) or not documents:
            return [Share(kind)]
        return [Share(kind, each) for each in in_shares(documents, count)]

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
        spool = maker.reuse.spool
        order = sorted(kinds, key=lambda kind: _LONGEST.index(kind) if kind in _LONGEST else len(_LONGEST))
        shares = [share for kind in order for share in maker.in_shares(kind, 2 * self.count)]
        board = ProgressBoard(len(shares), of_one=True)
        calls = [
            partial(maker.in_worker, share, board.writer(number), spool.shared()) for number, share in enumerate(shares)
        ]
        made = side_by_side(calls, self.count, self.lock, dict, board.told(self.on_files))
        done = [(share, made[number]) for number, share in enumerate(shares)]
        return {kind: partial(_all_of, [each for each in done if each[0].kind == kind]) for kind in kinds}


def _all_of(shares: Sequence[tuple[Share, Callable[[], list[File]]]]) -> list[File]:
    """The files of a kind that was made in shares, in the order of the plans.

    Raises:
        Stopped: with the problems of every share.
    """
    files: list[tuple[int, File]] = []
    stopped: list[Stopped] = []
    for share, made in shares:
        try:
            files += zip(share.documents or count(), made(), strict=False)
        except Stopped as why:
            stopped.append(why)
    if stopped:
        raise Stopped([problem for each in stopped for problem in each.problems])
    return [file for _, file in sorted(files, key=itemgetter(0))]
