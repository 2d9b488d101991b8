"""A tree of text -> facts: pydantic checks, and every error becomes a problem in our words at its location."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mzdocs.core.problems import Location, Problem, ProblemType, Sentence, problem_type
from mzdocs.core.text import quotable
from mzdocs.load.line_causes import AS_MAPPING, line_causes
from mzdocs.load.meant_groups import group_meant, list_meant, value_parted
from mzdocs.load.meant_keys import choices_of, keys_of, meant_path, model_at
from mzdocs.load.meant_values import NO_HINT, days_in, hint_of, meant_by
from mzdocs.load.yaml_tree import KeyPath, Tree, looked_up, spell

M = TypeVar("M", bound=BaseModel)

MISSING = problem_type(
    "MZ1101",
    "缺少“{key}”（{meaning}）",
    "{key} is missing ({meaning})",
    "补上这一项。",
    "Add it.",
)
FEW_KEYS = problem_type(
    "MZ1126",
    "这一项几乎是空的，缺少 {keys}",
    "Next to nothing of this item is written; missing are {keys}",
    "补全这一项；多出来的，整项（整行）删去。",
    "Complete the item, or delete all of it.",
)
UNKNOWN_KEY = problem_type(
    "MZ1102",
    "不认识“{key}”{hint}",
    "Unknown key {key}{hint}",
    "改正或删去；可用的键：{known}。",
    "Correct or delete it; known keys: {known}.",
)
WRONG_LEVEL = problem_type(
    "MZ1125",
    "“{key}”写错了地方：它属于“{group}”",
    "The key {key} stands in the wrong place: it belongs to {group}",
    "把这一项移到“{group}”下面，与那里的其他项左边对齐。",
    "Move it to {group}, aligned with the other entries there.",
)
NOT_A_CHOICE = problem_type(
    "MZ1103",
    "“{value}”不在可选的值里{hint}",
    "{value} is not one of the choices{hint}",
    "从这些里选一个：{choices}。",
    "Choose one of: {choices}.",
)
NOT_A_MAPPING = problem_type(
    "MZ1104",
    "这里应是一组“键: 值”，不是一段文字或列表{shown}",
    "A group of key: value is expected here, not text or a list{shown}",
    "每个键另起一行、缩进两格，或者写在一行的花括号里。",
    "Put each key on a line of its own, indented, or all of them in braces on one line.",
)


def _value_type(code: str, zh: str, en: str, remedy_zh: str, remedy_en: str) -> ProblemType:
    return problem_type(code, zh + "{shown}", en + "{shown}", remedy_zh, remedy_en)


VALUE_PROBLEMS = {
    "text_empty": _value_type(
        "MZ1105", "这里应是一段文字，不能空着、前后不能有空格", "Text without outer blanks is expected",
        "写上内容。", "Fill it in.",
    ),
    "list_expected": _value_type(
        "MZ1106", "这里应是一个列表", "A list is expected here",
        "每项另起一行，以“- ”开头。", "Put each item on its own line after a dash.",
    ),
    "count_wrong": _value_type(
        "MZ1107", "应是整数，用半角数字，不带逗号和单位", "A whole number in plain digits is expected",
        "例如 2500。", "For example 2500.",
    ),
    "year_wrong": _value_type(
        "MZ7152", "应是四位数的年份", "A year of four digits is expected", "例如 2026。", "For example 2026.",
    ),
    "decimal_wrong": _value_type(
        "MZ1108", "应是数字，用半角数字，最多四位小数", "A number in plain digits is expected",
        "例如 86.5。", "For example 86.5.",
    ),
    "date_wrong": _value_type(
        "MZ1109", "日期不对", "Not a date",
        "写成 2026-11-20 这样的半角年-月-日，并且是真实的日期。", "Write it as 2026-11-20, a day that exists.",
    ),
    "clock_wrong": _value_type(
        "MZ1851", "钟点不对", "Not a time of day", "写成 9:00、13:30，半角冒号，24 小时制。", "Write 9:00 or 13:30, of 24 hours.",
    ),
    "yes_wrong": _value_type(
        "MZ1110", "只能写 是 或 否", "Only 是 (yes) or 否 (no)",
        "改为 是 或 否。", "Write 是 or 否.",
    ),
    "phone_wrong": _value_type(
        "MZ1111", "电话号码格式不对", "Not a telephone number",
        "座机写成 区号-号码，例如 0999-5550101，分机写 0999-5550101转802；手机写 11 位数字；还有 400-800-1234、12345。",
        "Write area code-number (extensions as in the Chinese example), or 11 digits, or 400-800-1234.",
    ),
    "postcode_wrong": _value_type(
        "MZ1112", "邮政编码应是 6 位数字", "A post code has 6 digits", "改为 6 位半角数字。", "Write 6 digits.",
    ),
    "region_wrong": _value_type(
        "MZ1113", "行政区划代码应是 6 位数字，不以 0 开头", "A region code has 6 digits, the first not 0",
        "照 GB/T 2260 写 6 位半角数字；还不知道的，先不写这一行。", "Write the 6 digits of GB/T 2260, or leave the line out until they are known.",
    ),
    "serial_wrong": _value_type(
        "MZ1114", "代码、序号应是 2 至 3 位数字", "A code or serial has 2 or 3 digits",
        "例如 001；以 0 开头的请加引号以免被表格软件改掉。", "For example 001.",
    ),
    "person_code_wrong": _value_type(
        "MZ1956", "人员代码应是 2 至 3 位数字，监督员是 社区代码-序号", "A person's code has 2 or 3 digits, a monitor's is community-serial",
        "例如 01 或 001-01，加引号。", "For example 01 or 001-01, in quotes.",
    ),
    "slug_wrong": _value_type(
        "MZ1115", "代号只能用小写字母、数字和连字符，以字母开头", "Only small letters, digits and hyphens, beginning with a letter",
        "例如 di-bao-liu-cheng。", "For example di-bao-liu-cheng.",
    ),
    "fonds_wrong": _value_type(
        "MZ1123", "全宗号应是 4 位大写字母和数字", "A fonds code has 4 capital letters or digits", "例如 Z101。", "For example Z101.",
    ),
    "address_wrong": _value_type(
        "MZ1821", "网址不对", "Not a web address",
        "写完整的网址，以 https:// 开头，不带空格和汉字。", "Write it whole, beginning with https://, without spaces.",
    ),
    "badge_wrong": _value_type(
        "MZ1629", "证件编号应是 区划代码-街道-社区-序号", "A badge number is region-street-community-serial",
        "照胸牌上印的写，例如 990103-001-001-01，半角。", "Write it as the badge has it, 990103-001-001-01.",
    ),
    "public_key_wrong": _value_type(
        "MZ1630", "公钥应是 43 个半角字母、数字、- 和 _", "A public key has 43 letters, digits, - and _",
        "照 mzdocs badge keygen 显示的整行复制。", "Copy the whole line that mzdocs badge keygen showed.",
    ),
    "store_key_wrong": _value_type(
        "MZN38", "加密公钥应是 age 的公钥，age1 开头，62 个字符", "An age recipient has 62 characters, age1 first",
        "照 age-keygen 显示的 Public key 整行复制；AGE-SECRET-KEY 开头的是私钥，不写在这里。",
        "Copy what age-keygen showed as Public key; AGE-SECRET-KEY… is the private one and has no place here.",
    ),
    "digest_wrong": _value_type(
        "MZ1801", "SHA-256 应是 64 位数字和 a—f", "A SHA-256 has 64 digits and letters from a to f",
        "登记簿由程序写，不手工改；从备份恢复这一行。", "The register is not edited by hand: restore the row from a backup.",
    ),
    "identity_wrong": _value_type(
        "MZ1116", "身份证号不对（位数、出生日期或校验码）", "The identity number is wrong (length, date or check digit)",
        "对照原件改正；18 位，末位 X 用大写半角。", "Compare with the original; 18 characters, capital X.",
    ),
    "credit_wrong": _value_type(
        "MZ1117", "统一社会信用代码不对（18 位，末位校验）", "The unified social credit code is wrong",
        "对照登记证书改正。", "Compare with the certificate.",
    ),
    "file_wrong": _value_type(
        "MZ1118", "文件名不能用", "Not a usable file name",
        "写相对于本数据文件的路径，用 / 分隔，不含 .. 和盘符，也不含 # ? %。",
        "Write a path relative to this file, with /, without .. and without # ? %.",
    ),
    "length_wrong": _value_type(
        "MZ1119", "长度须是数字加单位", "A length needs a number and a unit", "例如 1.2 mm。", "For example 1.2 mm.",
    ),
    "size_wrong": _value_type(
        "MZ1120", "尺寸须是 宽×高 加单位", "A size is width×height with a unit", "例如 600×400 mm。", "For example 600×400 mm.",
    ),
    "shift_wrong": _value_type(
        "MZ1124", "偏移须是数字加单位，最多 20 mm", "A shift needs a number and a unit, at most 20 mm",
        "例如 -0.5 mm。", "For example -0.5 mm.",
    ),
    "line_broken": _value_type(
        "MZ1122", "这里应是一行文字，中间不能换行，也不能有制表符", "One line of text is expected, without breaks and tabs",
        "写成一行。", "Write it on one line.",
    ),
    "too_long": _value_type(
        "MZ1121", "文字太长", "The text is too long", "缩短到上限以内。", "Shorten it to the limit.",
    ),
}  # fmt: skip
_AS_TEXT = {"string_type", "string_sub_type"}
NOTHING_WRITTEN = Sentence("：这里空着", ": nothing is written here")


def bind(model: type[M], tree: Tree, file: str) -> tuple[M | None, list[Problem]]:
    """The facts, or every problem that keeps them from being facts: one a cause."""
    try:
        return model.model_validate(tree.root), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    causes, rest = line_causes(model, tree, details, file)
    return None, sorted([*causes, *_problems(model, rest, tree, file)], key=_place)


def _place(problem: Problem) -> tuple[int, int]:
    return problem.location.line or 0, problem.location.column or 0


def _problems(model: type[BaseModel], details: Sequence[ErrorDetails], tree: Tree, file: str) -> Iterator[Problem]:
    """A problem each; a key that is missing because it was written otherwise, or elsewhere, is none of its own."""
    missing = [tuple(detail["loc"]) for detail in details if detail["type"] == "missing"]
    periods = {tuple(detail["loc"])[:-1] for detail in details if _is_a_period(detail)}
    missing = [each for each in missing if each[:-1] not in periods]
    taken: list[KeyPath | None] = []
    for detail in details:
        if detail["type"] == "extra_forbidden":
            path: KeyPath = tuple(detail["loc"])
            meant = meant_path(model, tree.root, path, missing, taken)
            taken.append(meant)
            missing = [each for each in missing if each != meant]
            yield _unknown(model, path, meant, tree, file)
    for group in _almost_empty(tree, missing):
        lost = [each for each in missing if each[:-1] == group]
        missing = [each for each in missing if each not in lost]
        yield FEW_KEYS.at(tree.location(file, lost[0]), keys="、".join(str(each[-1]) for each in lost))
    for path in missing:
        yield MISSING.at(tree.location(file, path), key=path[-1], meaning=_meaning(model, path))
    others = [detail for detail in details if detail["type"] not in ("missing", "extra_forbidden")]
    yield from (_problem(model, detail, tree, file) for detail in others)


_FEW_FILLED, _MANY_MISSING = 1, 3


def _almost_empty(tree: Tree, missing: Sequence[KeyPath]) -> list[KeyPath]:
    """The items of lists of which next to nothing is written, and most is missing that must be."""
    items = Counter(path[:-1] for path in missing if len(path) > 1 and isinstance(path[-2], int))
    return [
        item
        for item, count in items.items()
        if count >= _MANY_MISSING and len(looked_up(tree.root, item) or ()) <= _FEW_FILLED
    ]


def _is_a_period(detail: ErrorDetails) -> bool:
    """Whether both days of a period stand where one should: the other is not missing."""
    return detail["type"] == "date_wrong" and len(days_in(str(detail.get("ctx", {}).get("value", "")))) > 1


def _problem(model: type[BaseModel], detail: ErrorDetails, tree: Tree, file: str) -> Problem:
    path: KeyPath = tuple(detail["loc"])
    location = tree.location(file, path)
    if detail["type"] == "literal_error":
        return _not_a_choice(model, path, location, looked_up(tree.root, path))
    if detail["type"] in AS_MAPPING:
        return NOT_A_MAPPING.at(location, shown=group_meant(model, path, looked_up(tree.root, path)))
    return _value_problem(model, detail, location, looked_up(tree.root, path))


def _value_problem(model: type[BaseModel], detail: ErrorDetails, location: Location, written: Any) -> Problem:
    kind, path = detail["type"], tuple(detail["loc"])
    facts = detail.get("ctx", {})
    value = str(facts.get("value", ""))
    shown: Sentence | str = ""
    if kind == "too_long":
        most, length = facts["max_length"], facts["actual_length"]
        shown = Sentence(f"：{length} 字，最多 {most} 字", f": {length} characters, at most {most}")
    elif kind == "list_expected" and written:
        shown = list_meant(model, path, written)
    elif written in (None, "") and kind not in (*_AS_TEXT, "text_empty"):
        shown = NOTHING_WRITTEN
    elif value or kind == "file_wrong":
        hint = hint_of(value, ("是", "否")) if kind == "yes_wrong" else _likely(model, kind, path, written)
        quoted = quotable(value)
        shown = Sentence(f"：“{quoted}”{hint.zh}", f': "{quoted}"{hint.en}') if value else hint
    return VALUE_PROBLEMS["text_empty" if kind in _AS_TEXT else kind].at(location, shown=shown)


def _likely(model: type[BaseModel], kind: str, path: KeyPath, written: Any) -> Sentence:
    return meant_by(kind, written, _meaning(model, path)) if isinstance(written, str) else NO_HINT


def value_problem(kind: str, location: Location, why: Sentence) -> Problem:
    """The same problem for a cell of a table of persons: the value itself is never shown, only what is wrong in it."""
    return VALUE_PROBLEMS[kind].at(location, shown=why)


def _not_a_choice(model: type[BaseModel], path: KeyPath, location: Location, value: Any) -> Problem:
    *above, last = [step for step in path if isinstance(step, str)]
    choices = choices_of(model_at(model, tuple(above)), last)
    shown = value if isinstance(value, str) else ""
    return NOT_A_CHOICE.at(location, value=quotable(shown), choices="、".join(choices), hint=hint_of(shown, choices))


def _unknown(model: type[BaseModel], path: KeyPath, meant: KeyPath | None, tree: Tree, file: str) -> Problem:
    key, location = quotable(str(path[-1])), tree.location(file, path)
    if meant and meant[:-1] != path[:-1]:
        return WRONG_LEVEL.at(location, key=key, group=spell(meant[:-1]) or _TOP)
    hint = value_parted(tree, path)
    if meant:
        hint = Sentence(f"，您是不是想写“{meant[-1]}”？", f"; did you mean {meant[-1]}?")
    return UNKNOWN_KEY.at(location, key=key, hint=hint, known="、".join(keys_of(model, path[:-1])))


_TOP = Sentence("最外一层", "the outermost level")


def _meaning(model: type[BaseModel], path: KeyPath) -> str:
    *above, key = [step for step in path if isinstance(step, str)]
    fields = model_at(model, tuple(above)).model_fields.values()
    return next((str(f.description) for f in fields if f.alias == key), "")
