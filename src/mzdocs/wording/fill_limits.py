"""What filling a wording may take and what may come of it: it is the bureau's, and may ask for what has no end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mzdocs.core.bounded import bounded
from mzdocs.core.child_process import LimitMet, Limits
from mzdocs.core.problems import Exit, Location, Sentence, Stopped, problem_type
from mzdocs.model.letter import Wording

TOO_MUCH = problem_type(
    "MZQ85",
    "这份公文文字填不完：{what}，停下了",
    "Filling the wording was stopped: {what}",
    "看循环是不是套了循环、引用有没有尽头、宽度和次数有没有多写几个零。",
    "Look for loops in loops, includes without end, and widths or counts with noughts too many.",
    Exit.LIMIT,
)
_LIMITS, _LONGEST = Limits(seconds=1, memory=100_000_000), 1_000_000
"""What filling one paper may take, a hundred times what one does, and characters that may come of it."""
_MET = {
    "time": Sentence("用满了 1 秒处理器时间", "it took a second of processor time"),
    "memory": Sentence("内存超过 100 MB", "it took more than 100 MB of memory"),
    "length": Sentence("填出来超过一百万字", "more than a million characters come of it"),
}


@contextmanager
def within_limits(wording: Wording) -> Iterator[None]:
    """Within it, one paper is filled.

    Raises:
        Stopped: it asked for too much.
    """
    try:
        with bounded(_LIMITS):
            yield
    except LimitMet as limit:
        raise Stopped([TOO_MUCH.at(Location(wording.file), what=_MET[limit.met])]) from None


def refuse_long(filled: str, wording: Wording) -> None:
    """What lays papers out is not given what never ends.

    Raises:
        Stopped: too much came of the wording.
    """
    if len(filled) > _LONGEST:
        raise Stopped([TOO_MUCH.at(Location(wording.file), what=_MET["length"])])
