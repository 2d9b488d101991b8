"""`mzdocs inspection`: data files -> each station's papers of inspection and year's end."""

from __future__ import annotations

from typing import Any

import click

from mzdocs.cli import options
from mzdocs.cli.building import build_stations
from mzdocs.cli.messages import examples, say
from mzdocs.core.problems import Exit
from mzdocs.kinds import of_sets


@click.command(
    help=say(
        "生成各站的检查验收和年终文书：自查报告、评分表、验收报告、整改通知书、复查记录、责任书、聘书、解聘书、"
        "交接清单、名册、花名册、岗位沿革、胸牌登记簿、考评表、签到表"
        "（DOCX 和 PDF，文字相同）。",
        "Make each station's papers of inspection and year's end: reports, score sheets, notices, appointments,"
        " assessments (DOCX and PDF with the same text).",
    ),
    epilog=examples("mzdocs inspection", "mzdocs inspection taoyuan"),
)
@options.of_building(of_sets("reports"))
@options.year
def inspection(**asked: Any) -> Exit:
    """Make the papers of inspection only."""
    return build_stations(of_sets("reports"), **asked)
