"""`mzdocs explain`: a problem's code -> what it means, why it matters, and how it looks wrong and right."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import chain, groupby

import click

from mzdocs.cli import options, show
from mzdocs.cli.messages import LANGUAGE, examples, say
from mzdocs.core.explanation import code_families, code_modules, explained, family_of
from mzdocs.core.problems import Exit, ProblemType, Sentence, Severity, Stopped, problem_type

UNKNOWN_CODE = problem_type(
    "MZ7140",
    "没有编号“{asked}”{hint}",
    "There is no code {asked}{hint}",
    "照问题里印的写，例如 mzdocs explain MZ1102；不写编号，列出全部类别。",
    "Write it as a problem shows it, such as mzdocs explain MZ1102; without a code all families are listed.",
    Exit.USAGE,
)


@click.command(
    help=say(
        "说明一个问题编号：什么意思、为什么要改、错的和对的各是什么样。代码写编号或其开头几位；不写就列出各类。",
        "Explain a problem's code: what it means, why it matters, a sample wrong and right. CODE is a code or how it"
        " begins; without one the families are listed.",
    ),
    epilog=examples("mzdocs explain MZ1102", "mzdocs explain mz2103 MZP32", "mzdocs explain MZ16", "mzdocs explain"),
)
@options.as_json
@options.language
@click.argument("codes", nargs=-1, metavar=say("代码", "CODE"))
def explain(codes: tuple[str, ...], as_json: bool) -> None:
    """Each code in whole, each beginning of several as a list; without any the families.

    Raises:
        Stopped: with every word that is no code and no beginning of one.
    """
    from mzdocs.core.declared_types import types_of

    known = code_modules()
    chosen = _chosen(codes, known)
    wanted = dict.fromkeys(chain.from_iterable(chosen)) if codes or not as_json else known
    types = types_of(wanted)
    if as_json:
        show.as_json({"codes": [_value(types[code]) for code in wanted]})
    elif not codes:
        _list_families(known)
    for number, found in enumerate(() if as_json else chosen):
        if number:
            show.line()
        if len(found) == 1:
            _tell(types[found[0]])
        else:
            _list_codes(types[code] for code in found)


def _chosen(words: Iterable[str], types: Collection[str]) -> list[list[str]]:
    """The codes each word stands for: itself, or all that begin so.

    Raises:
        Stopped: with every word that is neither a code nor the beginning of one.
    """
    written = {word: _as_code(word) for word in words}
    chosen = {code: [code] if code in types else _beginning(code, types) for code in written.values()}
    unknown = [word for word, code in written.items() if not chosen[code]]
    if unknown:
        raise Stopped(UNKNOWN_CODE.at(asked=word, hint=_hint(written[word], types)) for word in unknown)
    return list(chosen.values())


def _beginning(start: str, types: Iterable[str]) -> list[str]:
    return [code for code in types if code.startswith(start)]


def _as_code(word: str) -> str:
    """As a code is written: plain capitals with MZ before them, and no letter that was meant as a figure."""
    plain = re.sub(r"[\s_-]", "", unicodedata.normalize("NFKC", word)).upper()
    return "MZ" + plain.removeprefix("MZ").translate(_FIGURES)


_FIGURES = str.maketrans("OIL", "011")


def _hint(code: str, types: Collection[str]) -> Sentence:
    """The codes that begin most like it, those of the nearest numbers; nothing where none does."""
    starts = (code[:length] for length in range(len(code), len("MZ"), -1))
    alike = next((found for start in starts if (found := _beginning(start, types))), [])
    near = sorted(alike, key=lambda known: _distance(known, code))[:3]
    if not near:
        return Sentence("", "")
    return Sentence(f"，您是不是想写 {'、'.join(near)}？", f"; did you mean {', '.join(near)}?")


def _distance(code: str, other: str) -> int:
    """How far apart the numbers of two codes are."""
    return abs(int(re.sub("[^0-9]", "", code) or 0) - int(re.sub("[^0-9]", "", other) or 0))


def _tell(problem_type: ProblemType) -> None:
    """One code in whole, in the order people ask: what, why, wrong, right, how to mend it, by what rule."""
    value = _value(problem_type)
    show.line(f"{problem_type.code} {show.SEVERITIES[problem_type.severity]}{_ends_with(problem_type)}")
    show.line(f"    {value['what']}")
    if LANGUAGE == "zh":
        show.line(f"    为什么：{value['why']}")
    for label, sample in ((say("错", "wrong"), value["wrong"]), (say("对", "right"), value["right"])):
        show.line(f"    {label}{say('：', ':')}")
        for text in str(sample).splitlines():
            show.line(f"        {text}")
    show.line(f"    → {value['remedy']}")
    if value["source"]:
        show.line(f"    {say('依据', 'source')}：{value['source']}（{value['tier']}，{value['binding']}）")


def _ends_with(problem_type: ProblemType) -> str:
    """The exit code, of what stops a command."""
    if problem_type.severity is not Severity.ERROR:
        return ""
    return say(f"，退出码 {int(problem_type.exit)}", f", exit code {int(problem_type.exit)}")


def _value(problem_type: ProblemType) -> dict[str, object]:
    """One code as programs read it; `why` is Chinese in either language."""
    from mzdocs.cli.declared_problems import rule_source, what_is_told
    from mzdocs.core.explanation import without_facts

    texts, source = explained(problem_type.code), rule_source(problem_type.code)
    return {
        "code": problem_type.code,
        "severity": str(problem_type.severity),
        "exit": int(problem_type.exit) if problem_type.severity is Severity.ERROR else None,
        "what": what_is_told(problem_type).say(LANGUAGE),
        "why": texts.why,
        "wrong": texts.wrong,
        "right": texts.right,
        "remedy": without_facts(problem_type.remedy).say(LANGUAGE),
        "source": source.text if source else None,
        "tier": source.tier if source else None,
        "binding": source.binding if source else None,
    }


def _list_codes(types: Iterable[ProblemType]) -> None:
    """A line a code, family by family."""
    from mzdocs.cli.declared_problems import what_is_told

    titles = {family.prefix: family.title for family in code_families()}
    for prefix, of_family in groupby(types, key=lambda each: family_of(each.code)):
        show.line(f"{prefix} {titles[prefix].say(LANGUAGE)}")
        for each in of_family:
            show.line(f"    {each.code} {show.SEVERITIES[each.severity]} {what_is_told(each).say(LANGUAGE)}")


def _list_families(codes: Collection[str]) -> None:
    """A line a family, with how many codes it has."""
    counts = Counter(map(family_of, codes))
    for family in code_families():
        show.line(f"{family.prefix}\t{family.title.say(LANGUAGE)}\t{counts[family.prefix]}")
    show.line(
        say(
            f"共 {len(codes)} 个编号。mzdocs explain MZ11 列出一类，mzdocs explain MZ1102 说明一个。",
            f"{len(codes)} codes. mzdocs explain MZ11 lists a family, mzdocs explain MZ1102 explains a code.",
        )
    )
