"""What must be printed again -> a few lines for people; the whole of it stands in `reprint.xlsx`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mzdocs.cli import show
from mzdocs.cli.messages import say

if TYPE_CHECKING:
    from mzdocs.build.reprint_documents import ReprintDocument
    from mzdocs.build.reprint_list import ReprintList

MOST = 8
"""Of each part of the list as many are named; of more how many there are."""
_LONG, _AROUND = 40, 8
"""From how many characters on a fact is cut, and how many stand on each side of what is another."""


def show_reprints(found: ReprintList) -> None:
    """A line for each document, each card to collect, each fact: the first few, and how many more."""
    for text in reprint_words(found):
        show.line(text)


def reprint_words(found: ReprintList) -> Iterator[str]:
    """The same lines, one by one."""
    from mzdocs.build.reprint_documents import reprint_documents

    documents = reprint_documents(found.lines)
    if found.first:
        count = sum(each.printed for each in documents)
        yield say(
            f"{found.station}：第一次生成，{count} 份全部要印，见 reprint.xlsx。",
            f"{found.station}: the first build, all {count} documents are to be printed: see reprint.xlsx.",
        )
        return
    yield _counted(documents, found)
    yield from _few([_line(each, found.station) for each in documents if each.printed])
    collected = [f"  {say('收回', 'collect')} {card.card}（{line.title}）" for line, card in found.collected]
    yield from _few(collected)
    yield from _few(
        [f"  {each.path}：{_arrow(each.before, each.after)}" for each in found.facts],
        [f"  {table}：{say('有变，内容不列', 'changed; not shown here')}" for table in found.tables],
    )
    yield from _stale(found)


def _counted(documents: Sequence[ReprintDocument], found: ReprintList) -> str:
    """How much is to be printed, made and taken away; data files are not printed."""
    out = sum(each.only_out for each in documents if each.printed)
    again, data = sum(each.printed for each in documents) - out, sum(not each.printed for each in documents)
    pieces = sum(line.pieces for line in found.lines)
    zh = [f"{again} 份要重印"] if again else []
    zh += [f"制品再做 {pieces} 件"] if pieces else []
    zh += [f"{out} 份只撤不印"] if out else []
    zh = zh or ["没有要重印的"]
    zh += [f"{data} 份数据文件已换新，不用印"] if data else []
    en = [f"{again} documents to print again"] if again else []
    en += [f"{pieces} pieces to make"] if pieces else []
    en += [f"{out} only to take away"] if out else []
    en = en or ["nothing to print again"]
    en += [f"{data} data files are new, not to print"] if data else []
    return f"{found.station}{say('：', ': ')}{say('，'.join(zh) + '。', ', '.join(en) + '.')}"


def _line(document: ReprintDocument, station: str) -> str:
    from mzdocs.build.reprint_files import card_word, numbers, order_word, short_title

    line = document.head
    states = {"new": say("新增", "new"), "changed": say("有变", "changed"), "withdrawn": say("撤下", "withdrawn")}
    said = [states[line.state]]
    if line.cards:
        cards = [card_word(card) for card in line.cards]
        said.append("；".join(cards[:MOST]) + (say(f"等 {len(cards)} 张", f" … {len(cards)}") if cards[MOST:] else ""))
    elif line.state == "changed" and line.pages:
        said.append(say(f"第 {numbers(line.pages)} 页", f"pages {numbers(line.pages)}"))
    if document.gone and line.state == "changed":
        said.append(say(f"抽去原第 {numbers(document.gone)} 页", f"take out old pages {numbers(document.gone)}"))
    said += [order_word(each) for each in line.order]
    said += [say(f"再做 {line.pieces} 件", f"{line.pieces} to make")] if line.pieces else []
    for each in document.imposed:
        said.append(say(f"自己印用 {each.file} 第 {numbers(each.pages)} 页", f"{each.file} {numbers(each.pages)}"))
    reasons = "、".join(document.reasons)
    said += [say(f"因为{reasons}", f"because of {reasons}")] if reasons else []
    return f"  {line.folder}/{document.file} {short_title(line.title, station)}：{'，'.join(said)}"


def _arrow(before: str, after: str) -> str:
    """Old and new; of long texts only what stands around their difference."""
    if max(len(before), len(after)) > _LONG and before and after:
        start = _alike(before, after)
        end = _alike(before[start:][::-1], after[start:][::-1])
        before, after = (_cut(each, start, len(each) - end) for each in (before, after))
    return f"{before or say('（没有）', '(none)')} → {after or say('（没有）', '(none)')}"


def _alike(before: str, after: str) -> int:
    """How many characters at their beginning are the same."""
    pairs = zip(before, after, strict=False)
    return next((at for at, (old, new) in enumerate(pairs) if old != new), min(len(before), len(after)))


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return f"{'……' if first else ''}{text[first:last]}{'……' if last < len(text) else ''}"


def _stale(found: ReprintList) -> Iterator[str]:
    """Of each set how many: their names stand in the workbook."""
    if found.stale:
        yield say(
            f"{len(found.stale)} 个文件没有重做，而所用的数据已改，可能过时（是否用到改动之处不能断定）：",
            f"{len(found.stale)} files were not made again though their data changed; they may be out of date:",
        )
        counts = Counter(each.folder for each in found.stale)
        names = {each.folder: each.file for each in reversed(found.stale)}
        for folder, count in counts.items():
            zh = f"{names[folder]} 等 {count} 个，见 reprint.xlsx" if count > 1 else names[folder]
            en = f"{names[folder]} and {count - 1} more, see reprint.xlsx" if count > 1 else names[folder]
            yield f"  {folder}/{say(zh, en)}"


def _few(*parts: Sequence[str]) -> Iterator[str]:
    """The first few of all, and how many more there are."""
    texts = [text for part in parts for text in part]
    yield from texts[:MOST]
    more = len(texts) - MOST
    if more > 0:
        yield say(f"  ……另有 {more} 项，见 reprint.xlsx", f"  … {more} more, see reprint.xlsx")
