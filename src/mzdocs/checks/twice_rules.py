"""What a station's file says a second time -> the second place, as an error; and one word that is several, as a notice."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence

from mzdocs.checks.rule import AGREE, KeyPath, Provenance, Rule, Violation, repeated, violation
from mzdocs.core.problems import Sentence, Severity, problem_type
from mzdocs.core.text import squeezed
from mzdocs.load.yaml_tree import spell
from mzdocs.model.station_data import StationData

LISTED = Provenance("通行做法", "一项一条，逐项计数", "一般")
_SEPARATORS = re.compile("[，,、；;]")
LONGEST_WORD = 12
"""Characters of a word in a list; what is longer is a sentence, which has commas of its own."""


def communities_differ(data: StationData) -> Iterator[Violation]:
    """A community of the name of another."""
    communities = data.station.communities
    names = [squeezed(each.name) for each in communities]
    for i in repeated(names):
        first = names.index(names[i])
        copied = communities[first].code == communities[i].code
        yield violation(
            "社区", i, "名称", name=communities[i].name, first=spell(("社区", first)), copied=_COPIED if copied else ""
        )


_COPIED = Sentence("，代码也相同，看来整段写了两次", " with the same code: it seems to be copied whole")


def entries_differ(data: StationData) -> Iterator[Violation]:
    """A plaque, a room's plate, hours, a training, a record of guidance or a check that is entered twice."""
    station = data.station
    lists: dict[str, Sequence[Hashable]] = {
        "挂牌": [(each.place, each.spot, each.style) for each in station.hangings],
        "科室牌": [(each.name, each.spot) for each in station.rooms],
        "办公时间": [(each.days, each.hours) for each in station.hours] if station.gives("hours") else [],
        "培训": [(each.title, each.held_on, each.whom, each.place) for each in station.trainings],
        "业务指导": [each.name for each in station.guidance],
        "日常检查": [
            (each.checked_on, each.who, tuple(found.item for found in each.findings)) for each in station.routine_checks
        ],
    }
    for key, entries in lists.items():
        for i in repeated(entries):
            yield violation(key, i, first=spell((key, entries.index(entries[i]))))


def words_stand_once(data: StationData) -> Iterator[Violation]:
    """A word that stands twice in one list of words."""
    for path, words in _lists(data):
        yield from (violation(*path, i, word=words[i]) for i in repeated(words))


def items_stand_apart(data: StationData) -> Iterator[Violation]:
    """One item that is several words with commas of its own between them; inspectors have a rule of their own."""
    for path, words in _lists(data):
        told_elsewhere = path[0] == "检查" and data.district.team is not None
        for i, word in enumerate(words):
            parts = split_items(word)
            if parts and not told_elsewhere:
                yield violation(*path, i, count=len(parts), parts="、".join(parts), apart=", ".join(parts))


def split_items(word: str) -> list[str]:
    """The items one item seems to be, written with commas that do not part them; none if it is one."""
    parts = [part.strip() for part in _SEPARATORS.split(word)]
    return parts if len(parts) > 1 and all(0 < len(part) <= LONGEST_WORD for part in parts) else []


def _lists(data: StationData) -> Iterator[tuple[KeyPath, Sequence[str]]]:
    """The lists of words; lists of sentences may hold commas."""
    station = data.station
    if station.gives("premises"):
        yield ("场所", "便民设施"), station.premises.visitor_facilities
    for key, things in (("设备", station.equipment), ("交通工具", station.transport)):
        yield from (((key, i, "种类"), thing.kinds) for i, thing in enumerate(things))
    if station.inspection:
        yield ("检查", "检查组"), station.inspection.group
    if station.second_look:
        yield ("检查", "复查", "复查组"), station.second_look.group
    yield from ((("业务指导", i, "指导人"), each.who) for i, each in enumerate(station.guidance))
    yield from ((("日常检查", i, "检查人"), each.who) for i, each in enumerate(station.routine_checks))
    if station.gives("archive") and station.archive.verdict:
        yield ("档案", "鉴定结果", "鉴定小组"), station.archive.verdict.panel


TWICE_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1975", "“{name}”前面已经有了（{first}）{copied}", "{name} is there already ({first}){copied}",
            "整段删去一处；是另一个社区（村）的，改正名称和代码。", "Delete one of the two whole, or correct name and code.",
        ),
        AGREE, communities_differ,
    ),
    Rule(
        problem_type(
            "MZ1976", "这一条与 {first} 写的是同一件事", "This entry says the same as {first}",
            "删去一条；有几块的，写在“数量”里。", "Delete one of the two; how many there are is its quantity.",
        ),
        AGREE, entries_differ,
    ),
    Rule(
        problem_type(
            "MZ1977", "“{word}”在这里写了两次", "{word} stands here twice", "删去一个。", "Delete one of them.",
        ),
        AGREE, words_stand_once,
    ),
    Rule(
        problem_type(
            "MZ2840", "这里只有一项，看来是 {count} 项：{parts}", "This is one item and seems to be {count}: {parts}",
            "每项分开写，用半角逗号：[{apart}]；确是一项的，不用改。", "Part them with plain commas: [{apart}]; one that is one stays.",
            severity=Severity.NOTICE,
        ),
        LISTED, items_stand_apart,
    ),
)  # fmt: skip
