"""`mzdocs preview`: a workspace -> the address of a page that shows its finished pages as they are now."""

from __future__ import annotations

import sys
import time
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mzdocs.cli import options, show, stations
from mzdocs.cli.completed_names import station_items
from mzdocs.cli.messages import LANGUAGE, examples, say
from mzdocs.core.problems import Exit

if TYPE_CHECKING:
    from mzdocs.load import Workspace


@click.command(
    help=say(
        "在浏览器里看成品的真实页面：数据一保存，页面就换新；只写您在页面上答应了的签样和改好的小错，别的都不写；"
        "只有本机能打开；关掉这个窗口就结束。",
        "Show the finished pages in a browser, anew at each save, open on this machine only; it writes nothing but"
        " approvals and mended slips, each after a yes.",
    ),
    epilog=examples("mzdocs preview", "mzdocs preview taoyuan", "mzdocs preview --no-browser --port 8017"),
)
@click.argument(
    "file", required=False, type=options.FILE, metavar=f"[{stations.STATION}]", shell_complete=station_items
)
@click.option("--no-browser", is_flag=True, help=say("只显示地址，不打开浏览器", "Only print the address"))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help=say("端口，默认任选一个空闲的", "Port, any free one by default"),
)
@click.option(
    "--unmasked", is_flag=True, help=say("档案中的身份证号码完整显示，默认遮去一部分", "Show identity numbers whole")
)
@click.option(
    "--polling",
    is_flag=True,
    help=say("定时查看数据文件：网络盘不通知改动时用", "Look for saves, where a network disk tells of none"),
)
@click.option(
    "--export",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help=say(
        "把页面写成一个新文件夹，拷给别人也能打开；不含档案", "Write the page into a new folder; no archive in it"
    ),
)
@options.language
def preview(file: Path | None, no_browser: bool, port: int, unmasked: bool, polling: bool, folder: Path | None) -> Exit:
    """Serve the page until it is interrupted, or write it into a folder.

    Raises:
        Stopped: there is no workspace or station, or the port or the folder cannot be used.
    """
    from mzdocs.preview import previewed

    space, paths = stations.asked_for((file,) if file else ())
    if folder:
        return _export(space, paths, folder)
    with previewed(space, LANGUAGE, port, unmasked, polling) as address:
        shown = f"{address}#{paths[0].stem}" if file else address
        show.line(shown)
        if not no_browser:
            webbrowser.open(shown)
            show.line(
                say(
                    "已经打开浏览器；没有打开的，把上面的地址贴到浏览器里。按 Ctrl-C 结束。",
                    "Opened in a browser. Ctrl-C ends it.",
                )
            )
        with suppress(KeyboardInterrupt):
            while True:
                time.sleep(3600)
    return Exit.DONE


def _export(space: Workspace, paths: list[Path], folder: Path) -> Exit:
    from mzdocs.preview.exported import export

    count = export(space, LANGUAGE, [path.stem for path in paths], folder, lambda title: show.line(title, sys.stderr))
    page = folder / "index.html"
    show.line(say(f"写好了 {count} 份文件的页面，双击打开：{page}", f"The pages of {count} documents; open {page}"))
    return Exit.DONE
