"""`mzdocs completion`: what a shell runs to complete commands, stations, kinds and themes -> printed for it."""

from __future__ import annotations

import click

from mzdocs.cli import options, show
from mzdocs.cli.messages import examples, say


@click.command(
    help=say(
        "输出命令行的补全脚本：按 Tab 补全命令、选项、工作站、种类和主题。",
        "Print the script by which a shell completes commands, options, stations, kinds and themes.",
    ),
    epilog=examples(
        "mzdocs completion bash >> ~/.bashrc",
        "mzdocs completion zsh > ~/.zfunc/_mzdocs",
        "mzdocs completion fish > ~/.config/fish/completions/mzdocs.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
@options.language_briefly
def completion(shell: str) -> None:
    """Print click's own script for this shell."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found
    script = found(click.get_current_context().find_root().command, {}, "mzdocs", "_MZDOCS_COMPLETE")
    show.line(script.source_template % script.source_vars())
