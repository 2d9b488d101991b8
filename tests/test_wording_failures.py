"""What is wrong in a wording is said in the wording's own words, with the word that was meant, never the library's."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import TemplateError, TemplateNotFound

from mzdocs.core.problems import Problem, Stopped
from mzdocs.model.fields import Facts, Several, Text, key
from mzdocs.model.letter import Wording
from mzdocs.wording import View, write
from mzdocs.wording.failures import why

HEAD = "版式：表单\n范围：工作站\n标题：甲表\n====\n"


class _Room(Facts):
    name: Text = key("名称", "a")
    area: Text | None = key("面积", "b", default=None)


class _House(Facts):
    name: Text = key("名称", "c")
    rooms: Several[_Room] = key("房间", "d")


STATION = View(_House.model_validate({"名称": "桃源", "房间": [{"名称": "大厅"}]}))


def problem_of(text: str) -> Problem | None:
    wording = Wording("a", "a.txt", HEAD + text)
    try:
        write(wording, {"a": wording}, {"站": STATION, "日期": "x"})
    except Stopped as stopped:
        return stopped.problems[0]
    return None


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("甲\n{{ 站.名陈 }}\n", 6, "没有“名陈”这个词，您是不是想写“名称”？"),
        ("{{ 占.名称 }}\n", 5, "没有“占”这个词，您是不是想写“站”？"),
        ("{{ 天气 }}\n", 5, "没有“天气”这个词"),
        ("{{ 站.房间.名称 }}\n", 5, "“名称”前面是一份名单"),
        ("{% for x in 站.房间 %}{{ x.面积.数 }}{% endfor %}\n", 5, "“数”前面的值没有填写"),
        ("{{ 站.房间[0].面积 }}\n", 5, "这里的值没有填写"),
        ("{{ 站.房间 }}\n", 5, "名单"),
        ("{{ 站 }}\n", 5, "一组值"),
        ("{{ 站.名称 | 中文书 }}\n", 5, "没有“中文书”这种写法，您是不是想写“中文数”？"),
        ("{{ 站.名称 | 中文数 }}\n", 5, "种类不对"),
        ("{{ 站.名称 is 空 }}\n", 5, "没有“空”这种判断"),
        ("{% fi 站 %}\n", 5, "没有“fi”这个词，您是不是想写“if”？"),
        ("{% if 站.名称 %}\n甲\n", 5, "没有用 endif"),
        ("甲\n{{ 站.名称 }\n", 6, "没有配对"),
        ("{{ 站.名称\n甲\n", 6, "少了连接的符号"),
        ("{{ }}\n", 5, "少了词"),
        ("{{ 站 名称 }}\n", 5, "少了连接的符号"),
        ("{{ 站.名称 + “甲” }}\n", 5, "不能用““”"),
        ("{{ 1 / 0 }}\n", 5, "除以了零"),
        ("{{ 站.__class__ }}\n", 5, "用不上"),
        ("{% include 'b' %}\n", 5, "没有“b”这份文字"),
        ("{# 甲\n", 5, "没有配对"),
    ],
)  # fmt: skip
def test_why_a_wording_is_not_filled(text: str, line: int, said: str) -> None:
    problem = problem_of(text)
    assert problem is not None
    assert said in problem.message("zh")
    assert problem.location.line == line
    assert not re.search(
        "[\u4e00-\u9fff]", re.sub("名陈|名称|占|站|天气|数|中文书|中文数|空", "", problem.message("en"))
    )


FOREIGN = re.compile(
    r"unexpected|expected|token|object|attribute|View|template|statement|undefined|Error|None|tuple|str|int"
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from([
        "{{ 站.名称 }}甲{% if 站.名称 %}乙{% endif %}\n", "{% for x in 站.房间 %}{{ x.名称 }}{% endfor %}\n",
        "{% set 甲 = 站.名称 %}{{ 甲 | 整句 }}\n", "{{ 站.房间 | map(attribute='名称') | 列举 }}\n",
    ]))  # fmt: skip
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        new = draw(
            st.sampled_from(
                ["", "{", "}", "%", "{{", "%}", "“", "'", ".", "|", "(", ")", "]", "甲", " ", "-", "，", "~", "+", "0"]
            )
        )
        text = text[:at] + new + text[at + draw(st.integers(0, 3)) :]
    return text


@settings(max_examples=400, deadline=None)
@given(mutated())
def test_no_word_of_the_library_reaches_a_clerk(text: str) -> None:
    problem = problem_of(text)
    if problem is not None and problem.code == "MZ1602":
        said = re.sub("“[^”]*”", "", problem.message("zh"))
        assert not FOREIGN.search(said), said


@pytest.mark.parametrize(
    "error",
    [
        TemplateError("brand new"),
        TypeError("'str' + 'int'"),
        RecursionError("x"),
        OverflowError("y"),
        KeyError("z"),
        TemplateNotFound("b"),
    ],
)
def test_any_failure_has_words_of_ours(error: Exception) -> None:
    assert re.fullmatch("[\u4e00-\u9fff，（）“”b]+", why(error).zh)
    assert why(error).en
