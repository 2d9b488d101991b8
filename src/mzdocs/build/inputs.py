"""The data files a station's build reads -> whether they are still what they were, without loading them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from mzdocs.design.theme import folder
from mzdocs.load.workspace import Workspace, resolved

_LISTED = ("wording", "themes", "register")
"""Folders of the data of which a file that is new or gone counts; elsewhere only files that are named are read."""


class Inputs:
    """The data of a workspace as they are now; each file is read once, for however many stations."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._sums: dict[str, str] = {}

    @cached_property
    def listing(self) -> str:
        """The sum of the names of all files in those folders."""
        paths = (path for name in _LISTED for path in (self._space.data / name).rglob("*"))
        names = sorted(path.relative_to(self._space.data).as_posix() for path in paths if path.name[0] != ".")
        return sha256("\n".join(names).encode()).hexdigest()

    def named(self, reads: Mapping[Path, str]) -> dict[str, str]:
        """Files that were read, by names that hold when the whole workspace is moved; shipped ones left out."""
        house = resolved(folder())
        return {self._name(path): digest for path, digest in reads.items() if not path.is_relative_to(house)}

    def _name(self, path: Path) -> str:
        root = resolved(self._space.root)
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

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
