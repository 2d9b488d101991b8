"""docs/mission.md: every clause has a carrier and a rule, and each of them is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from mzdocs.cli import cli
from mzdocs.kinds import KINDS

from .test_problems import BY_CODE

ROOT = Path(__file__).parent.parent
CLAUSES = (
    "二（一）", "二（二）", "二（三）", "二（四）", "二（五）", "二（六）", "二（七）",
    "三（一）", "三（二）", "三（三）", "四（一）", "四（二）", "四（三）",
)  # fmt: skip
"""The standard's seven criteria, the three phases, the three measures."""


def rows(text: str) -> list[list[str]]:
    found = (line.strip("|").split("|") for line in text.splitlines() if re.match(r"\| [二三四]（", line))
    return [[cell.strip() for cell in row] for row in found]


def missing(text: str, root: Path = ROOT) -> list[str]:
    """What the table names that is not there, and clauses without a carrier or a rule."""
    boards = yaml.safe_load((root / "data" / "district.yaml").read_text("utf-8"))["展板"]
    there = {
        "公文": {path.stem for path in (root / "templates" / "paper" / "wording").glob("*.txt")},
        "展板": {board["代号"] for board in boards},
        "种类": set(KINDS),
        "版面": {path.relative_to(root / "templates").as_posix() for path in (root / "templates").rglob("*.html")},
        "命令": set(cli.commands),
    }
    found: list[str] = []
    told = rows(text)
    for clause, demand, carriers, rules in told:
        named = [carrier.partition(":") for carrier in carriers.split()]
        found += [f"{kind}:{name}" for kind, _, name in named if name not in there.get(kind, ())]
        found += [code for code in rules.split() if code not in BY_CODE]
        found += [f"{clause} {demand}" for cell in (carriers, rules) if not cell]
    return found + [clause for clause in CLAUSES if clause not in {row[0] for row in told}]


def test_every_clause_has_its_carriers_and_rules() -> None:
    assert missing((ROOT / "docs" / "mission.md").read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("公文:kickoff-minutes", "公文:kickoff-hours", ["公文:kickoff-hours"]),
        ("展板:fu-wu-cheng-nuo", "", ["二（五） 服务措施"]),
        ("MZ2203", "MZ2299", ["MZ2299"]),
        ("四（二）", "四（九）", ["四（二）"]),
        ("命令:bundle", "命令:bundles", ["命令:bundles"]),
    ],
)
def test_a_clause_that_loses_its_carrier_is_seen(old: str, new: str, told: list[str]) -> None:
    text = (ROOT / "docs" / "mission.md").read_text("utf-8")
    assert old in text
    assert missing(text.replace(old, new)) == told
