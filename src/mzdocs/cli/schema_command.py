"""`mzdocs schema`: the data model -> the JSON Schemas beside the data, for editors."""

from __future__ import annotations

import click

from mzdocs.cli import options, show, stations
from mzdocs.cli.messages import examples, say


@click.command(
    help=say(
        "写出数据文件的 JSON Schema，供编辑器提示和校验。",
        "Write the JSON Schema of the data files for editors.",
    ),
    epilog=examples("mzdocs schema"),
)
@options.language_briefly
def schema() -> None:
    """Write the schemas into the workspace, and name each."""
    from mzdocs.load import sample

    for path in sample.write_schemas(stations.workspace_of().root / "data"):
        show.line(f"data/schema/{path.name}")
