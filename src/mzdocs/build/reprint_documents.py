"""Files of a reprint list -> documents as people print them: Word with its PDF, a sign with what is made from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from mzdocs.build.reprint_list import ReprintLine

_FIRST = ("signage", "public", "reports", "archive")
"""What costs most stands first; of a set what is to be made again."""
_PRINTED = (".pdf", ".docx")
_SAID_ELSEWHERE = {"内容", "来源文件", "订单"}
"""Parts that say nothing to who prints, or are said beside."""


@dataclass(frozen=True)
class ReprintDocument:
    """A file people know, and those that come with it: its Word file, copies in outlines, imposed sheets."""

    head: ReprintLine
    others: tuple[ReprintLine, ...] = ()

    @property
    def printed(self) -> bool:
        """Whether it is for paper or for a shop; data files are not."""
        return PurePath(self.head.file).suffix in _PRINTED

    @property
    def only_out(self) -> bool:
        """Whether nothing of it is to be printed or made, but something to be taken away."""
        head = self.head
        return head.state == "withdrawn" or bool(head.gone and not head.pages and not head.pieces)

    @property
    def file(self) -> str:
        """`a.pdf、.docx`: its name, and the endings of those that have the same."""
        stem = PurePath(self.head.file).stem
        endings = [PurePath(each.file).suffix for each in self.others if PurePath(each.file).stem == stem]
        return "、".join((self.head.file, *endings))

    @property
    def imposed(self) -> tuple[ReprintLine, ...]:
        """Sheets on which its cards stand together, for the office's own printer."""
        laid = (each for each in self.others if self.head.cards and each.pages and not each.cards)
        return () if self.only_out else tuple(laid)

    @property
    def gone(self) -> tuple[int, ...]:
        """Pages to take out, as they were counted, where that does not follow from those to print."""
        head = self.head
        return () if head.cards or head.gone == head.pages else head.gone

    @property
    def reasons(self) -> tuple[str, ...]:
        """What of it is another, beside what it says."""
        return () if self.only_out else tuple(part for part in self.head.parts if part not in _SAID_ELSEWHERE)


def reprint_documents(lines: Sequence[ReprintLine]) -> tuple[ReprintDocument, ...]:
    """The documents of a list, signs first."""
    by_name = {(line.folder, line.file): line for line in lines}
    found: dict[tuple[str, str], list[ReprintLine]] = {}
    for line in lines:
        found.setdefault((line.folder, PurePath(_source(line, by_name)).stem), []).append(line)
    return tuple(sorted((_document(stem, each) for (_, stem), each in found.items()), key=_rank))


def _source(line: ReprintLine, by_name: dict[tuple[str, str], ReprintLine]) -> str:
    """The file it was made out of, by however many steps; there are no more steps than files."""
    for _ in by_name:
        above = by_name.get((line.folder, line.made_from))
        if above is None:
            break
        line = above
    return line.made_from or line.file


def _document(stem: str, lines: Sequence[ReprintLine]) -> ReprintDocument:
    head, *others = sorted(lines, key=lambda each: (PurePath(each.file).stem != stem, not each.file.endswith(".pdf")))
    return ReprintDocument(head, tuple(others))


def _rank(document: ReprintDocument) -> tuple[int, bool, str, str]:
    head = document.head
    name = head.folder.partition("/")[0]
    return _FIRST.index(name) if name in _FIRST else len(_FIRST), not head.pieces, head.folder, head.file
