"""Every code is explained, its samples are wrong and right indeed, and `mzdocs explain` tells it."""

from __future__ import annotations

import json
import re
import runpy
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable, Collection
from pathlib import Path

import click
import pytest

from mzdocs.checks import provenance
from mzdocs.cli import cli
from mzdocs.cli.declared_problems import declarations, rule_source, what_is_told
from mzdocs.core.declared_types import types_of
from mzdocs.core.explanation import Explanation, code_families, code_modules, explained, family_of
from mzdocs.gbt9704.rules import RULES

from .explained import kept, place_of, rows_alone, told, written
from .workspaces import Ended, Workspace, make

ROOT = Path(__file__).parents[1]
TYPES = {each.code: each for each in declarations()}
TEXTS = {code: text for family in code_families() for code, text in family.explanations.items()}


def test_every_code_is_explained_and_nothing_else_is() -> None:
    assert sorted(set(TYPES) - set(TEXTS)) == []
    assert sorted(set(TEXTS) - set(TYPES)) == []
    assert sum(len(family.explanations) for family in code_families()) == len(TEXTS)


def test_a_code_stands_in_the_file_of_its_family_in_order() -> None:
    for family in code_families():
        codes = list(family.explanations)
        assert codes == sorted(codes)
        assert {family_of(code) for code in codes} == {family.prefix}
        assert family.title.zh
        assert family.title.en


def shortcomings(code: str, text: Explanation, says: str) -> list[str]:
    """What keeps an explanation from being one."""
    found = []
    if not 10 <= len(text.why) <= 100 or not text.why.endswith("。"):
        found.append("why is not a sentence or two")
    if text.why.rstrip("。") in says or says in text.why:
        found.append("why says what the message says")
    for name, sample in (("wrong", text.wrong), ("right", text.right)):
        if not sample.strip() or len(sample) > 300 or sample.count("\n") > 9:
            found.append(f"{name} is empty or long")
        if re.search("[0-9]{15}", sample):
            found.append(f"{name} could be an identity number")
    if text.wrong == text.right:
        found.append("wrong is right")
    return [f"{code}: {each}" for each in found]


def test_an_explanation_is_short_and_says_more_than_the_message() -> None:
    assert [each for code, text in TEXTS.items() for each in shortcomings(code, text, TYPES[code].says.zh)] == []


@pytest.mark.parametrize(
    ("text", "short_of"),
    [
        (Explanation("", "a", "b"), "why is not"),
        (Explanation("话" * 100 + "。", "a", "b"), "why is not"),
        (Explanation("这里写了一句话，但没有句号", "a", "b"), "why is not"),
        (Explanation("这里要写一个六位的数字才行。", "a", "b"), "what the message says"),
        (Explanation("写错了，信件会退回来的。", " ", "b"), "wrong is empty"),
        (Explanation("写错了，信件会退回来的。", "a", "b\n" * 11), "right is empty or long"),
        (Explanation("写错了，信件会退回来的。", "a", "a"), "wrong is right"),
        (Explanation("写错了，信件会退回来的。", "9" * 17, "b"), "identity number"),
    ],
)
def test_what_is_no_explanation_is_seen(text: Explanation, short_of: str) -> None:
    assert short_of in " ".join(shortcomings("MZ0000", text, "这里要写一个六位的数字才行"))


def test_no_two_codes_have_the_same_reason_or_the_same_sample() -> None:
    """A pair of samples belongs to one code; a right one may be right for several."""
    reasons = [text.why for text in TEXTS.values()]
    assert sorted({each for each in reasons if reasons.count(each) > 1}) == []
    pairs = [(text.wrong, text.right) for text in TEXTS.values()]
    assert sorted({each for each in pairs if pairs.count(each) > 1}) == []


def not_runnable(line: str) -> str | None:
    """What of a command line `mzdocs …` the program does not have: a command, or an option of it."""
    words = shlex.split(line)
    command: click.Command = cli
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        if words[0] not in command.commands:
            return words[0]
        command = command.commands[words.pop(0)]
    options = {name for each in command.params for name in each.opts} | {"-h", "--help", "--version"}
    return next((word for word in words if re.match("--?[a-z]", word) and word not in options), None)


def test_every_command_of_a_sample_is_there() -> None:
    written = [
        (code, line)
        for code, text in TEXTS.items()
        for sample in (text.wrong, text.right, text.why)
        for line in re.findall(r"mzdocs( [a-z][a-z-]*(?:[ ][^\s，。、；（）&]+)*)", sample)
    ]
    assert len(written) > 80
    assert [(code, line) for code, line in written if not_runnable(line)] == []
    assert not_runnable("mzdocs archive bund".removeprefix("mzdocs ")) == "bund"
    assert not_runnable("build --onely plaque") == "--onely"


IN_WORDS = {
    "MZ1005", "MZ1309", "MZ1614", "MZ1615", "MZ1703", "MZ1912", "MZ3103", "MZ3205", "MZ7110",
    "MZ7164", "MZ7193", "MZP07",
}  # fmt: skip
"""Codes whose samples begin as data do, and are told in words."""
PLACED = sorted(code for code in set(TEXTS) - IN_WORDS if place_of(Workspace(ROOT), code, TEXTS[code].right))


def test_the_samples_of_all_values_are_bound() -> None:
    values = {code for code in TEXTS if code[:4] in ("MZ10", "MZ11")}
    in_words = {"MZ1004", "MZ1005", "MZ1008", "MZ1024", "MZ1025", "MZ1026", "MZ1116", "MZ1121", "MZ1126"}
    assert sorted(values - in_words - set(PLACED)) == []
    assert len(PLACED) >= 220
    assert [code for code in IN_WORDS if place_of(Workspace(ROOT), code, TEXTS[code].right) is None] == []


@pytest.fixture(scope="module")
def clerks(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """One workspace for all samples: each puts back the file it changed."""
    return make(tmp_path_factory.mktemp("explained") / "district")


@pytest.mark.parametrize("code", PLACED)
def test_a_sample_is_wrong_and_right(
    code: str, clerks: Workspace, run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wrong sample, where it stands in the data, is told with its code; the right one is not."""
    monkeypatch.chdir(clerks.root)
    wrong, right = rows_alone(TEXTS[code].wrong, TEXTS[code].right)
    place = place_of(clerks, code, right)
    assert place
    with written(place, right) as changed:
        assert not changed or code not in codes_of(clerks, code, run)
    with written(place, wrong):
        assert code in codes_of(clerks, code, run)


def codes_of(workspace: Workspace, code: str, run: Callable[..., Ended]) -> Collection[str]:
    """What is told of the workspace, as far as it concerns this code."""
    found = told(workspace, code)
    return run("check").codes if found is None else found


def test_the_data_themselves_are_right(sample: Workspace, run: Callable[..., Ended]) -> None:
    """Samples that stand in the data as they are need not be put there to be looked at."""
    assert set(run("check").codes) & set(PLACED) == set()


@pytest.mark.parametrize(
    ("code", "raw"),
    [("MZ1004", "名称: 桃源\n".encode("gb18030")), ("MZ1005", TEXTS["MZ1005"].wrong.encode()),
     ("MZ1008", b"# \n" * 1_000_000)],
)  # fmt: skip
def test_what_is_wrong_with_a_whole_file_is_told_so(
    code: str, raw: bytes, clerks: Workspace, run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(clerks.root)
    with kept(clerks.station):
        clerks.station.write_bytes(raw)
        assert run("check").only(code)


def test_each_code_is_found_in_the_one_module_that_declares_it() -> None:
    assert list(code_modules()) == list(TYPES)
    assert types_of(TYPES) == TYPES
    assert list(types_of(["MZP32", "MZ1102"])) == ["MZ1102", "MZP32"]
    with pytest.raises(KeyError):
        types_of(["MZ0000"])


def test_every_rule_has_its_source_though_only_its_own_room_is_asked() -> None:
    asked = {code: rule_source(code) for code in TYPES}
    form = {rule.code: rule for rule in RULES}
    for code in TYPES:
        rule, of_form = provenance(code), form.get(code)
        text = rule.text if rule else of_form.source if of_form else None
        assert (asked[code].text if asked[code] else None) == text


def test_one_code_is_told_without_the_rest_of_the_program(sample: Workspace) -> None:
    code = "import sys; from mzdocs.core.declared_types import types_of; print(*types_of(['MZ1102']), *sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert found[0] == "MZ1102"
    assert "mzdocs.load.binding" in found
    assert not {"mzdocs.checks", "mzdocs.vdp", "mzdocs.build.pipeline", "pikepdf", "weasyprint"} & set(found)


def test_a_code_is_told_whole(run: Callable[..., Ended]) -> None:
    ended = run("explain", "MZ2103")
    assert ended.code == 0
    text, source = TEXTS["MZ2103"], rule_source("MZ2103")
    assert source
    lines = ended.out.splitlines()
    assert lines[0] == "MZ2103 问题"
    assert what_is_told(TYPES["MZ2103"]).zh in lines[1]
    assert f"    为什么：{text.why}" in lines
    assert lines.index(f"        {text.wrong}") < lines.index(f"        {text.right}")
    assert f"    → {TYPES['MZ2103'].remedy.zh}" in lines
    assert f"    依据：{source.text}（建设标准，规定）" in lines


@pytest.mark.parametrize("word", ["mz1102", "1102", "MZ-1102", "ｍｚ１１０２", "mz11o2", "MZ1l02"])
def test_a_code_is_known_however_it_is_typed(word: str, run: Callable[..., Ended]) -> None:
    ended = run("explain", word)
    assert (ended.code, ended.out.split()[0]) == (0, "MZ1102")


def test_several_codes_are_told_each_once_and_a_beginning_is_a_list(run: Callable[..., Ended]) -> None:
    out = run("explain", "MZ1102", "MZP32", "mz1102", "MZ24").out
    assert re.findall("^MZ[^ ]+", out, re.MULTILINE) == ["MZ1102", "MZP32", "MZ24"]
    assert re.findall("^    (MZ[^ ]+) ", out, re.MULTILINE) == [code for code in TYPES if code.startswith("MZ24")]


def test_without_a_code_the_families_are_listed(run: Callable[..., Ended]) -> None:
    out = run("explain").out
    counts = {line.split("\t")[0]: int(line.split("\t")[2]) for line in out.splitlines()[:-1]}
    assert counts == {family.prefix: len(family.explanations) for family in code_families()}
    assert f"共 {len(TYPES)} 个编号" in out


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("MZ1120X", "MZ1120"),
        ("MZ1199", "MZ1124"),
        ("MZ9999", "MZ9001"),
        ("MZP00", "MZP01"),
        ("MZF99", "MZF98"),
        ("甲", ""),
    ],
)
def test_a_code_there_is_not_is_refused_with_the_nearest(word: str, near: str, run: Callable[..., Ended]) -> None:
    ended = run("explain", "MZ1102", word)
    assert ended.code == 2
    found = ended.only("MZ7140")
    assert f"“{word}”" in found.message
    assert near in found.message
    assert ("您是不是想写" in found.message) == bool(near)
    assert "没有生成" not in ended.said


def test_json_tells_every_part_under_its_name(run: Callable[..., Ended]) -> None:
    told_of = json.loads(run("explain", "--json", "MZ1107", "MZF14", "MZ2103").out)["codes"]
    assert [each["code"] for each in told_of] == ["MZ1107", "MZF14", "MZ2103"]
    assert told_of[0]["wrong"] == TEXTS["MZ1107"].wrong
    assert told_of[0]["exit"] == 10
    assert told_of[0]["source"] is None
    assert told_of[1]["source"] == "GB/T 9704-2012 7.2.5"
    assert told_of[2]["severity"] == "finding"
    assert told_of[2]["exit"] is None
    assert len(json.loads(run("explain", "--json").out)["codes"]) == len(TYPES)


def test_english_is_told_in_english(sample: Workspace) -> None:
    ended = sample.spawn("explain", "--lang", "en", "MZ1107")
    assert ended.code == 0
    assert "MZ1107 error, exit code 10" in ended.out
    assert "A whole number in plain digits is expected" in ended.out
    assert "wrong:" in ended.out
    assert "为什么" not in ended.out


def test_no_sentence_keeps_a_mark_of_the_program() -> None:
    for each in TYPES.values():
        told_of = what_is_told(each)
        assert not re.search(r"\{[a-z_]+\}", told_of.zh + told_of.en)
        assert "〈…〉" not in told_of.zh, each.code
        assert explained(each.code)


def test_every_word_for_a_fact_is_one_of_a_fact() -> None:
    words = tomllib.loads((ROOT / "src/mzdocs/core/explanations/facts.toml").read_text("utf-8"))
    sentences = [text for each in TYPES.values() for text in (each.says.zh, each.remedy.zh)]
    facts = set(re.findall(r"\{([a-z_]+)", " ".join(sentences)))
    assert sorted(set(words) - facts) == []


def test_the_page_of_all_codes_is_as_it_is_made() -> None:
    made = runpy.run_path(str(ROOT / "scripts" / "codes_page.py"))
    page = made["page"]()
    assert (ROOT / "docs" / "codes.md").read_text("utf-8") == page, "make codes"
    assert made["MODULES"].read_text("utf-8") == made["modules"](), "make codes"
    assert len(re.findall(r"^- \[MZ", page, re.MULTILINE)) == len(TYPES)
