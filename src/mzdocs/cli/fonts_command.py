"""`mzdocs fonts`: the pinned fonts and press profiles -> are they all there, and unchanged?"""

from __future__ import annotations

import click

from mzdocs.cli import options, show, stations
from mzdocs.cli.messages import examples, say
from mzdocs.core.problems import Stopped, stop_at_errors


@click.command(
    help=say(
        "查看字体和印刷色彩特性文件；--install 从 Debian 软件包安装锁定的版本。",
        "Show fonts and press profiles; --install gets the pinned ones.",
    ),
    epilog=examples("mzdocs fonts", "mzdocs fonts --install"),
)
@click.option("--install", is_flag=True, help=say("安装", "Install"))
@options.language_briefly
def fonts(install: bool) -> None:
    """Install them if asked, verify every file, and say which font is drawn for which official name.

    Raises:
        Stopped: one is missing or changed.
    """
    from mzdocs.design import fonts as faces
    from mzdocs.design import fontset, profiles, scripts, single_line_face

    if install:
        fontset.install()
    stop_at_errors(fontset.differing_files())
    for official in faces.OFFICIAL:
        family = faces.CHAINS[official.role, official.bold][0].family
        show.line(say(f"{official.name}：PDF 中以 {family} 替代", f"{official.name}: drawn as {family} in PDF"))
    for name, script in scripts.SCRIPTS.items():
        show.line(say(f"{name}：{script.face.family}", f"{name}: {script.face.family}"))
    single = single_line_face.FACE.family
    show.line(say(f"单线字：{single} 笔画的中线", f"single-line letters: the middle of the strokes of {single}"))
    _show_own()
    count = len(faces.FACES) + len(scripts.FACES) + 1
    show.line(
        say(
            f"齐全，校验无误：字体 {count} 个，色彩特性文件 {len(profiles.PROFILES)} 个",
            f"{count} font files and {len(profiles.PROFILES)} press profiles present and verified",
        )
    )


_MOST_SHOWN = 40
"""Characters of one font that are named."""


def _show_own() -> None:
    """The fonts of the workspace the command is run in, if it is: what each adds, or why it is not used."""
    from mzdocs.build.adopted_fonts import adopt_fonts

    try:
        found = adopt_fonts(stations.workspace_of())
    except Stopped:
        return
    for font in found:
        more = (
            say(f"…（共 {len(font.adds)} 字）", f"… ({len(font.adds)} in all)") if len(font.adds) > _MOST_SHOWN else ""
        )
        told = (
            say(f"没有采用，{font.why.zh}", f"not used, {font.why.en}")
            if font.why
            else say(f"补上 {font.adds[:_MOST_SHOWN]}{more}", f"adds {font.adds[:_MOST_SHOWN]}{more}")
        )
        show.line(say(f"{font.name}：{told}", f"{font.name}: {told}"))
