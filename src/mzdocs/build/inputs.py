"""The data files a station's build reads -> whether they are still what they were, without loading them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from mzdocs.design.theme import folder
from mzdocs.load.workspace import Workspace, resolved

_LISTED = ("wording", "themes", "register", "approvals", "fonts")
"""Folders of the data of which a file that is new or gone counts; elsewhere only files that are named are read."""


class Inputs:
    """The data of a workspace as they are now; each file is read once, for however many stations."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._sums: dict[str, str] = {}

    @cached_property
    def listing(self) -> str:
        """The sum of the names of all files in those folders."""
        tops = [top for name in _LISTED for top in (self._space.data / name).glob("[!.]*")]
        paths = [*tops, *(path for top in tops for path in top.rglob("*"))]  # a link at the top is gone into
        names = sorted(path.relative_to(self._space.data).as_posix() for path in paths if path.name[0] != ".")
        return sha256("\n".join(names).encode()).hexdigest()

    def named(self, reads: Mapping[Path, str]) -> dict[str, str]:
        """Files that were read, by names that hold when the whole workspace is moved; shipped ones left out."""
        house = folder()
        return {self.name(path): digest for path, digest in reads.items() if not path.is_relative_to(house)}

    def name(self, path: Path) -> str:
        """What a file is called among them."""
        roots = (root for root in (self._space.root, resolved(self._space.root)) if path.is_relative_to(root))
        return next((path.relative_to(root).as_posix() for root in roots), str(path))

    def same(self, inputs: Mapping[str, str]) -> bool:
        """Whether every file still has the sum it had."""
        return all(self._sum(name) == digest for name, digest in inputs.items())

    def _sum(self, name: str) -> str:
        if name not in self._sums:
            try:
                data = (self._space.root / name).read_bytes()
            except OSError:
                return ""
            self._sums[name] = sha256(data).hexdigest()
        return self._sums[name]
