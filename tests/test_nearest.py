"""A word that is not known: the one that was meant is found, and where none was, none is made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mzdocs.core.nearest import closest, nearest
from mzdocs.model.station import Station

KEYS = [str(field.alias) for field in Station.model_fields.values()]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("由编", "邮编"), ("电活", "电话"), ("電話", "电话"), ("name", "名称"), ("Phone", "电话"),
        ("联系电话", "电话"), ("地 址", "地址"), ("　　邮编", "邮编"), ("“名称”", "名称"), ("dianhua", "电话"),
        ("名陈", "名称"),
        ("电话：", "电话"), ("编邮", "邮编"), ("检査", "检查"), ("街道编码", "街道代码"), ("公示榜", "公示牌"),
        ("交通", "交通工具"), ("ｎａｍｅ", "名称"),
    ],
)  # fmt: skip
def test_a_key_that_was_meant_is_found(word: str, meant: str) -> None:
    assert nearest(word, KEYS) == meant


@pytest.mark.parametrize("word", ["", "　", "xyz", "天气", "备注", "甲", "：", "\ud842"])
def test_nothing_is_made_up(word: str) -> None:
    assert nearest(word, KEYS) is None


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("姚少锋", ["姚少峰", "刘菊"], "姚少峰"),
        ("self-inspect", ["self-inspection", "notice"], "self-inspection"),
        ("taoyaun", ["taoyuan", "nanping"], "taoyuan"),
        ("桃园", ["taoyuan", "nanping"], "taoyuan"),
        ("橫牌", ["横牌", "竖牌"], "横牌"),
        ("有", ["是", "否"], "是"),
        ("甲乙", ["甲丙", "甲丁"], None),
        ("王刚", ["王强", "王丽"], None),
        ("abcd", ["abxy", "wxyz"], "abxy"),
        ("abcde", ["abxyz", "wxyzq"], None),
        ("甲", [], None),
    ],
)  # fmt: skip
def test_names_codes_and_choices(word: str, candidates: list[str], meant: str | None) -> None:
    assert nearest(word, candidates) == meant


def test_of_very_many_only_the_likely_are_weighed() -> None:
    assert nearest("station-04O7", [f"station-{number:04}" for number in range(5000)]) == "station-0407"


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_what_is_found_is_a_candidate(word: str, candidates: list[str]) -> None:
    assert nearest(word, candidates) in {*candidates, None}
    assert (closest(word, candidates) is None) == (not candidates)
