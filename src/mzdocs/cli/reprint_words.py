"""What must be printed again -> a few lines for people; the whole of it stands in `reprint.xlsx`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mzdocs.cli import show
from mzdocs.cli.messages import say

if TYPE_CHECKING:
    from mzdocs.build.reprint_list import ReprintLine, ReprintList

MOST = 8
"""Of each part of the list as many are named; of more how many there are."""


def show_reprints(found: ReprintList) -> None:
    """A line for each document, each card to collect, each fact: the first few, and how many more."""
    for text in reprint_words(found):
        show.line(text)


def reprint_words(found: ReprintList) -> Iterator[str]:
    """The same lines, one by one."""
    if found.first:
        yield say(
            f"{found.station}：第一次生成，{len(found.lines)} 个文件全部要印。",
            f"{found.station}: the first build, all {len(found.lines)} files are to be printed.",
        )
        return
    if not found.lines:
        yield say(f"{found.station}：没有要重印的。", f"{found.station}: nothing to print again.")
    else:
        yield say(
            f"{found.station}：{len(found.lines)} 个文件要重印或撤下，制品再做 {_pieces(found)} 件。",
            f"{found.station}: {len(found.lines)} files to print again or withdraw, {_pieces(found)} pieces to make.",
        )
        yield from _few([_line(line) for line in found.lines])
    collected = [f"  {say('收回', 'collect')} {card.card}（{line.title}）" for line, card in found.collected]
    yield from _few(collected)
    yield from _few(
        [f"  {each.path}：{each.before or '—'} → {each.after or '—'}" for each in found.facts],
        [f"  {table}：{say('有变，内容不列', 'changed; not shown here')}" for table in found.tables],
    )
    yield from _stale(found)


def _pieces(found: ReprintList) -> int:
    return sum(line.pieces for line in found.lines)


def _line(line: ReprintLine) -> str:
    from mzdocs.build.reprint_files import card_word, numbers, order_word

    states = {"new": say("新增", "new"), "changed": say("有变", "changed"), "withdrawn": say("撤下", "withdrawn")}
    said = [states[line.state]]
    if line.cards:
        cards = [card_word(card) for card in line.cards]
        said.append("；".join(cards[:MOST]) + (say(f"等 {len(cards)} 张", f" … {len(cards)}") if cards[MOST:] else ""))
    elif line.state == "changed" and line.pages:
        said.append(say(f"第 {numbers(line.pages)} 页", f"pages {numbers(line.pages)}"))
    said += [order_word(each) for each in line.order]
    said += [say(f"再做 {line.pieces} 件", f"{line.pieces} to make")] if line.pieces else []
    said += [say(f"因为{'、'.join(line.parts)}", f"because of {'、'.join(line.parts)}")] if line.parts else []
    return f"  {line.folder}/{line.file} {'，'.join(said)}"


def _stale(found: ReprintList) -> Iterator[str]:
    if found.stale:
        yield say(
            f"{len(found.stale)} 个文件没有重做，而所用的数据已改，可能过时（是否用到改动之处不能断定）：",
            f"{len(found.stale)} files were not made again though their data changed; they may be out of date:",
        )
        yield from _few([f"  {each.folder}/{each.file}" for each in found.stale])


def _few(*parts: Sequence[str]) -> Iterator[str]:
    """The first few of all, and how many more there are."""
    texts = [text for part in parts for text in part]
    yield from texts[:MOST]
    more = len(texts) - MOST
    if more > 0:
        yield say(f"  ……另有 {more} 项，见 reprint.xlsx", f"  … {more} more, see reprint.xlsx")
