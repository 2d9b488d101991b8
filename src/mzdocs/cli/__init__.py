"""A command line -> its command, run; each command is one file of this room."""

from __future__ import annotations

import sys

import click

from mzdocs.cli.archive_index_command import archive_index
from mzdocs.cli.audit_command import audit
from mzdocs.cli.build_command import build
from mzdocs.cli.build_signage_command import build_signage
from mzdocs.cli.bundle_command import bundle
from mzdocs.cli.check_command import check
from mzdocs.cli.check_docx_command import check_docx
from mzdocs.cli.command_groups import ARCHIVE, BADGE, THEME
from mzdocs.cli.convert_command import convert
from mzdocs.cli.district_command import district
from mzdocs.cli.exit_handling import ended
from mzdocs.cli.fonts_command import fonts
from mzdocs.cli.init_command import init
from mzdocs.cli.inspection_command import inspection
from mzdocs.cli.issue_command import issue
from mzdocs.cli.messages import examples, say
from mzdocs.cli.new_year_command import new_year
from mzdocs.cli.preflight_command import preflight
from mzdocs.cli.schema_command import schema
from mzdocs.cli.sign_command import sign
from mzdocs.cli.template_command import template

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


for command in (
    archive_index, audit, build, build_signage, bundle, check, check_docx, convert, district, fonts, init, inspection,
    issue, new_year, preflight, schema, sign, template, ARCHIVE, BADGE, THEME,
):  # fmt: skip
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> int:
    """Run a command; every way it can end has its exit code, and none is a traceback."""
    return ended(cli, sys.argv[1:] if arguments is None else arguments)
