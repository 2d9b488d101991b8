"""What people call the colours of a theme, for who knows the word and not the key."""

from __future__ import annotations

from collections.abc import Mapping

from mzdocs.core.problems import Sentence

USES: Mapping[str, str] = {
    "primary": "主色（标题栏、编号）",
    "primary-deep": "主色加深（小标题）",
    "gold": "金色（四色印时）",
    "gold-light": "浅金（标题栏上的站名）",
    "foil": "金线",
    "room": "科室牌色带",
    "blue": "蓝（办理单位）",
    "ink": "正文黑",
    "ink-soft": "次要文字",
    "paper": "展板底色",
    "tint": "说明栏浅底",
    "line": "细线",
    "plate": "金属板本色",
}
"""The colours a shop must hit; white and the underprint are the material's and the ink's own."""
_OTHERS = {"white": "白", "underprint": "白墨衬底"}


def called(name: str) -> Sentence:
    """A colour's word in Chinese beside the key a palette has for it; the key alone where there is no word."""
    word = {**USES, **_OTHERS}.get(name, "").partition("（")[0]
    return Sentence(f"{word} {name}".strip(), name)
