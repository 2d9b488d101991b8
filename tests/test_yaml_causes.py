"""The cause of a broken data file: proved, told in Chinese without the parser's words, and gone when it is mended."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mzdocs.core.problems import Problem
from mzdocs.load.yaml_text import yaml_syntax
from mzdocs.load.yaml_text.yaml_cause import cause_of
from mzdocs.load.yaml_text.yaml_slips import (
    slips,
)
from mzdocs.load.yaml_text.yaml_syntax import syntax_problem
from mzdocs.load.yaml_text.yamlfile import MAX_BYTES, Refused, read
from mzdocs.load.yaml_tree import lines_of

from .faults.syntax import FAULTS
from .faults_of_lines import slipped
from .workspaces import DATA, Workspace

FILE = "x.yaml"
STATION = (DATA / "stations" / "taoyuan.yaml").read_text("utf-8")
SEED = STATION.splitlines()[:60]
PARSERS = {*re.findall(r"[a-z]{4,}", " ".join(yaml_syntax._REASONS))}


def problems(text: str) -> list[Problem]:
    try:
        return read(text.encode(), FILE)[1]
    except Refused as refused:
        return [*refused.problems]


def test_every_word_of_the_parser_is_known() -> None:
    """The messages as they stand in the library itself: one that is new would be said in general words only."""
    library = next(Path(yaml.__file__).parent.glob("_yaml*.so")).read_bytes()
    said = {
        text.decode()
        for text in re.findall(rb"(?:did not find|could not find|found [a-z]|mapping |block seq)[ -~]{5,}", library)
    }
    ours = {"found duplicate anchor; first occurrence", "found undefined alias", "found another document"}
    assert {
        each
        for each in said
        if not each.startswith(("mapping >", "did not find expected <stream", "found for imported"))
    } - ours <= {*yaml_syntax._REASONS}


MARKS = ["\t", "\u3000", "\u00a0", '"', "'", "“", "”", "-", "—", ": ", "：", ":", ",", "，", "[", "]", "{", "}", "#", "&", "*", "!",
         "|", ">", "%", "@", "`", "\\", "\n", " ", "  ", "? ", "---", "...", "<<<<<<< x\n", "•", "1. ", "％", "\r", "\u2028"]  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    lines = list(SEED)
    for _ in range(draw(st.integers(1, 3))):
        number = draw(st.integers(0, len(lines) - 1))
        at = draw(st.integers(0, len(lines[number])))
        gone = draw(st.integers(0, 2))
        lines[number] = lines[number][:at] + draw(st.sampled_from(["", *MARKS])) + lines[number][at + gone :]
    return "\n".join(lines)


@settings(max_examples=300, deadline=None)
@given(spoilt())
def test_no_word_of_the_parser_reaches_a_clerk(text: str) -> None:
    for problem in problems(text):
        said = re.sub(r"[“：].*", "", problem.message("zh")) + problem.problem_type.remedy.zh
        assert not PARSERS & {*re.findall(r"[a-z]{4,}", said)} - {"mended", "mark", "plain", "right"}, said


@settings(max_examples=300, deadline=None)
@given(spoilt())
def test_a_cause_that_is_told_is_gone_when_it_is_mended(text: str) -> None:
    try:
        for _ in yaml.parse(text, Loader=yaml.CBaseLoader):
            pass
    except yaml.MarkedYAMLError as error:
        cause = cause_of(error, text, FILE)
        if cause is not None and cause.mended:
            where = cause.problem.location.line
            assert len(lines_of(text)) == len(lines_of(cause.mended))
            left = [(each.code, each.location.line) for each in problems(cause.mended)]
            assert (cause.problem.code, where) not in left or cause.problem.code in REPEATABLE
    except yaml.YAMLError:
        pass


REPEATABLE = ("MZ1010", "MZ1012", "MZ1022", "MZ1002", "MZ1016")
"""A line may have two of them."""


@pytest.mark.parametrize(
    "fault",
    [
        each
        for each in FAULTS
        if each.code in ("MZ1010", "MZ1011", "MZ1012", "MZ1013", "MZ1015", "MZ1016", "MZ1017", "MZ1019", "MZ1022")
    ],
    ids=lambda fault: fault.name,
)
def test_who_follows_the_remedy_is_rid_of_the_problem(fault, sample: Workspace) -> None:
    """The line of the remedy, typed in its place with the blanks that were before the old one."""
    from mzdocs import load
    from mzdocs.core.problems import Stopped

    def told() -> tuple[Problem, ...]:
        try:
            return load.load_station(sample.station, load.Workspace(sample.root), private=False).problems
        except Stopped as stopped:
            return stopped.problems

    fault.spoil(sample)
    before = told()
    assert before
    lines = sample.station.read_text("utf-8").split("\n")
    for problem in before:
        line = (problem.location.line or 0) - 1
        mended = re.split("：", problem.remedy("zh"), maxsplit=1)[1]
        if mended.endswith("…"):
            return
        depth = len(lines[line]) - len(lines[line].lstrip())
        lines[line] = " " * (depth - 2 * (problem.code == "MZ1013" and depth > 2)) + mended
    sample.station.write_text("\n".join(lines), "utf-8")
    assert told() == ()


def test_several_slips_are_told_in_one_run() -> None:
    text = (
        STATION.replace('街道代码: "001"', '街道代码: "001')
        .replace("邮编: 990103", "邮编:990103")
        .replace('  - 代码: "03"', '  -代码: "03"')
    )
    assert [(each.code, each.location.line) for each in problems(text)] == [
        ("MZ1010", 4),
        ("MZ1012", 7),
        ("MZ1012", 63),
    ]


def test_a_slip_in_a_large_file_is_found_in_a_bounded_time() -> None:
    large = STATION + "".join(f"附{number}: 甲\n" for number in range(40_000)) + "乙:1\n丙: 2\n"
    assert len(large.encode()) < MAX_BYTES
    began = time.process_time()
    (problem,) = problems(large)
    assert problem.code == "MZ1012"
    assert time.process_time() - began < 100, "seconds, of the hours that reading it again for every line would take"


@given(st.text(max_size=40))
def test_any_line_gives_guesses_that_are_other_lines(line: str) -> None:
    for slip in slips(line):
        assert slip.mended != line or "\n" in line
        assert 1 <= slip.column <= len(line) + 1


def test_an_unknown_word_of_the_parser_is_said_in_general() -> None:
    problem = syntax_problem(yaml.MarkedYAMLError(problem="something brand new"), "a: 1", FILE)
    assert "something" not in problem.message("zh")


def test_a_slip_on_a_line_is_told_once_at_its_line() -> None:
    """A few lines of every part; all of them in the sweep."""
    found = list(slipped(STATION, range(5, STATION.count("\n"), 45)))
    assert len(found) > 100
    assert [(each.name, each.line, each.told) for each in found if not each.sound] == []
