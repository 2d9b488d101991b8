"""A year's work in one workspace: every command of the command line, each as a clerk would give it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.workspaces import SLUG, Workspace

VOLUME, PASSED, MADE = "{volume}", "{archive}", "{new}"
"""The number of a volume, a file of the archive, and a folder beside the workspace."""
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check", SLUG),
    ("build", "-q", SLUG, "--only", "public-list"),
    ("explain", "MZ1001"),
    ("inspection", SLUG),
    ("build-signage", SLUG, "-j", "1"),
    ("archive-index", SLUG),
    ("archive-index", SLUG, "--audience", "reading-room"),
    ("archive-index", SLUG, "--audience", "public"),
    ("build", "-j", "2"),
    ("district",),
    ("audit",),
    ("approve", SLUG, "--by", "李主任", "--date", "2026-12-01"),
    ("proof", SLUG, "--output", f"{MADE}/proof.pdf"),
    ("bundle", SLUG),
    ("preview", SLUG, "--export", f"{MADE}/seen"),
    ("fleet", ".", "--only", "plaque", "-j", "1"),
    ("fleet", ".", "--report", f"{MADE}/report"),
    ("fleet", ".", "--report", f"{MADE}/report-2", "--since", f"{MADE}/report"),
    ("fleet", ".", "--only", "plaque", "-j", "1", "--store", f"{MADE}/store"),
    ("fleet", ".", "--collect", "--store", f"{MADE}/store"),
    ("fetch", f"{MADE}/store", f"{MADE}/fetched"),
    ("verify",),
    ("doctor",),
    ("archive", "search", "王"),
    ("archive", "bind", SLUG),
    ("archive", "copy", SLUG, VOLUME, "--reader", "甲乙", "--unit", "某局", "--purpose", "审计",
     "--approved-by", "丙丁"),
    ("preflight", PASSED),
    ("check-docx", "output/taoyuan/reports/2026/inspection-report.docx"),
    ("convert", f"data/stations/{SLUG}.yaml", f"{MADE}/{SLUG}.xlsx"),
    ("badge", "keygen", f"{MADE}/badge.key"),
    ("badge", "export"),
    ("badge", "verify", "output/taoyuan/signage/badges.pdf"),
    ("theme", "new", "ours-too", "--primary", "#1f6b4a"),
    ("theme", "show", "ours-too"),
    ("sign", PASSED, "--verify"),
    ("issue", SLUG, "--date", "2026-11-20"),
    ("new-year", "2027"),
    ("template", "other", "--output", f"{MADE}/other.xlsx"),
    ("schema",),
    ("completion", "bash"),
    ("fonts",),
    ("init", f"{MADE}/sample"),
    ("new", f"{MADE}/own", "--city", "云川市", "--district", "澄江县", "--street", "桃园街道", "--yes"),
)  # fmt: skip


def commands(space: Workspace, beside: Path, count: int) -> Iterator[Sequence[str]]:
    """The first so many, each filled in when its turn has come: some name what those before have made."""
    for line in COMMANDS[:count]:
        names = {VOLUME: lambda: _volume(space), PASSED: lambda: _archived(space), MADE: lambda: str(beside)}
        for name, found in names.items():
            line = tuple(part.replace(name, found()) if name in part else part for part in line)
        yield line


def _archived(space: Workspace) -> str:
    return str(next((space.output / SLUG / "archive").glob("volume-??-*.pdf")))


def _volume(space: Workspace) -> str:
    rows = json.loads((space.output / SLUG / "archive-reading-room" / "manifest.json").read_bytes())["files"]
    return next(str(each["title"]).split()[0] for each in rows if each["file"].startswith("volume-db"))
