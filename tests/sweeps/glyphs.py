"""Every character that a name of people or places could have: it is drawn, or refused before anything is made.

All ideographs that are known, in their order or some of them, and every other character of the first plane. Each stands
in the name of a monitor and of a community; the badges of those that pass are made, and gate 2 looks at them.
`python -m tests.sweeps.glyphs [COUNT]`: so many characters, evenly spread.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from mzdocs import checks
from mzdocs.build import pipeline
from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.produce import make_files
from mzdocs.checks.rule import Violation
from mzdocs.core.problems import Location, Severity, Stopped
from mzdocs.core.text import forbidden, is_han, normal
from mzdocs.design import fonts, glyphs
from mzdocs.model.people import Monitor
from mzdocs.model.station_data import StationData
from tests.sweeps import figure
from tests.sweeps.figure import Figure, Seen
from tests.sweeps.names import BATCH, portrait
from tests.test_rules import changed, sound

FIRST_PLANE, IDEOGRAPHS = range(0x10000), range(0x20000, 0x40000)
NO_GLYPH = fonts.NO_GLYPH.code
MADE = ""


@cache
def characters() -> str:
    """All that are assigned."""
    plane = (chr(code) for code in FIRST_PLANE if unicodedata.category(chr(code)) != "Cn")
    return "".join([*plane, *(chr(code) for code in IDEOGRAPHS if is_han(chr(code)))])


def chosen(count: int) -> str:
    """So many of them."""
    return characters()[:: -(-len(characters()) // count)]


def swept(count: int, work: Path) -> Seen:
    """So many characters, batch by batch."""
    seen, every = Seen(), chosen(count)
    for start in range(0, len(every), BATCH):
        batch = every[start : start + BATCH]
        ended = ended_with(batch)
        wrong = _gate_2("".join(char for char in batch if ended[char] == MADE))
        for char in batch:
            told = _wrong(char, ended[char])
            seen.found(ended[char] or "made", told and f"U+{ord(char):04X}: {told}")
        seen.wrong += wrong
    return seen


def ended_with(batch: str) -> dict[str, str]:
    """By character the code by which gate 1 refuses it in a name, or nothing where it is made."""
    ended = {char: "no text" if forbidden(f"王{char}") is not None else MADE for char in batch}
    asked = "".join(char for char in batch if ended[char] == MADE)
    data = named(asked)
    for problem in [*checks.check(data, _located), *checks.check_glyphs(_texts(data), _located)]:
        if problem.severity is Severity.ERROR and problem.location.path.startswith("社区/"):
            char = asked[int(problem.location.path.split("/")[1])]
            ended[char] = NO_GLYPH if NO_GLYPH in (ended[char], problem.code) else problem.code
    return ended


def named(batch: str) -> StationData:
    """A monitor and a community for each character."""
    first = sound().station.communities[0]
    monitor: Monitor = first.monitors[0]

    def community(at: int, char: str) -> object:
        one = changed(monitor, name=normal(f"王{char}"), serial="01", photo=f"{at}.jpg")
        return changed(first, code=f"{at + 1:03}", name=normal(f"桃{char}社区"), population=900, monitors=(one,))

    communities = tuple(community(at, char) for at, char in enumerate(batch))
    photos = {f"{at}.jpg": portrait(at) for at in range(len(batch))}
    return replace(sound(), station=changed(sound().station, communities=communities), photos=photos)


def _texts(data: StationData) -> Iterator[tuple[Violation, str]]:
    for at, community in enumerate(data.station.communities):
        yield Violation(("社区", at)), community.name


def _located(violation: Violation) -> Location:
    return Location("x", path="/".join(map(str, violation.path)))


def _wrong(char: str, ended: str) -> str:
    """Where it is made though a face draws nothing, or refused as one that none draws though all do."""
    drawn = all(_drawn(char, chain) for chain in fonts.CHAINS.values())
    if ended == MADE and not drawn:
        return "made, though a face has no outline of it"
    return "refused, though every face draws it" if ended == NO_GLYPH and drawn else ""


def _drawn(char: str, chain: Sequence[fonts.Face]) -> bool:
    found = ((face, glyphs.nominal(each, face)) for face in chain for each in normal(char))
    return any(glyph and glyphs.source_outline(face, glyph) for face, glyph in found)


def _gate_2(passed: str, look: Callable[..., object] = past_gate_2) -> list[str]:
    """What gate 2 has against the badges of these."""
    if not passed:
        return []
    plans = [each for each in pipeline.plan(named(passed), ("badge",)) if each.name == "badges"]
    try:
        look(make_files(plans))
    except Stopped as stopped:
        return [f"{each.code} {each.location}: {each.message()}" for each in stopped.problems]
    return []


FIGURE = Figure(
    "every character in names of people and places", "drawn, or refused with its reason before anything is made",
    swept, count=6_000, full=130_000, sample=20,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
