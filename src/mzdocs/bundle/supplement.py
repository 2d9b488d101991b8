"""Signage and what the shop was handed last -> what it must make again, and what it must be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from mzdocs.bundle.signage_set import HandoverFile, HandoverItem, Signage
from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.plan.document import Order
from mzdocs.plan.order_values import order_values
from mzdocs.publish import manifest
from mzdocs.publish.entry_changes import CardChange, cards_changed, order_changed, pages_changed, pieces

NEVER_HANDED_OVER = problem_type(
    "MZ7404",
    "没有打过完整的包，不知道制作单位手里有什么",
    "No whole bundle was made before: nobody knows what the shop has",
    "先运行 mzdocs bundle（不带 --changed），交完整的包；以后再用 --changed 交补做的。",
    "Run mzdocs bundle without --changed first; after that --changed packs what is another.",
    Exit.VERIFY,
)
HANDED_OVER, SUPPLEMENTS = "handed_over", "supplements"
_TOLD = "只做本单列出的，以前交过的其余制品不再做；本单的文件代替以前交的同名文件。"
Handed = Mapping[str, Any]
"""Of one station what its shop has: `versions`, and by file what the manifest said of it."""


def handed(signage: Signage) -> dict[str, Any]:
    """What the shop has once it is given this, as the bundle's manifest keeps it."""
    files = {part.file: _entry(item, part) for item in signage.items for part in item.parts}
    return {"versions": dict(signage.versions), "files": files}


def handed_before(folder: Path, shown: str) -> tuple[Mapping[str, Handed], int]:
    """By station what the last bundle in a folder left the shop with, and how many supplements it had by then.

    Raises:
        Stopped: there was none.
    """
    about = manifest.about(folder) if (folder / manifest.MANIFEST).is_file() else {}
    said, count = about.get(HANDED_OVER), about.get(SUPPLEMENTS, 0)
    if not isinstance(said, dict):
        raise Stopped([NEVER_HANDED_OVER.at(Location(shown))])
    return said, count if isinstance(count, int) else 0


def supplement(signage: Signage, then: Handed, number: int) -> Signage:
    """The things to make again, each with how many and which of its cards; and what else the shop must know.

    It is the supplement of that `number`, from 1, since the whole was handed over. Without either nothing is another.
    """
    files: Mapping[str, Any] = then.get("files", {})
    alike = then.get("versions") == signage.versions
    found = [_again(item, files, alike) for item in signage.items]
    items = tuple(item for item, _ in found if item)
    notes = (*(note for _, each in found for note in each), *_withdrawn(signage, files))
    told = (f"第 {number} 次补做单：{_TOLD}",)
    return replace(signage, items=items, notes=(*told, *notes) if items or notes else ())


def _entry(item: HandoverItem, part: HandoverFile) -> dict[str, Any]:
    head = part is item.parts[0]
    order = {"order": order_values(item.order)} if item.order and head else {}
    cards = {"cards": list(part.cards)} if part.cards else {}
    return {"sha256": part.sha256, "title": part.title, "page_hashes": list(part.page_hashes), **cards, **order}


def _again(item: HandoverItem, files: Mapping[str, Any], alike: bool) -> tuple[HandoverItem | None, list[str]]:
    """The thing with the order of what is to be made again, and what is to be told of it beside."""
    head = item.parts[0]
    was, now = files.get(head.file, {}), _entry(item, head)
    changed = [part for part in item.parts if _differs(part, files.get(part.file), alike)]
    cards = _cards(was, now) if head in changed else ()
    count = pieces(was, now, bool(changed), cards) if item.order else 0
    notes = [*_of_cards(cards), *_of_order(item, was, now, count)]
    if not changed and not count:
        return None, notes
    if item.order is None or not count:
        return replace(item, parts=tuple(changed)) if item.order is None else None, notes
    wanted = [each.card for each in cards if each.state != "withdrawn"]
    at = tuple(n for n, card in enumerate(head.cards) if card in wanted)
    if count == item.order.quantity:
        at = ()
    places = (*_places(item.order, head, at), *(_sheets(item, files, alike) if at else ()))
    return replace(item, order=replace(item.order, quantity=count, places=places), cards=at), notes


def _differs(part: HandoverFile, then: Mapping[str, Any] | None, alike: bool) -> bool:
    """Whether what the shop has of a file looks otherwise; where other libraries made it, whether its bytes are."""
    if then is None or then["sha256"] == part.sha256:
        return then is None
    old = tuple(then["page_hashes"])
    return not (alike and old and part.page_hashes) or pages_changed(old, part.page_hashes) != ((), ())


def _cards(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[CardChange, ...]:
    then, there = (was.get("cards", ()), was.get("page_hashes", ())), (now.get("cards", ()), now["page_hashes"])
    return cards_changed(then, there)


def _places(order: Order, head: HandoverFile, at: tuple[int, ...]) -> tuple[str, ...]:
    """Of some cards which, with the pages of the file they are on; else where it hangs."""
    if not at:
        return order.places
    each = head.pages // len(head.cards)
    return tuple(f"补做 {head.cards[n]}：文件第 {n * each + 1}–{(n + 1) * each} 页" for n in at)


def _sheets(item: HandoverItem, files: Mapping[str, Any], alike: bool) -> Iterator[str]:
    """Of the sheets on which cards stand together those to print, where their pages compare."""
    for part in item.laid:
        made, _ = pages_changed(files.get(part.file, {}).get("page_hashes", ()), part.page_hashes)
        if alike and made:
            yield f"自印用拼版第 {'、'.join(map(str, made))} 页"


def _of_cards(cards: tuple[CardChange, ...]) -> Iterator[str]:
    gone = [each.card for each in cards if each.state == "withdrawn"]
    again = [each.card for each in cards if each.state == "changed"]
    if gone:
        yield f"不再有效，收回：{'、'.join(gone)}。"
    if again:
        yield f"换新，旧的收回：{'、'.join(again)}。"


def _of_order(item: HandoverItem, was: Mapping[str, Any], now: Mapping[str, Any], count: int) -> Iterator[str]:
    """What of an order that was given is another though nothing, or not all, is made again."""
    if not was or not item.order:
        return
    for each in order_changed(was, now):
        if each.name == "quantity" and count < item.order.quantity:
            yield f"{item.order.item}：数量由 {each.before} 改为 {each.after}。"
        elif not each.made_again and not count and each.name in ("places", "hung", "mounting", "lower_edge", "gap"):
            yield f"{item.order.item}：不重做，安装有改动：{each.before or '（无）'} → {each.after or '（无）'}。"


def _withdrawn(signage: Signage, files: Mapping[str, Any]) -> Iterator[str]:
    """Things that were ordered and are no more; of cards every one is to be collected."""
    there = {part.file for part in signage.parts}
    for file, said in files.items():
        if file not in there and "order" in said:
            cards = f"；收回：{'、'.join(said['cards'])}" if "cards" in said else ""
            yield f"撤下，不再做：{said['order']['item']}（{file}）{cards}。"
