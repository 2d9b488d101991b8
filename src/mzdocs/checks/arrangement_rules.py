"""How the district arranges its files: classes, codes, periods -> what cannot be right in them, as errors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mzdocs.checks.district_rules import DistrictFile
from mzdocs.checks.rule import AGREE, LEAVING, Provenance, Rule, Violation, violation
from mzdocs.core.problems import problem_type
from mzdocs.model.district import ArchiveClass

CODES = Provenance("通行做法", "类别代码写进档号和文件名", "一般")
PERIODS = Provenance("通行做法", "定期保管的写明年限，更长的永久保管", "一般")

LEAST_YEARS = 3
"""After a household left (national notice on files of minimum living security)."""
MOST_YEARS = 100
CODE = re.compile("[A-Za-z0-9]{1,12}")


def class_codes_can_name_files(data: DistrictFile) -> Iterator[Violation]:
    """A class code of other than 1 to 12 letters and figures."""
    for i, archive_class in _classes(data):
        if not CODE.fullmatch(archive_class.code):
            yield violation("档案", "类别", i, "代码", code=archive_class.code)


def _classes(data: DistrictFile) -> Iterator[tuple[int, ArchiveClass]]:
    return enumerate(data.district.archive.classes)


def spines_are_listed(data: DistrictFile) -> Iterator[Violation]:
    """No spine to bind under (卷脊规格)."""
    if not data.district.archive.spines:
        yield violation("档案", "卷脊规格")


def periods_agree(data: DistrictFile) -> Iterator[Violation]:
    """What is printed, what stands in the archive number and what appraisal counts by is one period."""
    for i, archive_class in _classes(data):
        years = archive_class.keep_years
        code, text = ("Y", "永久") if years is None else (f"D{years}", f"{years}年")
        if archive_class.retention_code != code or not archive_class.retention.startswith(text):
            yield violation("档案", "类别", i, "期限代码", code=code, text=text)


def periods_have_years(data: DistrictFile) -> Iterator[Violation]:
    """A period of no year, or of more than a hundred."""
    for i, archive_class in _classes(data):
        if archive_class.keep_years is not None and not 1 <= archive_class.keep_years <= MOST_YEARS:
            yield violation("档案", "类别", i, "年限", most=MOST_YEARS)


def clocks_fit_the_arrangement(data: DistrictFile) -> Iterator[Violation]:
    """A class by item that does not count from the day of forming, or one by household that does."""
    for i, archive_class in _classes(data):
        if archive_class.by_item != (archive_class.clock == "形成之日"):
            yield violation("档案", "类别", i, "起算")


def leavers_are_kept_long_enough(data: DistrictFile) -> Iterator[Violation]:
    """A period from the day of leaving below the least (LEAST_YEARS)."""
    for i, archive_class in _classes(data):
        years = archive_class.keep_years
        if archive_class.clock == "退出之日" and years is not None and years < LEAST_YEARS:
            yield violation("档案", "类别", i, "年限", least=LEAST_YEARS)


ARRANGEMENT_RULES: tuple[Rule[DistrictFile], ...] = (
    Rule(
        problem_type(
            "MZ1509", "没有写卷脊规格，案卷无法分卷", "There are no spines, so that files cannot be bound",
            "写出可用的卷脊厚度，例如 [10 mm, 20 mm, 30 mm]。", "List the spines, for example [10 mm, 20 mm, 30 mm].",
        ),
        AGREE, spines_are_listed,
    ),
    Rule(
        problem_type(
            "MZ1510", "类别代码“{code}”不能用作文件名和档号", "The class code {code} cannot stand in a file name and an archive number",
            "只用字母和数字，例如 DB。", "Use letters and digits only, for example DB.",
        ),
        CODES, class_codes_can_name_files,
    ),
    Rule(
        problem_type(
            "MZ1513", "按件整理的类别从形成之日起算，以户为单位的不能从形成之日起算", "A class arranged by item counts from the day of forming, one by household does not",
            "按件的写 形成之日；以户为单位的写 退出之日 或 确认之日。", "A class by item counts from the day a paper is made; one by household from leaving or from confirmation.",
        ),
        LEAVING, clocks_fit_the_arrangement,
    ),
    Rule(
        problem_type(
            "MZ1514", "保管期限、期限代码和年限不一致：按“年限”，期限代码应是 {code}，保管期限应以“{text}”开头",
            "Retention, its code and its years differ: by the years, the code is {code} and the retention begins with {text}",
            "三处写成同一个期限；永久保管的代码写 Y，不写年限。", "Let the three agree; what is kept for ever has the code Y and no years.",
        ),
        AGREE, periods_agree,
    ),
    Rule(
        problem_type(
            "MZ1515", "从退出之日起算的，年限不少于 {least} 年", "Counted from the day of leaving, {least} years are the least",
            "按低保档案管理的要求改为 {least} 年以上。", "Keep them {least} years or more, as the rules for such files ask.",
        ),
        LEAVING, leavers_are_kept_long_enough,
    ),
    Rule(
        problem_type(
            "MZ1516", "年限须是 1 至 {most} 年；更长的按永久保管", "A period has 1 to {most} years; what is kept longer is kept for ever",
            "改正年限；永久保管的代码写 Y，不写年限。", "Correct the years; what is kept for ever has the code Y and no years.",
        ),
        PERIODS, periods_have_years,
    ),
)  # fmt: skip
