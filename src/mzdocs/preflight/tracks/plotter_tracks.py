"""A plotter file (HPGL) -> its tracks, by pen, and all in it that no machine follows."""

from __future__ import annotations

import re
from collections.abc import Callable

from mzdocs.core.boxes import Point
from mzdocs.preflight.tracks.machine_file import (
    CUT,
    ENGRAVE,
    MARK,
    MOST_POINTS,
    MachineFile,
    NotReadHere,
    Oddity,
    OddKind,
    TooMuch,
    Track,
    track,
)

PENS = {1: ENGRAVE, 2: CUT, 3: MARK}
_STEP = 0.025
"""Millimetres: what a plotter counts in."""
_COMMAND = re.compile(
    r"(LB|DT)([^\x03]*)\x03?|([A-Z]{2})\s*([^A-Z\x1b;]*);?|\x1b(?:\.[A-Z@()](?:[\d;]*:)?|%-?\d*[AB]|E)"
)
_LEFT = re.compile("[A-Z0-9]")
"""What is no command: the file is not what it was."""
_NO_PAINT = frozenset({"IN", "DF", "VS", "FS", "AS", "WU", "PW", "PM", "EP", "PG", "CO", "DT", "IW"})
_ODD: dict[str, OddKind] = {"LB": "text", "FP": "paint", "RA": "paint", "RR": "paint", "WG": "paint"}


def read_plotter(data: bytes) -> MachineFile:
    """What stands in a plotter file.

    Raises:
        TooMuch, NotReadHere, ValueError: it holds too much, is packed, or no plotter file.
    """
    plotter = _Plotter()
    text = data.decode("latin-1").strip().upper()
    commands = list(_COMMAND.finditer(text))
    if not any(each[3] in ("PU", "PD", "PA") for each in commands) or _LEFT.search(_COMMAND.sub("", text)):
        raise ValueError
    for each in commands:
        plotter.obey(each[1] or each[3] or "", [float(value) for value in re.findall(r"-?\d+\.?\d*", each[4] or "")])
    plotter.lift()
    return MachineFile(
        "plt", tuple(plotter.tracks), frozenset(PENS.values()), tuple(dict.fromkeys(plotter.oddities)), plotter.unit
    )


class _Plotter:
    """Where the pen is, and what it has drawn."""

    def __init__(self) -> None:
        self.tracks: list[Track] = []
        self.oddities: list[Oddity] = []
        self.unit = "mm"
        self._layer, self._down, self._absolute = "PEN 0", False, True
        self._at: Point = (0.0, 0.0)
        self._line: list[Point] = []
        self._count = 0

    def obey(self, command: str, values: list[float]) -> None:
        """One command with its numbers."""
        if command in _OBEYED:
            _OBEYED[command](self, values)
        elif command == "PE":
            raise NotReadHere("这是压缩写法（PE）的 PLT，这里不读", "its lines are packed (PE), which is not read here")
        elif command == "LT":
            self.oddities += [Oddity("effect", "LT", self._layer)] if values else []
        elif command in ("SC", "IP", "RO") and any(values):
            self.unit = command
        elif command in _ODD:
            self._odd(_ODD[command], command)
        elif command and command not in _NO_PAINT and command not in ("SC", "IP", "RO"):
            self._odd("curve", command)

    def lift(self) -> None:
        """The pen leaves the sheet: what it drew is a track."""
        closed = len(self._line) > 2 and self._line[0] == self._line[-1]
        found = track(self._layer, self._line, closed)
        self.tracks += [found] if found else []
        self._line = []

    def _odd(self, kind: OddKind, name: str) -> None:
        self.oddities.append(Oddity(kind, name, self._layer))

    def _select(self, values: list[float]) -> None:
        self.lift()
        number = int(values[0]) if values else 0
        self._layer = PENS.get(number, f"PEN {number}")

    def _up(self, values: list[float]) -> None:
        self.lift()
        self._down = False
        self._move(values)

    def _press(self, values: list[float]) -> None:
        if not self._down:
            self._line = [self._at]
        self._down = True
        self._move(values)

    def _move(self, values: list[float]) -> None:
        for across, up in zip(values[::2], values[1::2], strict=True):
            x, y = across * _STEP, up * _STEP
            self._at = (x, y) if self._absolute else (self._at[0] + x, self._at[1] + y)
            self._line += [self._at] if self._down else []
            self._count += 1
        if self._count > MOST_POINTS:
            raise TooMuch

    def _place(self, values: list[float], absolute: bool) -> None:
        self._absolute = absolute
        self._move(values)


_OBEYED: dict[str, Callable[[_Plotter, list[float]], None]] = {
    "SP": _Plotter._select, "PU": _Plotter._up, "PD": _Plotter._press,
    "PA": lambda plotter, values: plotter._place(values, absolute=True),
    "PR": lambda plotter, values: plotter._place(values, absolute=False),
}  # fmt: skip
