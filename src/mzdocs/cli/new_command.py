"""`mzdocs new`: a few names -> a folder with the first data files of one's own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mzdocs.cli import options, show
from mzdocs.cli.messages import LANGUAGE, examples, say
from mzdocs.core.problems import Exit, Problem, Stopped, problem_type

if TYPE_CHECKING:
    from mzdocs.build.first_files import FirstNames

UNASKED = problem_type(
    "MZ7145",
    "还缺：{options}",
    "Still wanting: {options}",
    "写在命令里；在终端里运行、不加 --yes，就会一项一项地问。",
    "Give them as options; in a terminal, without --yes, they are asked for one by one.",
    Exit.USAGE,
)


@click.command(
    help=say(
        "新建自己的区：问几个名称，写好区和各站最短的数据文件。",
        "Begin a district of your own: a few names, and the shortest data files.",
    ),
    epilog=examples(
        "mzdocs new my-district",
        "mzdocs new my-district --city 云川市 --district 澄江县 --street 桃园街道 --street 石桥镇 --yes",
        "mzdocs new sample --sample",
    ),
)  # fmt: skip
@click.argument("folder", type=click.Path(path_type=Path), metavar=say("文件夹", "FOLDER"))
@click.option(
    "--province", default="", help=say("省、自治区、直辖市，只用来核对代码", "Province, to check the code by")
)
@click.option("--city", default="", help=say("市、州、盟、地区，全称", "City, prefecture or league"))
@click.option("--district", default="", help=say("区、县、县级市、旗，全称", "District, county or banner"))
@click.option("--code", default="", help=say("行政区划代码，6 位；可以以后再写", "Region code, 6 digits; may wait"))
@click.option("--bureau", default="", help=say("民政局全称，默认 市名区名民政局", "Full name of the bureau"))
@click.option("--street", "streets", multiple=True, help=say("街道、镇、乡，可写多次", "Street or town; several"))
@click.option("--slug", "slugs", multiple=True, help=say("各站的文件名，默认用拼音", "File names, pinyin by default"))
@click.option("--on", type=options.DAY, metavar=options.DAY_SHOWN,
              help=say("制发日期，默认今天", "Day the signs are made, today by default"))  # fmt: skip
@click.option("--yes", is_flag=True, help=say("不问，能定的照默认", "Ask nothing"))
@click.option(
    "--workbook", is_flag=True, help=say("写成 Excel 工作簿（.xlsx），不写文本文件", "Workbooks in place of text files")
)
@click.option("--sample", is_flag=True, help=say("改为写入样例区（同 mzdocs init）", "The sample district instead"))
@options.language_briefly
def new(
    folder: Path, province: str, city: str, district: str, code: str, bureau: str, streets: tuple[str, ...],
    slugs: tuple[str, ...], on: datetime | None, yes: bool, workbook: bool, sample: bool,
) -> None:  # fmt: skip
    """Ask for what is not given, write the files, and say what to run next.

    Raises:
        Stopped: a name is wrong or wanting, there are data already, or they cannot be written.
    """
    from mzdocs.build.first_files import FirstNames, write
    from mzdocs.load.sample import refuse_existing

    if sample:
        write_sample(folder)
        return
    refuse_existing(folder)
    given = FirstNames(city, district, streets, on.date() if on else date.today(), code, bureau, slugs, province)
    names = given if yes or not sys.stdin.isatty() else _asked(given)
    _all_given(names)
    write(folder, names, lambda name: show.line(f"  {show.path_in(folder / name, Path.cwd())}"), workbook)
    show.line(
        say(
            f"写好了，打开看看，说明都在里面。下一步：cd {folder} && mzdocs check && mzdocs build",
            f"Written; each file explains itself. Next: cd {folder} && mzdocs check && mzdocs build",
        )
    )


def write_sample(folder: Path) -> None:
    """Write the sample district, and say what to run next.

    Raises:
        Stopped: there are data already, or it cannot be written.
    """
    from mzdocs.build.first_files import write_sample_files

    write_sample_files(folder)
    show.line(
        say(
            f"样例已写入 {folder}。下一步：cd {folder} && mzdocs build",
            f"Sample written. Next: cd {folder} && mzdocs build",
        )
    )


def _all_given(names: FirstNames) -> None:
    wanted = {"--city": names.city, "--district": names.district, "--street": names.streets}
    missing = [option for option, value in wanted.items() if not value]
    if missing:
        raise Stopped([UNASKED.at(options="、".join(missing))])


def _asked(given: FirstNames) -> FirstNames:
    """The names, those that were not given asked for, each until it can be used."""
    from mzdocs.build import first_files

    city = given.city or _ask(say("市（州、盟、地区）的全称", "City, in full"), first_files.city_problem)
    district = given.district or _ask(
        say("区（县、县级市、旗）的全称", "District, in full"), first_files.district_problem
    )
    code = given.code or _ask(
        say("行政区划代码，6 位（不知道就按回车，做胸牌以前再写）", "Region code, 6 digits (Enter: later)"),
        lambda text: first_files.code_problem(text, given.province), "",
    )  # fmt: skip
    usual = first_files.bureau_name(city, district)
    bureau = given.bureau or _ask(say("民政局的全称", "The bureau, in full"), lambda _: None, usual)
    streets = given.streets or _several(
        _ask(
            say("街道、镇、乡、苏木的全称，几个的用空格或顿号隔开", "Streets and towns, in full, blanks between"),
            lambda text: next(filter(None, map(first_files.street_problem, _several(text) or [text])), None),
        )
    )
    return first_files.FirstNames(city, district, tuple(streets), given.day, code, bureau, given.slugs, given.province)


def _several(text: str) -> list[str]:
    for mark in "、，,；;":
        text = text.replace(mark, " ")
    return text.split()


def _ask(prompt: str, problem: Callable[[str], Problem | None], default: str | None = None) -> str:
    """Ask until the answer has no problem."""
    while True:
        text = str(click.prompt(prompt, default=default, show_default=bool(default))).strip()
        found = problem(text)
        if found is None:
            return text
        show.line(f"{found.message(LANGUAGE)} {found.remedy(LANGUAGE)}")
