"""One file that is made: its plan with its bytes, and how they came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mzdocs.build.reuse import FileKey
from mzdocs.build.spool import Held, data_of
from mzdocs.plan.document import Document
from mzdocs.publish.record import Action


@dataclass(frozen=True)
class File:
    """A plan with its bytes. `slow` texts were shaped one by one by the layout engine; see `vdp`.

    `recorded` is what the manifest says of a file that is only put in again. `key` is what its bytes depend on, where
    that is known; `action` how it came about, where it was taken from the set that stands there; `judged` is the sum of
    the rules it passed and of what these ask of each page.
    """

    document: Document
    held: Held
    pages: int = 0
    not_run: tuple[str, ...] = ()
    slow: int = 0
    recorded: Mapping[str, object] | None = None
    key: FileKey | None = None
    action: Action | None = None
    judged: str = ""

    @property
    def data(self) -> bytes:
        """Its bytes, read again each time where they were put by."""
        return data_of(self.held)
