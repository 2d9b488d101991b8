"""A theme's folders and its palette: what each named colour is on a screen and on the press."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mzdocs.core.problems import Exit, Location, Sentence, Stopped, problem_type
from mzdocs.core.shipped import shipped

UNKNOWN_THEME = problem_type(
    "MZ3101",
    "没有主题“{theme}”",
    "There is no theme {theme}",
    "可用的主题：{known}。",
    "Known themes: {known}.",
    Exit.USAGE,
)
PALETTE_WRONG = problem_type(
    "MZ3102",
    "色表里“{name}”写错了：{why}",
    "The palette's entry {name} is wrong: {why}",
    "照 templates/_house/palette.toml 的写法改。",
    "Write it as templates/_house/palette.toml does.",
    Exit.DATA,
)

Cmyk = tuple[float, float, float, float]
"""Shares of the four process inks, 0 to 1."""
Rgb = tuple[int, int, int]
"""A screen colour, sRGB, 0 to 255."""

FOUR, BLACK = "四色", "黑"
"""The data's words for the process inks: all four, or black alone."""
WHITE, CUT = "白墨", "刀线"
"""The inks that mean something beyond their colour: what lies under all others, and what is cut along."""
MOST_INK = 3.0
"""Of the four process inks on one spot, 300 %: what coated paper and panels dry (print practice)."""


@dataclass(frozen=True)
class Ink:
    """A named ink beyond the four process inks; a technical one marks something and is not printed."""

    word: str
    name: str
    look: Cmyk
    technical: bool = False


@dataclass(frozen=True)
class Colour:
    """A named colour of the design: on a screen, in process inks, and its own ink where that is ordered."""

    name: str
    screen: Rgb
    press: Cmyk
    ink: str | None = None

    @property
    def hex(self) -> str:
        """The screen colour as style sheets write it, `#rrggbb`."""
        return "#" + bytes(self.screen).hex()


@dataclass(frozen=True)
class Palette:
    """All named colours and inks of a theme."""

    colours: tuple[Colour, ...]
    inks: Mapping[str, Ink]

    def named(self, screen: Rgb) -> Colour | None:
        """The colour that looks so on a screen; two of one look print alike (`palette` holds that)."""
        return next((colour for colour in self.colours if colour.screen == screen), None)

    def screen(self, name: str) -> str:
        """A colour by its name, as pictures inside a page need it: style rules do not reach into them."""
        return next(colour.hex for colour in self.colours if colour.name == name)

    def css(self) -> str:
        """The colours as custom properties of a style sheet."""
        return ":root {\n" + "\n".join(f"  --{colour.name}: {colour.hex};" for colour in self.colours) + "\n}\n"


def folder() -> Path:
    """The templates: inside the installed package, or at the top of the checkout."""
    return shipped("templates", "templates")


def themes() -> list[str]:
    """The names of all themes: `default`, then the others by name."""
    return ["default", *sorted(path.name for path in (folder() / "_themes").iterdir() if path.is_dir())]


def search_path(theme: str) -> list[Path]:
    """The folders templates are looked for in, the nearest first.

    Raises:
        Stopped: there is no such theme.
    """
    if theme not in themes():
        raise Stopped([UNKNOWN_THEME.at(theme=theme, known="、".join(themes()))])
    return [folder()] if theme == "default" else [folder() / "_themes" / theme, folder()]


@cache
def palette(theme: str) -> Palette:
    """The theme's palette: the house's entries, those of the theme over them.

    Raises:
        Stopped: an entry is unknown in shape, too heavy with ink, or looks like another but prints otherwise.
    """
    colours: dict[str, Colour] = {}
    inks: dict[str, Ink] = {}
    for path in (root / "_house" / "palette.toml" for root in reversed(search_path(theme))):
        if path.is_file():
            said = _read(path)
            inks |= {word: _ink(word, entry) for word, entry in said.get("inks", {}).items()}
            colours |= {name: _colour(name, entry) for name, entry in said.get("colours", {}).items()}
    made = Palette(tuple(colours.values()), inks)
    problems = list(_clashes(made))
    if problems:
        raise Stopped(
            [PALETTE_WRONG.at(Location(f"{theme}/palette.toml"), name=name, why=why) for name, why in problems]
        )
    return made


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path.parts[-3], f"不是 TOML：{error}", f"not TOML: {error}") from None


def _clashes(made: Palette) -> Iterator[tuple[str, Sentence]]:
    seen: dict[Rgb, Colour] = {}
    for colour in made.colours:
        if colour.ink is not None and colour.ink not in made.inks:
            yield colour.name, Sentence(f"没有专色“{colour.ink}”", f"there is no ink {colour.ink}")
        twin = seen.setdefault(colour.screen, colour)
        if (twin.press, twin.ink) != (colour.press, colour.ink):
            zh, en = f"屏幕色与“{twin.name}”相同，印色却不同", f"it looks like {twin.name} but prints otherwise"
            yield colour.name, Sentence(zh, en)


def _colour(name: str, entry: Mapping[str, Any]) -> Colour:
    _only(name, entry, {"screen", "press", "ink"})
    found = re.fullmatch("#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", str(entry.get("screen", "")))
    if not found:
        raise _wrong(name, "screen 应写成 #rrggbb", "screen is written #rrggbb")
    red, green, blue = (int(pair, 16) for pair in found.groups())
    return Colour(name, (red, green, blue), _cmyk(name, entry.get("press")), entry.get("ink"))


def _ink(word: str, entry: Mapping[str, Any]) -> Ink:
    _only(word, entry, {"name", "look", "technical"})
    name = str(entry.get("name", ""))
    if not re.fullmatch("[A-Za-z][A-Za-z ]{0,30}", name):
        raise _wrong(word, "name 应是分色版的英文名", "name is the plate's English name")
    return Ink(word, name, _cmyk(word, entry.get("look")), bool(entry.get("technical", False)))


def _cmyk(name: str, shares: object) -> Cmyk:
    """Percentages as the trade writes them -> shares."""
    if not isinstance(shares, list) or len(shares) != 4 or not all(0 <= share <= 100 for share in shares):
        raise _wrong(name, "四色应是四个 0—100 的数", "process inks are four numbers from 0 to 100")
    cyan, magenta, yellow, black = (share / 100 for share in shares)
    if cyan + magenta + yellow + black > MOST_INK:
        raise _wrong(name, "总墨量超过 300%", "it has more than 300 % of ink")
    return cyan, magenta, yellow, black


def _only(name: str, entry: Mapping[str, Any], known: set[str]) -> None:
    if set(entry) - known:
        raise _wrong(name, f"只能写 {'、'.join(sorted(known))}", f"only {', '.join(sorted(known))} may stand there")


def _wrong(name: str, zh: str, en: str) -> Stopped:
    return Stopped([PALETTE_WRONG.at(Location("palette.toml"), name=name, why=Sentence(zh, en))])
