"""A thing for the shop -> what it says and how it is made, so that it can be told whether it must be made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from mzdocs.model.issue_register import NONE, FactChange
from mzdocs.plan.document import Document
from mzdocs.plan.order_values import order_values

TEXTS, PICTURES, ORDER, QUANTITY = "文字", "照片", "制作要求", "数量"
_UNSEEN = ("code",)
"""What of a badge is signed anew each time: it is no other badge for that."""


def made_facts(document: Document) -> dict[str, str]:
    """What is compared of a thing: what is counted, in words; what is long, by its sum. Of badges, each for itself."""
    assert document.order
    order = order_values(document.order)
    quantity = str(order.pop("quantity"))
    order.pop("places")
    facts = {QUANTITY: quantity, ORDER: _sum(json.dumps(order, ensure_ascii=False, sort_keys=True))}
    records = dict(_records(document))
    if not records:
        facts[TEXTS] = _sum("\n".join(document.expects))
    if document.assets:
        facts[PICTURES] = _sum("\n".join(sorted(_sum(data) for data, _ in document.assets.values())))
    return facts | records


def _records(document: Document) -> Iterator[tuple[str, str]]:
    for part in document.parts:
        for record in part.records:
            said = {name: text for name, text in record.values.items() if name not in _UNSEEN}
            yield record.values.get("number", ""), _sum(json.dumps(said, ensure_ascii=False, sort_keys=True))


def _sum(data: str | bytes) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def differing(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """What is another now, in words: a count from and to, of the rest only what it is."""
    changes = (
        FactChange(name, before.get(name, NONE), now.get(name, NONE))
        for name in [*before, *(now.keys() - before.keys())]
    )
    return [str(change) if change.fact == QUANTITY else _told(change) for change in changes if change.old != change.new]


def _told(change: FactChange) -> str:
    new, gone = change.old == NONE, change.new == NONE
    return f"{change.fact}{'（新增）' if new else '（已不在）' if gone else ''}"
