"""A word that is not known -> the one of those known that was probably meant: one way, for keys, names and codes."""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile

from mzdocs.core.han_table import table
from mzdocs.core.simplified import simplifier

_LOOKED_AT = 60
_ALL_LOOKED_AT = 500
"""Of more candidates only the likely ones are weighed."""
_SAME = (
    ("名称", "姓名", "名字", "name", "题名", "题目", "标题"),
    ("题目", "标题", "题名", "title", "subject"),
    ("电话", "联系电话", "电话号码", "办公电话", "phone", "tel", "telephone"),
    ("咨询", "咨询电话", "服务电话", "service"),
    ("监督", "监督电话", "投诉电话", "complaint"),
    ("手机", "手机号", "手机号码", "移动电话", "mobile", "cell", "电话", "联系电话"),
    ("传真", "传真号", "传真电话", "fax"),
    ("地址", "住址", "通讯地址", "address", "addr", "位置", "地点"),
    ("地点", "地方", "place", "location", "位置", "场所"),
    ("邮编", "邮政编码", "邮码", "postcode", "zip", "zipcode"),
    ("日期", "时间", "date", "day"),
    ("时间", "time", "hours", "钟点"),
    ("数量", "个数", "件数", "数目", "quantity", "qty", "count", "number"),
    ("代码", "编码", "编号", "代号", "code", "id"),
    ("代号", "代码", "编号", "slug", "code"),
    ("类型", "类别", "种类", "type", "kind"),
    ("人口", "人数", "常住人口", "population"),
    ("职务", "职位", "岗位", "title", "position", "post"),
    ("性别", "sex", "gender"),
    ("照片", "相片", "图片", "头像", "photo", "picture", "image"),
    ("社区", "村", "社区村", "community", "communities"),
    ("村", "嘎查", "行政村", "自然村", "村委会", "村民委员会", "village"),
    ("社区", "居委会", "居民委员会", "居民区"),
    ("监督员", "信息员", "民政信息监督员", "monitor", "monitors"),
    ("人员", "工作人员", "职员", "staff", "people"),
    ("设备", "办公设备", "设施", "equipment"),
    ("说明", "备注", "注", "note", "notes", "remark"),
    ("金额", "经费", "款额", "amount", "money"),
    ("面积", "建筑面积", "area"),
    ("办公时间", "工作时间", "上班时间", "hours", "opening"),
    ("是", "有", "对", "yes", "y", "true", "on", "√", "✓", "✔", "☑", "1", "必须"),
    ("否", "无", "没有", "不", "no", "n", "false", "off", "×", "✗", "✘", "☒", "0"),
    ("在保", "正常", "享受", "享受中", "在享", "在册", "保障中"),
    ("已退出", "停保", "退保", "停发", "注销", "取消", "死亡", "已死亡", "迁出"),
    ("最低生活保障", "低保", "城市低保", "农村低保"),
    ("特困人员救助供养", "特困", "特困供养", "五保", "五保供养"),
    ("低保边缘家庭", "低边", "边缘户", "低保边缘"),
    ("行政编制", "公务员", "行政人员"),
    ("事业编制", "事业人员"),
    ("编外聘用", "编外", "聘用", "临聘", "公益岗"),
)
"""Words for one thing; of a group, the earlier is the likelier meant. A word may stand in several."""
_TICKS = "√✓✔☑×✗✘☒"
_CHANGED = 1.0
_ALIKE, _NEARLY_ALIKE = 0.3, 0.6
_LOOK_ALIKE = tuple(map(set, ("o0", "l1", "i1", "z2", "s5", "b8", "g9")))
_MOST_CHANGED = 0.5
"""So much of the longer word may be changed for it to have been meant."""


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that was probably meant by a word, or None where none is near, or two equally.

    Looked for in this order: the same but for blanks, marks, width, case and traditional characters; another word for
    the same thing; the same sound; a part or a whole of it; the fewest changes, of which one by a character that
    sounds alike is the smaller.
    """
    known = list(dict.fromkeys(candidates))
    known = known if len(known) <= _ALL_LOOKED_AT else _likely(word, known)
    folded = {each: _folded(each) for each in known}
    wanted = _folded(word)
    if not wanted:
        return None
    same = [each for each in known if folded[each] == wanted]
    meant = same or _synonyms(wanted, folded) or _sounding(wanted, folded) or _within(wanted, folded)
    return meant[0] if meant else _changed(wanted, folded)


def is_spelt_alike(word: str, other: str) -> bool:
    """Whether two words are one but for blanks, marks, width, case, traditional characters, or sound alike."""
    one, two = _folded(word), _folded(other)
    return one == two or bool(_sound(one) and _sound(one) == _sound(two))


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that takes the fewest changes, however many; only those that begin or end alike are measured."""
    return min(_likely(word, candidates), key=lambda each: distance(word, each), default=None)


def distance(one: str, other: str) -> int:
    """Characters to change, add or leave out (Levenshtein)."""
    row = list(range(len(other) + 1))
    for number, char in enumerate(one, 1):
        before, row[0] = row[0], number
        for place, found in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (char != found))
    return row[-1]


def _likely(word: str, candidates: Iterable[str]) -> list[str]:
    return heapq.nlargest(_LOOKED_AT, sorted(set(candidates)), key=lambda each: _alike(word, each))


def _alike(one: str, other: str) -> int:
    return _shared(one, other) + _shared(one[::-1], other[::-1]) - abs(len(one) - len(other))


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@cache
def _folded(word: str) -> str:
    """Without what a hand adds or a machine changes: blanks, marks, width, case, traditional characters."""
    plain = "".join(char for char in unicodedata.normalize("NFKC", word).casefold() if char.isalnum() or char in _TICKS)
    return plain if plain.isascii() else str(simplifier().convert(plain))


def _synonyms(wanted: str, folded: dict[str, str]) -> list[str]:
    groups = [group for group in _SAME if wanted in group]
    return [each for group in groups for other in group for each in folded if folded[each] == other]


def _sounding(wanted: str, folded: dict[str, str]) -> list[str]:
    """The candidates that are read as the word is, if it is Chinese, or that it spells in letters."""
    said = _sound(wanted)
    return [each for each, word in folded.items() if said and _sound(word) == said]


def _sound(word: str) -> str:
    """A word in letters without tones; nothing where a character has no reading."""
    said = [char if char.isascii() else _syllable(char) for char in word]
    return "".join(said) if all(said) else ""


@cache
def _syllable(char: str) -> str:
    return table().syllable(char)[:-1].replace("ü", "v")


def _within(wanted: str, folded: dict[str, str]) -> list[str]:
    """The only candidate that holds the word, or the longest it holds."""
    wholes = [each for each, word in folded.items() if len(wanted) > 1 and wanted in word]
    parts = sorted((each for each, word in folded.items() if len(word) > 1 and word in wanted), key=len)
    return wholes if len(wholes) == 1 else parts[-1:] if not wholes else []


def _changed(wanted: str, folded: dict[str, str]) -> str | None:
    likely = sorted((_cost(wanted, folded[each]) / max(len(wanted), len(folded[each]), 1), each) for each in folded)
    near = [(share, each) for share, each in likely if share <= _MOST_CHANGED]
    alone = near and (len(near) == 1 or near[0][0] < near[1][0])
    return near[0][1] if alone else None


def _cost(one: str, other: str) -> float:
    """`distance`, weighed by how alike two characters are; two that changed places are one change."""
    rows: list[Sequence[float]] = [[float(place) for place in range(len(other) + 1)]]
    for number, char in enumerate(one, 1):
        row = [float(number)]
        for place, found in enumerate(other, 1):
            cost = min(rows[-1][place] + 1, row[-1] + 1, rows[-1][place - 1] + _weight(char, found))
            if number > 1 and place > 1 and char == other[place - 2] and one[number - 2] == found:
                cost = min(cost, rows[-2][place - 2] + _CHANGED)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


@cache
def _weight(one: str, other: str) -> float:
    if one == other:
        return 0
    if one.isascii() and other.isascii():
        return _ALIKE if {one, other} in _LOOK_ALIKE else _CHANGED
    said, sought = _syllable(one), _syllable(other)
    if not said or not sought:
        return _CHANGED
    return _ALIKE if said == sought else _NEARLY_ALIKE if distance(said, sought) == 1 else _CHANGED
