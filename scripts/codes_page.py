"""Writes docs/codes.md, every code the program can tell with the module that finds it, and the list of these modules;
and the table of docs/preflight.md, every rule on a finished file.

python scripts/codes_page.py
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path, PurePath

from mzdocs.cli.declared_problems import declarations, what_is_told
from mzdocs.core.explanation import code_families, family_of
from mzdocs.core.problems import ProblemType, Severity
from mzdocs.preflight import RULES, PreflightRule
from mzdocs.preflight.contour_files import TRACK_RULES
from mzdocs.preflight.rules import of_profile

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "codes.md"
RULES_PAGE = ROOT / "docs" / "preflight.md"
MODULES = ROOT / "src" / "mzdocs" / "core" / "explanations" / "modules.toml"
SOURCE = ROOT / "src" / "mzdocs"
HEAD = (
    "<!-- make codes -->\n\n# 全部编号\n\n"
    "程序说的每一个问题都有编号，编号不变，也不再用于别的问题。这里一行一个；`mzdocs explain MZ1102` 说明为什么要改、"
    "错的和对的各是什么样、依据是什么，`mzdocs explain MZ11` 列出一类。链接是找出它的程序。\n\n"
    "**错误**：关口停下，退出码见 README。*问题*：没有达到标准，列入检查报告，牌子照做。提示：知道就好。\n"
)
_DECLARED = re.compile(r'^\s*(?:[a-z_]+\()?\s*"(MZ[0-9A-Z][0-9]{2,3})"', re.MULTILINE)
BASES = {"trade": "行业惯例", "order": "订单和清单", "house": "本所规定"}
PROFILES = {"press": "印刷", "outlined": "转曲", "archive": "归档", "plain": "一般"}
GRADES = {Severity.ERROR: "**错误**", Severity.FINDING: "*问题*", Severity.NOTICE: "提示"}


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_families(_modules())]) + "\n"


def rules_page() -> str:
    """The page on preflight with its table of all rules as they are now."""
    head, mark, _ = RULES_PAGE.read_text("utf-8").partition("<!-- make codes -->\n")
    lines = ["", "| 规则 | 编号 | 查什么 | 依据 | 查哪些文件 |", "|---|---|---|---|---|"]
    for rule in RULES:
        basis, files = _asked_by(rule), "、".join(PROFILES[each] for each in rule.profiles)
        lines.append(f"| {rule.id} | {rule.problem_type.code} | {_told(rule.problem_type)} | {basis} | {files} |")
    for each in TRACK_RULES:
        found, basis = each.problem_type, BASES[each.basis]
        lines.append(f"| {each.id} | {found.code} | {_told(found)} | {basis} | 雕刻切割 |")
    return head + mark + "\n".join(lines) + "\n"


def _told(problem_type: ProblemType) -> str:
    told = what_is_told(problem_type).zh
    return told.replace("<", "&lt;").replace("{", "&#123;").replace("|", "&#124;")


def _asked_by(rule: PreflightRule) -> str:
    """The standards that ask for it, of whatever file, or who else does."""
    alike = (each for profile in rule.profiles for each in of_profile(profile) if each.id == rule.id)
    return "、".join(dict.fromkeys(each.standard or BASES[each.basis] for each in alike))


def modules() -> str:
    """By module the codes it declares, as `mzdocs explain` looks them up."""
    of_modules: dict[str, list[str]] = {}
    for code, path in sorted(_modules().items(), key=lambda each: (each[1], each[0])):
        of_modules.setdefault(path, []).append(code)
    lines = ["# make codes\n", *(f'"{_dotted(path)}" = {json.dumps(codes)}' for path, codes in of_modules.items())]
    return "\n".join(lines) + "\n"


def _dotted(path: str) -> str:
    parts = PurePath(path).relative_to("../src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _modules() -> Mapping[str, str]:
    """By code the module that declares it, as docs/ links to it."""
    return {
        code: f"../{path.relative_to(ROOT).as_posix()}"
        for path in sorted(SOURCE.rglob("*.py"))
        for code in _DECLARED.findall(path.read_text("utf-8"))
    }


def _families(modules: Mapping[str, str]) -> Iterator[str]:
    titles = {family.prefix: family.title for family in code_families()}
    for prefix, types in groupby(declarations(), key=lambda each: family_of(each.code)):
        yield f"## {prefix} {titles[prefix].zh}\n"
        for each in types:
            yield _line(each, modules[each.code])
        yield ""


def _line(problem_type: ProblemType, module: str) -> str:
    told = what_is_told(problem_type).zh.replace("<", "&lt;").replace("{", "&#123;")
    return f"- [{problem_type.code}]({module}) {GRADES[problem_type.severity]} {told}"


if __name__ == "__main__":
    MODULES.write_text(modules(), "utf-8")
    PAGE.write_text(page(), "utf-8")
    RULES_PAGE.write_text(rules_page(), "utf-8")
