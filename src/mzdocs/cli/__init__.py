"""A command line -> its command, run; each command is one file of this room."""

from __future__ import annotations

import sys

import click

from mzdocs.cli.archive_bind_command import bind
from mzdocs.cli.archive_copy_command import copy
from mzdocs.cli.archive_index_command import archive_index
from mzdocs.cli.archive_search_command import search
from mzdocs.cli.audit_command import audit
from mzdocs.cli.badge_export_command import export
from mzdocs.cli.badge_keygen_command import keygen
from mzdocs.cli.badge_verify_command import verify
from mzdocs.cli.build_command import build
from mzdocs.cli.build_signage_command import build_signage
from mzdocs.cli.bundle_command import bundle
from mzdocs.cli.check_command import check
from mzdocs.cli.check_docx_command import check_docx
from mzdocs.cli.district_command import district
from mzdocs.cli.exit_handling import ended
from mzdocs.cli.fonts_command import fonts
from mzdocs.cli.init_command import init
from mzdocs.cli.inspection_command import inspection
from mzdocs.cli.messages import examples, say
from mzdocs.cli.preflight_command import preflight
from mzdocs.cli.schema_command import schema
from mzdocs.cli.sign_command import sign
from mzdocs.cli.theme_new_command import new
from mzdocs.cli.theme_show_command import show_theme

__all__ = ["cli", "main"]


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say(
        "mzdocs：由一个数据文件做出街道民政工作站的全套门牌、展板、胸牌、案卷目录和检查报告。",
        "mzdocs makes all the paper of a street civil affairs station from one data file.",
    ),
    epilog=examples("mzdocs init my-district && cd my-district", "mzdocs check", "mzdocs build"),
)
@click.version_option(None, "--version", package_name="mzdocs", message="mzdocs %(version)s")
def cli() -> None:
    """All commands."""


@cli.group(
    help=say("档案的日常：登记装订、查找、做查阅副本。", "Everyday work with the archive: bind, search, copy."),
    epilog=examples("mzdocs archive bind taoyuan", "mzdocs archive search 云锦社区"),
)
def archive() -> None:
    """The commands that work with an archive already built."""


@cli.group(
    help=say("主题：本区自己的颜色。", "Themes: colours of the bureau's own."),
    epilog=examples("mzdocs theme new chengjiang-green --primary '#1f6b4a'", "mzdocs theme show"),
)
def theme() -> None:
    """The commands for themes."""


@cli.group(
    help=say("胸牌的二维码：生成密钥、公布公钥、核验真伪。", "Codes of badges: make a key, publish it, verify."),
    epilog=examples("mzdocs badge keygen /mnt/usb/badge.key", "mzdocs badge verify photo.jpg"),
)
def badge() -> None:
    """The commands about codes of badges."""


for command in (new, show_theme):
    theme.add_command(command)
for command in (bind, copy, search):
    archive.add_command(command)
for command in (export, keygen, verify):
    badge.add_command(command)
for command in (
    archive_index, audit, build, build_signage, bundle, check, check_docx, district, fonts, init, inspection,
    preflight, schema, sign,
):  # fmt: skip
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> int:
    """Run a command; every way it can end has its exit code, and none is a traceback."""
    return ended(cli, sys.argv[1:] if arguments is None else arguments)
