"""Every fault of the package: a code of its own, both languages, and facts enough for its sentences."""

from __future__ import annotations

import ast
import errno
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import mzdocs
from mzdocs.cli.declared_problems import declarations, modules
from mzdocs.cli.show import problem_values
from mzdocs.core import problems
from mzdocs.core.problems import (
    Exit,
    Location,
    Problem,
    ProblemType,
    Sentence,
    Severity,
    Stopped,
    problem_type,
    reason,
    stop_at_errors,
)

SRC = Path(mzdocs.__file__).parent
HAN = re.compile("[\u4e00-\u9fff]")


FAULTS = declarations()
BY_CODE = {found.code: found for found in FAULTS}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def needed(found: ProblemType) -> set[str]:
    return set().union(*(fields(text) for text in (found.says.zh, found.says.en, found.remedy.zh, found.remedy.en)))


DECLARED = re.compile(r'^\s*(?:problem_type\(|preflight_problem\(|finding\()?\s*"(MZ[0-9A-Z][0-9]{2,3})"', re.MULTILINE)


def test_no_fault_escapes_these_tests() -> None:
    written = {
        code
        for path in SRC.rglob("*.py")
        for code in re.findall(
            r'^\s*(?:problem_type\(|preflight_problem\(|finding\()?\s*"(MZ[0-9A-Z][0-9]{2,3})"',
            path.read_text("utf-8"),
            re.M,
        )
    }
    assert len(written) > 60
    assert set(BY_CODE) == written


def test_every_code_belongs_to_one_fault() -> None:
    codes = sorted(found.code for found in FAULTS)
    assert codes == sorted(set(codes))
    assert all(re.fullmatch("MZ([0-9]{4}|[A-Z][0-9]{2})", code) for code in codes)


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_a_fault_speaks_both_languages(code: str) -> None:
    found = BY_CODE[code]
    for sentence in (found.says, found.remedy):
        assert sentence.zh.strip()
        assert sentence.en.strip()
        assert HAN.search(sentence.zh)
        assert code[:3] == "MZF" or not HAN.search(re.sub("[是否]", "", sentence.en)), "rules of form quote the paper"


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_a_cure_and_a_translation_need_no_fact_of_their_own(code: str) -> None:
    """The message in Chinese names every fact, save the choices a cure lists and a translated twin."""
    found = BY_CODE[code]
    english = {name.removesuffix("_en") for name in fields(found.says.en)}
    assert english <= fields(found.says.zh)
    assert fields(found.remedy.en) <= fields(found.remedy.zh) | fields(found.says.zh)


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_a_fault_ends_with_an_exit_code_of_the_table(code: str) -> None:
    found = BY_CODE[code]
    assert found.exit in set(Exit) - {Exit.DONE, Exit.INTERRUPTED}
    if found.severity is Severity.FINDING:
        assert found.exit is Exit.DATA


def calls() -> Iterator[tuple[str, ProblemType, set[str]]]:
    """Every place of the code that states a fault by name, with the facts it gives."""
    for module in modules():
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
            if not isinstance(node, ast.Call) or any(word.arg is None for word in node.keywords):
                continue
            given = {str(word.arg) for word in node.keywords}
            where = f"{module.__name__}:{node.lineno}"
            if isinstance(node.func, ast.Attribute) and node.func.attr == "at":
                stated = node.func.value
            elif isinstance(node.func, ast.Attribute) and node.func.attr == "_refuse":
                stated = node.args[0]
            else:
                continue
            name = stated.attr if isinstance(stated, ast.Attribute) else getattr(stated, "id", "")
            owner = (
                getattr(module, stated.value.id, module)
                if isinstance(stated, ast.Attribute) and isinstance(stated.value, ast.Name)
                else module
            )
            found = getattr(owner, name, None)
            if isinstance(found, ProblemType):
                yield where, found, given


def test_whoever_states_a_fault_gives_all_its_facts() -> None:
    found = list(calls())
    assert len(found) > 30
    assert [
        (where, problem_type.code, needed(problem_type) - given)
        for where, problem_type, given in found
        if not needed(problem_type) <= given
    ] == []


def test_a_sentence_among_the_facts_is_said_in_the_language_asked_for() -> None:
    told = problem_type("MZ0000", "读不了：{why}", "unreadable: {why}", "换", "change").at(
        why=Sentence("没有权限", "permission denied")
    )
    assert told.message("zh") == "读不了：没有权限"
    assert told.message("en") == "unreadable: permission denied"


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC, errno.EROFS, errno.ENOTDIR, errno.EIO, errno.ECHILD])
def test_what_the_system_says_is_told_in_chinese_and_without_the_path(number: int) -> None:
    told = reason(OSError(number, "x", "/home/张三/站"))
    assert HAN.search(told.zh)
    assert told.en
    assert "张三" not in told.zh + told.en


@pytest.mark.parametrize(
    ("location", "words"),
    [
        (Location(), ""),
        (Location("a.yaml"), "a.yaml"),
        (Location("a.yaml", 3), "a.yaml:3"),
        (Location("a.yaml", 3, 5, "社区[1]"), "a.yaml:3:5 社区[1]"),
    ],
)
def test_a_place_is_written_as_editors_read_it(location: Location, words: str) -> None:
    assert str(location) == words


def some(severity: Severity, exit: Exit = Exit.DATA) -> Problem:
    return problem_type("MZ0000", "甲", "a", "乙", "b", exit, severity).at(Location("x.yaml", 1))


def test_a_gate_passes_findings_and_notices() -> None:
    stop_at_errors([some(Severity.FINDING), some(Severity.NOTICE)])


def test_a_gate_stops_with_all_errors_and_the_code_of_the_first() -> None:
    errors = [some(Severity.ERROR, Exit.ASSET), some(Severity.ERROR, Exit.FONT)]
    with pytest.raises(Stopped) as stopped:
        stop_at_errors([some(Severity.FINDING), *errors])
    assert list(stopped.value.problems) == errors
    assert stopped.value.exit is Exit.ASSET


def test_problems_travel_between_processes() -> None:
    stopped = pickle.loads(pickle.dumps(Stopped([some(Severity.ERROR, Exit.FIT)])))
    assert stopped.exit is Exit.FIT
    assert stopped.problems == (some(Severity.ERROR, Exit.FIT),)


def test_the_exit_codes_are_the_promised_ones() -> None:
    assert {each.name: int(each) for each in problems.Exit} == {
        "DONE": 0, "USAGE": 2, "DATA": 10, "ASSET": 11, "FONT": 12, "FIT": 13, "PRIVACY": 14, "OUTPUT": 15, "BUSY": 16,
        "LIMIT": 17, "VERIFY": 18, "PREFLIGHT": 19, "INTERNAL": 70, "INTERRUPTED": 130,
    }  # fmt: skip


def test_no_identity_number_is_said_wherever_it_stands() -> None:
    number = "990103197406010846"
    kind = ProblemType("MZ0", Sentence("“{value}”", "{value}"), Sentence("改 {value}", "mend {value}"))
    where = Location("a.xlsx", path=f"人员.{number}", sheet=number, cell="A1")
    problem = kind.at(where, value=f"“{number}”")
    said = (str(where), where.path, problem.message("zh"), problem.message("en"), problem.remedy("zh"))
    assert not [each for each in said if number in each]
    (values,) = problem_values([problem])
    assert number not in str(values)
