"""A theme's folders and its palette: what each named colour is on a screen and on the press."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mzdocs.core.problems import Exit, Location, Problem, Sentence, Stopped, problem_type, stop_at_errors
from mzdocs.core.shipped import shipped
from mzdocs.core.theme_choice import Theme, unknown_theme
from mzdocs.design.colour_difference import Lab

PALETTE_WRONG = problem_type(
    "MZ3102",
    "色表里“{name}”写错了：{why}",
    "The palette's entry {name} is wrong: {why}",
    "照 mzdocs theme new 写出的色表改；每种颜色一行：screen、press、ink，或 like。",
    "Write it as the palettes mzdocs theme new writes: a line a colour, with screen, press, ink, or like.",
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
    """A named colour of the design: on a screen, in process inks, and its own ink where that is ordered.

    Without `press` the process inks follow from the screen by the press profile.
    """

    name: str
    screen: Rgb
    press: Cmyk | None = None
    ink: str | None = None

    @property
    def hex(self) -> str:
        """The screen colour as style sheets write it, `#rrggbb`."""
        return "#" + bytes(self.screen).hex()


@dataclass(frozen=True)
class Palette:
    """All named colours and inks of a theme; `places` says where each colour was written.

    `card` are the colours of the card the shop works by, by their names there, as they were measured.
    """

    colours: tuple[Colour, ...]
    inks: Mapping[str, Ink]
    places: Mapping[str, Location] = field(default_factory=dict)
    card: Mapping[str, Lab] = field(default_factory=dict)

    def named(self, screen: Rgb) -> Colour | None:
        """The colour that looks so on a screen; two of one look print alike (`palette` holds that)."""
        return next((colour for colour in self.colours if colour.screen == screen), None)

    def colour(self, name: str) -> Colour:
        """A colour by its name; the house has all that its templates name."""
        return next(colour for colour in self.colours if colour.name == name)

    def screen(self, name: str) -> str:
        """A colour by its name, as pictures inside a page need it: style rules do not reach into them."""
        return self.colour(name).hex

    def css(self) -> str:
        """The colours as custom properties of a style sheet."""
        return ":root {\n" + "\n".join(f"  --{colour.name}: {colour.hex};" for colour in self.colours) + "\n}\n"


def folder() -> Path:
    """The templates: inside the installed package, or at the top of the checkout."""
    return shipped("templates", "templates")


_TABLES = "[inks] [colours] [card]"
PALETTE = "palette.toml"
"""The colours of a theme, at the top of its folder; those of the house lie in `_house/`."""


def themes(own: Iterable[str] = ()) -> list[str]:
    """The names of all themes: `default`, then those shipped and the bureau's `own` by name."""
    others = {path.name for path in (folder() / "_themes").iterdir() if path.is_dir()} | {*own}
    return ["default", *sorted(others - {"default"})]


class ThemeLayer(NamedTuple):
    """A folder of templates, what people call it, and where its palette lies below it."""

    path: Path
    shown: str
    palette: str = PALETTE


def layers(theme: Theme) -> list[ThemeLayer]:
    """The folders a theme is made of, the nearest first: its own before those of the house.

    Raises:
        Stopped: there is no such theme.
    """
    house = ThemeLayer(folder(), "templates", f"_house/{PALETTE}")
    if theme.own:
        return [ThemeLayer(theme.own.path, theme.own.shown), house]
    if theme.name not in themes():
        raise Stopped([unknown_theme(theme.name, themes())])
    shipped_one = ThemeLayer(folder() / "_themes" / theme.name, f"templates/_themes/{theme.name}")
    return [house] if theme.name == "default" else [shipped_one, house]


def search_path(theme: Theme) -> list[Path]:
    """The folders templates are looked for in, the nearest first.

    Raises:
        Stopped: there is no such theme.
    """
    return [layer.path for layer in layers(theme)]


@cache
def palette(theme: Theme) -> Palette:
    """The theme's palette: the house's entries, those of the theme over them.

    Raises:
        Stopped: an entry is unknown in shape, too heavy with ink, or looks like another but prints otherwise.
    """
    colours: dict[str, _Entry] = {}
    inks: dict[str, Ink] = {}
    card: dict[str, Lab] = {}
    for layer in reversed(layers(theme)):
        if (layer.path / layer.palette).is_file():
            written = _Written.read(layer)
            inks |= {word: _ink(entry) for word, entry in written.entries("inks").items()}
            colours |= written.entries("colours")
            card |= {name: _measured(entry) for name, entry in written.entries("card").items()}
    read = {name: _colour(entry, colours) for name, entry in colours.items()}
    made = Palette(tuple(read.values()), inks, {name: _followed(colours, name).place for name in colours}, card)
    stop_at_errors(_clashes(made))
    return made


class _Entry(NamedTuple):
    """One line of a palette: its name, what it says, and where it stands."""

    name: str
    said: Mapping[str, Any]
    place: Location

    def wrong(self, zh: str, en: str) -> Stopped:
        return Stopped([PALETTE_WRONG.at(self.place, name=self.name, why=Sentence(zh, en))])

    def only(self, *known: str) -> None:
        if set(self.said) - {*known}:
            raise self.wrong(f"只能写 {'、'.join(known)}", f"only {', '.join(known)} may stand there")


LONGEST_PALETTE = 20_000
"""Characters, fifty times what a palette has: longer ones of certain forms take minutes."""


@dataclass(frozen=True)
class _Written:
    """A palette as it was written."""

    file: str
    text: str
    tables: Mapping[str, Any]

    @classmethod
    def read(cls, layer: ThemeLayer) -> _Written:
        file = f"{layer.shown}/{layer.palette}"
        try:
            text = (layer.path / layer.palette).read_text(encoding="utf-8")
            if len(text) > LONGEST_PALETTE:
                raise ValueError(f"{len(text)} > {LONGEST_PALETTE}")
            return cls(file, text, tomllib.loads(text))
        except (ValueError, RecursionError) as error:  # no text, no TOML, a number without end, brackets without end
            line = re.search(r"at line (\d+)", str(error))
            place = Location(file, int(line[1]) if line else None)
            raise _Entry(layer.palette, {}, place).wrong(f"不是 TOML：{error}", f"not TOML: {error}") from None

    def entries(self, table: str) -> dict[str, _Entry]:
        for name, said in self.tables.items():
            if f"[{name}]" not in _TABLES or not isinstance(said, dict):
                raise self._entry(name, {}).wrong(f"只有 {_TABLES} 几节", f"the sections are {_TABLES}")
        found = {name: self._entry(name, entry) for name, entry in self.tables.get(table, {}).items()}
        for entry in found.values():
            if not isinstance(entry.said, list if table == "card" else dict):
                raise entry.wrong(
                    "应写成 { screen = … }；色卡写成 [L, a, b]", "it is { screen = … }, in a card [L, a, b]"
                )
        return found

    def _entry(self, name: str, said: Any) -> _Entry:
        """The parser tells no lines of what it could read: the line is the one that begins with the name."""
        begins = re.compile(rf"""\s*(\[{re.escape(name)}\]|["']?{re.escape(name)}["']?\s*=)""")
        line = next((n for n, text in enumerate(self.text.splitlines(), 1) if begins.match(text)), None)
        return _Entry(name, said, Location(self.file, line))


def _clashes(made: Palette) -> Iterator[Problem]:
    seen: dict[Rgb, Colour] = {}
    for colour in made.colours:
        entry = _Entry(colour.name, {}, made.places[colour.name])
        if colour.ink is not None and colour.ink not in made.inks:
            yield from entry.wrong(f"没有专色“{colour.ink}”", f"there is no ink {colour.ink}").problems
        twin = seen.setdefault(colour.screen, colour)
        if (twin.press, twin.ink) != (colour.press, colour.ink):
            zh, en = f"屏幕色与“{twin.name}”相同，印色却不同", f"it looks like {twin.name} but prints otherwise"
            yield from entry.wrong(zh, en).problems


def _followed(colours: Mapping[str, _Entry], name: str) -> _Entry:
    """The line that says what a colour is: its own, or that of the colour it follows."""
    return colours[colours[name].said.get("like", name)]


def _colour(entry: _Entry, all_entries: Mapping[str, _Entry]) -> Colour:
    """`like` names another colour it follows: what changes that one changes both."""
    if "like" in entry.said:
        entry.only("like")
        followed = all_entries.get(str(entry.said["like"]))
        if followed is None or "like" in followed.said:
            raise entry.wrong("like 应是另一种颜色的名称", "like is the name of another colour")
        return replace(_colour(followed, all_entries), name=entry.name)
    entry.only("screen", "press", "ink")
    screen = read_screen(str(entry.said.get("screen", "")))
    if screen is None:
        raise entry.wrong("screen 应写成 #rrggbb", "screen is written #rrggbb")
    press = _cmyk(entry, "press") if "press" in entry.said else None
    return Colour(entry.name, screen, press, entry.said.get("ink"))


def read_screen(text: str) -> Rgb | None:
    """`#a51d24` -> its three shares; None if it is written otherwise."""
    found = re.fullmatch("#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", text.lower())
    if not found:
        return None
    red, green, blue = (int(pair, 16) for pair in found.groups())
    return red, green, blue


def _ink(entry: _Entry) -> Ink:
    entry.only("name", "look", "technical")
    name = str(entry.said.get("name", ""))
    if not re.fullmatch("[A-Za-z][A-Za-z ]{0,30}", name):
        raise entry.wrong("name 应是分色版的英文名", "name is the plate's English name")
    return Ink(entry.name, name, _cmyk(entry, "look"), bool(entry.said.get("technical", False)))


def _measured(entry: _Entry) -> Lab:
    """L*, a*, b* as a spectrophotometer gives them (D50)."""
    numbers: Any = entry.said
    if len(numbers) != 3 or not all(isinstance(n, int | float) and -128 <= n <= 128 for n in numbers):
        raise entry.wrong("应是 L、a、b 三个数", "it is three numbers: L, a, b")
    return float(numbers[0]), float(numbers[1]), float(numbers[2])


def _cmyk(entry: _Entry, key: str) -> Cmyk:
    """Percentages as the trade writes them -> shares."""
    shares: Any = entry.said.get(key)
    whole = isinstance(shares, list) and len(shares) == 4
    if not whole or not all(isinstance(share, int | float) and 0 <= share <= 100 for share in shares):
        raise entry.wrong("四色应是四个 0—100 的数", "process inks are four numbers from 0 to 100")
    cyan, magenta, yellow, black = (share / 100 for share in shares)
    if cyan + magenta + yellow + black > MOST_INK:
        raise entry.wrong("总墨量超过 300%", "it has more than 300 % of ink")
    return cyan, magenta, yellow, black
