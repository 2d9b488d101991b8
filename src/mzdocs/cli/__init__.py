"""Words in, words out: the commands. Each hands its options to one function and prints what comes back."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mzdocs.cli import hand_out
from mzdocs.cli.archive_search_command import search
from mzdocs.cli.audit_command import audit
from mzdocs.cli.check_docx_command import check_docx
from mzdocs.cli.messages import say
from mzdocs.core.problems import Exit, Severity, Stopped
from mzdocs.kinds import KINDS, of_sets

if TYPE_CHECKING:
    from mzdocs.build.pipeline import Made
    from mzdocs.derive.audience import Audience
    from mzdocs.load import Workspace


def _examples(*lines: str) -> str:
    head = say("例：", "Examples:")
    return "\b\n" + "\n".join([head, *(f"  {text}" for text in lines)])


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say(
        "mzdocs：由一个数据文件做出街道民政工作站的全套门牌、展板、胸牌、案卷目录和检查报告。",
        "mzdocs makes all the paper of a street civil affairs station from one data file.",
    ),
    epilog=_examples("mzdocs init my-district && cd my-district", "mzdocs check", "mzdocs build"),
)
@click.version_option(None, "--version", package_name="mzdocs", message="mzdocs %(version)s")
def cli() -> None:
    pass


def _shared(command: Callable[..., None]) -> Callable[..., None]:
    """The options every command on stations has."""
    for decorate in (
        click.option("-q", "--quiet", is_flag=True, help=say("只显示错误", "Show errors only")),
        click.option(
            "--lang",
            type=click.Choice(["zh", "en"]),
            help=say("语言，默认中文", "Language, Chinese by default"),
        ),
        click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "Print JSON")),
        click.argument("files", nargs=-1, type=click.Path(path_type=Path)),
    ):
        command = decorate(command)
    return command


def _building(kinds: Sequence[str]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options of a command that makes these kinds of paper."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        only = say("只做这一种，可写多次；其余的保留原样", "Make this kind only (may repeat); others stay")
        for option in (
            click.option("-j", "--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, show_default=True,
                         help=say("同时生成几个工作站", "Stations made at the same time")),
            click.option("--theme", help=say("主题", "Theme")),
            click.option("--output", type=click.Path(path_type=Path, file_okay=False),
                         help=say("输出文件夹，默认 output/", "Output folder, output/ by default")),
            click.option("--only", multiple=True, type=click.Choice(kinds), help=only),
        ):  # fmt: skip
            command = option(command)
        return _shared(command)

    return decorate


@cli.command(
    help=say("生成全部：门牌、展板、胸牌、案卷、报告。", "Make everything."),
    epilog=_examples("mzdocs build", "mzdocs build data/stations/taoyuan.yaml --only badge"),
)
@_building(tuple(KINDS))
def build(**options: Any) -> None:
    _build(tuple(KINDS), **options)


@cli.command(
    "build-signage",
    help=say(
        "生成门牌、展板、胸牌，供制作单位使用；不读取客户档案。",
        "Make plaques, boards and badges for the shop; client files are not opened.",
    ),
    epilog=_examples("mzdocs build-signage", "mzdocs build-signage taoyuan --only board"),
)
@_building(of_sets("signage"))
def build_signage(**options: Any) -> None:
    _build(of_sets("signage"), **options)


@cli.command(
    "archive-index",
    help=say(
        "生成整套档案：案卷、脊背、盒签、各种目录、每户材料目录、空白表（PDF/A）和目录数据；另可只做给查阅者或公众看的。",
        "Make the whole archive: volumes, spines, boxes, lists, household files, blank forms (PDF/A), the catalogue as"
        " data; or what readers or the public may see.",
    ),
    short_help=say("生成整套档案：案卷、标签、目录、每户目录和目录数据", "Make the whole archive and its catalogue"),
    epilog=_examples("mzdocs archive-index", "mzdocs archive-index taoyuan --audience reading-room"),
)
@click.option(
    "--audience",
    type=click.Choice(["internal", "reading-room", "public"]),
    default="internal",
    show_default=True,
    help=say(
        "给谁看：内部；阅览室（身份证号等已遮住）；公众（只有公示名单）",
        "For whom: internal, the reading room (numbers masked), the public (its list only)",
    ),
)
@_building(of_sets("archive", "public"))
def archive_index(audience: Audience, **options: Any) -> None:
    _build(_SEEN[audience], audience=audience, **options)


_SEEN: Mapping[str, Sequence[str]] = {
    "internal": of_sets("archive", "public"),
    "reading-room": of_sets("archive"),
    "public": of_sets("public"),
}


@cli.group(
    help=say("档案的日常：登记装订、查找、做查阅副本。", "Everyday work with the archive: bind, search, copy."),
    epilog=_examples("mzdocs archive bind taoyuan", "mzdocs archive search 云锦社区"),
)
def archive() -> None:
    pass


archive.add_command(search)
archive.add_command(hand_out.copy)
cli.add_command(hand_out.sign)
cli.add_command(audit)
cli.add_command(check_docx)


@archive.command(
    help=say(
        "把现在排出的新案卷登记到装订台账：登记过的案卷以后不再变动。",
        "Enter the volumes planned now into the ledger: what is entered never changes again.",
    ),
    epilog=_examples("mzdocs archive bind taoyuan"),
)
@_shared
def bind(files: tuple[Path, ...], as_json: bool, lang: str | None, quiet: bool) -> None:
    from mzdocs.build.bind import bind_all
    from mzdocs.cli import show

    space, paths = _stations(files)
    entered = bind_all(paths, space)
    if as_json:
        show.as_json({"exit": 0, "stations": [{"station": slug, "items": count} for slug, count in entered]})
    elif not quiet:
        for slug, count in entered:
            show.line(say(f"{slug}：新登记 {count} 件", f"{slug}: {count} items entered"))


@cli.command(
    help=say(
        "生成各站的检查验收和年终文书：自查报告、评分表、验收报告、整改通知书、复查记录、责任书、聘书、名册、考评表、签到表"
        "（DOCX 和 PDF，文字相同）。",
        "Make each station's papers of inspection and year's end: reports, score sheets, notices, appointments,"
        " assessments (DOCX and PDF with the same text).",
    ),
    short_help=say("生成各站的检查验收和年终文书（DOCX 和 PDF）", "Make each station's inspection papers"),
    epilog=_examples("mzdocs inspection", "mzdocs inspection taoyuan"),
)
@_building(of_sets("reports"))
def inspection(**options: Any) -> None:
    _build(of_sets("reports"), **options)


@cli.command(
    help=say(
        "由全部工作站的数据生成区里的文书：实施方案、验收汇总表、三有四全对照表、通报、公示。数据缺失或有错的站照样列出。",
        "Make the district's own papers from all stations: plan, summary, matrix, circular, public notice. A station"
        " without sound data is shown as such.",
    ),
    short_help=say("由全部工作站的数据生成区里的文书", "Make the district's own papers"),
    epilog=_examples("mzdocs district"),
)
@click.option("--theme", help=say("主题", "Theme"))
@click.option("--output", type=click.Path(path_type=Path, file_okay=False),
              help=say("输出文件夹，默认 output/", "Output folder, output/ by default"))  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help=say("只显示错误", "Show errors only"))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say("语言，默认中文", "Language, Chinese by default"))
@click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "Print JSON"))
def district(theme: str | None, output: Path | None, quiet: bool, lang: str | None, as_json: bool) -> None:
    from mzdocs.build.district_papers import build_district
    from mzdocs.build.pipeline import Settings
    from mzdocs.cli import show
    from mzdocs.load import find
    from mzdocs.load.workspace import here, resolved

    space = find(here())
    settings = Settings(("paper",), resolved(output) if output else None, theme)
    made = build_district(space, settings)
    file = "data/district.yaml"
    errors = [p for p in made.problems if p.severity is Severity.ERROR or p.location.file == file]
    if as_json:
        on_progress = {
            "exit": 0,
            "stations": show.made_values([made], space.root),
            "problems": show.problem_values(errors),
        }
        show.as_json(on_progress)
    elif not quiet:
        show.problems(errors)
        show.made_table([made], space.root, made.seconds)


def _build(
    kinds: Sequence[str],
    files: tuple[Path, ...],
    only: tuple[str, ...],
    output: Path | None,
    theme: str | None,
    jobs: int,
    as_json: bool,
    lang: str | None,
    quiet: bool,
    audience: Audience = "internal",
) -> None:
    from mzdocs.build.fleet import build_all
    from mzdocs.build.pipeline import Settings
    from mzdocs.cli import show
    from mzdocs.cli.progress import Progress
    from mzdocs.load.workspace import resolved

    start = time.perf_counter()
    space, paths = _stations(files)
    settings = Settings(tuple(only or kinds), resolved(output) if output else None, theme, jobs, audience)
    with Progress(len(paths), silent=quiet or as_json) as on_progress:
        made = build_all(paths, space, settings, on_progress)
    seconds = time.perf_counter() - start
    if as_json:
        show.as_json({"exit": 0, "seconds": round(seconds, 2), "stations": show.made_values(made, space.root)})
    elif not quiet:
        show.made_table(made, space.root, seconds)
        _count_slow(made)
        _count_findings(made)


def _count_slow(made: Sequence[Made]) -> None:
    from mzdocs.cli import show

    slow = sum(one.slow for each in made for one in each.sets)
    if slow:
        show.line(
            say(
                f"有 {slow} 处文字不能直接套版，由排版引擎逐处排出（见 manifest.json 的 set_slowly）。",
                f"{slow} texts could not be stamped and were shaped by the layout engine, one by one (set_slowly).",
            )
        )


def _count_findings(made: Sequence[Made]) -> None:
    from mzdocs.cli import show

    findings = sum(p.severity is Severity.FINDING for each in made for p in each.problems)
    if findings:
        show.line(
            say(
                f"另有 {findings} 处未达标，见检查报告，或运行 mzdocs check 查看。",
                f"{findings} findings: see the inspection reports, or run mzdocs check.",
            )
        )


@cli.command(
    help=say(
        "把做好的门牌、展板、胸牌打包交给制作单位：每站一个 zip，全部工作站时另有一个总 zip；不读取客户档案。",
        "Pack what build-signage made for the shop: a zip a station, and one for all; client files are not opened.",
    ),
    epilog=_examples("mzdocs bundle", "mzdocs bundle taoyuan"),
)
@click.option("--output", type=click.Path(path_type=Path, file_okay=False),
              help=say("成品所在的输出文件夹，默认 output/", "Output folder, output/ by default"))  # fmt: skip
@_shared
def bundle(files: tuple[Path, ...], output: Path | None, as_json: bool, lang: str | None, quiet: bool) -> None:
    from mzdocs.bundle import bundle_all
    from mzdocs.cli import show
    from mzdocs.load.workspace import resolved

    start = time.perf_counter()
    space, paths = _stations(files)
    made = bundle_all(paths, space, resolved(output) if output else space.output)
    seconds = time.perf_counter() - start
    if as_json:
        values = show.bundle_values(made, space.root)
        show.as_json({"exit": 0, "seconds": round(seconds, 2), "bundles": values})
    elif not quiet:
        show.bundle_table(made, space.root, seconds)


def _stations(files: tuple[Path, ...]) -> tuple[Workspace, list[Path]]:
    """The workspace, and the files asked for: a path, or a station's name; none means all."""
    from mzdocs.load import find
    from mzdocs.load.workspace import distinct, here, is_file

    near = next((path.parent for path in files if is_file(path)), here())
    space = find(near)
    return space, distinct([_station_file(space, path) for path in files], space) or space.station_files()


def _station_file(space: Workspace, path: Path) -> Path:
    from mzdocs.load.workspace import is_file

    by_name = space.root / "data" / "stations" / f"{path.name}.yaml"
    return by_name if not os.path.lexists(path) and is_file(by_name) else path


@cli.command(
    help=say("检查数据，不生成任何文件。", "Check the data; makes nothing."),
    epilog=_examples("mzdocs check", "mzdocs check taoyuan --fail-on finding", "mzdocs check --json"),
)
@click.option("--fail-on", type=click.Choice(["error", "finding"]), default="error", show_default=True,
              help=say("到什么程度算失败", "What counts as failure"))  # fmt: skip
@_shared
def check(files: tuple[Path, ...], fail_on: str, as_json: bool, lang: str | None, quiet: bool) -> None:
    from mzdocs.build.fleet import prepare_all
    from mzdocs.build.pipeline import Settings
    from mzdocs.cli import show

    space, paths = _stations(files)
    prepared = prepare_all(paths, space, Settings())
    found = [problem for item in prepared for problem in item.problems]
    findings = [problem for problem in found if problem.severity is Severity.FINDING]
    failed = fail_on == "finding" and bool(findings)
    code = Exit.DATA if failed else Exit.DONE
    if as_json:
        show.as_json({"exit": int(code), "stations": len(prepared), "problems": show.problem_values(found)})
    elif not quiet:
        show.problems(found)
        stations, notices = len(prepared), len(found) - len(findings)
        show.line(
            say(
                f"检查了 {stations} 个工作站：数据无错误，未达标 {len(findings)} 处，提示 {notices} 条。",
                f"{stations} stations checked: no errors, {len(findings)} findings, {notices} notices.",
            )
        )
    if failed:
        raise click.exceptions.Exit(code)


@cli.command(
    help=say(
        "检查任何做好的 PDF（也看 SVG、DXF），逐条说明通过、不通过、没有检查。",
        "Examine finished PDFs (SVG and DXF too): every rule has passed, failed, or was not run.",
    ),
    epilog=_examples("mzdocs preflight output/taoyuan/signage/*.pdf", "mzdocs preflight --profile press FILE.pdf"),
)
@click.option(
    "--profile",
    type=click.Choice(["press", "outlined", "archive", "plain"]),
    help=say(
        "按哪一类检查；默认看旁边的 manifest.json，或文件自己的标明",
        "What it is judged as; by default what the manifest.json beside it says, or the file itself",
    ),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say("语言，默认中文", "Language, Chinese by default"))
@click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "Print JSON"))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))  # fmt: skip
def preflight(files: tuple[Path, ...], profile: Any, as_json: bool, lang: str | None) -> None:
    from mzdocs.cli import preflight_command

    code = preflight_command.show(files, profile, as_json)
    if code:
        raise click.exceptions.Exit(code)


@cli.command(
    help=say(
        "查看字体和印刷色彩特性文件；--install 从 Debian 软件包安装锁定的版本。",
        "Show fonts and press profiles; --install gets the pinned ones.",
    ),
    epilog=_examples("mzdocs fonts", "mzdocs fonts --install"),
)
@click.option("--install", is_flag=True, help=say("安装", "Install"))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say("语言", "Language"))
def fonts(install: bool, lang: str | None) -> None:
    from mzdocs.cli import show
    from mzdocs.design import fonts as faces
    from mzdocs.design import fontset, profiles

    if install:
        fontset.install()
    problems = faces.verify(thorough=True) + profiles.verify(thorough=True)
    if problems:
        raise Stopped(problems)
    for official in faces.OFFICIAL:
        family = faces.CHAINS[official.role, official.bold][0].family
        show.line(say(f"{official.name}：PDF 中以 {family} 替代", f"{official.name}: drawn as {family} in PDF"))
    show.line(
        say(
            f"齐全，校验无误：字体 {len(faces.FACES)} 个，色彩特性文件 {len(profiles.PROFILES)} 个",
            f"{len(faces.FACES)} font files and {len(profiles.PROFILES)} press profiles present and verified",
        )
    )


@cli.command(
    help=say("在新文件夹里生成样例：一个区、八个街道。", "Write the sample district into a new folder."),
    epilog=_examples("mzdocs init my-district"),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say("语言", "Language"))
def init(folder: Path, lang: str | None) -> None:
    from mzdocs.cli import show
    from mzdocs.load import sample

    sample.write(folder)
    show.line(
        say(
            f"样例已写入 {folder}。下一步：cd {folder} && mzdocs build",
            f"Sample written. Next: cd {folder} && mzdocs build",
        )
    )


@cli.command(
    help=say(
        "写出数据文件的 JSON Schema，供编辑器提示和校验。",
        "Write the JSON Schema of the data files for editors.",
    ),
    epilog=_examples("mzdocs schema"),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say("语言", "Language"))
def schema(lang: str | None) -> None:
    from mzdocs.cli import show
    from mzdocs.load import find, sample
    from mzdocs.load.workspace import here

    for path in sample.write_schemas(find(here()).root / "data"):
        show.line(f"data/schema/{path.name}")


def main(arguments: list[str] | None = None) -> int:
    """Run a command; every way it can end has its exit code, and none is a traceback."""
    from mzdocs.cli.exit_handling import ended

    return ended(cli, sys.argv[1:] if arguments is None else arguments)


__all__ = ["cli", "main"]
