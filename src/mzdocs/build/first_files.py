"""A district's names -> its first data files: short, commented, with nobody in them."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mzdocs.build.double_click import double_clicks, write_to_run
from mzdocs.core.problems import Exit, Location, Problem, Sentence, Stopped, problem_type, reason
from mzdocs.derive.collation import latin
from mzdocs.derive.division_words import COUNTIES, PROVINCES, STREETS, ending
from mzdocs.design import theme
from mzdocs.load import sample
from mzdocs.load.conversion import converted
from mzdocs.load.data_file import WORKBOOK
from mzdocs.load.sample import CANNOT_COPY, refuse_existing, write_schemas
from mzdocs.load.workspace import RESERVED

NOT_A_NAME = problem_type(
    "MZ7141",
    "“{name}”不是{what}的全称",
    "{name} is not the full name of {what}",
    "写全称，例如 {example}；只用汉字，没有空格和标点。",
    "Write it in full, such as {example}: Han characters only, no blanks, no marks.",
    Exit.USAGE,
)
NOT_A_CODE = problem_type(
    "MZ7142",
    "“{code}”不是{region}的区划代码",
    "{code} is not a region code of {region}",
    "照 GB/T 2260 写 6 位数字；还不知道的不写。",
    "Write the 6 digits of GB/T 2260, or leave it out.",
    Exit.USAGE,
)
TWICE = problem_type(
    "MZ7143",
    "“{name}”写了两次",
    "{name} is given twice",
    "删去一个。",
    "Leave one out.",
    Exit.USAGE,
)
NOT_A_SLUG = problem_type(
    "MZ7144",
    "文件名“{slug}”用不了",
    "The file name {slug} cannot be used",
    "写小写字母、数字、连字符，例如 taoyuan；街道有几个，--slug 就写几个，各不相同。",
    "Write small letters, digits and hyphens, such as taoyuan: one --slug for each --street, all different.",
    Exit.USAGE,
)
CITIES = ("市", "自治州", "州", "地区", "盟")
_BY_KIND = {"镇": 100, "乡": 200, "苏木": 200}
"""Where the codes of towns and townships begin; those of street offices begin at 1 (统计用区划代码, the last three)."""


@dataclass(frozen=True)
class FirstNames:
    """What the first files are written from; `code` and `slugs` may be left out, `bureau` then is the usual name."""

    city: str
    district: str
    streets: tuple[str, ...]
    day: date
    code: str = ""
    bureau: str = ""
    slugs: tuple[str, ...] = ()
    province: str = ""


def bureau_name(city: str, district: str) -> str:
    """How a bureau is usually called: that of a district with its city."""
    return f"{city if district.endswith('区') else ''}{district}民政局"


def name_problem(name: str, what: Sentence, endings: tuple[str, ...], example: str) -> Problem | None:
    """What is wrong with a name that has to be one of a kind, if anything is."""
    sound = ending(name, endings) and all(char.isalpha() or char == "·" for char in name)
    return None if sound else NOT_A_NAME.at(name=name, what=what, example=example)


def city_problem(name: str) -> Problem | None:
    """What is wrong with the name of a city, prefecture or league."""
    return name_problem(name, Sentence("市、州、盟、地区", "a city, prefecture or league"), CITIES, "云川市")


def district_problem(name: str) -> Problem | None:
    """What is wrong with the name of a district, county or banner."""
    return name_problem(name, Sentence("区、县、县级市、旗", "a district, county or banner"), COUNTIES, "澄江区")


def street_problem(name: str) -> Problem | None:
    """What is wrong with the name of a street office, town or township."""
    return name_problem(name, Sentence("街道、镇、乡、苏木", "a street office, town or township"), STREETS, "桃园街道")


def code_problem(code: str, province: str = "") -> Problem | None:
    """What is wrong with a region code; without one nothing is."""
    begins = PROVINCES.get(province, "")
    sound = not code or (code.isascii() and code.isdecimal() and len(code) == 6 and code[0] != "0")
    if sound and (not code or code.startswith(begins)):
        return None
    return NOT_A_CODE.at(code=code, region=Sentence(province or "区县", province or "a district"))


def province_problem(name: str) -> Problem | None:
    """What is wrong with the name of a province; without one nothing is."""
    what = Sentence("省、自治区、直辖市", "a province")
    return None if name in ("", *PROVINCES) else NOT_A_NAME.at(name=name, what=what, example="云南省")


def problems_of(names: FirstNames) -> list[Problem]:
    """All that is wrong with the names."""
    found = [
        province_problem(names.province),
        city_problem(names.city),
        district_problem(names.district),
        code_problem(names.code, names.province),
    ]
    found += [street_problem(name) for name in names.streets]
    twice = [TWICE.at(name=name) for name, count in Counter(names.streets).items() if count > 1]
    return [*(each for each in found if each), *twice, *_slug_problems(names)]


def _slug_problems(names: FirstNames) -> Iterator[Problem]:
    if names.slugs and len(names.slugs) != len(names.streets):
        yield NOT_A_SLUG.at(slug="、".join(names.slugs))
        return
    for at, slug in enumerate(names.slugs):
        letters = slug.isascii() and slug.replace("-", "a").isalnum() and slug == slug.lower() and slug[0].isalpha()
        if not letters or slug == RESERVED or slug in names.slugs[:at]:
            yield NOT_A_SLUG.at(slug=slug)


def slugs(streets: Sequence[str]) -> tuple[str, ...]:
    """A file name for each street: its name in pinyin, with its kind where two would be alike, or its place."""
    short = [latin(name.removesuffix(ending(name, STREETS))) for name in streets]
    alike = {slug for slug, count in Counter(short).items() if count > 1 or slug in ("", RESERVED)}
    long = [latin(name) if slug in alike else slug for name, slug in zip(streets, short, strict=True)]
    again = {slug for slug, count in Counter(long).items() if count > 1 or not slug}
    return tuple(f"street-{at}" if slug in again else slug for at, slug in enumerate(long, 1))


def street_codes(streets: Sequence[str]) -> tuple[str, ...]:
    """A code for each street, in the order they are given: street offices, towns and townships apart."""
    given: Counter[int] = Counter()
    codes = []
    for name in streets:
        first = next((start for kind, start in _BY_KIND.items() if name.endswith(kind)), 1)
        codes.append(f"{first + given[first]:03}")
        given[first] += 1
    return tuple(codes)


def texts(names: FirstNames) -> dict[str, str]:
    """The files by their path in `data/`.

    Raises:
        Stopped: with all that is wrong with the names.
    """
    wrong = problems_of(names)
    if wrong:
        raise Stopped(wrong)
    files = names.slugs or slugs(names.streets)
    codes = street_codes(names.streets)
    stations = [f"{names.district}{name}民政工作站" for name in names.streets]
    lines = [
        f'  - {{ 代码: "{code}", 名称: {name}, 办事处: {_office(names.district, name)}, 工作站: {station} }}'
        for code, name, station in zip(codes, names.streets, stations, strict=True)
    ]
    common = {"日": names.day.isoformat(), "年": str(names.day.year)}
    district = {
        "市": names.city, "区": names.district, "区字": names.district[-1], "代码": _code_lines(names.code),
        "局": names.bureau or bureau_name(names.city, names.district), "街道": "\n".join(lines),
        "第二文字": _SECOND_SCRIPT if _is_autonomous(names) else "", **common,
    }  # fmt: skip
    told = {
        f"stations/{slug}.yaml": _filled("station", {"街道代码": code, "站": station, **common})
        for slug, code, station in zip(files, codes, stations, strict=True)
    }
    return {"district.yaml": _filled("district", district), **told}


_SECOND_SCRIPT = """\
# 门牌并用民族文字的，写一节“第二文字”，再在上面“街道”各项加“民族文字”，都由民政局审定；写法见 docs/plaques.md
# 第二文字: { 文字: , 横牌次序: , 竖牌次序: , 依据: { 名称: , 核对日期: } }
#
"""


def _is_autonomous(names: FirstNames) -> bool:
    """Whether signs there are likely to bear a second script."""
    return any(mark in f"{names.province}{names.city}{names.district}" for mark in ("自治", "盟", "旗"))


def _code_lines(code: str) -> str:
    if code:
        return f'行政区划代码: "{code}"'
    return '# 6 位，照 GB/T 2260；做胸牌要用\n# 行政区划代码: ""'


def _office(district: str, street: str) -> str:
    return f"{district}{street}{'办事处' if ending(street, STREETS) == '街道' else '人民政府'}"


def _filled(name: str, marks: Mapping[str, str]) -> str:
    text = (theme.folder() / "_start" / f"{name}.yaml").read_text(encoding="utf-8")
    for mark, value in marks.items():
        text = text.replace(f"«{mark}»", value)
    return text


def write(
    folder: Path, names: FirstNames, on_file: Callable[[str], None] = lambda _: None, workbook: bool = False
) -> None:
    """Write the first files and their schemas to `folder/data`, and what opens the preview; `on_file` hears of each.

    As a `workbook` each has a sheet for everything else that can be filled in, and needs no word of how to write it.

    Raises:
        Stopped: names are wrong, there are data already, or they cannot be written; nothing is left then.
    """
    files = texts(names)
    try:
        refuse_existing(folder)
        (folder / "data" / "stations" / "photos").mkdir(parents=True)
        starts = double_clicks(folder)
        try:
            written = [_write(folder / "data" / name, text, workbook) for name, text in files.items()]
            written += [write_to_run(path, text) for path, text in starts.items()]
            if not workbook:
                write_schemas(folder / "data")
        except BaseException:
            shutil.rmtree(folder / "data", ignore_errors=True)
            for path in starts:
                path.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Stopped([CANNOT_COPY.at(Location(str(folder)), reason=reason(error))]) from None
    for path in written:
        on_file(path.relative_to(folder).as_posix())


def _write(path: Path, text: str, workbook: bool) -> Path:
    """The file, or in its place a workbook of the same facts; which of the two it is."""
    if not workbook:
        path.write_text(text, encoding="utf-8", newline="\n")
        return path
    facts = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    path.write_text("\n".join(facts) + "\n", encoding="utf-8", newline="\n")
    made = converted(path, path.name, path.with_suffix(WORKBOOK))
    path.unlink()
    path.with_suffix(WORKBOOK).write_bytes(made.data)
    return path.with_suffix(WORKBOOK)


def write_sample_files(folder: Path) -> None:
    """Write the sample district, and what opens the preview.

    Raises:
        Stopped: there are data already, or they cannot be written.
    """
    sample.write(folder)
    try:
        for path, text in double_clicks(folder).items():
            write_to_run(path, text)
    except OSError as error:
        raise Stopped([CANNOT_COPY.at(Location(str(folder)), reason=reason(error))]) from None
