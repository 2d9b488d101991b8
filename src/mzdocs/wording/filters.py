"""What a wording may do to a value: lists, sentences, numbers, groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from mzdocs.core.text import chinese_number
from mzdocs.wording.view import shown


def _listed(words: Any) -> str:
    """甲、乙和丙."""
    found = [shown(word) for word in words]
    return f"{'、'.join(found[:-1])}和{found[-1]}" if len(found) > 1 else "".join(found)


def _ended(text: str) -> str:
    """With one full stop at its end."""
    return text if text[-1:] in "。！？" else f"{text}。"


def _bare(text: str) -> str:
    """Without its full stop: the sentence goes on, or stands in a table."""
    return text.strip().removesuffix("。")


def _joined(values: Any, between: str = "") -> str:
    return between.join(map(shown, values))


def _by_kind(things: Any, attribute: str, unit: str) -> str:
    """行政编制2名、事业编制4名: kinds in the order they come in, each with its number."""
    if attribute.startswith("_"):
        raise ValueError(attribute)
    return "、".join(f"{kind}{count}{unit}" for kind, count in Counter(getattr(t, attribute) for t in things).items())


def _grouped(things: Any, attribute: str) -> list[dict[str, object]]:
    """Neighbours of one kind together, in their order."""
    groups = groupby(things, key=lambda thing: thing[attribute])
    return [{"名称": name, "成员": list(members)} for name, members in groups]


FILTERS: Mapping[str, Callable[..., object]] = {
    "中文数": chinese_number,
    "列举": _listed,
    "顿号": lambda words: "、".join(shown(word) for word in words),
    "整句": _ended,
    "不带句号": _bare,
    "短日期": lambda day: f"{day:%Y-%m-%d}",
    "分类": _by_kind,
    "join": _joined,
    "string": shown,
    "分组": _grouped,
}
