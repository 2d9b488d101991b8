"""A tree of text -> facts: each wrong value, key and shape is told in our words at its place, all in one run."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from mzdocs.core.problems import Problem
from mzdocs.design import theme
from mzdocs.load import binding
from mzdocs.load.binding import bind
from mzdocs.load.tables.table_formats import CLIENT_TABLE
from mzdocs.load.yaml_text import yamlfile
from mzdocs.model.district import District
from mzdocs.model.fields import Facts
from mzdocs.model.station import Station

from .workspaces import DATA, SLUG

SRC = Path(__file__).parents[1] / "src" / "mzdocs"
STATION = re.sub("(?m)^制发日期: .*$", "制发日期: 2026-11-20", (DATA / "stations" / f"{SLUG}.yaml").read_text("utf-8"))
TERM = next(iter(re.findall("聘期: {.*}", STATION)))
DISTRICT = (DATA / "district.yaml").read_text("utf-8")
IDENTITY = "990103197406010846"


def problems(text: str, model: type[Facts] = Station) -> list[Problem]:
    raw = text.encode()
    tree, found = yamlfile.read(raw, "x.yaml")
    assert found == []
    return bind(model, tree, "x.yaml")[1]


def spoiled(old: str, new: str, source: str = STATION) -> tuple[str, int]:
    """The sample with one change, and the number of the line where it was made."""
    assert source.count(old) >= 1, old
    before, _, after = source.partition(old)
    return before + new + after, before.count("\n") + new.count("\n", 0, len(new) - len(new.lstrip("\n"))) + 1


# what is changed, into what, the code, the path, and a word of the message or remedy

WRONG = {
    "a key is missing": ('街道代码: "001"\n', "", "MZ1101", "街道代码", "名册中的代码"),
    "a key deep inside is missing": ("  - 地点: 社会事务科\n    位置", "  - 位置", "MZ1101", "挂牌[1].地点", "缺少"),
    "a mistyped key": ("制发日期: 2026-11-20", "制发曰期: 2026-11-20", "MZ1102", "制发曰期", "您是不是想写“制发日期”"),
    "a key of nobody": ("邮编: 990103", "邮编: 990103\nqq: 1", "MZ1102", "qq", "可用的键"),
    "a key of a group beside": ("  传真: 0999-5551003", "传真: 0999-5551003", "MZ1125", "传真", "它属于“电话”"),
    "a mistyped choice": ("职务: 副站长", "职务: 副站", "MZ1103", "人员[2].职务", "站长、副站长、工作人员"),
    "a choice left out": ("编制: 行政编制", "编制:", "MZ1103", "人员[1].编制", "事业编制"),
    "text for a group": ("场所:\n  独立: 是\n", "场所: 一楼\n旧场所:\n  独立: 是\n", "MZ1104", "场所", "键: 值"),
    "a list for a group": (TERM, "聘期: [2026-12-01]", "MZ1104", "社区[1].监督员[1].聘期", "键: 值"),
    "empty text": ("地址: 云川市澄江区桃溪路 26 号街道便民服务中心一楼", 'address: 1\n地址: ""', "MZ1105", "地址", "空"),
    "nothing at all": ("地址: 云川市澄江区桃溪路 26 号街道便民服务中心一楼", "地址:", "MZ1105", "地址", "空"),
    "text with outer blanks": ("全宗名称: 澄江区桃源街道办事处", 'x: 1\n  全宗名称: " 甲"', "MZ1105", "档案.全宗名称", "空格"),
    "a list for text": ("全宗名称: 澄江区桃源街道办事处", "全宗名称: [甲]", "MZ1105", "档案.全宗名称", "文字"),
    "text for a list": ("便民设施: [座椅, 饮水机, 老花镜, 书写台, 无障碍通道]", "便民设施: 座椅", "MZ1106", "场所.便民设施", "列表"),
    "a unit on a count": ("人口: 6120", "人口: 6120人", "MZ1107", "社区[1].人口", "“6120人”"),
    "a comma in a count": ("人口: 6120", "人口: 6,120", "MZ1107", "社区[1].人口", "逗号"),
    "full-width digits": ("人口: 6120", "人口: ６１２０", "MZ1107", "社区[1].人口", "半角"),
    "a count below zero": ("人口: 6120", "人口: -1", "MZ1107", "社区[1].人口", "整数"),
    "a count with a leading zero": ("人口: 6120", "人口: 06120", "MZ1107", "社区[1].人口", "整数"),
    "a count beyond belief": ("人口: 6120", "人口: " + "9" * 13, "MZ1107", "社区[1].人口", "整数"),
    "words for one of several numbers": ("得分: [20", "得分: [20分半", "MZ1108", "考评[1].得分[1]", "“20分半”"),
    "words for a number": ("面积: 113", "面积: 约113", "MZ1108", "场所.面积", "“约113”"),
    "a day that never was": ("制发日期: 2026-11-20", "制发日期: 2026-13-45", "MZ1109", "制发日期", "“2026-13-45”"),
    "a day in words": ("制发日期: 2026-11-20", "制发日期: 2026年11月20日", "MZ1109", "制发日期", "2026-11-20"),
    "a day with short numbers": ("制发日期: 2026-11-20", "制发日期: 2026-1-2", "MZ1109", "制发日期", "日期"),
    "a time of day in words": ("起: 9:00", "起: 早九点", "MZ1851", "值班.安排[1].起", "“早九点”"),
    "an hour too many": ("起: 9:00", "起: 24:00", "MZ1851", "值班.安排[1].起", "“24:00”"),
    "yes in English": ("独立: 是", "独立: yes", "MZ1110", "场所.独立", "是 或 否"),
    "a telephone without its area": ("咨询: 0999-5551001", "咨询: 0999 5551001", "MZ1111", "电话.咨询", "区号"),
    "a short post code": ("邮编: 990103", "邮编: 99010", "MZ1112", "邮编", "6 位"),
    "a street code as a number": ('街道代码: "001"', 'x: 1\n街道代码: "1"', "MZ1114", "街道代码", "2 至 3 位"),
    "a board by its title": ("展板: gong-zuo-zhi-du", "展板: 工作制度", "MZ1115", "制度[1].展板", "小写字母"),
    "a void number without its region": ("邮编: 990103\n", "邮编: 990103\n作废胸牌:\n  - { 编号: 001-001-01, 日期: 2026-11-20, 事由: 遗失 }\n", "MZ1629", "作废胸牌[1].编号", "“001-001-01”"),
    "a photo above the folder": ("照片: photos/001-001-01.png", "照片: ../001-001-01.png", "MZ1118", "社区[1].监督员[1].照片", "相对"),
    "a photo on a drive": ("照片: photos/001-001-01.png", "照片: C:\\photos\\1.png", "MZ1118", "社区[1].监督员[1].照片", "盘符"),
    "a photo from the root": ("照片: photos/001-001-01.png", "照片: /etc/passwd", "MZ1118", "社区[1].监督员[1].照片", "相对"),
    "a photo by its address": ("照片: photos/001-001-01.png", "照片: file:///etc/passwd", "MZ1118", "社区[1].监督员[1].照片", "相对"),
    "a text that is too long": ("文号: 澄财预〔2026〕11号", "文号: " + "号" * 401, "MZ1121", "经费.文号", "太长"),
    "a text on two lines": ("全宗名称: 澄江区桃源街道办事处", '全宗名称: "甲\\n乙"', "MZ1122", "档案.全宗名称", "“甲\\n乙”"),
    "a path for a fonds code": ("全宗号: Z101", "全宗号: ../Z", "MZ1123", "档案.全宗号", "4 位"),
    "a name with a tab": ("姓名: 刘菊", '姓名: "刘\\t菊"', "MZ1122", "人员[1].姓名", "一行"),
    "a photo with a mark of addresses": ("照片: photos/001-001-01.png", "照片: photos/1#2.png", "MZ1118", "社区[1].监督员[1].照片", "# ? %"),
    "a person's code in words": ("考评:\n", "考评:\n  - { 对象: 工作人员, 代码: 甲, 得分: [1], 等次: 称职 }\n", "MZ1956", "考评[1].代码", "2 至 3 位"),
    "a name that is too long": ("姓名: 刘菊", "姓名: " + "刘" * 61, "MZ1121", "人员[1].姓名", "太长"),
}  # fmt: skip
AGE_KEY = "age17ag06j3g67plu8aefeut9sem7tlppzvs4hwuznetp9l7gghhn48schmkwl"
WRONG_DISTRICT = {
    "a region code of five": ('行政区划代码: "990103"', '行政区划代码: "99010"', "MZ1113", "行政区划代码", "6 位"),
    "a credit code with a slip": ("11990103MY55012032", "11990103MY55012033", "MZ1117", "民政局.统一社会信用代码", "18 位"),
    "a shift without a unit": (
        "翻转: 长边",
        "翻转: 长边\n    背面偏移: { 向右: 1, 向下: 0 mm }",
        "MZ1124",
        "设计.胸牌拼版.背面偏移.向右",
        "20 mm",
    ),
    "a thickness without a unit": ("厚度: 1.2 mm", "厚度: 1.2", "MZ1119", "设计.门牌.横牌.厚度", "单位"),
    "a size without a unit": ("尺寸: 600×400 mm", "尺寸: 600×400", "MZ1120", "设计.门牌.横牌.尺寸", "单位"),
    "a size of nothing": ("尺寸: 600×400 mm", "尺寸: 0×0 mm", "MZ1120", "设计.门牌.横牌.尺寸", "宽×高"),
    "a size of a street": ("尺寸: 600×400 mm", "尺寸: 99999×1 mm", "MZ1120", "设计.门牌.横牌.尺寸", "“99999×1 mm”"),
    "a lock nobody knows": ("锁定: [", "锁定: [字体, ", "MZ1103", "设计.锁定[1]", "门牌、展板、胸牌、主题"),
    "a public key cut short": ("公钥: ", "公钥: x", "MZ1630", "胸牌公钥[1].公钥", "43"),
    "a store key with a slip": ("年度: 2026", f"年度: 2026\n加密公钥: {AGE_KEY[:-1]}q", "MZN38", "加密公钥", "62"),
    "a private key for a public one": ("年度: 2026", "年度: 2026\n加密公钥: AGE-SECRET-KEY-1Q", "MZN38", "加密公钥", "62"),
    "a guide that is no address": ("办事指南: https://", "办事指南: ht//", "MZ1821", "展板[9].流程.办事指南", "网址"),
    "a year of two digits": ("年度: 2026", "年度: 26", "MZ7152", "年度", "四位"),
    "a theme by its path": ("主题: default", "主题: ../x", "MZ1115", "设计.主题", "小写字母"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(WRONG | WRONG_DISTRICT))
def test_a_wrong_value_is_told_at_its_place(name: str) -> None:
    old, new, code, path, word = (WRONG | WRONG_DISTRICT)[name]
    source, model = (STATION, Station) if name in WRONG else (DISTRICT, District)
    text, line = spoiled(old, new, source)
    found = [problem for problem in problems(text, model) if problem.location.path == path]
    assert [problem.code for problem in found] == [code]
    assert found[0].location.file == "x.yaml"
    if code != "MZ1101" and "\n" not in new:
        assert found[0].location.line == line
        assert text.splitlines()[line - 1][(found[0].location.column or 0) - 1 :].strip()
    assert word in found[0].message() + found[0].remedy()


def test_every_fault_of_binding_has_a_sample() -> None:
    declared = {
        *binding.VALUE_PROBLEMS.values(),
        binding.MISSING,
        binding.UNKNOWN_KEY,
        binding.NOT_A_CHOICE,
        binding.WRONG_LEVEL,
        binding.NOT_A_MAPPING,
    }
    shown = {code for _, _, code, *_ in (WRONG | WRONG_DISTRICT).values()}
    assert {problem_type.code for problem_type in declared} - shown == {
        "MZ1116",
        "MZ1801",
    }  # identity numbers and sums of files stand in tables only


def test_the_samples_bind_without_a_problem() -> None:
    assert problems(STATION) == []
    assert problems(DISTRICT, District) == []


@pytest.mark.parametrize(
    ("line", "model"),
    [
        (r"邮编: .*\n", Station),
        (r" +传真: .*\n", Station),
        (r" +分工: .*\n", Station),
        (r" +统一社会信用代码: .*\n", District),
        (r" +电话: .*\n", District),
    ],
)
def test_what_nothing_is_made_of_may_be_left_out(line: str, model: type[Facts]) -> None:
    text, count = re.subn(line, "", STATION if model is Station else DISTRICT)
    assert count >= 1
    assert problems(text, model) == []


def facts_of(model: type[Facts], found: set[type[Facts]]) -> set[type[Facts]]:
    """The model and every set of facts below it."""
    found.add(model)
    for field in model.model_fields.values():
        for module, inner in re.findall(r"(mzdocs\.model\.\w+)\.(\w+)", repr(field.annotation)):
            below = getattr(import_module(module), inner)
            if below not in found:
                facts_of(below, found)
    return found


def test_what_must_be_filled_in_is_read_by_some_code_or_template() -> None:
    """By its name in the code, by its key in a wording; the tables beside the data file are loaded by their keys."""
    code = "".join(path.read_text("utf-8") for path in sorted(SRC.rglob("*.py")) if "model" not in path.parts)
    templates = "".join(
        path.read_text("utf-8") for path in sorted(theme.folder().rglob("*")) if path.suffix in (".html", ".txt")
    )
    models = facts_of(Station, facts_of(District, set()))
    assert len(models) > 40
    for model in models:
        for name, field in model.model_fields.items():
            if field.is_required() and field.alias != CLIENT_TABLE.name:
                used = re.search(rf"\b{name}\b", code + templates) or re.search(rf"\.{field.alias}\b", templates)
                assert used, f"{model.__name__}.{name}（{field.alias}）"


def test_a_missing_key_is_placed_at_the_group_that_lacks_it() -> None:
    text, _ = spoiled("    式样: 横牌\n", "")
    found = problems(text)
    assert [(problem.code, problem.location.path) for problem in found] == [("MZ1101", "挂牌[1].式样")]
    assert text.splitlines()[(found[0].location.line or 0) - 1] == "  - 地点: 社会事务科"
    assert found[0].location.column == 5


def test_a_full_width_colon_in_a_group_is_the_cause_told() -> None:
    text, line = spoiled("场所:\n  独立: 是\n", "场所: 独立：是\n旧:\n  独立: 是\n")
    found = [problem for problem in problems(text) if problem.location.path == "场所"]
    assert [problem.code for problem in found] == ["MZ1104"]
    text, line = spoiled(TERM, "聘期:\n          起：2026-12-01")
    found = problems(text)
    assert [(problem.code, problem.location.path) for problem in found] == [("MZ1002", "社区[1].监督员[1].聘期")]
    assert found[0].location.line in (line, line + 1)


def test_all_problems_are_told_in_one_run_and_in_the_order_of_the_model() -> None:
    text = STATION
    for old, new in [
        ("邮编: 990103", "邮编: 9"),
        ("独立: 是", "独立: yes"),
        ("人口: 6120", "人口: x"),
        ("职务: 副站长", "职务: 副"),
    ]:
        text, _ = spoiled(old, new, text)
    assert [problem.location.path for problem in problems(text)] == [
        "邮编",
        "人员[2].职务",
        "场所.独立",
        "社区[1].人口",
    ]


def test_an_empty_group_lacks_every_key() -> None:
    text, _ = spoiled("场所:\n", "场所: {}\n旧:\n")
    missing = [problem.location.path for problem in problems(text) if problem.code == "MZ1101"]
    assert missing == ["场所.独立", "场所.位置", "场所.面积", "场所.窗口", "场所.便民设施"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("姓名: 刘菊", "姓名: 刘菊" + "儿" * 60),
        ("姓名: 刘菊", 'x: 1\n    姓名: " 刘菊"'),
        ("照片: photos/001-001-01.png", "照片: ../刘菊.png"),
        ("咨询: 0999-5551001", f"咨询: {IDENTITY}"),
        ("职务: 副站长", f"职务: {IDENTITY}"),
        ("年度: 2026", f"年度: {IDENTITY}X"),
        ("制发日期: 2026-11-20", f"制发日期: 刘{IDENTITY[:17]}x"),
    ],
)
def test_no_name_and_no_identity_number_is_told(old: str, new: str) -> None:
    text, _ = spoiled(old, new)
    found = problems(text)
    assert found
    for problem in found:
        for language in ("zh", "en"):
            assert "刘菊" not in problem.message(language)
            assert IDENTITY[6:14] not in problem.message(language)


def test_a_long_value_is_quoted_only_by_its_beginning() -> None:
    text, _ = spoiled("制发日期: 2026-11-20", "制发日期: " + "二〇二六年" * 60)
    assert [len(problem.message()) < 60 for problem in problems(text)] == [True]


def test_english_asks_in_english_whether_another_key_was_meant() -> None:
    text, _ = spoiled("制发日期: 2026-11-20", "制发曰期: 2026-11-20")
    messages = [problem.message("en") for problem in problems(text)]
    assert "Unknown key 制发曰期; did you mean 制发日期?" in messages


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("电话:\n", "电活:\n", "MZ1102", "“电话”"),
        ("  监督: 0999-5551002\n  传真: 0999-5551003\n", "监督: 0999-5551002\n", "MZ1125", "“电话”"),
        ("    人口: 6120", "    人囗: 6120", "MZ1102", "“人口”"),
        ("{ 名称: 谈心室,", "{ 名称:谈心室,", "MZ1012", "名称: 谈心室"),
    ],
)  # fmt: skip
def test_what_is_missing_because_it_was_miswritten_is_not_missing_too(old: str, new: str, code: str, said: str) -> None:
    (problem,) = problems(spoiled(old, new)[0])
    assert problem.code == code
    assert said in problem.message() + problem.remedy()


def test_two_unknown_keys_are_not_meant_for_one() -> None:
    found = problems(spoiled("邮编: 990103\n", "由编: 990103\n油编: 990103\n")[0])
    assert [(each.code, "邮编" in each.message()) for each in found] == [("MZ1102", True), ("MZ1102", False)]


def test_a_tree_without_lines_is_told_without_them() -> None:
    text, _ = spoiled("{ 名称: 谈心室,", "{ 名称:谈心室,")
    tree, _ = yamlfile.read(text.encode(), "x.yaml")
    tree.lines = ()
    assert {each.code for each in bind(Station, tree, "x.yaml")[1]} == {"MZ1102"}


def test_a_private_key_put_for_a_public_one_is_not_shown() -> None:
    text, _ = spoiled("年度: 2026", "年度: 2026\n加密公钥: AGE-SECRET-KEY-1Q", DISTRICT)
    (found,) = [problem for problem in problems(text, District) if problem.code == "MZN38"]
    assert found.location.line_text == ""
    assert "AGE" not in found.message()
