"""Two records of a station -> the facts that changed, what was not made again though they did, and why a file was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from mzdocs.core.ids import masked_identity_number
from mzdocs.publish.record import Action, Facts, StationRecord

_NUMBER = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")
_TABLES = (".csv", ".xlsx")
_WORDS = {
    "title": "标题", "sheet": "版面尺寸", "issued": "日期", "order": "订单", "theme": "主题", "template": "版式",
    "design": "版式", "assets": "照片", "pictures": "照片", "codes": "二维码", "fitted": "字号", "copyfitting": "字号",
    "imposition": "拼版", "source": "来源文件", "derived": "来源文件", "attached": "附件", "fonts": "字体",
    "profiles": "印刷标准", "libraries": "程序库", "program": "程序", "standard": "印刷标准",
    "legibility": "检查要求", "clearances": "检查要求", "least_type": "检查要求", "ranks": "检查要求",
}  # fmt: skip
"""Parts of a key as people say them; every other one is what the document says."""
_CONTENT = "内容"


@dataclass(frozen=True)
class ChangedFact:
    """One fact by its file and path, as it was and as it is; "" where it was or is not there."""

    file: str
    path: str
    before: str
    after: str


def facts_changed(
    before: StationRecord | None, after: StationRecord | None
) -> tuple[tuple[ChangedFact, ...], tuple[str, ...]]:
    """The facts that are others since the build before, in the order of the file; of every other file only its name.

    What one of the two builds did not read is not compared.
    """
    then, now = _now(before), _now(after)
    both = [file for file in now if file in then]
    found = tuple(each for file in both if _said(file, now) for each in _changes(file, then, now))
    return found, tuple(sorted(file for file in both if not _said(file, now) and then[file] != now[file]))


def stale_facts(action: Action, record: StationRecord, for_shop: bool) -> tuple[str, ...]:
    """The paths of facts that are others now than when a file was made, in the files its build read; of any file but
    the data files its name. Which of them it shows is not known: one is enough to say that it may be out of date. What
    is `for_shop` is made without the tables of clients.
    """
    made_of, now = record.facts.get(action.facts, {}), _now(record)
    read = [file for file in made_of if file in now and not (for_shop and _is_table(file, now))]
    return tuple(path for file in read for path in _differing(file, made_of, now))


def parts_changed(before: Action | None, after: Action | None) -> tuple[str, ...]:
    """The parts of a file's key that are others, in words; of two records of one folder."""
    if before is None or after is None:
        return ()
    names = sorted({*before.parts, *after.parts})
    differing = (name for name in names if before.parts.get(name) != after.parts.get(name))
    return tuple(dict.fromkeys(_WORDS.get(re.split(r"[.0-9\[]", name)[0], _CONTENT) for name in differing))


def made_alike(before: Action | None, after: Action | None) -> bool:
    """Whether the same fonts and libraries made both files, as far as is known."""
    parts = ("fonts", "libraries")
    return not (before and after) or all(before.parts.get(each) == after.parts.get(each) for each in parts)


def _now(record: StationRecord | None) -> Facts:
    if record is None:
        return {}
    only = next(iter(record.facts), "") if len(record.facts) == 1 else ""
    return record.facts.get(record.now or only, {})


def _said(file: str, facts: Facts) -> bool:
    """Whether its values may be said: of tables, photos and texts there are sums only."""
    return "" not in facts[file]


def _is_table(file: str, facts: Facts) -> bool:
    return PurePath(file).suffix in _TABLES and not _said(file, facts)


def _changes(file: str, then: Facts, now: Facts) -> Iterator[ChangedFact]:
    old, new = then[file], now[file]
    for path in [*new, *(path for path in old if path not in new)]:
        if old.get(path) != new.get(path):
            yield ChangedFact(file, path, _shown(old.get(path, "")), _shown(new.get(path, "")))


def _differing(file: str, then: Facts, now: Facts) -> Iterator[str]:
    if _said(file, now):
        yield from (each.path for each in _changes(file, then, now))
    elif then[file] != now[file]:
        yield PurePath(file).name


def _shown(value: str) -> str:
    """A value without a whole identity number, whoever's it is."""
    return _NUMBER.sub(lambda found: masked_identity_number(found[0]), value)
