"""What two manifests say of one file -> the pages and cards that look otherwise, and what is ordered otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

State = Literal["new", "changed", "withdrawn"]
_NOT_MADE_AGAIN = {
    "quantity", "places", "hung", "lower_edge", "gap", "from_door", "distance", "weight", "maker", "mounting",
}  # fmt: skip
"""Words of an order that say how many, where and by whom: another of them makes no piece a wrong one."""
_OF_CARDS = {"quantity", "places"}
"""What follows from who has a card."""


@dataclass(frozen=True)
class CardChange:
    """One card by the number printed on it; `sides` are its pages that changed, from 1."""

    card: str
    state: State
    sides: tuple[int, ...] = ()


@dataclass(frozen=True)
class OrderChange:
    """One word of an order, as it was and as it is; "" where it was or is not said."""

    name: str
    before: str
    after: str

    @property
    def made_again(self) -> bool:
        """Whether a piece that was made as it was said before is of no use now."""
        return self.name not in _NOT_MADE_AGAIN


def pages_changed(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Of the sums of pages: the pages to print, counted from 1 as they are now, and those to take out, as they were.

    A page that only moved is neither.
    """
    made: list[int] = []
    gone: list[int] = []
    for what, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            made += range(b1 + 1, b2 + 1)
            gone += range(a1 + 1, a2 + 1)
    return tuple(made), tuple(gone)


def cards_changed(
    before: tuple[Sequence[str], Sequence[str]], after: tuple[Sequence[str], Sequence[str]]
) -> tuple[CardChange, ...]:
    """Of the cards of a file and the sums of its pages, then and now: those of now in their order, then those gone.

    Each card has as many pages as every other.
    """
    then, now = _by_card(*before), _by_card(*after)
    return (*_made_now(then, now), *(CardChange(card, "withdrawn") for card in then if card not in now))


def _made_now(then: Mapping[str, tuple[str, ...]], now: Mapping[str, tuple[str, ...]]) -> Iterator[CardChange]:
    for card, sums in now.items():
        sides = tuple(at for at, each in enumerate(sums, 1) if then.get(card, ())[at - 1 : at] != (each,))
        if card not in then:
            yield CardChange(card, "new", sides)
        elif sides or len(then[card]) != len(sums):
            yield CardChange(card, "changed", sides)


def _by_card(cards: Sequence[str], sums: Sequence[str]) -> dict[str, tuple[str, ...]]:
    each = len(sums) // len(cards) if cards else 0
    return {card: tuple(sums[at * each : (at + 1) * each]) for at, card in enumerate(cards)}


def order_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[OrderChange, ...]:
    """Of two entries of a manifest: the words of their orders that differ, in the order of their names.

    Of a file of cards the number of pieces and who wears them are its cards, and said there.
    """
    then, now = before.get("order", {}), after.get("order", {})
    names = sorted({*then, *now} - (_OF_CARDS if "cards" in after else set()))
    found = (OrderChange(name, _said(then.get(name)), _said(now.get(name))) for name in names)
    return tuple(each for each in found if each.before != each.after)


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(map(_said, value))
    return " ".join(map(_said, value.values())) if isinstance(value, dict) else str(value)


def pieces(before: Mapping[str, Any], after: Mapping[str, Any], seen: bool, cards: Sequence[CardChange] = ()) -> int:
    """How many pieces of an entry's order are to be made again: all where their make is another, or what is `seen`; of
    cards only those that are new or changed; else those that are more.
    """
    then, now = (int(each.get("order", {}).get("quantity", 0)) for each in (before, after))
    if any(each.made_again for each in order_changed(before, after)):
        return now
    if "cards" in after:
        return min(now, sum(each.state != "withdrawn" for each in cards))
    return now if seen else max(0, now - then)
