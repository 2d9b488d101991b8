"""A leading colour -> the text of a bureau's own palette: what differs, with what each line is for."""

from __future__ import annotations

from collections.abc import Mapping

from mzdocs.core.theme_choice import Theme
from mzdocs.design.contrast import LEAST, mixed, ratio
from mzdocs.design.theme import Colour, Rgb, palette

DEEPER, TINT, LINE, PAPER = 0.8, 0.1, 0.3, 0.025
"""How much of the leading colour is in those that follow it: darker with black, lighter with white."""
WORDS = {
    "primary": "主色：展板和胸牌的标题栏、编号；科室牌也跟着它（除非另写 room）",
    "primary-deep": "主色加深：小标题",
    "tint": "浅底：流程图上方的说明栏",
    "paper": "展板底色",
    "line": "细线",
    "room": '科室牌的色带；跟着主色写 { like = "primary" }',
    "gold-light": "浅金：标题栏上的站名；主色浅时随之调浅",
    "gold": "金色：编号、时限、分支线",
}
"""The colours a bureau usually changes, and where each is seen."""
_HEAD = """\
# 主题 {name} 的色表，由 mzdocs theme new 生成。只写与程序自带色表不同的颜色，删掉一行就恢复原来的颜色。
#
# 一种颜色一行：screen 是屏幕色 #rrggbb。印刷用的四色配比不必写，程序按印刷色彩特性文件推得，
# 推得的数值用 mzdocs theme show {name} 查看；印刷厂另有要求的，在后面加 press = [C, M, Y, K]（百分数，
# 合计不超过 300）。跟着另一种颜色走的写 like，例如 room = {{ like = "primary" }}。
# 字与底的对比度不足 4.5∶1 时 mzdocs check 会指出来。改好后在 data/district.yaml 写 主题: {name}。

[colours]
"""


def new_colours(start: Theme, chosen: Mapping[str, Rgb]) -> dict[str, Colour]:
    """What a new theme writes: of another than the house's all that differs, over it what was chosen and follows.

    Raises:
        Stopped: the theme to start from is wrong.
    """
    house = {colour.name: colour for colour in palette(Theme()).colours}
    differing = {c.name: c for c in palette(start).colours if c != house.get(c.name)}
    primary = chosen.get("primary")
    following = _following(primary) if primary else {"primary": house["primary"].screen} if not differing else {}
    made = {name: Colour(name, screen) for name, screen in {**following, **chosen}.items()}
    if "room" not in chosen:
        differing.pop("room", None)
    return {**differing, **made}


def _following(primary: Rgb) -> dict[str, Rgb]:
    light, white = palette(Theme()).colour("gold-light").screen, (255, 255, 255)
    lighter = (mixed(light, white, share / 10) for share in range(10, -1, -1))
    readable = next((colour for colour in lighter if ratio(colour, primary) >= LEAST), light)
    return {
        "primary": primary,
        "gold-light": readable,
        "primary-deep": mixed(primary, (0, 0, 0), DEEPER),
        "tint": mixed(primary, (255, 255, 255), TINT),
        "paper": mixed(primary, (255, 255, 255), PAPER),
        "line": mixed(primary, (255, 255, 255), LINE),
    }


def draft(name: str, colours: Mapping[str, Colour]) -> str:
    """The palette as its owner will read and change it."""
    width = max(map(len, colours))
    lines = [
        f"{each.name:<{width}} = {{ screen = {_quoted(each.hex)}{_pressed(each)}{_inked(each)} }}{_why(each.name)}"
        for each in colours.values()
    ]
    if "room" not in colours:
        lines.append(f'{"room":<{width}} = {{ like = "primary" }}{_why("room")}')
    return _HEAD.format(name=name) + "\n".join(lines) + "\n"


def _pressed(colour: Colour) -> str:
    return "" if colour.press is None else f", press = [{', '.join(f'{100 * share:g}' for share in colour.press)}]"


def _inked(colour: Colour) -> str:
    return f", ink = {_quoted(colour.ink)}" if colour.ink else ""


def _quoted(text: str) -> str:
    return f'"{text}"'


def _why(name: str) -> str:
    return f"  # {WORDS[name]}" if name in WORDS else ""
