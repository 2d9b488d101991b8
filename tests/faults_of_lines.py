"""Every line of a station's file with every slip of the hand: what was told of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mzdocs.core.problems import Problem, Stopped, errors
from mzdocs.load.data_file import facts_of, read_tree
from mzdocs.model.station import Station

_KEY = r"^(\s*(?:- )?[^\s:{}]+)"
SLIPS: dict[str, Callable[[str], str]] = {
    "no blank after a colon": lambda line: re.sub(_KEY + ": ", r"\1:", line),
    "a full-width colon": lambda line: re.sub(_KEY + ": ", r"\1：", line),
    "no colon": lambda line: re.sub(_KEY + ": ", r"\1 ", line),
    "no colon after a key of a group": lambda line: re.sub(_KEY + ":$", r"\1", line),
    "no blank after a dash": lambda line: re.sub(r"^(\s*)- ", r"\1-", line),
    "a long dash": lambda line: re.sub(r"^(\s*)- ", r"\1— ", line),
    "no dash": lambda line: re.sub(r"^(\s*)- ", r"\1  ", line),
    "a blank more": lambda line: f" {line}" if line.strip() else line,
    "two blanks more": lambda line: f"  {line}" if line.strip() else line,
    "a blank less": lambda line: line.removeprefix(" "),
    "two blanks less": lambda line: line.removeprefix("  "),
    "a full-width blank": lambda line: re.sub("^  ", "\u3000", line),
    "a tab": lambda line: re.sub("^(  )+", "\t", line),
    "a quote opened": lambda line: re.sub(_KEY + r': ([^\s{\["|].*)$', r'\1: "\2', line),
    "a quote not closed": lambda line: re.sub('"$', "", line),
    "a brace not closed": lambda line: re.sub(r"\s*\}$", "", line),
    "a bracket not closed": lambda line: re.sub(r"\]$", "", line),
    "a full-width comma": lambda line: line.replace(", ", "，", 1) if "{" in line else line,
    "a key misspelt": lambda line: re.sub(r"^(\s*(?:- )?[^\s:{}\"])[^\s:{}\"]([^\s:{}\"]*:)", r"\1囗\2", line),
}


@dataclass(frozen=True)
class Slipped:
    """A slip made on a line (from 1), and the errors that were told of the file."""

    name: str
    line: int
    told: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether all that was told is one fault, at its line, and not in general words."""
        kinds = {(each.code, each.message()) for each in self.told}
        return len(kinds) == 1 and self.told[0].location.line == self.line and self.told[0].code != "MZ1001"


def slipped(text: str, numbers: range) -> Iterator[Slipped]:
    """Every slip on these lines (from 0); a line that stays what it was, and one the reader may read so, is none."""
    lines = text.split("\n")
    for number in numbers:
        line = lines[number]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        for name, slip in SLIPS.items():
            if slip(line) != line:
                found = _told("\n".join([*lines[:number], slip(line), *lines[number + 1 :]]))
                if found or "blank" not in name:  # how far a list's only item is set in is nobody's business
                    yield Slipped(name, number + 1, found)


def _told(text: str) -> tuple[Problem, ...]:
    try:
        tree, problems = read_tree(Station, text.encode(), "x.yaml")
    except Stopped as stopped:
        return stopped.problems
    return tuple(errors([*problems, *facts_of(Station, tree, "x.yaml")[1]]))
