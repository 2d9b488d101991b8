"""WeasyPrint straight: the part's own template filled with all records, one HTML, one `write_pdf`."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader

from tests.bench.forms import in_sheets, in_volumes, sheet, volume_name
from tests.bench.lines import JsonLines


def html(work: Path, source: Path) -> str:
    kind, count = source.stem.split("-")
    environment = Environment(loader=FileSystemLoader(work / "templates"), autoescape=True, trim_blocks=True)
    lines = JsonLines(source)
    codes = {}
    if kind == "badges":
        pictures = (work / f"codes-{count}").as_uri()
        codes = {badge["code"]: f"{pictures}/{serial}.png" for serial, badge in enumerate(lines)}
        records: list[Any] = [sheet(badges) for badges in in_sheets(lines)]
    else:
        records = [{"volume": volume_name(serial), "rows": list(volume)} for serial, volume in in_volumes(lines)]
        assert len(records) == 1, "pages are counted through the whole HTML: one volume only"
    size = SimpleNamespace(width="210mm", height="297mm")
    filled = environment.get_template(f"bench/{kind}.html").render(
        records=records,
        code_address=codes.get,
        document=SimpleNamespace(title="bench", issued="2026-11-25"),
        sheet=SimpleNamespace(size=size, bleed="0mm"),
    )
    return filled.replace("mz:///photo/", (work / "photos").as_uri() + "/")


def main(work: Path, source: Path, target: Path) -> None:
    from weasyprint import CSS, HTML

    HTML(string=html(work, source)).write_pdf(target, stylesheets=[CSS(work / "house.css")])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
