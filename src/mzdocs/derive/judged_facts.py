"""The words of a paper -> the facts it was judged by, each under a name and in words.

What is not listed here (a telephone, an address, the bureau's own sentences) may change after a paper went out: the
paper then only reads otherwise. docs/issued.md has the rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from mzdocs.derive.defects import FROM_DATA
from mzdocs.model.letter import Paper, texts
from mzdocs.wording.later import WorkedOut
from mzdocs.wording.view import shown

Facts = Iterator[tuple[str, str]]
Words = Mapping[str, Any]


def judged_facts(asked: frozenset[str], words: Words, paper: Paper | None) -> dict[str, str]:
    """Every fact a paper is judged by; `asked` are the words, of `JUDGED_BY`, its wording asks for.

    Of people only those the paper names count; where there is no paper, none do.
    """
    said, words = "\n".join(all_texts(paper)) if paper else "", WorkedOut(words)
    facts = dict(_of_the_head(paper)) if paper else {}
    for word, judged in _JUDGED.items():
        if word in asked and word.partition(".")[0] in words:
            facts |= judged(words)
    for word, named in _NAMED.items():
        if word in asked and word.partition(".")[0] in words:
            facts |= {fact: value for name, fact, value in named(words) if name in said}
    return facts


def all_texts(paper: Paper) -> tuple[str, ...]:
    """Every text of a paper, from the mark to the last annex."""
    imprint = paper.imprint
    head = (paper.mark, *(note for _, note in paper.notes), paper.number, paper.signer, *paper.title, paper.addressee)
    body = (text for block in paper.blocks for text in texts(block))
    foot = (*imprint.copies, imprint.printer, imprint.printed_on) if imprint else ()
    names = (part.name for part in paper.parts)
    return tuple(filter(None, (*head, *body, *names, paper.author, paper.date, *foot)))


HEAD = ("发文字号", "成文日期", "主送机关", "署名")
"""What only a paper that is planned has; of one that is planned no more nothing is known of it."""


def _of_the_head(paper: Paper) -> Facts:
    head = zip(HEAD, (paper.number, paper.date, paper.addressee, paper.author), strict=True)
    return ((fact, value) for fact, value in head if value)


def _score(words: Words) -> Facts:
    card = words["评分"]
    yield "得分", shown(card["得分"])
    yield "等次", card["等次"].等次
    for aspect in card["方面"]:
        yield f"{aspect['名称']}得分", shown(aspect["得分"])
    for item in card["条目"]:
        yield f"条目{item['编号']}得分", shown(item["得分"])


def _own_score(words: Words) -> Facts:
    card = words["评分"]
    yield "自评得分", _or_none(card["自评分"])
    for item in card["条目"]:
        yield f"条目{item['编号']}自评得分", _or_none(item["自评分"])


def _or_none(points: object) -> str:
    return "未自评" if points is None else shown(points)


def _matters(words: Words) -> Facts:
    """What is to be put right, by the line of the score sheet: what inspectors wrote, and how much the data show."""
    lines: dict[str, list[Words]] = defaultdict(list)
    for matter in words["问题"]:
        lines[matter["条目"]].append(matter)
    for item, matters in lines.items():
        yield (f"条目{item}问题" if item else "不计分的问题"), _told(matters)


def _told(matters: Sequence[Words]) -> str:
    """Sentences of rules are the program's and may be reworded: of them only the count is a fact."""
    counted = [each for each in matters if each["方式"] == FROM_DATA]
    told = [each["情况"] for each in matters if each["方式"] != FROM_DATA]
    whole = "；".join([*told, *([f"台账不符{len(counted)}处"] if counted else [])])
    days = {shown(each["期限"]) for each in matters if each["期限"]}
    owners = {each["责任人"] for each in matters if each["责任人"]}
    terms = "、".join([*sorted(f"{day}前" for day in days), *sorted(owners)])
    return f"{whole}（{terms}）" if terms else whole


def _put_right(words: Words) -> Facts:
    for matter in words["问题"]:
        report = matter["整改情况"]
        done_on = report.完成日期 if report else None
        day = f"，{shown(done_on)}" if done_on else ""
        yield f"条目{matter['条目']}整改", f"{matter['整改状态']}{day}"


def _staff(words: Words) -> Facts:
    """Who was in post on the day the words are of, and how each is employed: heads by their post, the others by code.

    Two may have one name; none have one code.
    """
    posts: dict[str, list[Any]] = defaultdict(list)
    for member in words["站"].人员:
        if member.到岗:
            posts[member.职务].append(member)
    for post, members in posts.items():
        if post == "工作人员":
            yield from ((f"工作人员{each.代码}", f"{each.姓名}（{each.编制}）") for each in members)
        else:
            yield post, "、".join(each.姓名 for each in members)
            yield f"{post}编制", "、".join(each.编制 for each in members)


def _inspected(words: Words) -> Facts:
    """Who inspected, and on which day; nothing where nobody did yet."""
    inspection = words["站"].检查
    if inspection:
        yield "检查日期", shown(inspection.日期)
        yield "检查组", "、".join(inspection.检查组)


def _ranking(words: Words) -> Facts:
    for row in words["排名"]:
        card = row["评分"]
        yield row["街道"].名称, f"第{row['名次']}名，{shown(card['得分'])}分，{card['等次'].等次}"
    for row in words["缺报"]:
        yield row["街道"].名称, row["缺因"]


_JUDGED: Mapping[str, Callable[[Words], Facts]] = {
    "评分.得分": _score,
    "评分.自评分": _own_score,
    "问题": _matters,
    "整改": _put_right,
    "站.人员": _staff,
    "站.检查": _inspected,
    "排名": _ranking,
}
"""What a wording asks for, and the facts it is judged by for that."""


def _monitors(words: Words) -> Iterator[tuple[str, str, str]]:
    return (_appointed(person) for person in words["监督员"])


def _appointed(person: Words) -> tuple[str, str, str]:
    term = person["聘期"]
    told = f"{person['姓名']}，{person['社区'].名称}，{shown(term.起)}至{shown(term.止)}"
    return person["姓名"], f"监督员{person['编号']}", told


def _of_one(words: Words) -> Iterator[tuple[str, str, str]]:
    """Of a paper for one person: the term, and where the paper tells of it, how it ended."""
    person = words["人"]
    if "聘期" in person:
        yield _appointed(person)
    if person.get("离任"):
        left = person["离任"]
        yield shown(left["日期"]), f"{person['代码']}离任", f"{person['姓名']}，{shown(left['日期'])}，{left['事由']}"


def _assessed(words: Words) -> Iterator[tuple[str, str, str]]:
    """Of a period: a form of it, or all forms beside each other."""
    period = words["期"]
    for assessment in period.get("各表", [period]):
        for person in assessment["人员"]:
            if person["总分"] is not None:
                fact = f"{assessment['对象']}{person['姓名']}（{person['代码']}）{period['周期']}考评"
                yield person["姓名"], fact, f"{shown(person['总分'])}分，{person['等次']}"


def of_people(fact: str) -> bool:
    """Whether a fact is one of those that count only where the paper names the person."""
    return fact.startswith("监督员") or fact.endswith(("考评", "离任"))


_NAMED: Mapping[str, Callable[[Words], Iterator[tuple[str, str, str]]]] = {
    "监督员": _monitors,
    "人": _of_one,
    "期": _assessed,
}
"""The same for facts of people: what a paper that tells of them says."""
JUDGED_BY = frozenset([*_JUDGED, *_NAMED])
"""All that papers are judged by."""
