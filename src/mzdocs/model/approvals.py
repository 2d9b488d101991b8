"""What was signed off (签样): who saw which bytes of a delivered file, and when; it holds while these are the bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from mzdocs.model.fields import Day, Digest, Facts, Name, Text, key

ApprovalState = Literal["approved", "void", "open"]
"""Signed as it lies there, signed and another since, never signed."""


class Approval(Facts):
    """One file that was signed off, a line of the table; a line never changes again."""

    file: Text = key("文件", "套和文件名，例如 signage/plaque-plate.pdf")
    sha256: Digest = key("SHA-256", "看过的那一份的 SHA-256")
    by: Name = key("签样人", "谁看过、同意")
    day: Day = key("日期", "哪一天")
    title: Text = key("题名", "题名")
    link: Digest = key("校验", "由本行和以上各行算出：改动、删去任何一行都看得出来")

    def linked(self, before: str) -> str:
        """The sum of this line and of all above, given that of the line above; of the first one that is nothing."""
        told = "\n".join((before, self.file, self.sha256, self.by, self.day.isoformat(), self.title))
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True)
class Approvals:
    """All of a station, in the order they were entered; `sha256` is that of the table, "" where there is none."""

    file: str = ""
    entries: tuple[Approval, ...] = ()
    sha256: str = ""

    @cached_property
    def last(self) -> Mapping[str, Approval]:
        """The last one of each file, by set and name."""
        return {each.file: each for each in self.entries}

    def state(self, file: str, sha256: str) -> ApprovalState:
        """How a file of these bytes stands."""
        entry = self.last.get(file)
        if entry is None:
            return "open"
        return "approved" if entry.sha256 == sha256 else "void"

    def of_set(self, folder: str) -> dict[str, dict[str, str]]:
        """What the manifest of a set says of the files that were signed: by whom, on which day, which bytes."""
        return {
            entry.file.removeprefix(f"{folder}/"): {"by": entry.by, "on": entry.day.isoformat(), "sha256": entry.sha256}
            for entry in self.last.values()
            if entry.file.rpartition("/")[0] == folder
        }
