"""Data files: every scalar is text, what YAML does silently is refused, and each refusal has its place."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mzdocs.core.problems import Exit, Problem
from mzdocs.load.yaml_text import yaml_cause, yaml_encoding, yaml_repeats, yaml_slips, yaml_syntax, yamlfile
from mzdocs.load.yaml_text.yamlfile import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_SCALAR, Refused, read
from mzdocs.load.yaml_tree import Tree, spell

from .test_problems import HAN
from .workspaces import DATA

FILE = "data/stations/x.yaml"


def tree(text: str | bytes) -> Tree:
    made, problems = read(text if isinstance(text, bytes) else text.encode(), FILE)
    assert problems == []
    return made


def told(text: str | bytes) -> Problem:
    """The one problem of a text, whether it ended the reading or not."""
    raw = text if isinstance(text, bytes) else text.encode()
    try:
        _, problems = read(raw, FILE)
    except Refused as refused:
        problems = [*refused.problems]
    assert len(problems) == 1, problems
    return problems[0]


# what is read


@pytest.mark.parametrize(
    "scalar",
    ["0451", "0o17", "0x1F", "13800138000", "990103197406010846", "10:30", "09:30", "12:30:45", "NO", "no", "on", "off", "yes", "true",
     "~", "null", "1.10", "12E5", "12.5E+5", "1_000", ".inf", "-.5", "=", "2026-11-23", "2026-13-45", "9" * 3000, "是"],
)  # fmt: skip
def test_every_scalar_stays_the_text_it_is(scalar: str) -> None:
    assert tree(f"键: {scalar}\n列: [{scalar}]\n").root == {"键": scalar, "列": [scalar]}


def test_nothing_written_is_nothing_and_quoted_nothing_is_empty_text() -> None:
    assert tree('甲:\n乙: ""\n丙: []\n丁: {}\n').root == {"甲": None, "乙": "", "丙": [], "丁": {}}


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain = tree("名称: 桃源\n电话:\n  咨询: 0451\n")
    assert tree("名称: 桃源\r\n电话:\r\n  咨询: 0451\r\n".encode("utf-8-sig")) == plain


def test_equal_keys_are_equal_however_they_are_composed() -> None:
    problem = told("caf\u00e9: 1\ncafe\u0301: 2\n")
    assert (problem.code, problem.location.line) == ("MZ1003", 2)


def test_every_key_and_item_knows_its_line_and_column() -> None:
    made = tree("# 注释\n名称: 桃源\n社区:\n  - 代码: '001'\n    监督员: [{姓名: 甲}]\n")
    assert made.marks == {
        ("名称",): (2, 1), ("社区",): (3, 1), ("社区", 0): (4, 5), ("社区", 0, "代码"): (4, 5), ("社区", 0, "监督员"): (5, 5),
        ("社区", 0, "监督员", 0): (5, 11), ("社区", 0, "监督员", 0, "姓名"): (5, 12),
    }  # fmt: skip


def test_what_is_missing_is_placed_at_its_parent() -> None:
    location = tree("社区:\n  - 代码: '001'\n").location(FILE, ("社区", 0, "人口"))
    assert str(location) == f"{FILE}:2:5 社区[1].人口"


@pytest.mark.parametrize(
    ("path", "words"), [((), ""), (("社区",), "社区"), (("社区", 2, "人口"), "社区[3].人口"), (("a", 0, 1), "a[1][2]")]
)
def test_a_path_is_counted_as_people_count(path: tuple[str | int, ...], words: str) -> None:
    assert spell(path) == words


def test_the_sample_files_are_read_without_a_problem() -> None:
    files = sorted(DATA.rglob("*.yaml"))
    assert len(files) == 9
    for path in files:
        assert read(path.read_bytes(), path.name)[1] == []


# what is refused: a text, the code, line and column, and a word of the message

REFUSED = {
    "a value with a colon": ("地址: 云川: 路\n", "MZ1017", 1, 7, "引号"),
    "a key without a colon": ("名称: 甲\n邮编\n电话: 1\n", "MZ1019", 2, 3, "冒号"),
    "a tab as indent": ("电话:\n\t咨询: 1\n", "MZ1014", 2, 1, "制表符"),
    "a quote left open": ('名称: "甲\n地址: 乙\n', "MZ1010", 1, 5, "没有另一半"),
    "a bracket left open": ("设备: [甲, 乙\n地址: 丙\n", "MZ1011", 1, 5, "配对"),
    "an at sign": ("名称: @甲\n", "MZ1017", 1, 5, "引号"),
    "a list under a quoted value": ('名称: "甲"\n  - 乙\n', "MZ1001", 2, 3, "缩进"),
    "a bad escape": ('名称: "C:\\路"\n', "MZ1017", 1, 8, "引号"),
    "a group as a key": ("? {甲: 1}\n: 2\n", "MZ1001", 1, 3, "键必须是文字"),
    "a full-width colon above a key": ("名称：甲\n地址: 乙\n", "MZ1002", 1, 3, "全角冒号"),
    "only full-width colons": ("名称：甲\n地址：乙\n", "MZ1002", 1, 3, "全角冒号"),
    "a full-width colon in a list": ("人员:\n  - 姓名：甲\n    职务: 站长\n", "MZ1002", 2, 7, "全角冒号"),
    "a key written twice": ("名称: 甲\n地址: 乙\n名称: 丙\n", "MZ1003", 3, 1, "名称"),
    "a key written twice in a list": ("人员:\n  - {职务: 甲, 职务: 乙}\n", "MZ1003", 2, 13, "职务"),
    "GBK": ("名称: 桃源\n".encode("gbk"), "MZ1004", 1, None, "GBK"),
    "GBK after the first line": (b"a: 1\n" + "b: 桃源\n".encode("gbk"), "MZ1004", 2, None, "GBK"),
    "UTF-16": ("名称: 桃源\n".encode("utf-16"), "MZ1004", 1, None, "UTF-16"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "MZ1004", 1, None, "UTF-16"),
    "no blank behind a dash": ("人员:\n  -姓名: 甲\n    职务: 站长\n", "MZ1012", 2, 3, "空格"),
    "no blank behind a colon": ("名称: 甲\n邮编:1\n电话: 2\n", "MZ1012", 2, 3, "空格"),
    "no dash before another": ("人员:\n  - 姓名: 甲\n    职务: 站长\n    姓名: 乙\n    职务: 员\n", "MZ1013", 4, 5, "另一项"),
    "no dash before another of one key": ("人员:\n  - 姓名: 甲\n  姓名: 乙\n", "MZ1013", 3, 3, "另一项"),
    "a full-width blank as indent": ("电话:\n  咨询: 1\n　监督 : 2\n  传真: 3\n", "MZ1014", 3, 1, "全角空格"),
    "a long dash": ("人员:\n  - 姓名: 甲\n  — 姓名: 乙\n", "MZ1015", 3, 3, "“—”"),
    "a wide bracket": ("列: [甲, 乙］\n乙: 1\n", "MZ1016", 1, 9, "全角"),
    "a key set in too far": ("名称: 甲\n  邮编: 1\n", "MZ1018", 2, 3, "应是 0 个"),
    "marks of a merge": ("甲: 1\n<<<<<<< HEAD\n乙: 2\n=======\n乙: 3\n>>>>>>> b\n", "MZ1020", 2, 1, "合并"),
    "a part pasted twice": ("电话:\n  a: 1\n  b: 2\n  c: 3\n  a: 1\n  b: 2\n  c: 3\n", "MZ1021", 5, 3, "a、b、c"),
    "no comma in braces": ("甲: { 乙: 1 丙: 2 }\n", "MZ1022", 1, 10, "逗号"),
    "an item that runs on": ("列:\n  - 甲乙。\n    丙丁。\n", "MZ1023", 3, 1, "空格"),
    "a drawn line": ("甲: 1\n======\n乙: 2\n", "MZ1025", 2, 1, "写给人看"),
    "two keys on one line": ("邮编: 1 名称: 2\n", "MZ1026", 1, 7, "“名称”"),
    "nothing": (b"", "MZ1005", 1, 1, "空"),
    "only a mark of order": (b"\xef\xbb\xbf", "MZ1005", 1, 1, "空"),
    "only a comment": ("# 样例\n", "MZ1005", 1, 1, "空"),
    "only blanks": (" \n\n  \n", "MZ1005", 1, 1, "空"),
    "a list": ("- 甲\n- 乙\n", "MZ1005", 1, 1, "键"),
    "a word": ("甲\n", "MZ1005", 1, 1, "键"),
    "an alias": ("甲: 1\n乙: *a\n", "MZ1006", 2, 4, "引用"),
    "an anchor": ("甲: &a 1\n", "MZ1006", 1, 4, "锚点"),
    "an anchor on a group": ("甲: &a\n  乙: 1\n", "MZ1006", 1, 4, "锚点"),
    "a tag": ("甲: !!python/object/apply:os.system [ls]\n", "MZ1006", 1, 4, "标签"),
    "a tag on text": ("甲: !!int 3\n", "MZ1006", 1, 4, "标签"),
    "two documents": ("甲: 1\n---\n乙: 2\n", "MZ1006", 2, 1, "多文档"),
    "a character of control by escape": ('名称: "甲\\e[31m"\n', "MZ1007", 1, 5, "U+001B"),
    "a raw character of control": ("名称: 甲\n地址: 乙\x07丙\n", "MZ1007", 2, 6, "U+0007"),
    "a zero byte": ("名称: 甲\x00\n", "MZ1007", 1, 6, "U+0000"),
    "a turner of direction": ("甲: 1\n名称: 桃\u202e源\n", "MZ1007", 2, 5, "U+202E"),
    "a self-made character": ("名称: 桃\ue123源\n", "MZ1007", 1, 5, "U+E123"),
    "a bad character in a key": ("名\u200e称: 桃\n", "MZ1007", 1, 1, "U+200E"),
    "a large file": (b"#" * (MAX_BYTES + 1), "MZ1008", None, None, str(MAX_BYTES)),
    "deep groups": ("{甲: " * (MAX_DEPTH + 1) + "1" + "}" * (MAX_DEPTH + 1), "MZ1008", 1, 4 * MAX_DEPTH + 1, "嵌套"),
    "deeper brackets than a parser's stack": ("甲: " + "[" * 100_000, "MZ1008", 1, 3 + MAX_DEPTH, "嵌套"),
    "very many items": ("甲: [" + "1," * MAX_NODES + "1]", "MZ1008", 1, None, "项数"),
    "a very long text": ("甲: 1\n乙: " + "字" * (MAX_SCALAR + 1), "MZ1008", 2, 4, "字数"),
    "a comment after a value": ("地址: 桃溪路 8 号 #2 楼\n", "MZ1009", 1, 13, "注释"),
    "a comment after an item": ("便民设施:\n  - 座椅 # 大厅\n", "MZ1009", 2, 8, "注释"),
    "a comment after a value with quotes inside": ("地址: 路\"8\"号 #2\n", "MZ1009", 1, 11, "注释"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_refused_with_its_place(name: str) -> None:
    text, code, line, column, word = REFUSED[name]
    problem = told(text)
    assert problem.code == code, problem.message()
    assert problem.location.file == FILE
    assert problem.location.line == line
    if column is not None:
        assert problem.location.column == column
    assert word in problem.message("zh")
    assert HAN.search(problem.remedy("zh"))
    assert not HAN.search(problem.message("en").replace("名称", "").replace("职务", ""))


def test_every_fault_of_reading_has_a_sample() -> None:
    modules = (yamlfile, yaml_encoding, yaml_syntax, yaml_slips, yaml_cause, yaml_repeats)
    names = [name for module in modules for name in vars(module).values()]
    declared = {problem_type.code for problem_type in names if hasattr(problem_type, "says")}
    assert declared == {code for _, code, *_ in REFUSED.values()}


def test_a_bomb_ends_with_the_code_for_limits() -> None:
    assert told("甲: " + "[" * 50).problem_type.exit is Exit.LIMIT
    laughs = "a: &a [x,x]\n" + "".join(f"{b}: &{b} [*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    assert told(laughs).code == "MZ1006"


@pytest.mark.parametrize(
    "text",
    [
        '地址: "路 8 号 #2" # 说明\n',
        "# 说明\n地址: 路8号#2\n",
        "说明: |\n  注: 见 #3\n  值 # 不是注释\n",
        "电话: # 说明\n  咨询: '1' # 说明\n",
        "列: [甲, 乙] # 说明\n",
    ],
)
def test_a_comment_that_swallows_nothing_is_left_alone(text: str) -> None:
    assert tree(text).root


def test_all_problems_that_do_not_end_the_reading_are_told_at_once() -> None:
    _, problems = read('甲: 1 # 一\n甲: 2\n乙: "\\e"\n'.encode(), FILE)
    assert [problem.code for problem in problems] == ["MZ1009", "MZ1003", "MZ1007"]


# whatever the bytes are

SEED = (DATA / "stations" / "taoyuan.yaml").read_bytes()[:1500]
BITS = st.sampled_from(
    [
        b"\t",
        b"&a ",
        b"*a ",
        b"!!x ",
        b"- ",
        b": ",
        b"? ",
        b"|",
        b"{",
        b"[",
        b"]",
        b"'",
        b'"',
        b"#",
        b"\x00",
        b"\xff",
        b"\r",
        b"---\n",
        b"%",
        "：".encode(),
        b"\xef\xbb\xbf",
        b"\\",
        b"<<: ",
        b"\xc2\x85",
        b"@",
        b">",
    ]
)


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    raw = bytearray(SEED)
    for at, bit, take in draw(
        st.lists(
            st.tuples(st.integers(0, len(SEED)), BITS | st.binary(max_size=3), st.integers(0, 4)),
            min_size=1,
            max_size=6,
        )
    ):
        raw[at : at + take] = bit
    return bytes(raw)


def texts(node: object) -> Iterator[object]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
    else:
        yield node


@settings(max_examples=600, deadline=None)
@given(spoiled() | st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
@example(b"? \n")
@example(b": \n: \n")
@example(b"\xef\xbb\xbf\xef\xbb\xbfa: 1")
@example("a: 1\u2028b: 2 # x\x85c: 3".encode())
def test_any_bytes_give_a_tree_of_text_or_a_refusal(raw: bytes) -> None:
    try:
        made, problems = read(raw, FILE)
    except Refused as refused:
        problems = [*refused.problems]
    else:
        assert all(value is None or isinstance(value, str) for value in texts(made.root))
    for problem in problems:
        assert problem.location.file == FILE
        assert problem.message("zh")
        assert problem.message("en")
        breaks = sum(raw.count(mark) for mark in (b"\n", b"\r", b"\xc2\x85", b"\xe2\x80"))
        assert 1 <= (problem.location.line or 1) <= breaks + 2
