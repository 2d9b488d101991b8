"""Names and addresses that would be printed as they stand and are none: a word for "not yet", two people, quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import chain

from mzdocs.checks.rule import AGREE, KeyPath, Provenance, Rule, Violation, cell, violation
from mzdocs.core.problems import Sentence, Severity, problem_type
from mzdocs.model.fields import Facts
from mzdocs.model.partial_facts import waits
from mzdocs.model.station_data import StationData

_PERSON, _HEAD = "姓名", "户主"
_OF_PEOPLE = {_PERSON, "立卷人", "检查人", "保管人", "签发人", "联系人"}
_ADDRESS, _COMMUNITY = "地址", "名称"
_NOT_YET = re.compile("待[定补聘填]|未定|[没暂]?无|没有|[暂空]?缺|略|同[上前]|[〃″]|[／/\\-—–…·.]+|[xX]{2,}|某某+")
_DIGIT = re.compile("[0-9０-９]")
_PARTED = re.compile("[、，,；;／/&＆]")
_IN_QUOTES = re.compile("[“‘\"'「『《〈].*[”’\"'」』》〉]")
_IN_BRACKETS = re.compile(r"[（(\[【〔].*[）)\]】〕]")
_WAITS = Sentence("这是还没有定下来的话，不是内容", "it says that there is none yet")
_NUMBERED = Sentence("里面有数字", "there is a digit in it")
_SEVERAL = Sentence("看来写了不止一个人", "it seems to be of more than one person")
_QUOTED = Sentence("外面的引号、书名号会一起印出来", "its quotes would be printed too")


def texts_under(value: object, path: KeyPath, keys: Set[str]) -> Iterator[tuple[KeyPath, str]]:
    """Every text anywhere in facts that stands under one of the keys, with its key path."""
    if isinstance(value, Facts):
        for name, field in type(value).model_fields.items():
            if not waits(value, name):
                yield from texts_under(getattr(value, name), (*path, str(field.alias)), keys)
    elif isinstance(value, tuple):
        for i, each in enumerate(value):
            yield from texts_under(each, (*path, i), keys)
    elif isinstance(value, str) and path and path[-1] in keys:
        yield path, value


def _names(data: StationData, keys: Set[str]) -> Iterator[tuple[KeyPath, str]]:
    """Such texts of the station's file; whoever is assessed is named among the people already."""
    return ((path, text) for path, text in texts_under(data.station, (), keys) if path[0] != "考评")


def communities_are_bare(data: StationData) -> Iterator[Violation]:
    """A community's name in quotes, which a data file needs none of."""
    for i, community in enumerate(data.station.communities):
        if _IN_QUOTES.fullmatch(community.name):
            yield violation("社区", i, _COMMUNITY, key=_COMMUNITY, why=_QUOTED)


def names_can_be_printed(data: StationData) -> Iterator[Violation]:
    """A name that is not the name of one person, or an address that is none."""
    for path, text in _names(data, {*_OF_PEOPLE, _ADDRESS}):
        key = str(path[-1])
        why = _why_not(key, text)
        if why:
            yield violation(*path, key=key, why=why)
    for row, household in zip(data.clients.rows, data.clients.households, strict=True):
        why = _why_not(_HEAD, household.head)
        if why:
            yield cell("客户档案", row, _HEAD, key=_HEAD, why=why)


def _why_not(key: str, text: str) -> Sentence | None:
    if _NOT_YET.fullmatch(text):
        return _WAITS
    if key == _ADDRESS:
        return None
    if _DIGIT.search(text):
        return _NUMBERED
    if key in (_PERSON, _HEAD) and _PARTED.search(text):
        return _SEVERAL
    return _QUOTED if _IN_QUOTES.fullmatch(text) else None


def all_names_can_be_printed(data: StationData) -> Iterator[Violation]:
    """Names of people, communities, and addresses."""
    return chain(communities_are_bare(data), names_can_be_printed(data))


def names_have_no_remark(data: StationData) -> Iterator[Violation]:
    """A name with something in brackets behind it."""
    for path, name in _names(data, _OF_PEOPLE):
        if _IN_BRACKETS.search(name):
            yield violation(*path)
    for row, household in zip(data.clients.rows, data.clients.households, strict=True):
        if _IN_BRACKETS.search(household.head):
            yield cell("客户档案", row, _HEAD)


PRINTED = Provenance("通行做法", "姓名、名称、地址照数据原样印出", "一般")
PRINTED_NAME_RULES: tuple[Rule[StationData], ...] = (
    Rule(
        problem_type(
            "MZ1993", "{key}不能照样印：{why}", "{key} cannot be printed as it stands: {why}",
            "只写{key}本身，不加别的字和符号；还没有定的，这一项（这个人）先不写；两个人的，分成两项写。",
            "Write nothing else; leave out what is not known yet, and whoever is not appointed; two people are two entries.",
        ),
        AGREE, all_names_can_be_printed,
    ),
    Rule(
        problem_type(
            "MZ2850", "姓名后面的括号会照样印出来", "The brackets behind the name will be printed too",
            "说明的话不写在姓名里；确要印的，不用改。", "Keep remarks out of the name, unless they are to be printed.",
            severity=Severity.NOTICE,
        ),
        PRINTED, names_have_no_remark,
    ),
)  # fmt: skip
