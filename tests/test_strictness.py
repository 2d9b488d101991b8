"""What is read all the same is told, or refused where somebody asks for it strictly."""

from __future__ import annotations

from collections.abc import Callable

from mzdocs.build.settings import Settings
from mzdocs.core.problems import Severity
from mzdocs.load import strictly
from mzdocs.load.tables.client_tables import read_table
from mzdocs.load.tables.table_formats import CLIENT_TABLE
from mzdocs.load.tables.table_problems import EMPTY_TABLE, OTHER_FORMS, TOLERATED

from .test_tables import FILE, ROW, row, table
from .workspaces import Ended, Workspace, replace


def test_what_was_tolerated_becomes_an_error_and_nothing_else_does() -> None:
    written = [*(each.at(key="x") for each in TOLERATED), EMPTY_TABLE.at(rows="x")]
    found = strictly(written)
    assert {each.severity for each in found[:-1]} == {Severity.ERROR}
    assert found[-1] is written[-1]
    assert [each.code for each in found] == [each.code for each in written]


def test_a_table_without_habits_is_the_same_strictly() -> None:
    found = read_table(CLIENT_TABLE, table(ROW, row(户号="2")).encode(), FILE).problems
    assert strictly(found) == found == []
    told = read_table(CLIENT_TABLE, table(row(确认日期="2021/9/2")).encode(), FILE).problems
    assert [each.code for each in told] == [OTHER_FORMS.code]


def test_a_build_that_is_strict_is_not_the_one_before() -> None:
    assert Settings(strict=True).sum != Settings().sum


def test_the_districts_own_file_is_read_and_refused_alike(sample: Workspace, run: Callable[..., Ended]) -> None:
    replace(sample.district, "年度: 2026", "年度: 2026年")
    told = run("check")
    assert (told.code, told.codes.count("MZ1252"), told.errors) == (0, 1, [])
    strict = run("check", "--strict")
    assert (strict.code, strict.only("MZ1252").location.split()[1]) == (10, "年度")
